"""What a page says of itself to machines: JSON-LD, OpenGraph and other meta, microdata.

Nothing here is believed yet: titles, dates and language have their own rules on top.
JSON-LD follows schema.org; broken JSON is mended where that is safe, else skipped.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from monitors.articles.htmltree import short_text
from monitors.text.hygiene import tidy

ARTICLES = frozenset({
    "Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle",
    "BackgroundNewsArticle", "OpinionNewsArticle", "ReviewNewsArticle", "AskPublicNewsArticle",
    "AdvertiserContentArticle", "BlogPosting", "LiveBlogPosting", "SocialMediaPosting",
    "Report", "SatiricalArticle", "ScholarlyArticle", "TechArticle",
})  # fmt: skip
VIDEOS = frozenset({"VideoObject", "Clip", "BroadcastEvent", "AudioObject", "PodcastEpisode"})
_PEOPLE = frozenset({"Person", ""})
_TYPE = re.compile(r'"@type"\s*:\s*\[?\s*"(\w{1,40})"')
_FIELD = re.compile(r'"(headline|datePublished|dateModified)"\s*:\s*"([^"\\]{1,300})"\s*(?=[,}\n])')
_MOST_NODES = 2_000
_TEASERS = 3  # more headlines than that are a listing that marks up its teasers
_LONGEST_CLAIM = 4_000  # characters
_MOST_JSON = 1_000_000

_WITH_PROPERTY = etree.XPath(".//*[@itemprop]")
_WITH_TYPE = etree.XPath(".//*[@itemtype]")

_PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "publication_date", "publish-date", "publish_date", "pubdate", "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created",
    "article_date_original", "cxenseparse:recs:publishtime", "originalpublicationdate",
    "dc.date", "dcterms.date", "date",
)  # fmt: skip


_MODIFIED_META = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "og:modified_time",
    "datemodified", "modified_date", "last-modified", "lastmod", "last_updated", "lastmodified",
    "dc.date.modified", "dcterms.modified", "article_date_updated", "revised",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Node:
    """One object of the page's JSON-LD (or microdata, flattened), with its types."""

    types: frozenset[str]
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Structured:
    """All machine-readable claims of one page; strings are tidy, URLs absolute."""

    canonicals: tuple[str, ...] = ()  # link rel=canonical, then og:url
    headlines: tuple[str, ...] = ()  # JSON-LD headline of the article
    social_titles: tuple[str, ...] = ()  # og:title, twitter:title
    page_title: str = ""  # <title>
    description: str = ""
    site: str = ""
    publisher: str = ""
    authors: tuple[str, ...] = ()  # people as JSON-LD, meta or microdata name them
    credits: tuple[str, ...] = ()  # all that is named as author, organizations too
    published: tuple[str, ...] = ()  # as written, JSON-LD before meta before microdata
    modified: tuple[str, ...] = ()  # likewise
    image: str | None = None
    languages: tuple[str, ...] = ()  # as declared, most trustworthy first
    body: str = ""  # JSON-LD articleBody: a cross-check, not the text
    kind: str = ""  # og:type
    types: frozenset[str] = field(default_factory=frozenset)  # of the page's JSON-LD objects

    @property
    def says_article(self) -> bool:
        """The page calls itself an article."""
        return bool(self.types & ARTICLES) or self.kind == "article"

    @property
    def says_video(self) -> bool:
        """The page calls itself a video or a recording, and not an article."""
        return not self.types & ARTICLES and (
            self.kind.startswith(("video", "music")) or bool(self.types & VIDEOS)
        )


def read(root: Any, base: str) -> Structured:
    """Collect the claims of a parsed page; `base` is the URL it came from."""
    nodes = tuple(_nodes(root))
    main = _main(nodes)
    meta = _meta(root)
    micro = _microdata(root)
    first = meta.get
    return Structured(
        canonicals=_canonicals(root, meta, base),
        headlines=_unique([*_strings(main, "headline"), *_strings(main, "name")[:1]]),
        social_titles=_unique([first("og:title", ""), first("twitter:title", "")]),
        page_title=_page_title(root),
        description=first("og:description", "") or first("description", ""),
        site=first("og:site_name", "") or first("application-name", ""),
        publisher=_name(main.get("publisher")) or _site_name(nodes),
        authors=_unique([*_people(main.get("author")), *_meta_authors(meta)] or micro["author"]),
        credits=_unique([*_named(main), *_meta_authors(meta), *micro["author"]]),
        published=(
            *_strings(main, "datePublished"),
            *(meta[name] for name in _PUBLISHED_META if meta.get(name)),
            *micro["datepublished"],
        ),
        modified=(
            *_strings(main, "dateModified"),
            *(meta[name] for name in _MODIFIED_META if meta.get(name)),
            *micro["datemodified"],
        ),
        image=_image(root, meta, main, base),
        languages=_languages(root, meta, main),
        body=_body(main),
        kind=first("og:type", "").lower(),
        types=frozenset().union(*(node.types for node in nodes)) | frozenset(micro["types"]),
    )


# --- JSON-LD -------------------------------------------------------------------------------------


def _nodes(root: Any) -> Iterator[Node]:
    count = 0
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        for node in _flatten(_load(script.text or "")):
            yield node
            count += 1
            if count >= _MOST_NODES:
                return


def _load(text: str) -> Any:
    """The value of a JSON-LD script; None when it cannot be read."""
    text = text[:_MOST_JSON].strip().removeprefix("<![CDATA[").removesuffix("]]>").strip()
    text = text.removeprefix("//").rstrip(";").strip()
    for attempt in (text, re.sub(r",\s*([}\]])", r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return _salvaged(text)


def _salvaged(text: str) -> Any:
    """What can be told for sure from an article's JSON that is broken somewhere, a quote left
    unescaped as a rule: type, title and dates, the first of each."""
    kind = next((one[1] for one in _TYPE.finditer(text) if one[1] in ARTICLES), None)
    found = {one[1]: one[2] for one in reversed(list(_FIELD.finditer(text)))}
    return {"@type": kind, **found} if kind else None


def _flatten(value: Any) -> Iterator[Node]:
    """The objects at the top of a document, in @graph and as mainEntity, breadth first."""
    queue = [value]
    while queue:
        here = queue.pop(0)
        if isinstance(here, list):
            queue.extend(here[:_MOST_NODES])
        elif isinstance(here, dict):
            yield Node(_types(here), here)
            queue.extend(here[name] for name in ("@graph", "mainEntity") if name in here)


def _types(value: Mapping[str, Any]) -> frozenset[str]:
    kinds = value.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return frozenset(kind.rpartition("/")[2] for kind in named if isinstance(kind, str))


def _main(nodes: tuple[Node, ...]) -> Mapping[str, Any]:
    """The fields of the one article of the page; a page of several articles has no main one."""
    articles = [node.fields for node in nodes if node.types & ARTICLES]
    named = {tidy(str(fields.get("headline"))) for fields in articles}
    if len(named) > _TEASERS:
        return {}
    return max(articles, key=len, default={})


def _strings(fields: Mapping[str, Any], name: str) -> list[str]:
    value = fields.get(name)
    values = value if isinstance(value, list) else [value]
    plain = [v.get("@value") if isinstance(v, dict) else v for v in values]
    return [text for v in plain if isinstance(v, str) and (text := _plain(v))]


def _plain(text: str) -> str:
    """A JSON-LD string as text: entities undone, since many sites escape twice."""
    text = text[:_LONGEST_CLAIM]
    return tidy(html.unescape(text)) if "&" in text else tidy(text)


def _name(value: Any) -> str:
    if isinstance(value, list):
        value = next(iter(value), None)
    if isinstance(value, dict):
        value = value.get("name")
    return _plain(value) if isinstance(value, str) and not _is_url(value) else ""


def _site_name(nodes: tuple[Node, ...]) -> str:
    return next(
        (_name(n.fields) for n in nodes if n.types & {"WebSite", "NewsMediaOrganization"}), ""
    )


def _people(value: Any) -> list[str]:
    """Names of authors that are people, or are not said to be anything else."""
    values = value if isinstance(value, list) else [value]
    people: list[str] = []
    for one in values[:20]:
        if isinstance(one, dict) and not _types(one) <= _PEOPLE:
            continue
        if isinstance(one, dict) and isinstance(one.get("name"), list):
            people.extend(_name(name) for name in one["name"])
        else:
            people.append(_name(one))
    return [name for name in people if name]


def _named(fields: Mapping[str, Any]) -> list[str]:
    """Names of authors and source organizations of whatever kind."""
    claims = (fields.get(name) for name in ("author", "sourceOrganization", "creditText"))
    each = (one for claim in claims for one in (claim if isinstance(claim, list) else [claim])[:20])
    return [name for one in each if (name := _name(one))]


def _body(fields: Mapping[str, Any]) -> str:
    """ArticleBody with its line breaks: HTML inside is turned into lines."""
    value = fields.get("articleBody")
    if not isinstance(value, str):
        return ""
    text = html.unescape(value[:400_000])
    if "<" in text:
        text = re.sub(r"<(?:br|/p|/div|/h\d|/li)\b[^>]{0,200}>", "\n", text, flags=re.IGNORECASE)
        text = re.sub(r"<[^<>]{0,500}>", "", text)
    return "\n".join(line for raw in re.split(r"[\r\n]+", text) if (line := tidy(raw)))


# --- meta, link, microdata -----------------------------------------------------------------------


def _meta(root: Any) -> dict[str, str]:
    """The first value of each meta name, property or itemprop, by lower-case name."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = element.get("content") or element.get("value")  # archives rename it
        if name and content and (text := tidy(content[:_LONGEST_CLAIM])):
            found.setdefault(name.strip().lower(), text)
    return found


def _meta_authors(meta: Mapping[str, str]) -> list[str]:
    names = ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl")
    return [meta[name] for name in names if name in meta and not _is_url(meta[name])]


def _canonicals(root: Any, meta: Mapping[str, str], base: str) -> tuple[str, ...]:
    links = [e.get("href") for e in root.iter("link") if "canonical" in _rel(e)]
    return _unique(_absolute(base, url) for url in (*links, meta.get("og:url")) if url)


def _rel(element: Any) -> list[str]:
    return (element.get("rel") or "").lower().split()


def _page_title(root: Any) -> str:
    title = next((e for e in root.iter("title") if e.getparent().tag != "svg"), None)
    return tidy("".join(title.itertext())[:_LONGEST_CLAIM]) if title is not None else ""


def _image(root: Any, meta: Mapping[str, str], main: Mapping[str, Any], base: str) -> str | None:
    links = (e.get("href") for e in root.iter("link") if "image_src" in _rel(e))
    claims = (meta.get("og:image"), meta.get("og:image:url"), meta.get("twitter:image"))
    claims = (*claims, _image_url(main.get("image")), meta.get("image"), *links)
    found = (_absolute(base, url) for url in claims if url)
    return next((url for url in found if url.startswith(("http://", "https://"))), None)


def _image_url(value: Any) -> str:
    if isinstance(value, list):
        value = next(iter(value), None)
    if isinstance(value, dict):
        value = value.get("url") or value.get("contentUrl")
    return value if isinstance(value, str) else ""


def _languages(root: Any, meta: Mapping[str, str], main: Mapping[str, Any]) -> tuple[str, ...]:
    claims = [
        *_strings(main, "inLanguage"),
        root.get("lang"),
        root.get("{http://www.w3.org/XML/1998/namespace}lang"),
    ]
    claims += [root.get("xml:lang"), meta.get("og:locale"), meta.get("dc.language")]
    claims += [meta.get("language")]
    return _unique(claim for claim in claims if claim)


def _microdata(root: Any) -> dict[str, list[str]]:
    """Authors, dates and types of schema.org microdata outside <meta>."""
    found: dict[str, list[str]] = {
        name: [] for name in ("author", "datepublished", "datemodified", "types")
    }
    for element in _found(_WITH_PROPERTY, root):
        name = (element.get("itemprop") or "").lower()
        if name == "author" and element.tag != "meta":
            found["author"].append(_micro_name(element))
        elif name in ("datepublished", "datemodified") and element.tag != "meta":
            text = element.get("datetime") or element.get("content") or ""
            found[name] += [tidy(text)] if text else []
    for element in _found(_WITH_TYPE, root):
        found["types"].append((element.get("itemtype") or "").rpartition("/")[2])
    return found


def _found(path: etree.XPath, root: Any) -> list[Any]:
    found = path(root)
    return found if isinstance(found, list) else []


def _micro_name(element: Any) -> str:
    inner = element.find('.//*[@itemprop="name"]')
    where = inner if inner is not None else element
    return tidy(where.get("content") or short_text(where, 120))[:120]


def _absolute(base: str, url: str) -> str:
    try:
        return urljoin(base, tidy(url))
    except ValueError:
        return ""


def _is_url(text: str) -> bool:
    return text.startswith(("http://", "https://", "www.", "/")) or "://" in text


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
