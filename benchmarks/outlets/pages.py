"""Article pages, feeds and fronts of invented outlets, as heavy as those on the web.

About half of a page is styles, scripts and drawings, an eighth its article, the rest menus,
teasers, buttons and a footer. The words of articles are those of the invented newsroom; what
stands around them is what outlets print, in the page's language.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from random import Random

from model.article import Article

_SCRIPTS = 0.5  # of a page's bytes
_RUBRICS = {
    "en": (
        "World",
        "Politics",
        "Business",
        "Sport",
        "Culture",
        "Science",
        "Weather",
        "Opinion",
        "Travel",
        "Health",
    ),
    "fr": (
        "Monde",
        "Politique",
        "Économie",
        "Sport",
        "Culture",
        "Sciences",
        "Météo",
        "Débats",
        "Voyage",
        "Santé",
    ),
    "ar": ("العالم", "سياسة", "اقتصاد", "رياضة", "ثقافة", "علوم", "الطقس", "آراء", "سفر", "صحة"),
}
_SAYS = {
    "en": (
        "Read also",
        "Share this article",
        "Subscribe to our newsletter",
        "Most read",
        "All rights reserved",
        "By",
        "min read",
    ),
    "fr": (
        "Lire aussi",
        "Partager cet article",
        "Abonnez-vous à notre lettre",
        "Les plus lus",
        "Tous droits réservés",
        "Par",
        "min de lecture",
    ),
    "ar": (
        "اقرأ أيضا",
        "شارك هذا المقال",
        "اشترك في نشرتنا",
        "الأكثر قراءة",
        "جميع الحقوق محفوظة",
        "بقلم",
        "دقائق",
    ),
}


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet at `base` ("http://host:port") in one language; `told` is what it tells in turn,
    from its `first` on."""

    name: str
    base: str
    language: str
    told: Sequence[Article]
    first: int = 0

    def story(self, number: int) -> Article:
        """What its article of this number says."""
        return self.told[(self.first + number) % len(self.told)]

    def link(self, number: int) -> str:
        """The address of its article of this number."""
        return f"{self.base}/{_slug(number)}-{number}.html"


def _slug(number: int) -> str:
    return "-".join(("harbour", "council", "votes", "on", "pier")[: 3 + number % 3])


def article_page(outlet: Outlet, number: int, at: datetime, size: int) -> bytes:
    """The page of an article, of about `size` bytes."""
    says, dice, story = _SAYS[outlet.language], Random(number), outlet.story(number)
    head, body = _head(outlet, number, story, at), _body(outlet, number, story, at)
    short = size - len((head + body).encode())
    scripts = _scripts(max(0, int(size * _SCRIPTS)), dice)
    cards = _filled(_cards(outlet, dice), short - len(scripts) - 3000)
    return _page(
        outlet,
        f"{head}{scripts}",
        f"<main>{body}</main><aside class='c-aside'><h3>{says[3]}</h3>{cards}</aside>",
    )


def front(outlet: Outlet, size: int) -> bytes:
    """A front page of about `size` bytes: teasers of what the outlet has told, then furniture."""
    dice = Random(size)
    scripts = _scripts(int(size * _SCRIPTS), dice)
    cards = _filled(_cards(outlet, dice, apart=True), size - len(scripts) - 4000)
    title = f"<meta charset='utf-8'><title>{outlet.name}</title>"
    return _page(outlet, f"{title}{scripts}", f"<main class='grid'>{cards}</main>")


def feed(outlet: Outlet, numbers: Iterable[int], at: datetime) -> bytes:
    """An RSS document with these articles, the newest first, each with a summary."""
    items = "".join(_item(outlet, number, at) for number in numbers)
    start = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
    about = f"<title>{outlet.name}</title><link>{outlet.base}/</link>"
    language = f"<language>{outlet.language}</language>"
    return f"{start}{about}{language}{items}</channel></rss>".encode()


def _item(outlet: Outlet, number: int, at: datetime) -> str:
    story, link = outlet.story(number), outlet.link(number)
    summary = escape(f"<p>{escape(story.lead)}</p><img src='{outlet.base}/i/{number}.jpg'>")
    return (
        f"<item><title>{escape(story.title)}</title><link>{link}</link>"
        f'<guid isPermaLink="false">{outlet.name}-{number}</guid>'
        f"<pubDate>{at:%a, %d %b %Y %H:%M:%S} GMT</pubDate>"
        f"<category>{_RUBRICS[outlet.language][number % 10]}</category>"
        f"<description>{summary}</description></item>"
    )


def _page(outlet: Outlet, head: str, body: str) -> bytes:
    way = "rtl" if outlet.language == "ar" else "ltr"
    start = f"<!DOCTYPE html><html lang='{outlet.language}' dir='{way}'><head>{head}</head>"
    inner = f"{_menu(outlet)}{body}{_footer(outlet)}"
    return f"{start}<body class='t-{way}'>{inner}</body></html>".encode()


def _head(outlet: Outlet, number: int, story: Article, at: datetime) -> str:
    link, image = outlet.link(number), f"{outlet.base}/i/{number}.jpg"
    claims = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "datePublished": at.isoformat(),
        "description": story.lead,
        "image": [image],
        "author": [{"@type": "Person", "name": "Ada Quill"}],
        "publisher": {"@type": "Organization", "name": outlet.name},
        "mainEntityOfPage": link,
    }
    named = {
        "og:type": "article",
        "og:title": story.title,
        "og:description": story.lead,
        "og:url": link,
        "og:image": image,
        "og:site_name": outlet.name,
        "article:published_time": at.isoformat(),
        "article:section": _RUBRICS[outlet.language][number % 10],
        "twitter:card": "summary_large_image",
    }
    metas = "".join(f'<meta property="{k}" content="{escape(v)}">' for k, v in named.items())
    loads = "".join(
        f'<link rel="preload" as="script" href="{outlet.base}/s/{n}.js">' for n in range(12)
    )
    return (
        f'<meta charset="utf-8"><title>{escape(story.title)} | {outlet.name}</title>'
        f'<link rel="canonical" href="{link}">{metas}{loads}'
        f'<script type="application/ld+json">{json.dumps(claims)}</script>'
    )


def _body(outlet: Outlet, number: int, story: Article, at: datetime) -> str:
    says, base = _SAYS[outlet.language], outlet.base
    parts = story.text.split("\n")
    middle = len(parts) // 2
    also = _link(outlet, number + 7)
    text = "".join(f"<p>{_linked(part, base, n)}</p>" for n, part in enumerate(parts[:middle]))
    rest = "".join(f"<p>{escape(part)}</p>" for part in parts[middle:])
    share = "".join(f"<li><a href='{base}/share/{n}'><svg><path/></svg></a></li>" for n in range(6))
    return (
        f"<article class='c-article'><header><h1 class='c-title'>{escape(story.title)}</h1>"
        f"<p class='c-standfirst'>{escape(story.lead)}</p>"
        f"<div class='c-meta'><span class='author'>{says[5]} <a href='{base}/by/q'>Ada Quill</a>"
        f"</span><time datetime='{at.isoformat()}'>{at:%d/%m/%Y %H:%M}</time>"
        f"<span>4 {says[6]}</span></div>"
        f"<ul class='share' aria-label='{says[1]}'>{share}</ul></header>"
        f"<figure><img src='{base}/i/{number}.jpg' alt='' srcset='{base}/i/{number}-2.jpg 2x'>"
        f"<figcaption>{escape(' '.join(story.captions))}</figcaption></figure>"
        f"<div class='c-text'>{text}<div class='ad' id='ad-{number}'></div>"
        f"<div class='related'><b>{says[0]}</b> {also}</div>{rest}</div>"
        f"<div class='newsletter'><p>{says[2]}</p><form><input type='email'><button>OK</button>"
        f"</form></div><p class='share'>{says[1]}</p></article>"
    )


def _linked(part: str, base: str, number: int) -> str:
    first, space, rest = part.partition(" ")
    if number % 3:
        return escape(part)
    return f"<a href='{base}/topic/{number}'>{escape(first)}</a>{space}{escape(rest)}"


def _link(outlet: Outlet, number: int) -> str:
    return f"<a href='{outlet.link(number)}'>{escape(outlet.story(number).title)}</a>"


def _cards(outlet: Outlet, dice: Random, *, apart: bool = False) -> Iterator[str]:
    """Teasers without end; each of another article where they stand `apart`."""
    number = 0
    while True:
        number = number + 1 if apart else dice.randrange(500)
        sizes = ", ".join(
            f"{outlet.base}/i/{number}-{width}.jpg?q=80&amp;fit=crop {width}w"
            for width in (160, 320, 480, 640, 960)
        )
        yield (
            "<div class='c-card c-card--teaser js-track' data-track='teaser'><div class='c-media'>"
            f"<img loading='lazy' alt='' src='{outlet.base}/i/{number}.jpg' srcset='{sizes}'></div>"
            f"<div class='c-card__text'><span class='c-kicker'>"
            f"{_RUBRICS[outlet.language][number % 10]}</span>"
            f"<h3 class='c-card__title'>{_link(outlet, number)}</h3>"
            f"<span class='c-time'>{number % 24:02}:15</span></div></div>"
        )


def _filled(parts: Iterator[str], size: int) -> str:
    made, length = [], 0
    while length < size:
        made.append(next(parts))
        length += len(made[-1].encode())
    return "".join(made)


def _scripts(size: int, dice: Random) -> str:
    """Styles, scripts and data of about `size` bytes."""
    rules = _filled(
        (f".c-{dice.randrange(10**6):x}{{margin:0 {n}px;color:#{n:06x}}}" for n in range(10**6)),
        size // 3,
    )
    data = _filled(
        (f'"k{n}":{{"id":"{dice.randrange(10**9):x}","on":true}},' for n in range(10**6)),
        size // 3,
    )
    code = _filled(
        (f"function f{n}(a,b){{return a<b?a*{n}:b&&{n}}}\n" for n in range(10**6)), size // 3
    )
    return f"<style>{rules}</style><script>window.__D={{{data}}};</script><script>{code}</script>"


def _menu(outlet: Outlet) -> str:
    rows = "".join(
        f"<li class='m'><a href='{outlet.base}/{place}/'>{name}</a><ul>"
        + "".join(f"<li><a href='{outlet.base}/{place}/{n}/'>{name} {n}</a></li>" for n in range(4))
        + "</ul></li>"
        for place, name in enumerate(_RUBRICS[outlet.language])
    )
    home = f"<a href='{outlet.base}/'>{outlet.name}</a>"
    return f"<header class='c-head'>{home}<nav><ul>{rows}</ul></nav></header>"


def _footer(outlet: Outlet) -> str:
    names = _RUBRICS[outlet.language]
    rows = "".join(
        f"<li><a href='{outlet.base}/about/{n}'>{names[n % 10]}</a></li>" for n in range(30)
    )
    return f"<footer><ul>{rows}</ul><p>© {outlet.name}. {_SAYS[outlet.language][4]}</p></footer>"
