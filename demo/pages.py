"""The invented outlets' pages: articles with all the furniture of real ones, and front pages.

Pure: outlets and published stories in, HTML text out. The templates stand in templates/,
the words of the furniture in furniture.yaml.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from typing import Any

import yaml
from babel.dates import format_datetime

from demo.outlets import Listing, Outlet
from demo.story import Published

_HERE = Path(__file__).parent
_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_DATE_FORMATS = {
    "en": "d MMMM y, HH:mm 'UTC'",
    "fr": "d MMMM y 'à' HH'h'mm",
    "ar": "d MMMM y HH:mm",
}
_FEED_TYPES = {
    Listing.RSS: "application/rss+xml",
    Listing.ATOM: "application/atom+xml",
    Listing.JSON_FEED: "application/feed+json",
}
_TEASERS = 3  # how many related stories a page shows


def article_page(outlet: Outlet, published: Published, others: Sequence[Published]) -> str:
    """The page of one article; `others` stand on the site too, newest first."""
    related = [other for other in others if other is not published][:_TEASERS]
    return _fill(
        outlet.layout,
        _furniture(outlet),
        _facts(outlet, published),
        body=_body(outlet, published, related),
        teasers=_items(_link(other.url, other.story.title) for other in related),
        minutes=escape(words(outlet.language)["minutes"].format(n=_minutes(published))),
        amp_link=_amp_link(published),
        announce=_announce(outlet),
    )


def amp_page(outlet: Outlet, published: Published) -> str:
    """The AMP twin: the same text, bare, with the canonical address in its head."""
    facts = _facts(outlet, published)
    return _fill("amp", _furniture(outlet), facts, body=_paragraphs(published))


def amp_url(published: Published) -> str:
    """Where the AMP twin stands."""
    return f"{published.url}/amp"


def front_page(outlet: Outlet, stories: Sequence[Published]) -> str:
    """The front page, newest first, without any dates."""
    return _fill(
        "front",
        _furniture(outlet),
        url=escape(outlet.home_url),
        announce=_announce(outlet),
        cards="\n".join(_card(outlet, published) for published in stories),
    )


def content_html(published: Published) -> str:
    """The bare paragraphs, as a feed with full texts carries them."""
    return _paragraphs(published)


@cache
def words(language: str) -> Mapping[str, Any]:
    """The furniture's words in one language."""
    text = (_HERE / "furniture.yaml").read_text(encoding="utf-8")
    furniture: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return furniture[language]


@cache
def _template(name: str) -> Template:
    return Template((_HERE / "templates" / f"{name}.html").read_text(encoding="utf-8"))


def _fill(template: str, *parts: Mapping[str, str], **extra: str) -> str:
    values = {key: value for part in (*parts, extra) for key, value in part.items()}
    return _template(template).substitute(values)


def _furniture(outlet: Outlet) -> dict[str, str]:
    spoken = words(outlet.language)
    plain = {key: escape(value) for key, value in spoken.items() if isinstance(value, str)}
    pairs = spoken["sections"].items()
    return plain | {
        "language": outlet.language,
        "direction": "rtl" if outlet.language == "ar" else "ltr",
        "encoding": outlet.encoding,
        "outlet": escape(outlet.name),
        "tongues": _items(_link(f"/?lang={i}", name) for i, name in enumerate(spoken["tongues"])),
        "navigation": _items(_link(f"/{key}", name) for key, name in pairs),
        "footer": _items(_link(f"/page/{i}", name) for i, name in enumerate(spoken["footer"])),
    }


def _facts(outlet: Outlet, published: Published) -> dict[str, str]:
    story = published.story
    iso = published.when.isoformat()
    dated = escape(_date(outlet, published))
    return {
        "url": escape(published.url),
        "title": escape(story.title),
        "lead": escape(story.lead),
        "caption": escape(story.caption),
        "author": escape(story.author),
        "author_slug": str(len(story.author)),
        "section": story.section,
        "section_name": escape(words(outlet.language)["sections"][story.section]),
        "image": f"{outlet.base_url}/media/{story.number}.jpg",
        "iso": iso,
        "date": dated,
        "time": f'<time datetime="{iso}">{dated}</time>',
        "date_meta": _date_meta(outlet, iso),
        "json_ld": _json_ld(outlet, published) if outlet.json_ld else "",
    }


def _date(outlet: Outlet, published: Published) -> str:
    pattern = _DATE_FORMATS[outlet.language]
    text: str = format_datetime(published.when, pattern, locale=outlet.language)
    return text.translate(_INDIC) if outlet.language == "ar" else text


def _date_meta(outlet: Outlet, iso: str) -> str:
    if not outlet.meta_date:
        return ""
    return f'<meta property="article:published_time" content="{iso}">'


def _json_ld(outlet: Outlet, published: Published) -> str:
    story = published.story
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "description": story.lead,
        "datePublished": published.when.isoformat(),
        "inLanguage": story.language,
        "author": {"@type": "Person", "name": story.author},
        "publisher": {"@type": "Organization", "name": outlet.name},
        "mainEntityOfPage": published.url,
    }
    text = json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
    return f'<script type="application/ld+json">{text}</script>'


def _body(outlet: Outlet, published: Published, related: Sequence[Published]) -> str:
    """The paragraphs, with a teaser after the second as sites like to place it."""
    lines = [f"<p>{escape(paragraph)}</p>" for paragraph in published.story.paragraphs]
    for other in related[:1]:
        also = escape(words(outlet.language)["also"])
        lines.insert(
            2, f'<p class="inline-teaser">{also} {_link(other.url, other.story.title)}</p>'
        )
    return "\n".join(lines)


def _paragraphs(published: Published) -> str:
    return "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in published.story.paragraphs)


def _minutes(published: Published) -> int:
    return max(2, published.story.words // 110)


def _amp_link(published: Published) -> str:
    if not published.story.twin:
        return ""
    return f'<link rel="amphtml" href="{escape(amp_url(published))}">'


def _announce(outlet: Outlet) -> str:
    if outlet.feed_url is None:
        return ""
    kind = _FEED_TYPES[outlet.listing]
    name = escape(outlet.name)
    return f'<link rel="alternate" type="{kind}" title="{name}" href="{outlet.list_path}">'


def _card(outlet: Outlet, published: Published) -> str:
    story = published.story
    section = _link(f"/{story.section}", words(outlet.language)["sections"][story.section])
    return (
        f'<div class="card"><span class="kicker">{section}</span>'
        f"<h2>{_link(published.url, story.title)}</h2><p>{escape(story.lead)}</p></div>"
    )


def _link(url: str, text: str) -> str:
    return f'<a href="{escape(url)}">{escape(text)}</a>'


def _items(links: Any) -> str:
    return "".join(f"<li>{link}</li>" for link in links)
