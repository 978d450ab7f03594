"""`sources:` what is watched: a bare address, or a mapping that says more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

from model.source import Kind, Source
from rules import fields
from rules.fields import Pace
from rules.nodes import Node, Scalar
from rules.nodes import Sequence as ListNode
from rules.schema import Key, Notes, Reading, Section, mapping, scalar, several
from rules.sections.settings import A_LENGTH, A_PACE, SECOND, Defaults

NAME: Key[str | None] = Key(
    "name",
    scalar(fields.name(100), "a name"),
    None,
    "a name",
    "What the source is called in alerts, mutes and `status`; each name once.",
    "the address without https:// and www.",
)
URL: Key[str | None] = Key(
    "url",
    scalar(fields.url, "a web address"),
    None,
    "a web address",
    "The address of a feed, a news sitemap or a page that lists articles.",
    required=True,
)
KIND: Key[Kind] = Key(
    "kind",
    scalar(fields.kind, "auto, feed, page or sitemap"),
    Kind.AUTO,
    "auto, feed, page or sitemap",
    "How the source lists its articles; auto finds out at the first check.",
    "auto",
)
EVERY: Key[Pace | None] = Key(
    "every",
    scalar(fields.pace, A_PACE),
    None,
    A_PACE,
    "How often it is checked: `5m`, or `2m-30m` to adapt to its hours.",
    "`every` of settings",
)
LANGUAGE: Key[str | None] = Key(
    "language",
    scalar(fields.language, "a language code"),
    None,
    "a language code, such as fr",
    "The language of its articles.",
    "told from each text",
)
TIMEZONE: Key[str | None] = Key(
    "timezone",
    scalar(fields.timezone, "a time zone, such as Asia/Beirut"),
    None,
    "a time zone, such as Asia/Beirut",
    "The time zone of the times its pages print without one.",
    "told by the page or its country, else UTC",
)
TAGS: Key[tuple[str, ...]] = Key(
    "tags",
    several(fields.tag, "a tag"),
    (),
    "a list of tags",
    "Labels by which topics can choose sources.",
    "none",
)
LINKS: Key[str | None] = Key(
    "links",
    scalar(fields.selector, "a CSS selector"),
    None,
    "a CSS selector, such as main h2 a",
    "Which links of a page lead to articles, where they are not told by themselves.",
    "told by itself",
)
IGNORE: Key[tuple[str, ...]] = Key(
    "ignore",
    several(fields.one_line(500), "a pattern"),
    (),
    'a list of patterns, such as "*/sport/*"',
    "Articles whose whole address fits one of these patterns are left aside; `*` stands for "
    "anything.",
    "none",
)
ENCODING: Key[str | None] = Key(
    "encoding",
    scalar(fields.encoding, "an encoding"),
    None,
    "an encoding, such as windows-1256",
    "The text encoding, where the site declares a wrong one.",
    "as declared",
)
FULL_TEXT: Key[bool | None] = Key(
    "full_text",
    scalar(fields.boolean, "true or false"),
    None,
    "true or false",
    "Fetch each article's page (true), or be content with what the feed says (false).",
    "where the feed has a summary only",
)
BACKFILL: Key[int | None] = Key(
    "backfill",
    scalar(fields.whole(0, 1000), "a whole number"),
    None,
    "a whole number",
    "How many of its newest articles may alert at first sight.",
    "`backfill` of settings",
)
MAX_AGE: Key[timedelta | None] = Key(
    "max_age",
    scalar(fields.duration(SECOND), A_LENGTH),
    None,
    A_LENGTH,
    "News older than this is remembered, not announced.",
    "`max_age` of settings",
)
PRIVATE: Key[bool] = Key(
    "private",
    scalar(fields.boolean, "true or false"),
    False,
    "true or false",
    "May it live on this machine or in a private network?",
    "`allow_private_addresses` of settings",
)
SECTION = Section(
    "a source",
    (
        NAME,
        URL,
        KIND,
        EVERY,
        LANGUAGE,
        TIMEZONE,
        TAGS,
        LINKS,
        IGNORE,
        ENCODING,
        FULL_TEXT,
        BACKFILL,
        MAX_AGE,
        PRIVATE,
    ),
)
_url = scalar(fields.url, "a web address")


@dataclass(slots=True)
class _Known:
    """Names and addresses of the sources read so far, with their lines."""

    names: dict[str, int]
    addresses: dict[str, int]


def read(node: ListNode, defaults: Defaults, notes: Notes) -> dict[str, Source]:
    """The section `sources`, by name and in file order."""
    known, sources = _Known({}, {}), {}
    for item in node.items:
        source, named, addressed = _source(item, defaults, notes)
        if source is None:
            continue
        if _once(source, named, addressed, known, notes):
            sources[source.name] = source
    return sources


def _source(node: Node, defaults: Defaults, notes: Notes) -> tuple[Source | None, Node, Node]:
    """One source, and where its name and its address stand."""
    if isinstance(node, Scalar):
        return _bare(node, defaults, notes), node, node
    inner = mapping(node, "a source", notes)
    if inner is None:
        return None, node, node
    reading = Reading(SECTION, inner, notes)
    _consistent(reading, defaults, notes)
    named = reading.value_at(NAME) if NAME in reading else reading.value_at(URL)
    return _whole(reading, defaults), named, reading.value_at(URL)


def _bare(node: Scalar, defaults: Defaults, notes: Notes) -> Source | None:
    address = _url(node, notes)
    if address is None:
        return None
    _reachable(node, address, defaults.reach.of(address), notes)
    return Source(
        name=default_name(address),
        url=address,
        every=defaults.pace.least,
        every_at_most=defaults.pace.most,
        backfill=defaults.backfill,
        max_age=defaults.max_age,
        private_hosts=defaults.reach.of(address),
        line=node.line,
    )


def _whole(reading: Reading, defaults: Defaults) -> Source | None:
    address = reading[URL]
    if address is None:
        return None
    pace = reading[EVERY] or defaults.pace
    backfill, max_age = reading[BACKFILL], reading[MAX_AGE]
    return Source(
        name=reading[NAME] or default_name(address),
        url=address,
        kind=reading[KIND],
        every=pace.least,
        every_at_most=pace.most,
        language=reading[LANGUAGE],
        timezone=reading[TIMEZONE],
        tags=tuple(dict.fromkeys(reading[TAGS])),
        links=reading[LINKS],
        ignore=reading[IGNORE],
        encoding=reading[ENCODING],
        full_text=reading[FULL_TEXT],
        backfill=defaults.backfill if backfill is None else backfill,
        max_age=defaults.max_age if max_age is None else max_age,
        private_hosts=_private_hosts(reading, address, defaults),
        line=reading.node.line,
    )


def default_name(address: str) -> str:
    """An address without its scheme, “www.” and the slash at its end."""
    return address.split("://", 1)[-1].removeprefix("www.").rstrip("/")


def spelling(address: str) -> str:
    """What two spellings of one address have in common."""
    parts = urlsplit(address)
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}{query}"


def _once(source: Source, named: Node, addressed: Node, known: _Known, notes: Notes) -> bool:
    """Note an address or a name that another source has."""
    address, name = spelling(source.url), source.name.casefold()
    if address in known.addresses:
        line = known.addresses[address]
        notes.wrong(addressed, f"this address is watched already, on line {line}", "delete one")
        return False
    known.addresses[address] = addressed.line
    if name in known.names:
        message = f"another source is called “{source.name}”, on line {known.names[name]}"
        notes.wrong(named, message, "give each a name of its own")
        return False
    known.names[name] = named.line
    return True


def _consistent(reading: Reading, defaults: Defaults, notes: Notes) -> None:
    """Warn of what is possible, but surely not meant."""
    if LINKS in reading and reading[KIND] in (Kind.FEED, Kind.SITEMAP):
        hint = "write kind: page, or delete the line"
        notes.odd(reading.name_at(LINKS), "“links” is only for pages", hint)
    for pattern in reading[IGNORE]:
        if "*" not in pattern and "://" not in pattern:
            message = f"“{pattern}” has no “*”, so that it fits no whole address"
            notes.odd(reading.value_at(IGNORE), message, f'write "*{pattern}*"')
    address = reading[URL]
    if address is not None:
        allowed = _private_hosts(reading, address, defaults)
        _reachable(reading.value_at(URL), address, allowed, notes)


def _private_hosts(reading: Reading, address: str, defaults: Defaults) -> frozenset[str]:
    return defaults.reach.of(address, private=reading[PRIVATE])


def _reachable(node: Node, address: str, allowed: frozenset[str], notes: Notes) -> None:
    if is_private(address) and urlsplit(address).hostname not in allowed:
        message = "this address is on this machine or in a private network, and will be refused"
        notes.odd(node, message, "add private: true to the source, if it is meant")


def is_private(address: str) -> bool:
    """Whether the address itself says that it is not on the public network."""
    host = urlsplit(address).hostname or ""
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        return not ip_address(host).is_global
    except ValueError:
        return False
