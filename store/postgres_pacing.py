"""The pace of sending over all programs on one PostgreSQL: implements `model.pacing.Pacing`.

A row of `pace` for each place, one for all places together. The server's clock counts, and what is
reserved by one statement is reserved for all: no two programs are given the same slot, or the turn
at one place.
"""

from __future__ import annotations

from datetime import timedelta

from model.pacing import Lost, Slot, Standing
from store.postgres_beside import Beside

# how long a turn at a place is held: longer than the longest send; a dead program's ends so
HELD = timedelta(minutes=2)
LOOK = 0.05  # seconds between two looks at a place where another program's call is under way
ALL = ""  # the row of all places together

TAKE = """
WITH mine AS (
    INSERT INTO pace AS had (place, holder, held_until)
    VALUES (:place, :me, clock_timestamp() + make_interval(secs => :held))
    ON CONFLICT (place) DO UPDATE SET holder = :me, held_until = EXCLUDED.held_until
    WHERE had.free_at <= clock_timestamp()
      AND (had.held_until <= clock_timestamp() OR had.holder = :me)
    RETURNING rest_until
), here AS (
    SELECT CAST(0 AS double precision) AS wait, rest_until FROM mine
    UNION ALL
    SELECT GREATEST(extract(epoch FROM free_at - clock_timestamp()), :look), rest_until
    FROM pace WHERE place = :place AND NOT EXISTS (SELECT FROM mine)
)
SELECT CAST(here.wait AS double precision) AS wait, here.rest_until - clock_timestamp() AS rest,
       lost_chat.until - clock_timestamp() AS lost, lost_chat.wait AS alone
FROM here LEFT JOIN lost_chat ON chat = :chat
"""

DONE = """
UPDATE pace SET holder = '', held_until = 'epoch',
    free_at = clock_timestamp() + make_interval(secs => :pause)
WHERE place = :place AND holder = :me
"""

# The generic cell rate algorithm (ITU-T I.371) without a burst: free_at is its theoretical arrival.
SLOT = """
INSERT INTO pace AS had (place, free_at)
VALUES (:all, clock_timestamp() + make_interval(secs => :spacing))
ON CONFLICT (place) DO UPDATE
SET free_at = GREATEST(had.free_at, clock_timestamp()) + make_interval(secs => :spacing)
RETURNING free_at - make_interval(secs => :spacing) - clock_timestamp() AS wait,
          rest_until - clock_timestamp() AS closed
"""

REST = """
INSERT INTO pace (place, rest_until)
VALUES (:place, clock_timestamp() + make_interval(secs => :length))
ON CONFLICT (place) DO UPDATE SET rest_until = EXCLUDED.rest_until
"""

LOSE = """
INSERT INTO lost_chat (chat, until, wait)
VALUES (:chat, clock_timestamp() + make_interval(secs => :wait), make_interval(secs => :wait))
ON CONFLICT (chat) DO UPDATE SET until = EXCLUDED.until, wait = EXCLUDED.wait
"""

FIND = "DELETE FROM lost_chat WHERE chat = :chat RETURNING chat"


class PostgresPacing:
    """`spacing`: seconds between two messages over all places and programs. Every method may
    raise StoreError."""

    def __init__(self, beside: Beside, spacing: float) -> None:
        self._beside = beside
        self._spacing = spacing

    def clock_set_back(self) -> None:
        """Nothing here goes by this machine's clock."""

    async def take(self, place: str, chat: str) -> Standing:
        """A turn that another program has is looked for again soon."""
        found = await self._beside.ask(
            f"pace {place}",
            TAKE,
            place=place,
            chat=chat,
            me=self._beside.me,
            held=HELD.total_seconds(),
            look=LOOK,
        )
        if not found:  # two programs met this place for the first time at one moment
            return Standing(LOOK)
        (row,) = found
        lost = None if row["lost"] is None else Lost(row["lost"], row["alone"])
        return Standing(row["wait"], max(row["rest"], timedelta()), lost)

    async def done(self, place: str, pause: float) -> None:
        """The turn is anybody's after the pause."""
        await self._beside.ask(
            f"pace {place}", DONE, place=place, me=self._beside.me, pause=float(pause)
        )

    async def slot(self) -> Slot:
        """The next of the row of all places."""
        (row,) = await self._beside.ask(f"pace {ALL}", SLOT, all=ALL, spacing=float(self._spacing))
        wait, closed = row["wait"].total_seconds(), row["closed"].total_seconds()
        return Slot(max(0.0, wait), max(0.0, closed))

    async def rest(self, place: str, length: timedelta) -> None:
        """Of a place."""
        await self._rest(place, length)

    async def close(self, length: timedelta) -> None:
        """Of all of them."""
        await self._rest(ALL, length)

    async def _rest(self, place: str, length: timedelta) -> None:
        await self._beside.ask(f"pace {place}", REST, place=place, length=length.total_seconds())

    async def lose(self, chat: str, wait: timedelta) -> None:
        """For all programs."""
        await self._beside.ask(f"lost {chat}", LOSE, chat=chat, wait=wait.total_seconds())

    async def find(self, chat: str) -> bool:
        """For all programs; whether it was lost."""
        return bool(await self._beside.ask(f"lost {chat}", FIND, chat=chat))
