"""The pause of hosts over all programs on one PostgreSQL: implements `model.hosts.Hosts`.

A row of `host` for each origin, by the server's clock. A day after it was last asked a host is
forgotten (`FORGET`, at the store's upkeep).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from json import dumps, loads

from model.hosts import HostTurn
from model.source import FetchFailed, Trouble
from store.postgres_beside import Beside

LOOK = 0.2  # seconds between two looks at a host that another program asks

TAKE = """
WITH mine AS (
    INSERT INTO host AS had (host, holder, held_until)
    VALUES (:host, :me, clock_timestamp() + make_interval(secs => :longest))
    ON CONFLICT (host) DO UPDATE SET holder = :me, held_until = EXCLUDED.held_until
    WHERE had.free_at <= clock_timestamp() AND had.rest_until <= clock_timestamp()
      AND (had.held_until <= clock_timestamp() OR had.holder = :me)
    RETURNING host
)
SELECT CAST(0 AS double precision) AS wait, CAST(NULL AS interval) AS rest, '' AS reason FROM mine
UNION ALL
SELECT CAST(GREATEST(extract(epoch FROM free_at - clock_timestamp()), :look) AS double precision),
       rest_until - clock_timestamp(), reason
FROM host WHERE host = :host AND NOT EXISTS (SELECT FROM mine)
"""

FREE = """
UPDATE host SET holder = '', held_until = 'epoch',
    free_at = clock_timestamp() + make_interval(secs => :pause)
WHERE host = :host AND holder = :me
"""

REST = """
INSERT INTO host (host, rest_until, reason)
VALUES (:host, clock_timestamp() + make_interval(secs => :length), :reason)
ON CONFLICT (host) DO UPDATE SET rest_until = EXCLUDED.rest_until, reason = EXCLUDED.reason
"""

FORGET = """
DELETE FROM host WHERE GREATEST(free_at, rest_until, held_until) < now() - interval '1 day'
"""


class PostgresHosts:
    """Every method may raise StoreError."""

    def __init__(self, beside: Beside) -> None:
        self._beside = beside

    async def take(self, host: str, longest: timedelta) -> HostTurn:
        """A host that another program asks is looked at again soon."""
        found = await self._beside.ask(
            f"host {host}",
            TAKE,
            host=host,
            me=self._beside.me,
            longest=longest.total_seconds(),
            look=LOOK,
        )
        if not found:  # two programs met this host for the first time at one moment
            return HostTurn(LOOK)
        (row,) = found
        if row["rest"] is not None and row["rest"] > timedelta():
            trouble, status, message = loads(row["reason"])
            failure = FetchFailed("", Trouble(trouble), message, status)
            return HostTurn(row["wait"], replace(failure, retry_after=row["rest"]))
        return HostTurn(row["wait"])

    async def free(self, host: str, pause: float) -> None:
        """It is anybody's after the pause."""
        await self._beside.ask(
            f"host {host}", FREE, host=host, me=self._beside.me, pause=float(pause)
        )

    async def rest(self, host: str, failure: FetchFailed) -> None:
        """For all programs, in the words of the answer."""
        length = failure.retry_after or timedelta()
        reason = dumps([failure.trouble, failure.status, failure.message])
        await self._beside.ask(
            f"host {host}", REST, host=host, length=length.total_seconds(), reason=reason
        )
