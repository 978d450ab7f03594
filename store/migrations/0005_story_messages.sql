-- How long a source's page has not listed articles as it used to.
ALTER TABLE source ADD COLUMN amiss INTEGER NOT NULL DEFAULT 0;
ALTER TABLE source ADD COLUMN amiss_since INTEGER;

-- Illnesses of sources that were told; outage: when the first of several fell ill together.
CREATE TABLE ailment (
    source TEXT NOT NULL PRIMARY KEY,
    illness TEXT NOT NULL,
    since INTEGER NOT NULL,
    told_at INTEGER NOT NULL,
    outage INTEGER,
    well_at INTEGER
) WITHOUT ROWID, STRICT;

-- Messages of alerts whose story goes on elsewhere. asked_at: the message is to be edited, and
-- since when; shown: the line that it has by now.
CREATE TABLE story_message (
    alert_id INTEGER NOT NULL PRIMARY KEY REFERENCES alert (id) ON DELETE CASCADE,
    asked_at INTEGER,
    not_before INTEGER NOT NULL,
    shown TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID, STRICT;
CREATE INDEX story_message_due ON story_message (not_before) WHERE asked_at IS NOT NULL;
