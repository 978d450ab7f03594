-- Who did what. folded: the person's name in one case, to be searched.
CREATE TABLE deed (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    chat TEXT NOT NULL,
    user_id INTEGER NOT NULL,
    person TEXT NOT NULL,
    folded TEXT NOT NULL,
    name TEXT NOT NULL,
    what TEXT NOT NULL,
    detail TEXT NOT NULL,
    refused INTEGER NOT NULL
) STRICT;
CREATE INDEX deed_at ON deed (at);
CREATE INDEX deed_refused ON deed (chat, user_id, name, at) WHERE refused = 1;
CREATE INDEX deed_refusals ON deed (id) WHERE refused = 1;

-- Invites; of the secret only a digest. topics: a list as JSON, NULL for all.
CREATE TABLE invite (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    digest TEXT NOT NULL UNIQUE,
    made_at INTEGER NOT NULL,
    until INTEGER NOT NULL,
    uses INTEGER NOT NULL,
    by TEXT NOT NULL,
    topics TEXT
) STRICT;

-- Chats that joined by invite.
CREATE TABLE guest (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat TEXT NOT NULL UNIQUE,
    address INTEGER NOT NULL,
    thread INTEGER,
    name TEXT NOT NULL,
    username TEXT NOT NULL,
    language TEXT NOT NULL,
    by TEXT NOT NULL,
    topics TEXT,
    at INTEGER NOT NULL
) STRICT;

-- What rests: a source, or all sending where it is named ''.
CREATE TABLE pause (
    source TEXT NOT NULL PRIMARY KEY,
    since INTEGER NOT NULL,
    until INTEGER,
    by TEXT NOT NULL
) WITHOUT ROWID, STRICT;
