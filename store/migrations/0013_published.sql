-- The texts of rules.yaml that held for all programs on this store; the highest number holds.
CREATE TABLE published (
    number INTEGER NOT NULL PRIMARY KEY,
    text TEXT NOT NULL,
    at INTEGER NOT NULL,
    by TEXT NOT NULL
) STRICT;
