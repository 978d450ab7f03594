-- Hubs that push a feed's news (WebSub): what a source's feed offers, how it goes, and what hubs
-- were asked for. A token is the end of the address that a hub calls.
ALTER TABLE source ADD COLUMN hub TEXT NOT NULL DEFAULT '';
ALTER TABLE source ADD COLUMN topic TEXT NOT NULL DEFAULT '';
ALTER TABLE source ADD COLUMN push TEXT;
CREATE INDEX source_hub ON source (name) WHERE active = 1 AND hub <> '';

CREATE TABLE subscription (
    token TEXT NOT NULL PRIMARY KEY,
    secret TEXT NOT NULL,
    source TEXT NOT NULL,
    hub TEXT NOT NULL,
    topic TEXT NOT NULL,
    base TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    next_try INTEGER NOT NULL,
    state TEXT NOT NULL,
    asked_at INTEGER,
    tries INTEGER NOT NULL,
    lease_until INTEGER,
    pushed_at INTEGER,
    pushes INTEGER NOT NULL,
    wanted INTEGER,
    idle INTEGER NOT NULL,
    heard INTEGER NOT NULL,
    judged INTEGER,
    message TEXT NOT NULL
) WITHOUT ROWID, STRICT;
CREATE INDEX subscription_source ON subscription (source, made_at);
CREATE INDEX subscription_due ON subscription (next_try, token);
CREATE INDEX subscription_wanted ON subscription (wanted) WHERE wanted IS NOT NULL;
