"""Tells a page that stands in the way of the news, though it came with status 200.

A wall is told by what it lacks as much as by what it says: it has little text, hardly any headline
that can be followed, and does not call itself an article. Only then do its words count, and
words that a headline might use as well ("Access denied") count only as a whole title or heading.
So an article about captchas is an article, and a wall that quotes the news is still a wall.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from monitors.text.nesting import too_wide

CAPTCHA = "a captcha: it wants to be sure of a person"
BROWSER_CHECK = "a browser check"
DENIED = "a page that says access is denied"
CONSENT = "a page that asks for consent to cookies first"
JAVASCRIPT = "a page that is empty without JavaScript"

_LARGEST = 300_000  # bytes; walls are far smaller, and a large page is not searched at all
_WALL = 1500  # visible characters of a wall at most
_SPOKEN = 900  # visible characters of a wall told by a sentence alone
_CONSENT_WALL = 4000  # lawyers write longer
_BARE = 200  # visible characters of a page that shows as good as nothing
_HEADLINE = 25  # characters of a link's text that make it a headline
_HEADLINES = 3  # a wall may link its rules and its help
_CONSENT_WORDS = 2
_LINKS = 60  # links of a wall at most; a front page has more
_GLANCE = 1000  # characters looked at of one link, heading or notice
_UNSEEN = ("title", "script", "style", "template", "svg", "noscript")

# Only served on the interstitial itself; what the same firms inject into good pages is left out.
_MACHINERY = (
    ("_cf_chl_opt", BROWSER_CHECK),
    ("cf-chl-", BROWSER_CHECK),
    ("gokuprops", BROWSER_CHECK),
    ("awswafcookiedomainlist", BROWSER_CHECK),
    ("sucuri_cloudproxy_js", BROWSER_CHECK),
    ("check.ddos-guard.net", BROWSER_CHECK),
    ("/_sec/cp_challenge", BROWSER_CHECK),
    ("captcha-delivery.com", CAPTCHA),
    ("px-captcha", CAPTCHA),
    ("distil_r_captcha", CAPTCHA),
)

# Good pages have these too (a comment form, a newsletter), so the page must show nothing else.
_BARE_MACHINERY = (
    ("g-recaptcha", CAPTCHA),
    ("h-captcha", CAPTCHA),
    ("cf-turnstile", CAPTCHA),
    ("_incapsula_resource", BROWSER_CHECK),
)

_SENTENCES = (
    ("checking your browser before", BROWSER_CHECK),
    ("checking if the site connection is secure", BROWSER_CHECK),
    ("needs to review the security of your connection", BROWSER_CHECK),
    ("enable javascript and cookies to continue", BROWSER_CHECK),
    ("pardon our interruption", BROWSER_CHECK),
    ("verification de votre navigateur", BROWSER_CHECK),
    ("doit verifier la securite de votre connexion", BROWSER_CHECK),
    ("activez javascript et les cookies pour continuer", BROWSER_CHECK),
    ("activer javascript et les cookies pour continuer", BROWSER_CHECK),
    ("جار التحقق من متصفحك", BROWSER_CHECK),
    ("نتحقق من متصفحك", BROWSER_CHECK),
    ("مراجعه امان اتصالك قبل المتابعه", BROWSER_CHECK),
    ("verify you are human", CAPTCHA),
    ("verify that you are human", CAPTCHA),
    ("verify you are not a robot", CAPTCHA),
    ("confirm you are not a robot", CAPTCHA),
    ("confirm that you are not a robot", CAPTCHA),
    ("complete the security check to access", CAPTCHA),
    ("unusual traffic from your computer network", CAPTCHA),
    ("verifiez que vous etes humain", CAPTCHA),
    ("verifier que vous etes un humain", CAPTCHA),
    ("confirmez que vous n'etes pas un robot", CAPTCHA),
    ("confirmer que vous n'etes pas un robot", CAPTCHA),
    ("trafic inhabituel provenant de votre reseau", CAPTCHA),
    ("التحقق من انك انسان", CAPTCHA),
    ("تحقق من انك انسان", CAPTCHA),
    ("تاكيد انك لست روبوت", CAPTCHA),
    ("التاكد من انك لست روبوت", CAPTCHA),
    ("sorry, you have been blocked", DENIED),
    ("your request has been blocked", DENIED),
    ("request unsuccessful. incapsula incident id", DENIED),
    ("you don't have permission to access", DENIED),
    ("votre requete a ete bloquee", DENIED),
    ("votre acces a ete bloque", DENIED),
    ("vous n'avez pas la permission d'acceder", DENIED),
    ("لقد تم حظرك", DENIED),
    ("تم حظر طلبك", DENIED),
    ("ليس لديك اذن للوصول", DENIED),
)

_HEADINGS = {
    "just a moment": BROWSER_CHECK,
    "un instant": BROWSER_CHECK,
    "لحظه": BROWSER_CHECK,
    "لحظه من فضلك": BROWSER_CHECK,
    "ddos-guard": BROWSER_CHECK,
    "checking your browser": BROWSER_CHECK,
    "attention required!": CAPTCHA,
    "robot or human?": CAPTCHA,
    "are you a robot?": CAPTCHA,
    "are you human?": CAPTCHA,
    "human verification": CAPTCHA,
    "security check": CAPTCHA,
    "captcha": CAPTCHA,
    "etes-vous un robot ?": CAPTCHA,
    "etes-vous humain ?": CAPTCHA,
    "controle de securite": CAPTCHA,
    "verification de securite": CAPTCHA,
    "هل انت روبوت؟": CAPTCHA,
    "هل انت انسان؟": CAPTCHA,
    "التحقق من الامان": CAPTCHA,
    "access denied": DENIED,
    "access to this page has been denied": DENIED,
    "403 forbidden": DENIED,
    "forbidden": DENIED,
    "acces refuse": DENIED,
    "acces interdit": DENIED,
    "تم رفض الوصول": DENIED,
    "الوصول مرفوض": DENIED,
    "الدخول ممنوع": DENIED,
}

_CONSENT_HEADINGS = (
    "before you continue",
    "we value your privacy",
    "your privacy choices",
    "cookie consent",
    "avant de continuer",
    "avant d'acceder",
    "nous respectons votre vie privee",
    "votre vie privee",
    "gerer le consentement",
    "قبل المتابعه",
    "نحن نهتم بخصوصيتك",
    "نقدر خصوصيتك",
    "خصوصيتك",
)
_CONSENT_SPEECH = (
    "accept all",
    "reject all",
    "we use cookies",
    "and our partners",
    "manage settings",
    "tout accepter",
    "tout refuser",
    "continuer sans accepter",
    "nous utilisons des cookies",
    "nos partenaires",
    "قبول الكل",
    "رفض الكل",
    "ملفات تعريف الارتباط",
    "شركاونا",
)

_JAVASCRIPT_SPEECH = (
    "enable javascript",
    "javascript is required",
    "javascript is disabled",
    "requires javascript",
    "without javascript",
    "activer javascript",
    "activez javascript",
    "javascript est desactive",
    "necessite javascript",
    "تفعيل جافا سكريبت",
    "تمكين جافا سكريبت",
    "تفعيل javascript",
    "تمكين javascript",
)

_HTML = re.compile(
    rb"\s*(?:<!--.{0,500}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_FEED = (b"<?xml", b"<rss", b"<feed", b"<rdf", b"<urlset", b"<sitemapindex")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_ARTICLE = re.compile(
    r"<article\b|article:published_time|og:type[\"']\s+content=[\"']article"
    r"|\"@type\"\s*:\s*\[?\s*\"\w{0,20}(?:article|posting)\"",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s+[|–—·-]\s+")
_LETTERS = str.maketrans("أإآىةؤ’‘", "ااايهو''", "ـ")


@dataclass(frozen=True, slots=True)
class _Page:
    """What a page shows and says, its words in the plain form of `_plain`."""

    source: str  # lower case, for machinery
    said: str  # the title and all visible text
    text: str  # visible
    unscripted: str  # shown instead of what needs JavaScript
    titles: tuple[str, ...]  # the title, then the headings
    first: tuple[str, ...]  # the title and the first heading
    headlines: int  # links with a text as long as a headline


def is_html(body: bytes, content_type: str) -> bool:
    """Whether an answer is an HTML page, by its header or, where that is silent, its beginning."""
    if content_type and "html" not in content_type.lower():
        return False
    if content_type:
        # Feeds are served as text/html often enough: their own beginning wins.
        return not body[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_FEED)
    return _HTML.match(body[:2000]) is not None


def block_reason(body: bytes, content_type: str = "") -> str | None:
    """What stands in the way, as in "HOST shows …"; None for a page that may hold news."""
    if len(body) > _LARGEST or body.count(b"<a ") > _LINKS or not is_html(body, content_type):
        return None
    html = _decoded(body, content_type)
    if _ARTICLE.search(html) or too_wide(html):
        return None
    page = _page(html)
    return (_wall(page) or _consent(page) or _javascript(page)) if page else None


def _wall(page: _Page) -> str | None:
    if len(page.text) > _WALL or page.headlines > _HEADLINES:
        return None
    bare = _BARE_MACHINERY if len(page.text) <= _BARE else ()
    return (
        _first_of(_MACHINERY + bare, page.source)
        or next((reason for title in page.titles if (reason := _HEADINGS.get(title))), None)
        or (_first_of(_SENTENCES, page.said) if len(page.text) <= _SPOKEN else None)
    )


def _consent(page: _Page) -> str | None:
    if len(page.text) > _CONSENT_WALL or page.headlines > _HEADLINES:
        return None
    headed = any(title.startswith(_CONSENT_HEADINGS) for title in page.first)
    words = sum(word in page.text for word in _CONSENT_SPEECH)
    return CONSENT if headed and words >= _CONSENT_WORDS else None


def _javascript(page: _Page) -> str | None:
    if len(page.text) > _BARE or page.headlines:
        return None
    said = f"{page.text} {page.unscripted}"
    return JAVASCRIPT if any(words in said for words in _JAVASCRIPT_SPEECH) else None


def _first_of(markers: tuple[tuple[str, str], ...], text: str) -> str | None:
    return next((reason for marker, reason in markers if marker in text), None)


def _page(html: str) -> _Page | None:
    """The page taken apart; None when it has too much text for a wall, or nothing at all."""
    tree = _tree(html)
    if tree is None:
        return None
    titles = _texts(tree, "title")[:1]
    unscripted = " ".join(_texts(tree, "noscript"))
    etree.strip_elements(tree, *_UNSEEN, with_tail=False)
    text = " ".join(_text(tree).split())
    if len(text) > _CONSENT_WALL:
        return None
    headings = _texts(tree, "h1", "h2")
    return _Page(
        source=html.lower(),
        said=" ".join((*titles, _plain(text))),
        text=_plain(text),
        unscripted=unscripted,
        titles=tuple(part for title in titles + headings for part in _title_parts(title)),
        first=(*titles, *_texts(tree, "h1")[:1]),
        headlines=sum(len(link) >= _HEADLINE for link in _texts(tree, "a")),
    )


def _tree(html: str) -> etree._Element | None:
    """The parsed page; None when there is nothing in it to parse."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(html.encode(errors="replace"), parser=parser)
    except etree.LxmlError:
        return None


def _texts(tree: etree._Element, *tags: str) -> list[str]:
    """The plain texts of the elements with these tags, in the order of the page."""
    return [_plain(_text(element)[:_GLANCE]) for element in islice(tree.iter(*tags), _LINKS)]


def _text(element: etree._Element) -> str:
    return " ".join(str(part) for part in element.itertext())


def _title_parts(title: str) -> list[str]:
    """A title without the site's name beside it, and without the dots of "Just a moment..."."""
    return [part.strip(" .…") for part in _PARTS.split(title)]


def _plain(text: str) -> str:
    """Text in one spelling: no case, accents, vowel signs, alef forms or runs of blanks."""
    spread = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    bare = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return " ".join(bare.casefold().split())


def _decoded(body: bytes, content_type: str) -> str:
    declared = _CHARSET.search(content_type.encode()) or _CHARSET.search(body[:2048])
    try:
        return body.decode(declared[1].decode() if declared else "utf-8", errors="replace")
    except (LookupError, UnicodeError):
        return body.decode("utf-8", errors="replace")
