-- Which alerts are under way: no two of one chat are.
CREATE INDEX alert_leased ON alert (chat, lease_until)
WHERE fate = 'queued' AND lease_until IS NOT NULL;
