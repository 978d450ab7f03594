-- Which message told an alert, for replies to it; what a mute held back, for showing it.
CREATE INDEX alert_message ON alert (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX alert_muted ON alert (mute_id, id) WHERE mute_id IS NOT NULL;
CREATE INDEX alert_chat ON alert (chat, id) WHERE article_id <> '';

-- The mute that this one replaced while it was in force: an undo puts it back.
ALTER TABLE mute ADD COLUMN was_since INTEGER;
ALTER TABLE mute ADD COLUMN was_until INTEGER;
ALTER TABLE mute ADD COLUMN was_by TEXT;
CREATE INDEX mute_until ON mute (until) WHERE until IS NOT NULL;
-- From now on the end of each mute is told; those that ended before are not news.
DELETE FROM mute WHERE until <= CAST(strftime('%s', 'now') AS INTEGER) * 1000000;

-- Who found an alert not relevant to a topic. It outlives the alert.
CREATE TABLE feedback (
    alert_id INTEGER NOT NULL,
    topic TEXT NOT NULL,
    at INTEGER NOT NULL,
    by TEXT NOT NULL,
    PRIMARY KEY (alert_id, topic)
) WITHOUT ROWID, STRICT;

-- The words of each article in one spelling (store/folding.py), for searching. They are parted
-- by blanks already: the tokenizer has nothing to decide, whatever Unicode it was built for.
CREATE VIRTUAL TABLE search USING fts5 (words, detail = none, tokenize = 'ascii');
