"""What every store decides alike, apart from where it keeps things. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from model.address import marked
from model.alert import Alert, AlertKind, Delay, Receipt
from model.article import Article
from model.source import Kind, Source, SourceState
from model.stores import Checked
from model.story import Told

# An identity key that a source still lists is freshened so that it outlives the memory's
# end, but at most this often: rewriting thousands of keys at every check would cost a disk.
FRESH_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Kept:
    """The state of one source, and what of the rules it was kept for.

    `rules_url`: its address, `marked` instead of its login. None: a check was committed before any
    rules named the source.
    `renewed`: the count of checks when the rules last changed its address or kind.
    """

    state: SourceState
    rules_url: str | None = None
    rules_kind: Kind | None = None
    renewed: int | None = None


def keep(kept: Mapping[str, Kept], sources: Collection[Source], now: datetime) -> list[Kept]:
    """Those that the rules now in force make new or different; all others stay as they are."""
    wanted = {source.name: source for source in sources}
    named = {name: _kept_for(kept.get(name), source, now) for name, source in wanted.items()}
    gone = {name: _inactive(one) for name, one in kept.items() if name not in wanted}
    return [one for name, one in (named | gone).items() if one != kept.get(name)]


def _kept_for(old: Kept | None, source: Source, now: datetime) -> Kept:
    if old is None:
        return Kept(SourceState(source.name, next_check=now), marked(source.url), source.kind)
    if old.rules_url is not None and not _same(old, source):
        anew = _anew(old.state, now)
        return Kept(anew, marked(source.url), source.kind, anew.checks)
    back = old.state if old.state.active else replace(old.state, active=True, next_check=now)
    return replace(old, state=back, rules_url=marked(source.url), rules_kind=source.kind)


def _same(old: Kept, source: Source) -> bool:
    """Databases of earlier versions hold addresses with their logins."""
    known = old.rules_url in (source.url, marked(source.url))
    return known and old.rules_kind is source.kind


def _anew(state: SourceState, now: datetime) -> SourceState:
    """The counts stay; what was found out, and the troubles of the old address, do not.

    One check is counted for the change, so that the number tells a check begun before it, which
    will commit this very count, from those begun after.
    """
    return SourceState(
        name=state.name,
        next_check=now,
        checks=state.checks + 1,
        last_check=state.last_check,
        last_ok=state.last_ok,
        last_new=state.last_new,
        articles=state.articles,
        push=state.push,
    )


def _inactive(kept: Kept) -> Kept:
    return replace(kept, state=replace(kept.state, active=False))


def after_check(old: Kept | None, done: Checked) -> Kept:
    """What to keep after a check.

    Whether the source is active is for the rules alone to say: they may have dropped it
    while the check ran. If they gave it a new address meanwhile, what was found out at the old
    one is not kept: the next check begins anew. How its push is doing is for `change_subscription`.
    """
    state = replace(done.state, next_check=done.state.next_check or done.at)
    if old is None:
        return Kept(state)
    if old.renewed is not None and state.checks <= old.renewed:
        return replace(old, state=replace(old.state, last_check=state.last_check))
    return replace(old, state=replace(state, active=old.state.active, push=old.state.push))


def digests(chat: str, held: Sequence[Alert], now: datetime, page: int) -> list[Alert]:
    """The held alerts of one chat, oldest first, as digests of at most `page` items."""
    size = max(1, page)
    pages = [tuple(held[start : start + size]) for start in range(0, len(held), size)]
    return [_digest(chat, items, now) for items in pages]


def _digest(chat: str, items: tuple[Alert, ...], now: datetime) -> Alert:
    return Alert(
        chat=chat,
        dedupe=f"digest:{chat}:{items[0].id}",
        made_at=now,
        kind=AlertKind.DIGEST,
        priority=max(item.priority for item in items),
        items=items,
    )


def summary(chat: str, first: int, now: datetime) -> Alert:
    """A summary of alerts that were too many at once, named after the first of them."""
    return Alert(chat=chat, dedupe=f"summary:{chat}:{first}", made_at=now, kind=AlertKind.SUMMARY)


def without(whole: Alert, receipts: Iterable[Receipt]) -> Alert:
    """A digest that tells nothing of what these receipts are for."""
    out = {receipt.alert_id for receipt in receipts}
    return replace(whole, items=tuple(item for item in whole.items if item.id not in out))


def addressed(alert: Alert, chat: str) -> Alert:
    """The alert and the items within it, addressed to `chat`."""
    items = tuple(replace(item, chat=chat) for item in alert.items)
    return replace(alert, chat=chat, items=items)


def moves(moved: Mapping[str, str], old: str, new: str) -> dict[str, str]:
    """The chats that moved, each with its newest key, once `old` moved to `new`."""
    newest = {key: new if now == old else now for key, now in moved.items()}
    return {key: now for key, now in {**newest, old: new}.items() if key != new}


def aliases(chats: Collection[str], moved: Mapping[str, str]) -> set[str]:
    """The chats by every key they ever had: the rules may still know an older one."""
    newest = {moved.get(chat, chat) for chat in chats}
    return set(chats) | newest | {old for old, new in moved.items() if new in newest}


def delay(lengths: Iterable[timedelta]) -> Delay | None:
    """Median and 95th percentile in seconds, interpolated linearly between ranks (Hyndman and
    Fan's definition 7); a length below zero, of a story dated ahead of its time, counts as 0."""
    seconds = sorted(max(0.0, length.total_seconds()) for length in lengths)
    if not seconds:
        return None
    return Delay(_quantile(seconds, 0.5), _quantile(seconds, 0.95), len(seconds))


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def searchable(article: Article) -> str:
    """What of an article can be found by its words."""
    parts = (article.title, article.lead, article.text, *article.captions)
    return " ".join((*parts, article.site, article.source, *article.authors))


def told_by(alert: Alert, chat: str) -> Told:
    """What a queued alert says of its story's telling."""
    topics = tuple(match.topic for match in alert.matches)
    return Told(chat, alert.made_at, topics, alert.article_id, alert.turn, alert.dedupe)
