"""Misbehaviour in what is read: documents, markup, letters, dates, ids."""

from __future__ import annotations

import zipfile
from functools import partial
from io import BytesIO

from model.source import Kind, Trouble
from tests.hostile.documents import GOOD, LATER, RSS, article, feed, item, links, page, rss
from tests.hostile.server import Answer, answer, with_port
from tests.hostile.stage import HOST, Case
from tests.hostile.wires import only

PAGE = {"kind": Kind.PAGE}
FULL = {"full_text": True}
ARABIC = "استئناف رحلات العبّارة إلى الجزيرة"
ARABIC_TEXT = "قال رئيس البلدية إن العبّارة ستعود إلى الإبحار يوم الثلاثاء بعد توقف دام أسبوعين"
BIDI = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
HIDDEN = "\u200b\u200c\u200d\u2060\u2061\ufeff\u00ad\u180e\u034f"


def served(body: bytes | str, kind: str = RSS) -> dict[str, Answer]:
    """A site whose list is this document."""
    return only(answer(body, kind))


def items(*rows: str, **more: str) -> dict[str, Answer]:
    """A site whose feed holds these items."""
    return served(rss(*rows, **more))


def encoded(codec: str, declared: str, header: str) -> dict[str, Answer]:
    """A feed in one encoding that says another."""
    text = rss(item(ARABIC, said=ARABIC_TEXT)).replace(
        'encoding="utf-8"', f'encoding="{declared}"' if declared else ""
    )
    kind = f"application/rss+xml; charset={header}" if header else "application/rss+xml"
    return served(text.encode(codec), kind)


def laughs(depth: int = 9) -> str:
    """A document type whose entities grow tenfold at each step."""
    rows = ['<!ENTITY a0 "ha">']
    rows += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, depth)]
    return f"<!DOCTYPE rss [{''.join(rows)}]>"


def attributes() -> str:
    """A paragraph with a million attributes."""
    return f"<p {' '.join(f'a{n}=1' for n in range(700_000))} {'b ' * 300_000}>x</p>"


def stories() -> str:
    """A feed of 50,000 items."""
    rows = (f"<item><title>Story {n}</title><link>/w/{n}</link></item>" for n in range(50_000))
    return rss(*rows)


def followed(body: str) -> dict[str, Answer]:
    """A feed with one article, whose page is this."""
    link = f"http://{HOST}:@PORT@/world/one"
    return {"/": with_port(rss(item(GOOD, link)), RSS), "/world/one": answer(body)}


def zipped() -> bytes:
    """A zip archive."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("feed.xml", b"0" * 1_000_000)
    return out.getvalue()


def dated(date: str) -> Case:
    """A feed whose only date is this; the headline comes through all the same or is old."""
    return Case(f"date {date or 'missing'}", lambda: items(item(GOOD, date=date)))


def headline(name: str, said: str, shown: str) -> Case:
    """A headline that plays tricks, and how it arrives."""
    return Case(f"headline {name}", lambda: items(item(said)), titles=(shown,))


DOCUMENTS = tuple(
    Case(f"{name} for a feed", partial(served, body, kind), trouble, HOST)
    for name, body, kind, trouble in (
        (
            "PDF",
            b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj",
            "application/pdf",
            Trouble.BROKEN,
        ),
        ("image", b"\x89PNG\r\n\x1a\n" + bytes(999), "image/png", Trouble.BROKEN),
        ("zip", zipped(), "application/zip", Trouble.BROKEN),
        ("octets", bytes(range(256)) * 50, "application/octet-stream", Trouble.BROKEN),
        ("nothing", b"", RSS, Trouble.BROKEN),
        ("blanks", b" \n" * 500_000, RSS, Trouble.BROKEN),
        ("NUL bytes", bytes(1_000_000), RSS, Trouble.BROKEN),
        ("HTML error page", page("<h1>Error</h1><p>Oops.</p>"), RSS, Trouble.NO_LINKS),
        ("front page", page("<p>We have a new site!</p>"), "text/html", Trouble.NO_LINKS),
        (
            "login page",
            page("<form>Login <input type=password></form>"),
            "text/html",
            Trouble.NO_LINKS,
        ),
        ("JSON error", '{"error": "no"}', "application/json", Trouble.BROKEN),
        ("JSON too deep", "[" * 100_000, "application/json", Trouble.BROKEN),
        ("XML of another kind", "<?xml version='1.0'?><order/>", "text/xml", Trouble.BROKEN),
    )
)
MARKUP = (
    Case(
        "billion laughs",
        lambda: items(item("&a8;", raw=True), item(LATER), doctype=laughs()),
        Trouble.BROKEN,
        "its document type defines entities out of entities",
    ),
    Case(
        "quadratic blow-up",
        lambda: items(
            item("&a;" * 20_000, raw=True),
            item(LATER),
            doctype=f'<!DOCTYPE rss [<!ENTITY a "{"x" * 50_000}">]>',
        ),
        Trouble.BROKEN,
    ),
    Case(
        "entity from a file",
        lambda: items(
            item("Passwords: &x;", raw=True),
            doctype='<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        ),
        titles=("Passwords: &x;",),
    ),
    Case(
        "entity from the network",
        lambda: items(
            item("Passwords: &x;", raw=True),
            doctype=f'<!DOCTYPE rss SYSTEM "http://{HOST}/inside" [<!ENTITY % p SYSTEM '
            f'"http://{HOST}/inside"> %p;]>',
        ),
        titles=("Passwords: &x;",),
    ),
    Case(
        "XML 100,000 deep",
        lambda: served("<?xml version='1.0'?><rss>" + "<a>" * 100_000),
        Trouble.BROKEN,
    ),
    Case(
        "item 100,000 deep",
        lambda: items(item(GOOD, more="<a>" * 100_000 + "</a>" * 100_000)),
        Trouble.BROKEN,
    ),
    Case("page 100,000 deep", lambda: served(page("<div>" * 100_000), "text/html"), Trouble.BROKEN),
    Case(
        "page of 100,000 open tags of each kind",
        lambda: served(page("<b><i><p><a href=x>" * 100_000), "text/html"),
        Trouble.BROKEN,
    ),
    Case(
        "page of a million attributes",
        lambda: served(page(attributes()), "text/html"),
        Trouble.BROKEN,
        "one of its elements has thousands of attributes",
    ),
    Case("article 100,000 deep", lambda: followed(article(GOOD, "<div>" * 100_000)), source=FULL),
    Case(
        "article of a million attributes",
        lambda: followed(article(GOOD, attributes())),
        source=FULL,
    ),
    Case(
        "article with an open comment",
        lambda: followed(article(GOOD, "<!--" * 500_000)),
        source=FULL,
    ),
    Case(
        "article with a megabyte of one word",
        lambda: followed(article(GOOD, f"<p>{'x' * 3_000_000}</p>")),
        source=FULL,
    ),
    Case(
        "article of 200,000 paragraphs",
        lambda: followed(article(GOOD, "<p>The ferry sails again, he said." * 100_000)),
        source=FULL,
    ),
    Case(
        "article with JSON too deep",
        lambda: followed(
            article(GOOD, head=f'<script type="application/ld+json">{"[" * 300_000}</script>')
        ),
        source=FULL,
    ),
    Case(
        "article full of dates",
        lambda: followed(article(GOOD, "<time>21 November 2026</time> " * 100_000)),
        source=FULL,
    ),
    Case(
        "page of 100,000 links",
        lambda: served(
            page(links([f"/world/story-of-the-day-number-{n}" for n in range(40_000)])), "text/html"
        ),
        source=PAGE,
    ),
    Case("feed of 50,000 items", lambda: served(stories())),
)
HEADLINES = (
    headline("with bidi overrides", f"{GOOD}{BIDI}!", f"{GOOD}!"),
    headline("with hidden letters", HIDDEN.join(GOOD), GOOD),
    headline("with terminal codes", f"{GOOD}\x1b[2J", f"{GOOD}[2J"),
    headline("with tag letters", f"{GOOD}\U000e0041\U000e0042\U000e007f", GOOD),
    headline("with line separators", f"{GOOD}\u2028\u2029Then", f"{GOOD} Then"),
    Case(
        "headline with markup",
        lambda: items(item(f"<b>{GOOD}</b><script>x()</script><a href='http://e.example'>!</a>")),
    ),
    Case(
        "headline with a fake button",
        lambda: items(item("<button>Mute</button> [Unmute](tg://user?id=1) @everyone /start")),
    ),
    Case("headline of a megabyte", lambda: items(item("Ferry " * 200_000), item(LATER))),
    Case("headline of accents", lambda: items(item("F" + "\u0301" * 300_000), item(LATER))),
    Case("headline with NUL bytes", lambda: items(item(f"{GOOD}\0\0\1")), titles=(GOOD,)),
    Case(
        "headline with lone surrogates",
        lambda: items(item(f"{GOOD}\ud800\udfff")),
        titles=(GOOD,),
    ),
    Case(
        "surrogates in JSON",
        lambda: served(
            '{"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": [{"id": "1",'
            f'"url": "/1", "title": "{GOOD}\\ud800", "content_text": "Text \\udfff"}}]}}',
            "application/feed+json",
        ),
        titles=(GOOD,),
    ),
)
LETTERS = (
    *(
        Case(
            f"{codec} that says {declared or 'nothing'} and {header or 'nothing'}",
            partial(encoded, codec, declared, header),
            titles=(ARABIC,),
        )
        for codec, declared, header in (
            ("utf-16-le", "", ""),
            ("utf-16-be", "utf-8", "utf-8"),
            ("cp1256", "utf-8", "utf-8"),
            ("cp1256", "", ""),
            ("cp1256", "klingon", "klingon"),
            ("utf-8", "utf-16", "utf-16"),
            ("utf-8", "windows-1256", ""),
            ("utf-8", "klingon", "klingon"),
            ("utf-8-sig", "us-ascii", "us-ascii"),
        )
    ),
    Case(
        "cp1256 that says iso-8859-1, mended in rules.yaml",
        partial(encoded, "cp1256", "iso-8859-1", ""),
        titles=(ARABIC,),
        source={"encoding": "cp1256"},
    ),
    Case(
        "utf-7",
        lambda: served(rss(item("+ADw-b+AD4-Ferry")), "application/rss+xml; charset=utf-7"),
        titles=("+ADw-b+AD4-Ferry",),
    ),
)
DATES = tuple(
    map(
        dated,
        (
            "",
            "soon",
            "Thu, 01 Jan 0001 00:00:00 GMT",
            "Fri, 31 Dec 9999 23:59:59 GMT",
            "Mon, 01 Jun 2099 00:00:00 GMT",
            "9" * 400,
            "99999-99-99T99:99:99Z",
            "\u0661" * 20,
            "Sun, 22 Nov 2026 08:00:00 +9999",
            "-1",
            "1e400",
        ),
    )
)
POLLS = (
    Case(
        "ids that change at each poll",
        lambda: {"/": tuple(answer(rss(item(GOOD, guid=f"id-{n}")), RSS) for n in range(4))},
        checks=4,
        titles=(GOOD,),
    ),
    Case(
        "addresses with a random query at each poll",
        lambda: {
            "/": tuple(
                answer(rss(item(GOOD, f"http://{HOST}/world/one?r=8f3a{n}", f"g{n}")), RSS)
                for n in range(4)
            )
        },
        checks=4,
        titles=(GOOD,),
    ),
    Case(
        "one id for all",
        lambda: items(item(GOOD, guid="same"), item(LATER, guid="same")),
        titles=(GOOD, LATER),
    ),
    Case(
        "one ETag for new content",
        lambda: {"/": (feed(ETag='"1"'), feed(LATER, GOOD, ETag='"1"'))},
        checks=2,
        titles=(GOOD, LATER),
    ),
    Case(
        "a new ETag for old content",
        lambda: {"/": tuple(feed(ETag=f'"{n}"') for n in range(4))},
        checks=4,
        titles=(GOOD,),
    ),
    Case(
        "an ETag that breaks lines",
        lambda: {"/": feed(ETag='"a\tb' + "c" * 9000 + '"')},
        checks=2,
        titles=(GOOD,),
    ),
    Case(
        "304 to whatever is asked, after the first",
        lambda: {"/": (feed(ETag='"1"'), answer(status=304))},
        checks=3,
        titles=(GOOD,),
    ),
)
CASES = (*DOCUMENTS, *MARKUP, *HEADLINES, *LETTERS, *DATES, *POLLS)
