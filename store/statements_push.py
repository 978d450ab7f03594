"""The SQL statements of subscriptions at hubs.

As in `store.statements`: each a named constant, partial indexes repeated word for word.
"""

KEEP_SUBSCRIPTION = """
INSERT INTO subscription (
    token, secret, source, hub, topic, base, made_at, next_try, state, asked_at, tries,
    lease_until, pushed_at, pushes, wanted, idle, heard, judged, message
) VALUES (
    :token, :secret, :source, :hub, :topic, :base, :made_at, :next_try, :state, :asked_at, :tries,
    :lease_until, :pushed_at, :pushes, :wanted, :idle, :heard, :judged, :message
)
ON CONFLICT (token) DO UPDATE SET
    next_try = excluded.next_try, state = excluded.state, asked_at = excluded.asked_at,
    tries = excluded.tries, lease_until = excluded.lease_until, pushed_at = excluded.pushed_at,
    pushes = excluded.pushes, wanted = excluded.wanted, idle = excluded.idle,
    heard = excluded.heard, judged = excluded.judged, message = excluded.message
"""

SUBSCRIPTION = "SELECT * FROM subscription WHERE token = :token"

SUBSCRIPTIONS_OF = """
SELECT * FROM subscription WHERE source = :source ORDER BY made_at DESC, token
"""

END_SUBSCRIPTION = "DELETE FROM subscription WHERE token = :token"

# the source's row says how its newest subscription is doing
SHOW_PUSH = """
UPDATE source SET push = (
    SELECT state FROM subscription WHERE source = :source AND state <> 'leaving'
    ORDER BY made_at DESC, token LIMIT 1
) WHERE name = :source
"""

SUBSCRIPTIONS_DUE = """
SELECT * FROM subscription WHERE next_try <= :now ORDER BY next_try, token LIMIT :limit
"""

UNSUBSCRIBED = """
SELECT * FROM source WHERE active = 1 AND hub <> '' AND NOT EXISTS (
    SELECT 1 FROM subscription
    WHERE subscription.source = source.name AND subscription.hub = source.hub
      AND subscription.topic = source.topic AND subscription.state <> 'leaving'
) ORDER BY name LIMIT :limit
"""

ADRIFT = """
SELECT * FROM subscription WHERE state <> 'leaving' AND (base <> :address OR NOT EXISTS (
    SELECT 1 FROM source
    WHERE source.name = subscription.source AND source.active = 1
      AND source.hub = subscription.hub AND source.topic = subscription.topic
)) ORDER BY token LIMIT :limit
"""

UNJUDGED = """
SELECT subscription.* FROM subscription JOIN source ON source.name = subscription.source
WHERE subscription.state IN ('on', 'trusted', 'silent')
  AND source.last_new > COALESCE(subscription.judged, subscription.made_at)
ORDER BY subscription.token LIMIT :limit
"""

WANTED = "SELECT source FROM subscription WHERE wanted IS NOT NULL AND wanted <= :now LIMIT 1"

NUDGE = """
UPDATE source SET next_check = :now
WHERE name IN (SELECT source FROM subscription WHERE wanted IS NOT NULL AND wanted <= :now)
  AND active = 1 AND due_at IS NULL AND next_check > :now
  AND COALESCE(trouble, '') <> 'rate limited'
RETURNING name
"""

NUDGED = """
UPDATE subscription SET wanted = NULL
WHERE wanted IS NOT NULL AND wanted <= :now AND NOT EXISTS (
    SELECT 1 FROM source WHERE source.name = subscription.source AND source.due_at IS NOT NULL
)
"""

WANT_TRUSTED = """
UPDATE subscription SET wanted = :now WHERE state = 'trusted' AND wanted IS NULL
"""

END_PUSHES = "DELETE FROM subscription"

SHOW_NO_PUSH = "UPDATE source SET push = NULL WHERE push IS NOT NULL"
