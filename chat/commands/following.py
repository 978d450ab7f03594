"""Topics followed and let go: what /follow, /unfollow and the buttons of /topics share."""

from __future__ import annotations

from collections.abc import Sequence

from chat.commands import targets, topics
from chat.commands.ask import Ask, Desk
from chat.commands.phrases import Markup, say
from chat.commands.preferring import own, settle
from chat.commands.targets import Target
from chat.reply import Reply
from model.alert import MuteKind
from model.preferences import (
    ALL,
    NONE,
    OFF,
    ON,
    TOPICS,
    Preferences,
    about_topics,
    applied,
    of_topic,
)
from model.rulebook import Chat, Rulebook

_KINDS = (MuteKind.ALL, MuteKind.TOPIC)


async def wished(ask: Ask, desk: Desk, *, follow: bool) -> Reply:
    """Follow or let go what was named, then show the topics; or say what was perhaps meant."""
    if not ask.args.strip():
        return await topics.reply(ask, desk)
    target = targets.find(ask.args, desk.book)
    if target is None or target.kind not in _KINDS:
        return _unknown(ask, desk.book, follow=follow)
    said, after = await turned(target, ask, desk, follow=follow)
    shown = await topics.reply(after, desk)
    return Reply(f"{said}\n\n{shown.text}", shown.buttons, did=target.value or ALL)


async def turned(target: Target, ask: Ask, desk: Desk, *, follow: bool) -> tuple[Markup, Ask]:
    """Keep what is wanted; what there is to say of it, and the asking as it is from now on."""
    settled, book = await own(ask, desk), desk.book
    ruled = ask.ruled or ask.chat
    if ruled is None:
        return say(ask.language, "press.gone"), ask
    if target.kind is MuteKind.ALL:
        changes = _all(ruled, settled, book, follow=follow)
    else:
        changes = _one(target.value, ruled, settled, book, follow=follow)
    after = await settle(ask, desk, changes)
    label = targets.label(target.kind, target.value, book, ask.language)
    if target.kind is MuteKind.ALL:
        label = say(ask.language, "topics.all")
    return say(ask.language, "followed" if follow else "unfollowed", what=label), after


def _one(
    name: str, ruled: Chat, settled: Preferences, book: Rulebook, *, follow: bool
) -> dict[str, str | None]:
    """Nothing is kept of a topic that is, or is not, followed anyway."""
    key = of_topic(name)
    others = {known: value for known, value in settled.items() if known != key}
    anyway = follows(applied(ruled, others, book.topics), name)
    return {key: None if anyway is follow else (ON if follow else OFF)}


def _all(
    ruled: Chat, settled: Preferences, book: Rulebook, *, follow: bool
) -> dict[str, str | None]:
    anyway = all(follows(ruled, name) is follow for name in book.topics)
    forgotten: dict[str, str | None] = {key: None for key in settled if about_topics(key)}
    lasting = anyway and not (follow and ruled.topics is not None)
    return forgotten | {TOPICS: None if lasting else (ALL if follow else NONE)}


def follows(chat: Chat, name: str) -> bool:
    """Whether a chat follows a topic."""
    return chat.topics is None or name in chat.topics


def _unknown(ask: Ask, book: Rulebook, *, follow: bool) -> Reply:
    said = say(ask.language, "latest.unknown", name=ask.args.strip()[:100])
    near = _topics(targets.nearest(ask.args, book))
    if not near:
        return Reply(said)
    rows = tuple(
        (topics.follow_button(book.topics[name], ask.language, follow=follow),) for name in near
    )
    return Reply(f"{said}\n{say(ask.language, 'meant')}", rows)


def _topics(near: Sequence[Target]) -> list[str]:
    return [one.value for one in near if one.kind is MuteKind.TOPIC]
