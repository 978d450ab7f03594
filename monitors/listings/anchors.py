"""The links of a page, each with what stands around it: zone, heading, card, time, siblings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from lxml.html import HtmlElement

from monitors.identity import canonical, tidy_key
from monitors.text.stamps import MONTHS, moment

NAMES = 12  # the most words of a byline
FEW = 0.4  # the share of long texts above which a list of links is no menu
MOST_LINKS = 5000  # of a page; front pages have up to about a thousand
SEARCHED = 1000  # characters of a card in which a time is looked for
HIGHEST = 8  # ancestors climbed for a card
LONG_TEXT = 5  # words
LONGEST_TITLE = 40  # words; above, an anchor wraps a whole card and its heading is asked
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

_TITLE_CLASS = re.compile(r"title|titre|headline|heading|entete|عنوان", re.IGNORECASE)
_TOKEN = re.compile(r"[a-z]+|[A-Z][a-z]*")
_MENU = frozenset(
    {"nav", "navbar", "navigation", "menu", "submenu", "breadcrumb", "breadcrumbs", "pagination"}
    | {"pager", "ariane", "social", "share", "sharing", "toolbar", "topbar", "langs", "languages"}
    | {
        "tags",
        "taglist",
        "hashtags",
        "keywords",
        "footer",
        "colophon",
        "login",
        "consent",
        "cookie",
    }
)
_BYLINE = frozenset({"byline", "author", "authors", "auteur", "auteurs", "vcard"})
_MENU_ROLES = frozenset({"navigation", "menu", "menubar", "contentinfo", "banner"})
_ZONES = frozenset({"nav", "footer", "header", "aside", "main", "article"})
_CARD_CLASS = re.compile(
    r"(?<![a-z])(card|article|story|post|teaser|news|item|entry|bloc|promo|khabar)(?![a-z])",
    re.IGNORECASE,
)
_SILENT = frozenset({"script", "style", "svg", "noscript", "template"})
_RUNNING_ON = "a abbr b bdi em font i mark q s small strong sub sup u wbr"
_INLINE = frozenset(_RUNNING_ON.split())
# Words of a link that says how to go on, not what is there.
_CALL = re.compile(
    r"(read|see|view|learn|show|find out|load|discover)\s?"
    r"(more|all|the (full )?(story|article))?( news)?"
    r"|continue( reading)?|full story|more|details|click here|here|live|video|photos?|gallery"
    r"|(\d+ )?comments?|share|watch( now)?|listen( now)?|next|previous|back|home|print|permalink"
    r"|new|exclusive|(lire|voir|en savoir|découvrir)( (la suite|plus|tout|aussi|l['’]article))?"
    r"|(la )?suite|(\d+ )?commentaires?|partager|accueil|suivant|précédent|vidéo|direct"
    r"|(réservé aux )?abonnés"
    r"|(اقرأ|قراءة|شاهد|عرض|تابع) (المزيد|أيضا|القراءة|الكل|التفاصيل)|المزيد|للمزيد|التفاصيل"
    r"|تفاصيل|اقرأ|شاهد|مشاركة|شارك|تعليق|تعليقات|التالي|السابق|الرئيسية|عاجل|مباشر|فيديو|صور",
    re.IGNORECASE,
)
_TIME_TEXT = re.compile(
    r"\b\d{1,2}[:h]\d\d\b|\b\d{1,2}[/.-]\d{1,2}[/.-](20)?\d\d\b|\b20\d\d-\d\d-\d\d\b"
    r"|\b\d+ ?(s|m|h|min|mins|minutes?|hrs?|hours?|days?) ago\b|\bil y a (\d|une?)|\bjust now\b"
    r"|\b(منذ|قبل) (\d|ساع|دق|يوم)"
    rf"|\b\d{{1,2}}(er)? ({'|'.join(MONTHS)})\b|\b({'|'.join(MONTHS)})\.? \d{{1,2}}\b",
    re.IGNORECASE,
)
# Chinese characters, kana, Thai, Lao, Burmese and Khmer.
_UNSPACED = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+"
)
_WORD = re.compile(r"\w+(?:['’\-]\w+)*")


@dataclass(slots=True)
class Anchor:
    """One `<a href>` as found, before anything is judged."""

    element: HtmlElement
    url: str
    key: str
    text: str
    shown: bool  # False: the text is but the name of a picture or a tooltip
    zone: str = ""
    heading: bool = False
    card: HtmlElement | None = None
    timed: bool = False  # a time stands in the card
    published: datetime | None = None  # and this is the moment it means


def words(text: str) -> int:
    """How many words a text has; of scripts without blanks between words, one for each three
    characters."""
    if not _UNSPACED.search(text):
        return len(_WORD.findall(text))
    spaced = len(_WORD.findall(_UNSPACED.sub(" ", text)))
    return spaced + max(1, sum(map(len, _UNSPACED.findall(text))) // 3)


def is_call(text: str) -> bool:
    """True of 'read more', 'lire la suite', 'المزيد', of numbers and of arrows."""
    bare = " ".join(_WORD.findall(text))
    return not bare or bare.isdigit() or _CALL.fullmatch(bare) is not None


def text_of(element: HtmlElement) -> str:
    """The text a reader sees in an element, on one line."""
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: HtmlElement) -> Iterator[str]:
    """Texts in order, scripts and styles left out; a space between elements side by side."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _SILENT:
            yield from (" ", *_pieces(child)) if child.tag not in _INLINE else _pieces(child)
            yield "" if child.tag in _INLINE else " "
        yield child.tail or ""


def anchors_of(root: HtmlElement, base: str) -> list[Anchor]:
    """The first 5,000 links that lead to an address, in the page's order, with what is around."""
    found = []
    addresses: dict[str, tuple[str, str] | None] = {}  # by href: most stand on a page twice
    for element in islice(root.iter("a"), MOST_LINKS):
        href = element.get("href") or ""
        if href not in addresses:
            addresses[href] = _address(href, base)
        if address := addresses[href]:
            text = title_of(element)
            found.append(Anchor(element, *address, text or called(element), bool(text)))
    menus = _menus(found)
    for anchor in found:
        anchor.zone = _zone(anchor.element, menus)
        anchor.heading = _in_heading(anchor.element)
    return found


def _address(href: str, base: str) -> tuple[str, str] | None:
    """Where a link leads, and the key of that address."""
    url = canonical(href, base)
    return (url, tidy_key(url)) if url else None


def title_of(anchor: HtmlElement) -> str:
    """The headline a link shows: its heading where it wraps a card, else its text."""
    whole = text_of(anchor)
    if len(anchor) and (inner := _inner_title(anchor)):
        return inner
    return " ".join(whole.split()[:LONGEST_TITLE])


def _inner_title(anchor: HtmlElement) -> str:
    """The text of a heading, or of what is classed as a title, within a link."""
    heading = next(anchor.iter(*HEADINGS), None)
    if heading is not None:
        return text_of(heading)
    titled = (e for e in anchor.iterdescendants() if _TITLE_CLASS.search(e.get("class") or ""))
    return next((text for element in titled if (text := text_of(element))), "")


def called(anchor: HtmlElement) -> str:
    """The name of a link without text."""
    names = [anchor.get("title"), anchor.get("aria-label")]
    names += [image.get("alt") for image in anchor.iter("img")]
    return next((" ".join(name.split()) for name in names if name and name.strip()), "")


def _tokens(element: HtmlElement) -> set[str]:
    """The words of an element's class and id."""
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return {token.lower() for token in _TOKEN.findall(named)}


def _menus(found: Sequence[Anchor]) -> set[HtmlElement]:
    """Elements that are menus by their class and by their links, which are mostly short: a
    wrapper of the whole page that is called 'has-menu' is none."""
    links: Counter[HtmlElement] = Counter()
    long: Counter[HtmlElement] = Counter()
    for anchor in found:
        above = list(anchor.element.iterancestors())
        links.update(above)
        if words(anchor.text) >= LONG_TEXT:
            long.update(above)
    return {e for e, count in links.items() if long[e] < FEW * count and _menu_like(e)}


def _menu_like(element: HtmlElement) -> bool:
    """By role, class or id; the page itself never."""
    if element.tag in {"html", "body", "main", "article"}:
        return False
    return element.get("role") in _MENU_ROLES or bool(_tokens(element) & _MENU)


def _zone(anchor: HtmlElement, menus: set[HtmlElement]) -> str:
    """The nearest part of the page that says what its links are."""
    if anchor in menus or anchor.tag in _ZONES:
        return "menu"
    if _in_byline(anchor):
        return "byline"
    for element in anchor.iterancestors():
        if element in menus:
            return "menu"
        if element.tag in _ZONES and not _is_cards_header(element):
            return str(element.tag)
    return ""


def _in_byline(anchor: HtmlElement) -> bool:
    """True of the link to who wrote it: by `rel`, or by the class of the few words around it."""
    if (anchor.get("rel") or "").lower() == "author":
        return True
    around = (anchor, *islice(anchor.iterancestors(), 2))
    named = next((e for e in around if e.get("class") and _tokens(e) & _BYLINE), None)
    return named is not None and not _in_heading(anchor) and words(text_of(named)) <= NAMES


def _is_cards_header(element: HtmlElement) -> bool:
    """The header or footer of an article's card is no header of the page."""
    return element.tag in {"header", "footer"} and (
        next(element.iterancestors("article", "main"), None) is not None
    )


def _in_heading(anchor: HtmlElement) -> bool:
    """True where the link stands in a heading or holds one."""
    inside = next(anchor.iterancestors(*HEADINGS), None) is not None
    return inside or next(anchor.iter(*HEADINGS), None) is not None


def place_cards(found: Sequence[Anchor]) -> None:
    """Give each link its card: the highest ancestor whose links all lead to the same article.

    Only links that may be articles are handed in: those of a section, an author or a tag
    within it do not break a card.
    """
    keys: dict[HtmlElement, str | None] = {}
    for anchor in found:
        for element in anchor.element.iterancestors():
            known = keys.setdefault(element, anchor.key)
            if known != anchor.key:
                keys[element] = None
    times: dict[HtmlElement | None, tuple[bool, datetime | None]] = {None: (False, None)}
    for anchor in found:
        card = anchor.card = _card(anchor, keys)
        if card is not None and card not in times:
            times[card] = _time_in(card)
        anchor.timed, anchor.published = times[card]


def _card(anchor: Anchor, keys: dict[HtmlElement, str | None]) -> HtmlElement | None:
    """The highest such ancestor below the page's big parts."""
    card = None
    for height, element in enumerate(anchor.element.iterancestors()):
        if height >= HIGHEST or element.tag in {"body", "html", "main"} or not keys[element]:
            break
        card = element
    return card


def signature(anchor: Anchor) -> str:
    """Where the card (or the bare link) hangs: the path of tags and classes down to it. Cards
    of one list share it."""
    top = anchor.card if anchor.card is not None else anchor.element
    path = [top, *top.iterancestors()][:5]
    return ">".join(_label(element) for element in reversed(path))


def _label(element: HtmlElement) -> str:
    """Tag and first class, without numbers."""
    names = (element.get("class") or "").split()
    return f"{element.tag}.{re.sub(r'[0-9]+', '', names[0]) if names else ''}"


def is_card(anchor: Anchor) -> bool:
    """True where the card is called or tagged as one of an article."""
    if anchor.card is None:
        return False
    return anchor.card.tag == "article" or bool(_CARD_CLASS.search(anchor.card.get("class") or ""))


def _time_in(card: HtmlElement) -> tuple[bool, datetime | None]:
    """Whether a time stands in the card, and the moment it means where it is machine-readable."""
    times = list(card.iter("time"))
    stamps = (moment(time.get("datetime") or "") for time in times)
    written = bool(times) or _TIME_TEXT.search(text_of(card)[:SEARCHED]) is not None
    return written, next((stamp for stamp in stamps if stamp), None)


def heading_beside(anchor: Anchor) -> str:
    """The heading of the card: the headline that a mere 'read more' leads to."""
    heading = next(anchor.card.iter(*HEADINGS), None) if anchor.card is not None else None
    return text_of(heading) if heading is not None else ""
