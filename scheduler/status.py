"""How Wirewatch is doing, gathered from the store and put into plain words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from alerts.health import diagnose, usual_gap
from model.alert import Delay, Fate, Tally
from model.health import Illness, Mood, Overview
from model.pause import Pause
from model.push import Subscription
from model.source import Push, SourceState, Trouble
from model.stores import Store

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Status:
    """One look at everything, `at` one moment; the tally usually of the day before it."""

    at: datetime
    sources: tuple[SourceState, ...]
    tally: Tally
    pauses: tuple[Pause, ...] = ()  # that hold
    pushes: tuple[Subscription, ...] = ()  # that do not go well; where they were asked for

    @property
    def failing(self) -> tuple[SourceState, ...]:
        """The sources that could not be read last time."""
        return tuple(state for state in self.sources if state.failures)

    @property
    def silent(self) -> tuple[SourceState, ...]:
        """The sources that can be read, but have had nothing new for longer than is usual."""
        return tuple(state for state in self.sources if is_silent(state))


async def gather(store: Store, now: datetime, since: datetime | None = None) -> Status:
    """Ask the store; the tally is of what was made `since` then, a day if nothing is said."""
    pauses = tuple(one for one in await store.pauses() if one.holds(now))
    return Status(
        now, tuple(await store.source_states()), await store.tally(since or now - DAY), pauses
    )


async def pushes(store: Store, states: Sequence[SourceState]) -> tuple[Subscription, ...]:
    """The subscriptions at hubs that do not go well."""
    ill = [one.name for one in states if one.push in {Push.FAILED, Push.SILENT}]
    found = [await store.subscriptions_of(name) for name in ill]
    return tuple(one for each in found for one in each[:1])


async def overview(store: Store, now: datetime, since: datetime | None = None) -> Overview:
    """The same for those who say it in their own words."""
    found = await gather(store, now, since)
    return Overview(now, tuple((one, mood(one)) for one in found.sources), found.tally)


def mood(state: SourceState) -> Mood:
    """A source at a glance."""
    if state.last_check is None:
        return Mood.NEW
    if state.failures:
        return Mood.RESTING if state.trouble is Trouble.RATE_LIMITED else Mood.FAILING
    found = diagnose(state)
    return Mood(found[0].value) if found else Mood.WELL


def brief(status: Status) -> str:
    """A few lines for a chat: sources in a word, the ill ones by name, outbox, delays."""
    failing, silent = (
        [f"{one.name}: {condition(one, status.at)}" for one in ill][:10]
        for ill in (status.failing, status.silent)
    )
    return "\n".join([sources_line(status), *failing, *silent, *outbox_lines(status)])


def sources_line(status: Status) -> str:
    """How many sources are well."""
    count, ill = len(status.sources), len(status.failing) + len(status.silent)
    if not count:
        return "No sources yet."
    waiting = sum(1 for one in status.sources if one.last_check is None)
    first = f", {waiting} not checked yet" if waiting else ""
    return f"{count - ill - waiting} of {count} sources well{first}."


def outbox_lines(status: Status) -> list[str]:
    """What is paused, backlog, what became of the last day's alerts, and the delays."""
    tally = status.tally
    lines = [*(_paused(one, status.at) for one in status.pauses), _backlog(status), _fates(tally)]
    if tally.from_discovery:
        lines.append(f"From discovery to message: {_delay(tally.from_discovery)}.")
    if tally.from_publication:
        lines.append(f"From publication to message: {_delay(tally.from_publication)}.")
    lines += [f"Refused: {reason}" for reason in tally.refusals[:3]]
    return lines


def condition(state: SourceState, now: datetime) -> str:
    """One source in plain words."""
    if state.last_check is None:
        return "not checked yet"
    if not state.failures:
        return _silence(state, now) or state.message or "well"
    since = f"failing for {span(now - state.trouble_since)}" if state.trouble_since else "failing"
    return f"{since}: {state.message}{_again(state, now)}"


def is_silent(state: SourceState) -> bool:
    """Whether a source can be read, but is silent against its own rhythm."""
    found = diagnose(state)
    return not state.failures and found is not None and found[0] is Illness.SILENT


def _silence(state: SourceState, now: datetime) -> str:
    gap = usual_gap(state)
    if gap is None or state.last_new is None or not is_silent(state):
        return ""
    return f"nothing new for {span(now - state.last_new)}, usually something every {span(gap)}"


def _again(state: SourceState, now: datetime) -> str:
    if state.next_check is None or state.next_check <= now:
        return " (due)"
    return f" (next try in {span(state.next_check - now)})"


def ago(moment: datetime | None, now: datetime) -> str:
    """How long ago ("3 min ago"), or a dash for never."""
    return "–" if moment is None else f"{span(now - moment)} ago"


def span(length: timedelta) -> str:
    """A length of time in its largest fitting unit: 12 s, 3 min, 5 h, 2 days."""
    seconds = max(length.total_seconds(), 0)
    if seconds < 90:  # noqa: PLR2004 - a minute and a half is where seconds stop helping
        return f"{seconds:.0f} s"
    units = ((90 * 60, 60, "min"), (36 * 3600, 3600, "h"))
    for limit, unit, name in units:
        if seconds < limit:
            return f"{seconds / unit:.0f} {name}"
    return f"{seconds / 86400:.0f} days"


def _backlog(status: Status) -> str:
    oldest = status.tally.oldest_queued
    if oldest is None:
        return "Nothing waits to be sent."
    return f"The oldest alert has waited {span(status.at - oldest)} to be sent."


def _paused(pause: Pause, now: datetime) -> str:
    what = f"{pause.source} is not checked" if pause.source else "nothing is sent"
    left = f"for another {span(pause.until - now)}" if pause.until else "until /resume"
    return f"Paused: {what}, {left} (by {pause.by or 'somebody'}, {ago(pause.since, now)})."


def _fates(tally: Tally) -> str:
    named: Sequence[tuple[Fate, str]] = (
        (Fate.SENT, "sent"),
        (Fate.QUEUED, "queued"),
        (Fate.HELD, "held for a digest"),
        (Fate.DIGESTED, "told in a digest"),
        (Fate.MUTED, "muted"),
        (Fate.REFUSED, "refused"),
    )
    counts = [f"{tally.fates[fate]} {name}" for fate, name in named if tally.fates.get(fate)]
    articles = "1 article" if tally.articles == 1 else f"{tally.articles} articles"
    read = f"{articles} read, {tally.copies} of them copies"
    return f"Last 24 h: {read}; alerts: {', '.join(counts) or 'none'}."


def _delay(delay: Delay) -> str:
    p50, p95 = (
        span(timedelta(seconds=s)) if s >= 1 else f"{s:.1f} s" for s in (delay.p50, delay.p95)
    )
    return f"p50 {p50}, p95 {p95}, of {delay.count}"
