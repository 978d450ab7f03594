CREATE TABLE published (
    number bigint NOT NULL PRIMARY KEY,
    text text COLLATE "C" NOT NULL,
    at bigint NOT NULL,
    by text COLLATE "C" NOT NULL
);
