"""What an address alone tells: whether it is an article's, a section's or a service's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlsplit

from monitors.identity import is_front

# Any of these as a whole segment of the path, and the page is no article.
_SERVICES = """
    login signin sign-in log-in logout signup sign-up register registration inscription connexion
    subscribe subscription subscriptions abonnement abonnements abonnez-vous s-abonner account
    accounts my-account mon-compte compte profile profil cart panier checkout
    privacy privacy-policy confidentialite politique-de-confidentialite terms terms-of-use
    terms-of-service terms-and-conditions conditions-generales cgu cgv mentions-legales legal
    contact contact-us contactez-nous nous-contacter contacts about about-us a-propos apropos
    qui-sommes-nous advertise advertise-with-us advertising publicite annonceurs careers
    rss feed feeds flux-rss newsletter newsletters newsletter-signup lettre-d-information
    sitemap sitemaps plan-du-site plan-site search recherche rechercher help aide faq faqs
    cookies cookie-policy cookie-settings donnees-personnelles accessibility accessibilite
    share sharer print imprimer comments commentaires comment respond trackback
    wp-admin wp-login.php wp-json wp-content cdn-cgi xmlrpc.php oembed
    tag tags mot-cle mots-cles keyword keywords hashtag label labels
    author authors auteur auteurs writer writers journaliste journalistes byline contributor
    contributors staff people team equipe redaction user users member members membre membres
    apps app mobile-apps application applications shop boutique store epaper e-paper ejournal
    games jeux horoscope crossword mots-croises tv-guide programme-tv weather meteo
    forum forums thread threads showthread forumdisplay viewtopic viewforum memberlist usercp
    annonces petites-annonces annonces-legales classified classifieds code-promo codes-promo
    codepromo coupons horoscopes horoscope-quotidien obituaries avis-de-deces
    من-نحن اتصل-بنا تواصل-معنا الخصوصية سياسة-الخصوصية شروط-الاستخدام الشروط-والأحكام أعلن-معنا
    كاتب كتاب الكاتب الكتاب مؤلف وسم وسوم الوسوم تسجيل تسجيل-الدخول اشترك الاشتراك بحث البحث
    خريطة-الموقع النشرة-البريدية tagged kateb keteb
"""
# Directories of lists: what follows is a subject, unless a date or a number says otherwise.
_LISTS = """
    category categories categorie cat topic topics theme themes thematique section sections
    rubrique rubriques subject subjects collection collections series archive archives
    dossier dossiers dossier-liste sujet sujets trend trends trending spotlight
    location locations country countries channel channels
    قسم أقسام تصنيف تصنيفات موضوع مواضيع ملف ملفات أرشيف
"""
_ARTICLES = """
    article articles story stories news actu actus actualite actualites post posts blog entry
    a n ar art doc viewarticle newsdetail details detail permalink node
    خبر أخبار مقال مقالات تقرير
"""
SERVICES = frozenset(_SERVICES.split())
# Of these, the ones that are sections too: a long slug behind them is a headline.
_MAY_HOLD_STORIES = frozenset(
    {
        "weather",
        "meteo",
        "people",
        "app",
        "apps",
        "games",
        "jeux",
        "team",
        "equipe",
        "staff",
        "help",
    }
)
LISTS = frozenset(_LISTS.split())
ARTICLES = frozenset(_ARTICLES.split())
_IDS = """
    id nid aid article articleid article_id artid newsid news_id story storyid story_id p pid itemid
    item no sid idnews idarticle id_article id_news contentid content_id n
"""
_ID_NAMES = frozenset(_IDS.split())
_OTHER_ID = re.compile(r"cat|sec|tag|user|uid|auth|rub|topic|page|type|parent|menu|lang|item|sid$")
_PAGE_NAMES = frozenset({"page", "paged", "pg", "offset", "start", "currentpage", "pageno"})
_SEARCH_NAMES = frozenset({"q", "s", "query", "search", "keyword", "keywords", "tag", "author"})

# The first words of legal pages, however their address goes on.
_LEGAL = re.compile(
    r"(terms-(and-cond|of-(use|service|sale)|&)|privacy-polic|cookies?-polic"
    r"|politique-(de-)?(confidentialit|cookie|protection)"
    r"|conditions-(generales|d-utilisation|utilisation)|mentions-legales|protection-(des-)?donnees"
    r"|donnees-personnelles|politica-de-(privacidad|cookies)|aviso-legal|gestion-(des-)?cookies)"
)
_REMARK_WORDS = """
    comment comments commentaire commentaires response responses respond reply replies
"""
_REMARKS = frozenset(_REMARK_WORDS.split())

_FILE = re.compile(
    r"\.(pdf|jpe?g|png|gif|webp|svg|mp[34]|m4a|avi|mov|zip|docx?|xlsx?|pptx?|epub|apk|css|js|xml"
    r"|rss|atom|json|ics)$",
    re.IGNORECASE,
)
_EXTENSION = re.compile(r"\.(s?html?|php\d?|aspx?|jsp|cms|ece|do)$", re.IGNORECASE)
_SLUG_WORD = re.compile(r"[^\W\d_]{2,}")
_BETWEEN = re.compile(r"[-_+~,\s]+")
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_MONTHS = _MONTH.split("|")
_DATE = re.compile(
    rf"(?<!\d)(?P<y>20[0-4]\d)(?P<sep>[/_.-])(?P<m>0?[1-9]|1[0-2]|(?:{_MONTH})[a-z]*)(?P=sep)"
    r"(?P<d>0[1-9]|[12]\d|3[01]|[1-9](?=\D|$))(?!\d)",
    re.IGNORECASE,
)
# In one run only whole days: 203133 is the number of something.
_RUN = re.compile(r"(?<!\d)(?P<y>20[0-4]\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)")
_MONTH_DIRECTORY = re.compile(r"/20[0-4]\d/(0?[1-9]|1[0-2])/[^/]+")
_YEAR_DIRECTORY = re.compile(r"/20[0-4]\d/[^/]+")
_YEAR = re.compile(r"(?<!\d)20[0-4]\d(?!\d)")
_OPAQUE = re.compile(r"(?=[a-z-]*\d)(?=\d*[a-z])[0-9a-z]{8,}", re.IGNORECASE)

Reason = tuple[str, float]

FEW_WORDS, SLUG_WORDS, LEGAL_WORDS = 3, 4, 7
LONG_ID, SHORT_ID = 5, 3


@lru_cache(maxsize=8192)
def segments(url: str) -> tuple[str, ...]:
    """The path's parts, percent-decoded, in lower case."""
    return tuple(unquote(part).lower() for part in urlsplit(url).path.split("/") if part)


def date_in(url: str) -> datetime | None:
    """The day an address names (/2026/11/22/, -20261122, /2026/nov/22/), at midnight UTC."""
    path = urlsplit(url).path
    found = _DATE.search(path) or _RUN.search(path)
    if not found:
        return None
    named = found["m"].lower()
    month = _MONTHS.index(named[:3]) + 1 if named[:3] in _MONTHS else int(named)
    try:
        return datetime(int(found["y"]), month, int(found["d"]), tzinfo=UTC)
    except ValueError:
        return None


def is_service(url: str) -> bool:
    """True of pages that are no article whatever links to them: log-in, author, tag."""
    return service(url) is not None


def service(url: str) -> str | None:
    """The word that makes the address one of a service, a list or a file; None for all others."""
    parts = segments(url)
    plain = [_EXTENSION.sub("", part) for part in parts]
    word = next((part for part in plain if part in SERVICES), None)
    if word and not _is_story(url, plain, word):
        return word
    if parts and _FILE.search(parts[-1]):
        return parts[-1].rpartition(".")[2]
    if parts and _is_legal(plain[-1]) and date_in(url) is None:
        return "legal"
    return _list_word(plain, url) or _paging_word(plain, url)


def _is_legal(slug: str) -> bool:
    """Terms, privacy and the like; a headline that begins so goes on for longer."""
    return _LEGAL.match(slug) is not None and _words_in(slug) <= LEGAL_WORDS


def _is_story(url: str, plain: list[str], word: str) -> bool:
    """Behind a service's name an article has a date, or in some sections a long slug."""
    behind = plain[plain.index(word) + 1 :]
    slug = max(map(_words_in, behind), default=0)
    return date_in(url) is not None or (word in _MAY_HOLD_STORIES and slug >= SLUG_WORDS)


def _list_word(plain: list[str], url: str) -> str | None:
    """A directory of lists, where neither a date nor a number marks one article of it. A bare
    number right behind it (/topics/293965) is the list's own."""
    word = next((part for part in plain if part in LISTS), None)
    if word is None or date_in(url):
        return None
    own_number = plain[-1].isdigit() and plain[-2:-1] == [word]
    return None if _longest_number(plain[-1]) >= LONG_ID and not own_number else word


def _paging_word(plain: list[str], url: str) -> str | None:
    """The word that marks a further page or a search, as in /page/2, ?page=2, ?s=word."""
    if len(plain) > 1 and plain[-2] in {"page", "pages", "صفحة"} and plain[-1].isdigit():
        return "page"
    query = parse_qsl(urlsplit(url).query.lower(), keep_blank_values=True)
    names, values = {name for name, _ in query}, {value for _, value in query}
    if remark := next(iter(sorted((names | values) & _REMARKS)), None):
        return remark
    if any(_is_id(name, value) for name, value in query):
        return None
    return next(iter(sorted(names & (_PAGE_NAMES | _SEARCH_NAMES))), None)


def _is_id(name: str, value: str) -> bool:
    """A parameter under which sites keep an article: id, newsid, or another that ends in it and
    holds a number (newid, lid), unless it numbers something else (catid, userid)."""
    if name in _ID_NAMES:
        return True
    return name.endswith("id") and value.isdigit() and _OTHER_ID.search(name) is None


def slug_words(url: str) -> int:
    """How many words the wordiest of the last two segments has."""
    return max(map(_words_in, segments(url)[-2:]), default=0)


def _words_in(segment: str) -> int:
    """Words between hyphens: the letters of an identifier (7gk29xq) are none."""
    return sum(1 for w in _BETWEEN.split(_EXTENSION.sub("", segment)) if _SLUG_WORD.fullmatch(w))


def _longest_number(text: str) -> int:
    """Digits of the longest number within."""
    return max(map(len, re.findall(r"\d+", text)), default=0)


@lru_cache(maxsize=8192)
def shape(url: str) -> tuple[Reason, ...]:
    """What the address says for (+) and against (-) being an article's, in words and points."""
    return tuple(_shape(url))


def _shape(url: str) -> Iterator[Reason]:
    parts = segments(url)
    if is_front(url):
        yield "front page", -6.0
        return
    strong = [*_slug(url), *_date(url), *_number(url, parts)]
    yield from strong
    if set(parts[:-1]) & ARTICLES:
        yield "directory of articles", 0.5
    if parts and _EXTENSION.search(parts[-1]) and not parts[-1].startswith(("index.", "default.")):
        yield "a page's file name", 0.5
    if not strong:
        yield "short path, as sections have", -2.0


def names_article(url: str) -> bool:
    """Whether the path alone names one article: by a headline's slug or by a day."""
    return slug_words(url) >= SLUG_WORDS or date_in(url) is not None


def _slug(url: str) -> Iterator[Reason]:
    """Headlines become slugs."""
    words = slug_words(url)
    if words >= SLUG_WORDS:
        yield f"slug of {words} words", 3.0
    elif words == FEW_WORDS:
        yield "slug of 3 words", 1.0


def _date(url: str) -> Iterator[Reason]:
    """A day, or at least a month or a year, in the path."""
    path = urlsplit(url).path
    if date_in(url):
        yield "date in the address", 2.5
    elif _MONTH_DIRECTORY.search(path):
        yield "month in the address", 1.5
    elif _YEAR_DIRECTORY.search(path):
        yield "year in the address", 1.0


def _number(url: str, parts: Sequence[str]) -> Iterator[Reason]:
    """The number under which a site keeps an article, in the path or as a parameter."""
    query = parse_qsl(urlsplit(url).query.lower())
    named = [value for name, value in query if _is_id(name, value)]
    digits = max(map(_longest_number, [*(_YEAR.sub("", p) for p in parts[-3:]), *named]), default=0)
    if digits >= LONG_ID:
        yield "long number", 2.0
    elif digits >= SHORT_ID or named:
        yield "number", 1.25
    elif any(_OPAQUE.fullmatch(word) for part in parts[-2:] for word in re.split(r"[-_.]", part)):
        yield "opaque identifier", 2.0


def template(url: str) -> str:
    """The address with its numbers and its last words blotted out: addresses that a site makes
    in one way share it."""
    parts = segments(url)
    blotted = [re.sub(r"\d+", "0", part) for part in parts]
    if blotted:
        last = _SLUG_WORD.sub("w", _EXTENSION.sub("", blotted[-1]))
        blotted[-1] = re.sub(r"(?:w[\W_]?){2,}", "words", last)
    names = sorted(name for name, _ in parse_qsl(urlsplit(url).query))
    return "/".join([*map(_blot_year, blotted), *names])


def _blot_year(part: str) -> str:
    """A directory of one number is one of years, months, days or of articles."""
    return "0" if part.isdigit() else part
