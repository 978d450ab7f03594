CREATE TABLE edition (
    name text COLLATE "C" NOT NULL PRIMARY KEY,
    number bigint NOT NULL
);
