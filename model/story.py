"""What makes twenty pages one story: an article's traits, its kin, the verdict, the story.

An article is read once for its `Traits`; the store finds its `Kin` by a few index keys,
however large the archive is; `stories.join` gives the verdict `Joined`. A story is the
articles that were joined to it, and bears the id of the article that opened it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from model.alert import Alert, Turn
from model.article import Article

# (value, prominence in (0, 1]), most prominent first: 1 stands in the headline
Weights = tuple[tuple[str, float], ...]
# (what, value), such as ("name", "kim jong un") or ("place", "RU")
Reason = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Traits:
    """What of an article can be compared with another one's, in any of the languages.

    All texts are folded (lower case, one spelling). `names` are proper names as the article
    writes them; `places` ISO 3166-1 codes; `numbers` quantities with their unit, such as
    "48 aircraft" or "1600000000 usd"; `concepts` kinds of events and things from a lexicon
    of three languages, such as "visit" or "missile"; `words` the content words of headline
    and lead in their order; `topics` those that matched; `days` ISO dates that the text
    names. `keys` are the index keys, 63-bit integers, at most `stories.traits.KEYS` of them.
    """

    language: str | None = None
    names: Weights = ()
    places: Weights = ()
    numbers: tuple[str, ...] = ()
    concepts: Weights = ()
    words: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    keys: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Kin:
    """A remembered article that shares index keys with the one at hand."""

    article_id: str
    story: str
    opened: datetime  # found_at of the article that opened the story
    found_at: datetime
    traits: Traits
    published: datetime | None = None
    source: str = ""
    agency: str = ""
    copy_of: str | None = None
    title: str = ""
    language: str | None = None
    shared: int = 1  # index keys in common

    @classmethod
    def of(
        cls,
        article: Article,
        joined: Joined,
        traits: Traits,
        *,
        opened: datetime,
        found_at: datetime,
        copy_of: str | None = None,
        shared: int = 1,
    ) -> Kin:
        """A remembered article as kin of another."""
        return cls(
            article_id=article.id,
            story=joined.story,
            opened=opened,
            found_at=found_at,
            traits=traits,
            published=article.published,
            source=article.source,
            agency=article.agency,
            copy_of=copy_of,
            title=article.title,
            language=article.language,
            shared=shared,
        )


@dataclass(frozen=True, slots=True)
class Joined:
    """The verdict for one article: the story it belongs to, and why.

    `story` is the article's own id where it opens a story; then `score` and `reasons` say
    how near the nearest other story came (0 and none: there was none). `score` is in [0, 1].
    """

    article_id: str
    story: str
    score: float = 0.0
    reasons: tuple[Reason, ...] = ()

    @property
    def opens(self) -> bool:
        """Whether the article is the first of its story."""
        return self.story == self.article_id

    @property
    def copies(self) -> bool:
        """Whether it was joined as a near copy of an article of the story."""
        return any(what == "copy" for what, _ in self.reasons)


@dataclass(frozen=True, slots=True)
class Told:
    """An alert about a story that was queued for a chat."""

    chat: str
    at: datetime
    topics: tuple[str, ...] = ()
    article_id: str = ""
    turn: Turn = Turn.FIRST
    dedupe: str = ""  # of the alert


@dataclass(frozen=True, slots=True)
class Member:
    """An article as part of a story. `reasons` and `score` are those of its `Joined`."""

    article_id: str
    title: str
    url: str
    found_at: datetime
    outlet: str = ""  # the site as readers know it, else the source's name
    agency: str = ""
    language: str | None = None
    published: datetime | None = None
    copy_of: str | None = None
    score: float = 0.0
    reasons: tuple[Reason, ...] = ()

    @classmethod
    def of(
        cls, article: Article, joined: Joined, *, found_at: datetime, copy_of: str | None = None
    ) -> Member:
        """A remembered article as part of its story."""
        return cls(
            article_id=article.id,
            title=article.title,
            url=article.url,
            found_at=found_at,
            outlet=article.site or article.source,
            agency=article.agency,
            language=article.language,
            published=article.published,
            copy_of=copy_of,
            score=joined.score,
            reasons=joined.reasons,
        )


@dataclass(frozen=True, slots=True)
class Story:
    """Articles about one event. `id` is that of the article that opened it."""

    id: str
    members: tuple[Member, ...]  # in order of found_at


@dataclass(frozen=True, slots=True)
class Spread:
    """How far a story has spread beyond one article of it: other outlets, how many of all its
    outlets wrote for themselves, the languages of all (ISO 639-1) in the order they came."""

    others: int
    independent: int
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Retelling:
    """An alert whose message is to say how far its story has spread by now.

    `message_id` is None where there is no message to edit; `shown` is what it says by now.
    """

    alert: Alert
    asked_at: datetime
    message_id: int | None = None
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Edited:
    """What became of the edit that was asked for at `asked_at`: what the message says now, when
    it may be edited next, and whether this edit is done with."""

    alert_id: int
    asked_at: datetime
    shown: str
    not_before: datetime
    done: bool = True
