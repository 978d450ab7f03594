"""What is told to whom, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from model.article import Match
from model.rulebook import Priority


class AlertKind(StrEnum):
    """An alert tells of one article, a digest or summary of several, a notice of the bot itself."""

    ALERT = "alert"
    DIGEST = "digest"
    NOTICE = "notice"
    SUMMARY = "summary"  # of those that were too many at once


class Turn(StrEnum):
    """Where in its story an alert stands."""

    FIRST = "first"
    FOLLOW_UP = "follow-up"  # its chat was told of the story before
    CORRECTED = "corrected"  # an article told of before, now corrected by its outlet
    WITHDRAWN = "withdrawn"  # an article told of before, now gone


@dataclass(frozen=True, slots=True)
class Alert:
    """One message to one chat, complete in itself: it outlives the rulebook that made it.

    `dedupe` is unique in the store, so that queueing twice is queueing once.
    `titles` maps each topic of `matches` to its title in the chat's language.
    """

    chat: str
    dedupe: str
    made_at: datetime
    kind: AlertKind = AlertKind.ALERT
    priority: Priority = Priority.NORMAL
    turn: Turn = Turn.FIRST
    article_id: str = ""
    story: str = ""  # id of the story that the article belongs to
    url: str = ""
    title: str = ""
    source: str = ""  # name of the Source, which mutes refer to
    site: str = ""  # the outlet's name as shown
    published: datetime | None = None
    found_at: datetime | None = None
    language: str | None = None
    matches: tuple[Match, ...] = ()
    titles: tuple[tuple[str, str], ...] = ()
    rulebook: str = ""
    text: str = ""  # of a notice
    mute: int = 0  # of a notice that a mute has ended: its id
    items: tuple[Alert, ...] = ()  # of a digest; of a summary once it is being sent
    reply_to: int | None = None  # the message that told its story first, once it is being sent
    id: int = 0  # given by the store
    attempts: int = 0  # sends begun, this one included once claimed


class Fate(StrEnum):
    """Where an alert stands. QUEUED and HELD are open, the others final."""

    QUEUED = "queued"
    HELD = "held"  # for quiet hours or a digest
    SENT = "sent"
    MUTED = "muted"
    REFUSED = "refused"  # the dead letter
    DIGESTED = "digested"  # told within a digest or summary


# reasons by which a reader is told more than by the fate alone
IN_SUMMARY = "told in a summary"  # with DIGESTED
UNFOLLOWED = "no longer followed"  # with MUTED
NOTHING_LEFT = "all of it is muted or no longer followed"  # with MUTED, of a digest or summary


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one try at an alert led to; the store keeps it with the alert."""

    alert_id: int
    fate: Fate
    at: datetime
    message_id: int | None = None
    reason: str = ""
    next_try: datetime | None = None  # with QUEUED: not before
    release_at: datetime | None = None  # with HELD: when the digest takes it
    mute_id: int | None = None  # with MUTED: which mute held it back
    attempt: int = 0  # with QUEUED and HELD: of which claim; the lease of a later one stays


@dataclass(frozen=True, slots=True)
class Sent:
    """The channel took it."""

    message_id: int | None = None
    note: str = ""  # e.g. "as plain text: can't parse entities"
    astray: int | None = None  # the forum topic that would not have it


@dataclass(frozen=True, slots=True)
class Later:
    """Not now: flood control, no connection, or an answer that never came.

    `unknown` says that it may have arrived all the same. `everyone` says that no chat
    of this channel can be served before.
    """

    reason: str
    after: timedelta | None = None  # None: the caller backs off by its own rule
    unknown: bool = False
    everyone: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """Never: this chat or this message will not be taken. `gone`: the whole chat is lost."""

    reason: str
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """The chat has a new address (a group became a supergroup)."""

    address: int


Outcome = Sent | Later | Refused | Moved


class MuteKind(StrEnum):
    """What a mute silences."""

    ALL = "all"
    TOPIC = "topic"
    SOURCE = "source"
    WORD = "word"
    STORY = "story"  # the value is the story's id


@dataclass(frozen=True, slots=True)
class Mute:
    """A wish for silence in one chat. `until` None is forever."""

    chat: str
    kind: MuteKind
    value: str
    since: datetime
    until: datetime | None
    by: str = ""
    id: int = 0
    held_back: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """What has become of one alert about an article, so far; `reason` may be empty."""

    chat: str
    fate: Fate
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Feedback:
    """Somebody's word that an alert had nothing to do with one of its topics."""

    alert_id: int
    topic: str
    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True)
class Delay:
    """Seconds between two moments of delivered alerts: median, 95th percentile, how many."""

    p50: float
    p95: float
    count: int


@dataclass(frozen=True, slots=True)
class Tally:
    """The outbox in numbers, for `status`."""

    fates: dict[Fate, int] = field(default_factory=dict)
    oldest_queued: datetime | None = None
    from_publication: Delay | None = None
    from_discovery: Delay | None = None
    articles: int = 0
    copies: int = 0
    refusals: tuple[str, ...] = ()  # the latest reasons, newest first
