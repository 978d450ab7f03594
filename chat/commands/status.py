"""/status: how the sources, the outbox and the delays are doing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from chat import words
from chat.commands import pause
from chat.commands.ask import Ask, Desk
from chat.commands.phrases import Markup, say
from chat.html import line, page
from chat.reply import Reply
from model.alert import Delay, Fate, Tally
from model.health import Mood, Overview
from model.source import SourceState

NAMED = 5  # sources that ail
# those that ail, the worst first
MARKS = {Mood.FAILING: "✗", Mood.RESTING: "⏳", Mood.REBUILT: "△", Mood.SILENT: "◦"}
_NAME = 60


async def reply(ask: Ask, desk: Desk) -> Reply:
    """Sources first, those that ail by name; then what waits, how late messages come."""
    found = await desk.status()
    held = [one for one in await desk.store.pauses() if one.holds(ask.now)]
    lines = [
        *(pause.told(one, ask) for one in held),
        *_sources(found, ask.language),
        *_outbox(found, ask.language),
        *_delays(found.tally, ask.language),
        _day(found.tally, ask.language),
        say(ask.language, "status.rules", version=desk.book.version),
    ]
    return Reply(page(lines, words.word("more", ask.language)))


def _sources(found: Overview, language: str) -> Iterator[Markup]:
    if not found.sources:
        yield say(language, "status.none")
        return
    yield well(found, language)
    if found.last_check is not None:
        ago = words.about(found.at - found.last_check, language)
        yield say(language, "status.checked", ago=ago)
    yield from troubles(found, language)


def troubles(found: Overview, language: str) -> Iterator[Markup]:
    """The sources that ail, the first few by name, those that cannot be read first."""
    ill = [one for mood in MARKS for one in found.sources if one[1] is mood]
    for state, mood in ill[:NAMED]:
        yield ailing(state, mood, found.at, language)
    if len(ill) > NAMED:
        yield say(language, "status.more", count=len(ill) - NAMED)


def well(found: Overview, language: str) -> Markup:
    """How many sources are well, and how many nobody knows of yet."""
    count = len(found.those(Mood.WELL))
    said = say(language, "status.well", well=count, all=len(found.sources))
    new = len(found.those(Mood.NEW))
    return say(language, "status.new", said=said, count=new) if new else said


def ailing(state: SourceState, mood: Mood, at: datetime, language: str) -> Markup:
    """One source: what is wrong, and for how long."""
    silent = mood is Mood.SILENT
    since = state.last_new if silent else state.trouble_since or state.amiss_since
    phrase = "plain" if since is None else "silent" if silent else "failing"
    return say(
        language,
        f"status.{phrase}",
        mark=MARKS[mood],
        name=line(state.name, _NAME),
        why=reason(state, mood, language),
        span=words.about(at - (since or at), language),
    )


def reason(state: SourceState, mood: Mood, language: str) -> Markup:
    """What is wrong with a source that is not well, in plain words."""
    if mood in (Mood.FAILING, Mood.RESTING):
        return say(language, f"trouble.{state.trouble}" if state.trouble else "mood.failing")
    return say(language, f"mood.{mood}")


def _outbox(found: Overview, language: str) -> Iterator[Markup]:
    tally = found.tally
    queued, held = (tally.fates.get(fate, 0) for fate in (Fate.QUEUED, Fate.HELD))
    if tally.oldest_queued is None:
        yield say(language, "status.nothing")
    else:
        span = words.about(found.at - tally.oldest_queued, language)
        count = words.number(queued, language)
        yield say(language, "status.waiting", count=count, span=span)
    if held:
        yield say(language, "status.held", count=words.number(held, language))


def _delays(tally: Tally, language: str) -> Iterator[Markup]:
    if tally.from_discovery:
        yield _delay("discovery", tally.from_discovery, language)
    if tally.from_publication:
        yield _delay("publication", tally.from_publication, language)


def _delay(start: str, delay: Delay, language: str) -> Markup:
    p50, p95 = (words.about(timedelta(seconds=s), language) for s in (delay.p50, delay.p95))
    return say(language, f"status.delay.{start}", p50=p50, p95=p95)


def _day(tally: Tally, language: str) -> Markup:
    fates = {
        fate.value: words.number(tally.fates.get(fate, 0), language)
        for fate in (Fate.MUTED, Fate.REFUSED)
    }
    return say(
        language,
        "status.day",
        articles=words.number(tally.articles, language),
        sent=words.number(sent(tally), language),
        **fates,
    )


def sent(tally: Tally) -> int:
    """How many alerts people had, one by one or in a digest."""
    return tally.fates.get(Fate.SENT, 0) + tally.fates.get(Fate.DIGESTED, 0)
