CREATE INDEX alert_leased ON alert (chat, lease_until)
WHERE fate = 'queued' AND lease_until IS NOT NULL;

-- What programs that run at the same time agree on, by this server's clock. Unlogged: a crash of the
-- server empties them, and all that is lost is pauses of seconds, which are over by then, and rests
-- that a chat or a host asks for again.
CREATE UNLOGGED TABLE pace (
    place text COLLATE "C" NOT NULL PRIMARY KEY,  -- '' is all places together
    free_at timestamptz NOT NULL DEFAULT 'epoch',
    rest_until timestamptz NOT NULL DEFAULT 'epoch',
    holder text COLLATE "C" NOT NULL DEFAULT '',
    held_until timestamptz NOT NULL DEFAULT 'epoch'
) WITH (fillfactor = 50);

CREATE UNLOGGED TABLE lost_chat (
    chat text COLLATE "C" NOT NULL PRIMARY KEY,
    until timestamptz NOT NULL,
    wait interval NOT NULL
);

CREATE UNLOGGED TABLE host (
    host text COLLATE "C" NOT NULL PRIMARY KEY,
    free_at timestamptz NOT NULL DEFAULT 'epoch',
    rest_until timestamptz NOT NULL DEFAULT 'epoch',
    reason text COLLATE "C" NOT NULL DEFAULT '',
    holder text COLLATE "C" NOT NULL DEFAULT '',
    held_until timestamptz NOT NULL DEFAULT 'epoch'
) WITH (fillfactor = 50);
