"""Invented papers for a simulated week: what each publishes when, and what it answers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2b
from random import Random

from model.ports import Clock
from model.source import Fetched, FetchFailed, NotModified, Request, Trouble

LISTED = 15  # stories that a paper lists at once
PAGES = 10  # every tenth paper has a page of links in place of a feed
RHYTHM = (1, 1, 1, 1, 2, 4, 7, 9, 9, 8, 7, 7, 8, 7, 6, 6, 7, 8, 7, 5, 4, 3, 2, 1)  # by hour
LANGUAGES = ("en", "en", "fr", "ar")
SYLLABLES = {
    "ar": ("با", "دو", "ري", "فا", "كو", "مي", "نا", "سو", "تي", "لا", "زو", "هي"),
    "": ("ba", "do", "ri", "fa", "ko", "mi", "na", "so", "ti", "la", "zu", "he"),
}
# what a story is about: every third is one that the rules look for; {0} place, {1} name, {2} number
SUBJECTS = {
    "en": (
        "{1} delivers {2} drones to the guard of {0}",
        "Bakers of {0} give {1} a prize for {2} loaves",
        "{2} boats race past the bridge of {0}, {1} wins",
    ),
    "fr": (
        "{1} livre {2} drones à la garde de {0}",
        "Les boulangers de {0} remettent à {1} un prix pour {2} pains",
        "{2} bateaux passent le pont de {0}, {1} gagne",
    ),
    "ar": (
        "{1} سلم {2} طائرات مسيرة إلى حرس {0}",
        "خبازو {0} يمنحون {1} جائزة عن {2} رغيفا",
        "{2} قاربا يعبر جسر {0} و{1} يفوز",
    ),
}
SENTENCES = {
    "en": (
        "The {a} near the {b} was closed for most of the day.",
        "Nobody in the {a} had expected the {b} so early in the year.",
        "A clerk of the {a} counted every {b} twice and wrote it down.",
        "People came from the {a} with a {b} under their arm.",
        "In the evening the {a} was quiet again, but the {b} stayed open.",
    ),
    "fr": (
        "Le {a} près du {b} est resté fermé presque toute la journée.",
        "Personne au {a} n'attendait le {b} si tôt dans l'année.",
        "Un employé du {a} a compté chaque {b} deux fois.",
        "Les gens venaient du {a} avec un {b} sous le bras.",
        "Le soir, le {a} était de nouveau calme, mais le {b} restait ouvert.",
    ),
    "ar": (
        "ظل {a} قرب {b} مغلقا معظم اليوم.",
        "لم يكن أحد في {a} يتوقع {b} في هذا الوقت من العام.",
        "عد موظف في {a} كل {b} مرتين ودونه.",
        "جاء الناس من {a} وهم يحملون {b}.",
        "في المساء عاد الهدوء إلى {a} لكن {b} بقي مفتوحا.",
    ),
}
THINGS = {
    "en": [
        "harbour",
        "market",
        "library",
        "bakery",
        "school",
        "bridge",
        "garden",
        "station",
        "orchard",
        "theatre",
        "ferry",
        "mill",
    ],
    "fr": [
        "port",
        "marché",
        "jardin",
        "pont",
        "moulin",
        "théâtre",
        "phare",
        "musée",
        "verger",
        "bureau",
        "quai",
        "stade",
    ],
    "ar": [
        "الميناء",
        "السوق",
        "المكتبة",
        "المخبز",
        "المدرسة",
        "الجسر",
        "البستان",
        "المحطة",
        "المسرح",
        "الورشة",
        "الساحة",
    ],
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One paper's report of an event. `event` 3n is one that the rules look for."""

    paper: int
    event: int
    at: datetime

    @property
    def language(self) -> str:
        """That of its paper."""
        return LANGUAGES[self.paper % len(LANGUAGES)]

    @property
    def slug(self) -> str:
        """The end of its address, its own."""
        return f"report-of-event-{self.event}-by-{self.paper}"

    @property
    def url(self) -> str:
        """Where it stands."""
        return f"{host(self.paper)}/world/{self.at:%Y/%m/%d}/{self.slug}"

    def title(self) -> str:
        """Its headline: that of the event in its language."""
        about = Random(self.event)
        place, family = _name(about, self.language, 3), _name(about, self.language, 4)
        subject = SUBJECTS[self.language][self.event % 3]
        return subject.format(place, family, about.randrange(11, 990))

    def paragraphs(self) -> list[str]:
        """Its text: the event's, with a paragraph of the paper's own in between."""
        title = self.title()
        return [f"{title}.", *_written(self.language, self.event, 8),
                *_written(self.language, self.event * 1009 + self.paper, 4)]  # fmt: skip


def _name(chance: Random, language: str, length: int) -> str:
    chosen = [chance.randrange(12) for _ in range(length)]
    return "".join(SYLLABLES.get(language, SYLLABLES[""])[n] for n in chosen).capitalize()


def host(paper: int) -> str:
    """The address of a paper's site."""
    return f"https://paper{paper}.example"


def source_url(paper: int) -> str:
    """What the rules name: the feed, or the page of links."""
    return f"{host(paper)}/" if is_page(paper) else f"{host(paper)}/feed.xml"


def is_page(paper: int) -> bool:
    """Whether the paper has a page of links."""
    return paper % PAGES == 3


def _written(language: str, seed: int, count: int) -> Iterator[str]:
    chance = Random(seed)
    for _ in range(count):
        a, b = chance.sample(THINGS[language], 2)
        yield chance.choice(SENTENCES[language]).format(a=a, b=b)


def published(papers: int, start: datetime, days: int, a_day: float, seed: int) -> list[Piece]:
    """All that is published, in order: events by the rhythm of the day, each told by one paper
    or several within some hours; each paper begins with a full list of older pieces, so that a
    look at it costs the same on each day."""
    chance = Random(seed)
    pieces = [Piece(n, 3 * (n * LISTED + k) + 1, start - timedelta(hours=k + 1))
              for n in range(papers) for k in range(LISTED)]  # fmt: skip
    event = 3 * papers * (LISTED + 1)
    for day in range(days):
        left = round(papers * a_day)
        while left > 0:
            event += 1
            hour = chance.choices(range(24), RHYTHM)[0]
            at = start + timedelta(days=day, hours=hour, seconds=chance.randrange(3600))
            most = min(left, papers, chance.choice((1, 1, 1, 2, 3, 6)))
            tellers = chance.sample(range(papers), most)
            left -= len(tellers)
            pieces.extend(
                Piece(n, event, at + timedelta(seconds=chance.randrange(4 * 3600))) for n in tellers
            )
    return sorted(pieces, key=lambda one: (one.at, one.paper, one.event))


@dataclass
class Papers:
    """Answers for all the papers at the moment of `clock`, as `model.ports.Fetcher`.

    `broken` are papers whose site is down; `relaid` those that have a new layout.
    """

    clock: Clock
    pieces: Sequence[Piece]
    broken: set[int] = field(default_factory=set)
    relaid: set[int] = field(default_factory=set)
    asked: int = 0

    def __post_init__(self) -> None:
        self.by_paper: dict[int, list[Piece]] = {}
        self.by_url: dict[str, Piece] = {}
        for piece in self.pieces:
            self.by_paper.setdefault(piece.paper, []).append(piece)
            self.by_url[piece.url] = piece
        self.times = {n: [one.at for one in mine] for n, mine in self.by_paper.items()}

    async def fetch(self, request: Request) -> Fetched | NotModified | FetchFailed:
        """Answer as the paper of that address would at this moment."""
        self.asked += 1
        paper = int(request.url.split("/", 3)[2].removeprefix("paper").removesuffix(".example"))
        if paper in self.broken:
            return FetchFailed(request.url, Trouble.SERVER, f"paper{paper} answers 503", 503)
        if request.url != source_url(paper):
            return self._article(request.url)
        return self._list(paper, request)

    def _list(self, paper: int, request: Request) -> Fetched | NotModified:
        count = bisect_right(self.times[paper], self.clock.now())
        shown = self.by_paper[paper][max(count - LISTED, 0) : count][::-1]
        relaid = paper in self.relaid
        etag = f'"{count}-{relaid}"'
        if request.etag == etag:
            return NotModified(request.url)
        page, mime = (_links, "text/html") if is_page(paper) else (_feed, "application/rss+xml")
        body = page(shown, relaid=relaid).encode()
        return Fetched(request.url, body, f"{mime}; charset=utf-8", etag=etag)

    def _article(self, url: str) -> Fetched | FetchFailed:
        piece = self.by_url.get(url)
        if piece is None or piece.at > self.clock.now():
            return FetchFailed(url, Trouble.GONE, "the paper answers 404", 404)
        body = _page(piece, relaid=piece.paper in self.relaid)
        return Fetched(url, body.encode(), "text/html; charset=utf-8", etag=_etag(body))


def _etag(body: str) -> str:
    return f'"{blake2b(body.encode(), digest_size=6).hexdigest()}"'


def _paragraphs(piece: Piece) -> str:
    return "".join(f"<p>{one}</p>" for one in piece.paragraphs())


def _feed(shown: Sequence[Piece], *, relaid: bool) -> str:
    items = "".join(
        f"<item><title>{one.title()}</title><link>{one.url}</link><guid>{one.slug}</guid>"
        f"<pubDate>{one.at:%a, %d %b %Y %H:%M:%S} +0000</pubDate>"
        f"<content:encoded><![CDATA[{_paragraphs(one)}]]></content:encoded></item>"
        for one in shown
    )
    name = f"Paper {shown[0].paper}" if shown else "Paper"
    spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    if relaid:
        spaces += ' xmlns:atom="http://www.w3.org/2005/Atom"'
    return f'<rss version="2.0" {spaces}><channel><title>{name}</title>{items}</channel></rss>'


def _links(shown: Sequence[Piece], *, relaid: bool) -> str:
    if relaid:
        rows = "".join(f"<article><h3>{_link(one)}</h3></article>" for one in shown)
        return f"<html><body><main class='grid'>{rows}</main><footer>Imprint</footer></body></html>"
    rows = "".join(f"<li class='teaser'><h2>{_link(one)}</h2></li>" for one in shown)
    return f"<html><body><nav><a href='/about'>About</a></nav><ul>{rows}</ul></body></html>"


def _link(piece: Piece) -> str:
    return f"<a href='{piece.url}'>{piece.title()}</a>"


def _page(piece: Piece, *, relaid: bool) -> str:
    title, text = piece.title(), _paragraphs(piece)
    moment = f"<meta property='article:published_time' content='{piece.at.isoformat()}'>"
    head = f"<html lang='{piece.language}'><head><title>{title}</title>{moment}</head>"
    if relaid:
        body = f"<main><h1>{title}</h1><div class='story'>{text}</div></main>"
    else:
        body = f"<article><h1>{title}</h1>{text}</article><footer>Imprint</footer>"
    return f"{head}<body>{body}</body></html>"
