"""Query parameters that say how a reader came, not what is read; addresses that only lead on."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, urlsplit

# Whole names, in lower case. Names that are an article's number on some sites (id, p, cid,
# story, article) must never stand here: two articles would become one.
_NAMES = """
    fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid twclid ttclid li_fat_id igshid igsh
    mc_cid mc_eid mkt_tok _ga _gl _hsenc _hsmi __hstc __hssc __hsfp __twitter_impression
    xtor xts xtref xtcr xtmc xtnp cmpid cmp campaign campaign_id icid intcmp int_cmp s_cid ocid
    ncid sr_share ref ref_src ref_url referer referrer refsrc smid smtyp spm trk trkcampaign
    wt_mc wt.mc_id guccounter taid sref share_source sharetype feedtype usqp amp_js_v amp_gsa
    amp_r amp_latest_update_time amp_cb amp_kit amp outputtype ito sh_kit action_object_map
    action_type_map action_ref_map echobox mbid cvid m_source soc_src soc_trk hpt
"""
NAMES: frozenset[str] = frozenset(_NAMES.split())
PREFIXES: tuple[str, ...] = (
    *("utm_", "at_", "pk_", "mtm_", "matomo_", "piwik_", "hsa_", "oly_", "vero_", "bsft_"),
    *("ns_", "itm_", "cx_", "fb_", "guce_", "trk_", "__cft__", "__tn__"),
)
# Names that mean something on some sites, and nothing with these values.
_VALUES = """
    rss feed rssfeed atom 1 true twitter facebook fb x whatsapp telegram linkedin email mail
    newsletter homepage home app social share copy google googlenews flipboard web mobile
"""
VALUES: dict[str, frozenset[str]] = dict.fromkeys(
    ("source", "src", "from", "via", "origin", "medium", "share", "sharedby", "rss", "feed"),
    frozenset(_VALUES.split()),
)

# host pattern, path pattern, the parameter that holds the true address
_REDIRECTORS: tuple[tuple[re.Pattern[str], str, tuple[str, ...]], ...] = (
    (re.compile(r"(www\.)?google(\.[a-z]{2,3}){1,2}"), "/url", ("url", "q")),
    (re.compile(r"(www\.)?bing\.com"), "/news/apiclick.aspx", ("url",)),
    (re.compile(r"(lm?|www)\.facebook\.com"), "/l.php", ("u",)),
)
_VIEWER = re.compile(r"(www\.)?google(\.[a-z]{2,3}){1,2}")
_CACHE = re.compile(r"(.+\.)?(cdn\.ampproject\.org|bing-amp\.com)")
_SLASHES = re.compile(r"/{2,}")
_HOST = re.compile(r"[\w-]+(\.[\w-]+)+(:\d+)?")
_CACHED = re.compile(r"/(?:amp|[civwr](?:/[civwr])?)/(s/)?(.+)", re.DOTALL)


def tracks(name: str, value: str) -> bool:
    """True of a parameter that changes nothing about which article is shown."""
    low = name.lower()
    if low in NAMES or low.startswith(PREFIXES):
        return True
    return value.lower() in VALUES.get(low, frozenset())


def lead_on(url: str) -> str | None:
    """The address that an AMP cache, a viewer or a redirector stands for, always shorter than
    its own; None for an address that stands for itself."""
    parts = urlsplit(url)
    return _cached(parts) or _redirected(parts)


def _cached(parts: SplitResult) -> str | None:
    """The page behind X.cdn.ampproject.org/c/s/outlet.example/path or google.com/amp/s/…."""
    host = (parts.hostname or "").rstrip(".")
    viewer = _VIEWER.fullmatch(host) is not None and parts.path.startswith("/amp/")
    if not viewer and not _CACHE.fullmatch(host):
        return None
    found = _CACHED.fullmatch(_SLASHES.sub("/", parts.path))
    if not found or not _HOST.fullmatch(found[2].split("/", 1)[0]):
        return None
    query = f"?{parts.query}" if parts.query else ""
    return f"{'https' if found[1] else 'http'}://{found[2]}{query}"


def _redirected(parts: SplitResult) -> str | None:
    """Addresses of alert feeds and social networks that name the article as a parameter."""
    for host, path, names in _REDIRECTORS:
        if parts.path == path and host.fullmatch(parts.hostname or ""):
            values = dict(parse_qsl(parts.query))
            found = [values[name] for name in names if name in values]
            return next((url for url in found if url.startswith(("http://", "https://"))), None)
    return None
