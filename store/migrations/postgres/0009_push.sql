ALTER TABLE source ADD COLUMN hub text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE source ADD COLUMN topic text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE source ADD COLUMN push text COLLATE "C";
CREATE INDEX source_hub ON source (name) WHERE active = 1 AND hub <> '';

CREATE TABLE subscription (
    token text COLLATE "C" NOT NULL PRIMARY KEY,
    secret text COLLATE "C" NOT NULL,
    source text COLLATE "C" NOT NULL,
    hub text COLLATE "C" NOT NULL,
    topic text COLLATE "C" NOT NULL,
    base text COLLATE "C" NOT NULL,
    made_at bigint NOT NULL,
    next_try bigint NOT NULL,
    state text COLLATE "C" NOT NULL,
    asked_at bigint,
    tries bigint NOT NULL,
    lease_until bigint,
    pushed_at bigint,
    pushes bigint NOT NULL,
    wanted bigint,
    idle bigint NOT NULL,
    heard bigint NOT NULL,
    judged bigint,
    message text COLLATE "C" NOT NULL
);
CREATE INDEX subscription_source ON subscription (source, made_at);
CREATE INDEX subscription_due ON subscription (next_try, token);
CREATE INDEX subscription_wanted ON subscription (wanted) WHERE wanted IS NOT NULL;
