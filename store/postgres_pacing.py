"""The pace of sending over all programs on one PostgreSQL: implements `model.pacing.Pacing`.

A row of `pace` for each place, one for all places together and one for each lane. The server's
clock counts, and what is reserved by one statement is reserved for all: no two programs are given
the same lane, or the turn at one place.
"""

from __future__ import annotations

from datetime import timedelta

from model.pacing import LANES, TARDY, WINDOW, Lost, Slot, Standing
from store.postgres_beside import Beside

# how long a turn at a place, or a lane, is held: longer than the longest send; a dead program's
# ends so
HELD = timedelta(minutes=2)
LOOK = 0.05  # seconds between two looks at a place where another program's call is under way
GLANCE = 0.01  # seconds between two looks for a lane
ALL = ""  # the row of all places together
LANE = [f"#{number:02}" for number in range(LANES)]  # the lanes' rows; no place begins so

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

# The generic cell rate algorithm (ITU-T I.371): free_at is its theoretical arrival. A lane that
# another program takes at this moment is passed over; the row of all lets one by at a time, and is
# looked at again by whoever waited for it.
SLOT = """
WITH free AS (
    SELECT place FROM pace
    WHERE place BETWEEN '#' AND '#~'
      AND free_at <= clock_timestamp() AND held_until <= clock_timestamp()
    ORDER BY free_at LIMIT 1 FOR UPDATE SKIP LOCKED
), through AS (
    UPDATE pace SET free_at = make_interval(secs => :spacing)
        + GREATEST(free_at, clock_timestamp() - make_interval(secs => :tardy))
    WHERE place = :all AND free_at <= clock_timestamp() AND rest_until <= clock_timestamp()
      AND EXISTS (SELECT FROM free)
    RETURNING place
), mine AS (
    UPDATE pace SET holder = :me, held_until = clock_timestamp() + make_interval(secs => :held)
    WHERE place IN (SELECT place FROM free) AND EXISTS (SELECT FROM through)
    RETURNING place
), soon AS (
    SELECT MIN(CASE WHEN held_until > clock_timestamp()
        THEN clock_timestamp() + make_interval(secs => :look) ELSE free_at END) AS free_at
    FROM pace WHERE place BETWEEN '#' AND '#~'
)
SELECT (SELECT place FROM mine) AS lane,
    CAST(extract(epoch FROM rest_until - clock_timestamp()) AS double precision) AS closed,
    CAST(extract(epoch FROM GREATEST(pace.free_at, soon.free_at) - clock_timestamp())
        AS double precision) AS wait
FROM pace CROSS JOIN soon WHERE pace.place = :all AND soon.free_at IS NOT NULL
"""

LAY = "INSERT INTO pace (place) VALUES (:place) ON CONFLICT (place) DO NOTHING"

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
        """Of one that is not given the row of all tells when to ask again."""
        found = await self._beside.ask(
            f"pace {ALL}",
            SLOT,
            all=ALL,
            me=self._beside.me,
            spacing=float(self._spacing),
            tardy=TARDY,
            held=HELD.total_seconds(),
            look=GLANCE,
        )
        if not found:  # nobody has sent yet, or the server crashed
            await self._lay()
            return Slot(GLANCE)
        (row,) = found
        if row["lane"] is not None:
            return Slot(lane=row["lane"])
        if row["closed"] > 0:
            return Slot(closed=row["closed"])
        return Slot(max(row["wait"], GLANCE / 5))

    async def _lay(self) -> None:
        for place in (ALL, *LANE):
            await self._beside.ask(f"pace {place}", LAY, place=place)

    async def leave(self, lane: str) -> None:
        """For all programs."""
        if lane:
            await self.done(lane, WINDOW)

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
