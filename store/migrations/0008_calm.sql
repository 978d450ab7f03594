-- How many alerts a chat was just sent; the summary that takes more, and what it tells.
CREATE INDEX alert_sent ON alert (chat, settled_at) WHERE fate = 'sent' AND kind = 'alert';
CREATE INDEX alert_summary ON alert (chat, made_at) WHERE kind = 'summary';
CREATE INDEX alert_digest ON alert (digest, id) WHERE digest IS NOT NULL;
