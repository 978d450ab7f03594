-- What a chat's readers settled themselves, over what rules.yaml says of the chat.
CREATE TABLE setting (
    chat TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    at INTEGER NOT NULL,
    by TEXT NOT NULL,
    PRIMARY KEY (chat, name)
) WITHOUT ROWID, STRICT;

-- How many alerts a chat had today, by topic.
CREATE INDEX alert_chat_made ON alert (chat, made_at) WHERE article_id <> '';
