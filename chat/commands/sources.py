"""/sources [name]: how each source is doing, page by page; or all there is to say of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from urllib.parse import urlsplit, urlunsplit

from chat import words
from chat.commands import targets
from chat.commands.ask import Ask, Desk
from chat.commands.phrases import Markup, say
from chat.commands.status import MARKS, ailing, reason, well
from chat.headlines import entry
from chat.html import RLM, isolated, line, page, shown, text
from chat.presses.payload import encode
from chat.reply import Button, Keyboard, Reply
from model.alert import MuteKind
from model.article import Article
from model.health import Mood, Overview
from model.push import Subscription
from model.source import Push, Source, SourceState

PAGE = 10  # sources
NEWEST = 3  # headlines of one
_WEEK = timedelta(days=7)
_NAME, _ADDRESS = 60, 300


async def reply(ask: Ask, desk: Desk) -> Reply:
    """The first page; with a name that source, or those that were perhaps meant."""
    name = ask.args.strip().strip("“”\"'«»")
    if not name:
        return await listed(0, ask, desk)
    found = next((one for one in desk.book.sources if one.casefold() == name.casefold()), None)
    return await told(found, ask, desk) if found else _unknown(name, ask, desk)


def _unknown(name: str, ask: Ask, desk: Desk) -> Reply:
    said = say(ask.language, "sources.unknown", name=line(name, _NAME))
    near = [one for one in targets.nearest(name, desk.book) if one.kind is MuteKind.SOURCE]
    if not near:
        return Reply(said)
    rows = tuple(
        (Button(line(one.value, _NAME), encode("source", targets.mark(one))),) for one in near
    )
    return Reply(f"{said}\n{say(ask.language, 'meant')}", rows)


# all of them


async def listed(at: int, ask: Ask, desk: Desk) -> Reply:
    """One page, from 0: those that ail first, then the others by name."""
    found, rest = await desk.status(), await _resting(ask, desk)
    pages = max(-(-len(found.sources) // PAGE), 1)
    at = min(at, pages - 1)
    here = sorted(found.sources, key=_worst_first)[at * PAGE : (at + 1) * PAGE]
    midnight = datetime.combine(ask.now.astimezone(ask.place), time(), ask.place)
    today = await desk.store.found_of([state.name for state, _ in here], midnight)
    place = f" · {at + 1}/{pages}" if pages > 1 else ""
    lines = [
        f"<b>{_heading(found, ask)}</b>{place}",
        *(_row(state, mood, rest, today, ask) for state, mood in here),
        *([say(ask.language, "sources.each")] if here else []),
    ]
    return Reply(page(lines, words.word("more", ask.language)), _ways(at, pages, ask))


def _heading(found: Overview, ask: Ask) -> Markup:
    return well(found, ask.language) if found.sources else say(ask.language, "status.none")


def _worst_first(one: tuple[SourceState, Mood]) -> tuple[int, str]:
    ranks = {mood: rank for rank, mood in enumerate(MARKS)}
    return ranks.get(one[1], len(ranks)), one[0].name.casefold()


async def _resting(ask: Ask, desk: Desk) -> frozenset[str]:
    """The sources that administrators have paused."""
    return frozenset(one.source for one in await desk.store.pauses() if one.holds(ask.now))


def _row(
    state: SourceState, mood: Mood, rest: frozenset[str], today: Mapping[str, int], ask: Ask
) -> str:
    """How it is, its last article, today's count."""
    parts = [_condition(state, mood, rest, ask)]
    if state.last_new is not None and mood is not Mood.SILENT:
        parts.append(say(ask.language, "sources.latest", when=_moment(state.last_new, ask)))
    count = words.number(today.get(state.name, 0), ask.language)
    parts.append(say(ask.language, "sources.today", count=count))
    base = words.base(ask.language)
    return (RLM if base == "rtl" else "") + " · ".join(isolated(one, base) for one in parts)


def _condition(state: SourceState, mood: Mood, rest: frozenset[str], ask: Ask) -> Markup:
    name = line(state.name, _NAME)
    if state.name in rest:
        return say(ask.language, "sources.paused", name=name)
    if mood in MARKS:
        return ailing(state, mood, ask.now, ask.language)
    if mood is Mood.NEW:
        return say(ask.language, "sources.new", name=name)
    return say(ask.language, "sources.mark", mark="✓", name=name)


def _ways(at: int, pages: int, ask: Ask) -> Keyboard:
    """To the page before, and to the one behind."""
    ways = (("button.earlier", at - 1), ("button.later", at + 1))
    row = tuple(
        Button(shown(say(ask.language, label)), encode("sources", to))
        for label, to in ways
        if 0 <= to < pages
    )
    return (row,) if row else ()


# one


async def told(name: str, ask: Ask, desk: Desk) -> Reply:
    """What it is, how it is doing, what it brought."""
    source, state = desk.book.sources[name], await desk.store.source_state(name)
    state = state or SourceState(name)
    found = {one.name: mood for one, mood in (await desk.status()).sources}
    lines = [
        Markup(f"<b>{text(line(name, _NAME)).html}</b>"),
        _period(source, state, ask),
        say(ask.language, "code", text=line(address(state.url or source.url), _ADDRESS)),
        *_push(state, await desk.store.subscriptions_of(name), ask),
        *_health(state, found.get(name, Mood.NEW), ask, await _resting(ask, desk)),
        say(ask.language, "sources.alerts", count=await _alerts(name, ask, desk)),
        *_headlines(await desk.store.newest_of(name, NEWEST), ask),
    ]
    return Reply(page(lines, words.word("more", ask.language)))


def address(url: str) -> str:
    """As people may read it: without what logs in, and without what stands behind a “?"."""
    parts = urlsplit(url)
    query = "…" if parts.query else ""
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, query, ""))


def _period(source: Source, state: SourceState, ask: Ask) -> Markup:
    kind = say(ask.language, f"kind.{state.kind if state.checks else source.kind}")
    least, most, pace = (
        words.about(span, ask.language)
        for span in (source.every, source.every_at_most, state.pace or source.every)
    )
    if source.every == source.every_at_most:
        return say(ask.language, "sources.kind", kind=kind, period=pace)
    why = say(ask.language, f"sources.pace.{_why(source, state)}")
    told = "sources.kind.paces"
    return say(ask.language, told, kind=kind, least=least, most=most, period=pace, why=why)


def _why(source: Source, state: SourceState) -> str:
    if state.push is Push.TRUSTED:
        return "pushed"
    return "often" if state.pace is None or state.pace <= source.every else "seldom"


def _push(state: SourceState, found: Sequence[Subscription], ask: Ask) -> Iterator[Markup]:
    """How it goes with the hub that pushes its news, where one does."""
    if state.push is None or not found:
        return
    one = found[0]
    how = say(ask.language, f"push.{state.push}")
    yield say(ask.language, "sources.push", hub=line(host(one.hub), _NAME), how=how)
    if one.pushed_at is not None:
        yield say(ask.language, "sources.push.last", when=_moment(one.pushed_at, ask))
    if one.message and state.push is not Push.SILENT:
        yield say(ask.language, "sources.push.why", why=line(one.message, _ADDRESS))


def host(url: str) -> str:
    """Whose address it is, as people read it."""
    return urlsplit(url).netloc.rpartition("@")[2]


def _health(state: SourceState, mood: Mood, ask: Ask, rest: frozenset[str]) -> Iterator[Markup]:
    if state.name in rest or mood is not Mood.WELL:
        yield _condition(state, mood, rest, ask)
    else:
        yield say(ask.language, "sources.well")
    if state.last_check is None:
        return
    when, success = _moment(state.last_check, ask), _moment(state.last_ok, ask)
    yield say(ask.language, "sources.checked", when=when, success=success)
    if state.trouble is not None and state.name in rest:
        why = reason(state, Mood.FAILING, ask.language)
        yield say(ask.language, "sources.trouble", why=why)


async def _alerts(name: str, ask: Ask, desk: Desk) -> str:
    """How many alerts about its articles this chat was made within a week."""
    counted = await desk.store.volume(ask.key, [(ask.now - _WEEK, ask.now)])
    return words.number(sum(one.leading for one in counted if one.source == name), ask.language)


def _headlines(found: list[Article], ask: Ask) -> Iterator[str]:
    if found:
        yield say(ask.language, "sources.newest")
    for one in found:
        when = _moment(one.published or one.found_at, ask)
        yield entry(one.title, one.url, [when], ask.language)


def _moment(at: datetime | None, ask: Ask) -> str:
    if at is None:
        return say(ask.language, "sources.never")
    return words.when(at, ask.now, ask.place, ask.language)
