"""/stats [topic] [30d]: this chat's alerts day by day, as a picture and in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from chat import volume, words
from chat.chart import Chart
from chat.commands import durations, targets
from chat.commands.ask import Ask, Desk
from chat.commands.meant import unknown_topic
from chat.commands.phrases import Markup, say
from chat.commands.targets import Target
from chat.html import line, shown
from chat.presses.payload import encode
from chat.reply import Attached, Button, Keyboard, Reply
from chat.volume import Volumes
from model.alert import MuteKind

USUAL, MOST = 30, 90  # days
SPANS = (7, 30, 90)
_SERIES = 8  # that a chart can tell apart, the rest included
_ROWS, _NAMED, _SPIKES, _TICKS, _WEEK = 5, 3, 5, 6, 8
_NAME = 60
_DAY = timedelta(days=1)


async def reply(ask: Ask, desk: Desk) -> Reply:
    """The picture with its caption; one sentence where there is nothing to show; for an unknown
    topic those that were perhaps meant."""
    name, days = _wish(ask, desk)
    if not name:
        return await told(None, days, ask, desk)
    target = targets.find(name, desk.book)
    if target is not None and target.kind in (MuteKind.TOPIC, MuteKind.ALL):
        return await told(target.value or None, days, ask, desk)
    return unknown_topic(name, "stats", days, ask, desk)


def _wish(ask: Ask, desk: Desk) -> tuple[str, int]:
    """The name of a topic, "" for all, and the days written behind it: 30d, 2 weeks, 30."""
    parts = [] if targets.find(ask.args, desk.book) else ask.args.split()
    for cut in range(len(parts) + 1):
        days = _days(parts[cut:], ask)
        if days:
            return " ".join(parts[:cut]), days
    return ask.args.strip(), USUAL


def _days(parts: Sequence[str], ask: Ask) -> int:
    """How many days are meant, 0 where none are."""
    bare = len(parts) == 1 and durations.plain(parts[0]).isdecimal()
    end = durations.parse([f"{parts[0]}d"] if bare else parts, ask.now, ask.place)
    if end is None or end.moment is None:
        return 0
    return max(1, min(round((end.moment - ask.now) / _DAY), MOST))


async def told(topic: str | None, days: int, ask: Ask, desk: Desk) -> Reply:
    """The last days of this chat, on one topic or all."""
    dates = volume.dates(ask.now, ask.place, days + volume.TRAILING)
    counted = await desk.store.volume(ask.key, volume.whole_days(dates, ask.place))
    earlier = volume.until_now(dates[:-1], ask.now, ask.place)
    so_far = await desk.store.volume(ask.key, earlier)
    found = volume.measured(dates, days, counted, so_far, topic)
    if not found.total:
        return Reply(_nothing(topic, days, ask, desk), _spans(topic, days, ask))
    picture = await desk.draw(_chart(found, topic, ask, desk))
    caption = "\n".join(_caption(found, topic, ask, desk))
    file = Attached("wirewatch.png", picture, picture=True)
    return Reply(caption, _spans(topic, days, ask), file)


def _nothing(topic: str | None, days: int, ask: Ask, desk: Desk) -> str:
    span = words.length(days * _DAY, ask.language)
    if topic is None:
        return say(ask.language, "stats.none", span=span)
    return say(ask.language, "stats.none.topic", topic=_title(topic, ask, desk), span=span)


def _spans(topic: str | None, days: int, ask: Ask) -> Keyboard:
    """A button for each usual span but the one shown."""
    mark = targets.mark(Target(MuteKind.TOPIC, topic)) if topic else "all"
    return (
        tuple(
            Button(words.length(span * _DAY, ask.language), encode("stats", mark, span))
            for span in SPANS
            if span != days
        ),
    )


def _title(topic: str, ask: Ask, desk: Desk) -> str:
    known = desk.book.topics.get(topic)
    return line(known.title(ask.language) if known else topic, _NAME)


# the picture


def _chart(found: Volumes, topic: str | None, ask: Ask, desk: Desk) -> Chart:
    def said(phrase: str, **values: object) -> str:
        return shown(say(ask.language, phrase, **values))

    title, zone = said("stats.title"), ask.chat.timezone if ask.chat else "UTC"
    if topic is not None:
        title = said("stats.about", title=title, topic=_title(topic, ask, desk))
    return Chart(
        title=title,
        note=said("stats.note", span=words.length(len(found.days) * _DAY, ask.language), zone=zone),
        language=ask.language,
        series=tuple(_series(found, ask, desk)),
        ticks=tuple(_ticks(found, ask.language)),
        marked=found.spikes,
        mark=said("stats.mark"),
        heading=said("stats.rows"),
        rows=tuple((line(name, _NAME), count) for name, count in found.sources[:_ROWS]),
    )


def _series(found: Volumes, ask: Ask, desk: Desk) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The most frequent topics, and all others as one."""
    kept = _SERIES if len(found.topics) <= _SERIES else _SERIES - 1
    for name, counts in found.topics[:kept]:
        yield _title(name, ask, desk), counts
    rest = [counts for _, counts in found.topics[kept:]]
    if rest:
        label = shown(say(ask.language, "stats.rest"))
        yield label, tuple(sum(day) for day in zip(*rest, strict=True))


def _ticks(found: Volumes, language: str) -> Iterator[tuple[int, str]]:
    """Every day of a week, else a few, today among them."""
    count = len(found.days)
    skeleton, step = ("Ed", 1) if count <= _WEEK else ("MMMd", -(-count // _TICKS))
    for day in range(count - 1, -1, -step):
        yield day, words.day(found.days[day], language, skeleton)


# the caption


def _caption(found: Volumes, topic: str | None, ask: Ask, desk: Desk) -> Iterator[str]:
    language = ask.language
    what = _title(topic, ask, desk) if topic else say(language, "stats.all")
    span = words.length(len(found.days) * _DAY, language)
    yield say(language, "stats.head", what=what, span=span)
    total = say(language, "stats.total", count=words.alerts(found.total, language))
    muted = say(language, "stats.muted", count=words.number(found.muted, language))
    yield f"{total} · {muted}" if found.muted else total
    yield say(language, "stats.busiest", **_counted_day(found, found.busiest, language))
    yield _today(found, language)
    if found.spikes:
        latest = found.spikes[: -_SPIKES - 1 : -1]
        days = [
            say(language, "stats.spike", **_counted_day(found, day, language)) for day in latest
        ]
        yield say(language, "stats.spikes", days=_listed(days, language))
    names = [_named(name, count, language) for name, count in found.sources[:_NAMED]]
    yield say(language, "stats.sources", names=_listed(names, language))


def _counted_day(found: Volumes, day: int, language: str) -> dict[str, str]:
    count = words.number(found.totals[day], language)
    return {"day": words.day(found.days[day], language), "count": count}


def _today(found: Volumes, language: str) -> Markup:
    count = words.number(found.totals[-1], language)
    if found.usual is None:
        return say(language, "stats.today.new", count=count)
    usual = words.number(found.usual, language)
    return say(language, "stats.today", count=count, usual=usual)


def _named(name: str, count: int, language: str) -> Markup:
    known = line(name, _NAME) or "–"
    return say(language, "stats.counted", name=known, count=words.number(count, language))


def _listed(parts: Iterable[Markup], language: str) -> Markup:
    return Markup(say(language, "stats.comma").join(parts))
