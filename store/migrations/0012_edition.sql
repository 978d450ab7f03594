-- Counts up with every change to who is served (chats that join or leave, move, settle something
-- themselves), so that nobody reads thousands of chats again to find that nothing has changed.
CREATE TABLE edition (
    name TEXT NOT NULL PRIMARY KEY,
    number INTEGER NOT NULL
) WITHOUT ROWID, STRICT;
