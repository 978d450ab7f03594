"""Equal sights mean equal lists: pages and feeds changed at random are read whole beside it."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

import pytest

from model.source import Fetched, Kind, Listing, ListingMemory, Same, Source
from monitors.listing import learn, read_listing, read_unless_known
from monitors.listings.anchors import text_of
from monitors.listings.links import judge_tree, tree_of
from monitors.listings.sight import feed_sight, page_sight
from tests.monitors.listing_kit import DATA, NOW

URL = "https://outlet.example/"
SOURCE = Source("outlet", URL)
EMPTY = ListingMemory("outlet")
PAGES = sorted(path.name for path in (DATA / "pages").glob("*.html"))
FEEDS = sorted(path.name for path in (DATA / "feeds").glob("*.xml"))
CARD = """<article class="card"><h3><a href="/2026/11/22/storm-hits-the-old-coast{n}">
Storm number {n} hits the old coast again</a></h3><span class="when">{when}</span></article>"""
RANDOM_EDITS = 30
# What a random edit puts in the place of another piece of a document.
PIECES = (
    *("7", "20", "14:05", "3 min ago", "22 Nov", "2026-11-22", "<!-- seven -->", "2<!-- -->0", ""),
    *("<p>", "</div>", "<b>2</b>0:15", "<a href='/a-new-storm-hits-the-coast-7'>A new storm</a>"),
    *(
        "<nav>",
        "</nav>",
        " class='menu'",
        " id='nav-7'",
        " class='card'",
        "<time>",
        "<h2>",
        "</h2>",
    ),
    *(" rel='author'", " role='menu'", "<script>let a = 7</script>", "<svg><title>7</title></svg>"),
    *("<a><script class='title'>seven 7</script></a>", "&#50;0-11", " title='seven' ", "<article>"),
)
XML_PIECES = (
    *("7", "20", "<!-- seven -->", "", "<![CDATA[seven]]>", "&amp;", "<b>", "</title>", "]]>"),
    *("<pubDate>Sun, 22 Nov 2026 10:00:00 GMT</pubDate>", "<title>Seven</title>", "<item>"),
    *("<lastBuildDate>today</lastBuildDate>", "</item>", "<guid>seven</guid>", "<!DOCTYPE rss>"),
)


def front(*, comment: str = "", head: str = "", when: str = "5 min ago", cards: int = 9) -> Fetched:
    """A front page with so many cards."""
    rows = "".join(CARD.format(n=n, when=when) for n in range(cards))
    meta = head or "<meta name='csrf-token' content='six'>"
    html = f"<html><head><title>Outlet</title>{meta}</head><body>{comment}{rows}</body></html>"
    return Fetched(URL, html.encode(), "text/html")


def feed(
    *, stamp: str = "10:00", remarks: int = 1, title: str = "Storm", more: str = ""
) -> Fetched:
    """A feed of one item."""
    slash = "http://purl.org/rss/1.0/modules/slash/"
    item = (
        f"<item><title>{title}</title><link>{URL}a-storm</link><s:comments>{remarks}</s:comments>"
    )
    about = f"<lastBuildDate>Sun, 22 Nov 2026 {stamp} GMT</lastBuildDate>{more}"
    text = f"<rss version='2.0' xmlns:s='{slash}'><channel>{about}{item}</item></channel></rss>"
    return Fetched(URL, text.encode(), "application/rss+xml")


def again(kind: Kind, before: Fetched, after: Fetched, memory: ListingMemory = EMPTY) -> object:
    """What the second of two looks says, the first being remembered."""
    first = read_listing(SOURCE, kind, before, NOW, memory)
    assert isinstance(first, Listing)
    assert first.sight
    return read_unless_known(SOURCE, kind, after, NOW, memory, first.sight)


def edited(text: str, dice: Random, pieces: tuple[str, ...]) -> str:
    """The text with what nobody sees between two tags, with another digit, or with any piece."""
    way = dice.random()
    if way < 0.4:
        at = dice.choice([found.end() for found in re.finditer(">", text)])
        return f"{text[:at]}<!-- {dice.random()} -->{text[at:]}"
    places = [found.start() for found in re.finditer(r"\d" if way < 0.7 else r"[<>\d\s]", text)]
    at = dice.choice(places or [0])
    if way < 0.7:
        return f"{text[:at]}{dice.randrange(10)}{text[at + 1 :]}"
    return text[:at] + dice.choice(pieces) + text[at + dice.choice((0, 0, 1, 2, 20)) :]


def judged(text: str) -> tuple[str, object]:
    """The sight of a page, and all that is read of it."""
    root = tree_of(text)
    if root is None:
        return "", None
    title = next(root.iter("title"), None)
    said = "" if title is None else text_of(title)
    return page_sight(root, Fetched(URL, b""), EMPTY), (judge_tree(root, URL), said)


@pytest.mark.parametrize("name", PAGES)
def test_pages_of_one_sight_are_judged_alike(name: str):
    """Whatever is changed on a page: while its sight is the same, so is every judgement."""
    text, dice = (DATA / "pages" / name).read_text(encoding="utf-8"), Random(name)
    known = dict([judged(text)])
    for _ in range(RANDOM_EDITS):
        sight, said = judged(edited(text, dice, PIECES))
        assert known.setdefault(sight, said) == said
    assert len(known) < 0.9 * RANDOM_EDITS  # some edits are seen by nobody


def test_clocks_of_one_sight_mean_the_same():
    """Digits that go on in a card, in one element or in two, hide no time that came or went."""
    known: dict[str, object] = {}
    dice, said = Random(7), set[str]()
    for _ in range(RANDOM_EDITS * 5):
        signs = dice.choices(["2", "0", "1", "7", "3", ":", "<b>"], k=4)
        sight, judgement = judged(front(when="".join(signs), cards=1).body.decode())
        assert known.setdefault(sight, judgement) == judgement
        said.add(str(judgement))
    assert len(known) < RANDOM_EDITS * 5
    assert len(said) > 1


@pytest.mark.parametrize("name", FEEDS)
def test_feeds_of_one_sight_are_read_alike(name: str):
    """Whatever is changed in a feed: while its sight is the same, so is every field of it."""
    text, dice = (DATA / "feeds" / name).read_text(encoding="utf-8"), Random(name)
    known: dict[str, object] = {}
    for _ in range(RANDOM_EDITS):
        page = Fetched(URL, edited(text, dice, XML_PIECES).encode(), "application/rss+xml")
        found = read_listing(SOURCE, Kind.FEED, page, NOW)
        if isinstance(found, Listing) and found.sight:
            assert known.setdefault(found.sight, found) == found


@pytest.mark.parametrize(
    "after",
    [
        front(comment="<!-- made at 10:07 -->"),
        front(comment="<script nonce='s7'>let token = 7</script><style>a{}</style>"),
        front(head="<meta name='csrf-token' content='seven'>"),
        Fetched(URL, front().body.replace(b"<body>", b"<body data-at='7'>"), "text/html"),
        front(when="7 min ago"),
    ],
    ids=["comment", "script", "token", "attribute", "clock"],
)
def test_what_servers_put_into_every_answer_is_not_read_again(after: Fetched):
    """Comments, scripts, tokens and times that go on leave the list as it was."""
    assert again(Kind.PAGE, front(), after) == Same()


@pytest.mark.parametrize(
    "after",
    [front(cards=10), front(when=""), front(when="20-11"), replace(front(), url=f"{URL}fr/")],
    ids=["link", "no time", "a date", "elsewhere"],
)
def test_what_may_change_a_judgement_is_read(after: Fetched):
    """Another link, another text, another address of the page itself: the page is judged anew."""
    assert isinstance(again(Kind.PAGE, front(), after), Listing)


def test_what_was_learnt_is_seen_too():
    """After links were followed the same page is judged by what they taught."""
    first = read_listing(SOURCE, Kind.PAGE, front(), NOW, EMPTY)
    assert isinstance(first, Listing)
    taught = learn(EMPTY, None, [(f"{URL}s/about-us", False)])
    found = read_unless_known(SOURCE, Kind.PAGE, front(), NOW, taught, first.sight)
    assert isinstance(found, Listing)


def test_a_list_named_by_a_selector_has_no_sight():
    """A selector may ask for anything on a page, so that such pages are always read."""
    found = read_listing(replace(SOURCE, links="article a"), Kind.PAGE, front(), NOW)
    assert isinstance(found, Listing)
    assert found.sight == ""


@pytest.mark.parametrize(
    "after",
    [feed(stamp="11:11"), feed(remarks=7), feed(more="<!-- served in 7 ms -->")],
    ids=["stamp", "remarks", "comment"],
)
def test_a_feed_that_only_tells_the_time_is_not_parsed_again(after: Fetched):
    """Its own date, counters of remarks and comments leave a feed as it was."""
    assert again(Kind.FEED, feed(), after) == Same()


@pytest.mark.parametrize("after", [feed(title="Flood"), feed(more="<language>fr</language>")])
def test_a_feed_that_says_something_else_is_parsed(after: Fetched):
    """A title, the feed's language: whatever becomes part of an entry."""
    assert isinstance(again(Kind.FEED, feed(), after), Listing)


def test_a_feed_with_a_document_type_or_broken_has_no_sight():
    """What is read with patience, or may mean something else by its entities, is always parsed."""
    page = feed()
    assert feed_sight("<!DOCTYPE rss>" + page.body.decode(), page) == ""
    assert feed_sight(page.body.decode()[:-9], page) == ""
