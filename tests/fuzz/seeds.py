"""What each target begins with: the suites' own documents, and lines that people write."""

from __future__ import annotations

import json
from pathlib import Path

DATA = Path(__file__).parents[1] / "data"

_QUERIES = (
    "ka", '"ka drone" OR =F-16', "dro* NEAR/8 {things}", "(sell ONEAR/2 drone) AND NOT bo",
    "title:(ka OR livrer)", "ATLEAST/2 (ka OR bo)", "FIRST/6 SENTENCE(ka AND sell)", "/dr.ne/",
    "stem:sell NOTNEAR/3 ka", "PARAGRAPH(سلاح AND نقل)", "site:meridian AND lang:fr", "={things}",
)  # fmt: skip
_MOMENTS = (
    "Tue, 03 Mar 2026 13:00:00 GMT", "2026-03-03T13:00:00+02:00", "3 mars 2026 à 13h05",
    "March 3rd, 2026 1:05 p.m. EST", "٣ مارس ٢٠٢٦", "hier à 13 h", "3 hours ago", "منذ ساعتين",
    "03/04/2026", "1772542800", "https://a.example/2026/03/03/x", "Tue Mar 03 13:00:00 CET 2026",
    "20260303T130000Z", "2026-W10-2", "il y a 3 jours", "اليوم 13:05", "120", "Monday, 24:00",
)  # fmt: skip
_URLS = (
    "HTTPS://WWW.Meridian.example:443/a/../b/./c/?utm_source=x&b=2&a=1#top", "//a.example/x?",
    "../x/index.html\0https://a.example/y/z", "https://صحيفة.example/المرفأ?ق=1", "javascript:x",
    "https://a.example/amp/x/?amp=1&#!/y", "http://[::1]:80/", "https://u:p@a.example/%7Ex%2F",
    "https://www.google.com/url?q=https%3A%2F%2Fb.example%2F1", "https://a.example/2026/03/03/x-y",
    "https://b-example.cdn.ampproject.org/c/s/b.example/1", "https://a.example./x//y",
)  # fmt: skip
_TIMES = (
    "2h", "1d 12h", "until 18:00", "until tomorrow", "until monday 9am", "until 2026-03-09",
    "forever", "jusqu’à lundi 9h30", "حتى الاثنين", "ساعتين", "22:00-07:00", "10pm – 7am",
    "07:30 weekdays", "en semaine 8h", "07:30 mon-fri", "Le Caire", "Europe/Paris", "تونس", "30 mn",
)  # fmt: skip
_WORDS = ("ports 2h", '"<word>" until 18:00', "all", "off", "rules", "7d 3 times", "1", "prots")
_TEXTS = (
    "<b>&lt;</b> &#0; “x” #tag @name https://b.example/ نص عربي F-16 👩‍👩‍👧‍👦 \u202eevil\u2066",
    "a. b! c? " * 20, "é à ç œ « » Le gouverneur offre cinq drones explosifs.", "مرحبا بالعالم",
)  # fmt: skip
_PAYLOADS = ("1", "1:t0:2h", "all:list", "ports:1", "list:0", "x:ever", "u1772550000", "quiet:off")


def rules_files() -> list[bytes]:
    """Every rules file of the suites, and one of each section."""
    whole = (
        "settings: {languages: [en, fr, ar], admin_chat: 99}\n"
        "lists:\n  things: {en: [drone, ka drone], ar: [سلاح]}\n"
        "topics:\n  arms:\n    title: Arms  # remark\n    any: ['{things} NEAR/8 sell']\n"
        "    none: [toy]\n    examples: {match: [they sell a drone], not: [a toy drone to sell]}\n"
        'sources:\n  - {name: Post, url: "https://post.example/"}  # daily\n'
        "  - https://delta.example/rss\nchats: [{chat: 1, topics: [arms], quiet: '22:00-07:00'}]\n"
    )
    found = sorted(p for p in DATA.rglob("*.yaml") if "sources:" in p.read_text("utf-8"))
    return [whole.encode(), *_short(found)]


def queries() -> list[bytes]:
    """One of each operator."""
    return [f"{one}\0\0ka sold drones".encode() for one in _QUERIES]


def feeds() -> list[bytes]:
    """The feeds of the suites, XML and JSON; the byte before chooses a type."""
    return _typed(p for p in _listings() if p.suffix in {".xml", ".rss", ".atom", ".json"})


def sitemaps() -> list[bytes]:
    """The sitemaps of the suites."""
    return _typed(p for p in _listings() if b"sitemap" in p.read_bytes()[:500])


def lists() -> list[bytes]:
    """All that a source may list with."""
    return _typed(_listings())


def pages() -> list[bytes]:
    """The pages of the suites."""
    return _typed(sorted((DATA / "articles").glob("*.html")))


def texts() -> list[bytes]:
    """Sentences with what breaks bots, in several charsets."""
    charsets = ("utf-8", "utf-16", "windows-1256", "iso-8859-15", "utf-7")
    return [f"{one}".encode(name, "ignore") for one in _TEXTS for name in charsets]


def moments() -> list[bytes]:
    """Dates as they are printed."""
    return [b"\0" + one.encode() for one in _MOMENTS]


def urls() -> list[bytes]:
    """Addresses as they are linked."""
    return [one.encode() for one in _URLS]


def times() -> list[bytes]:
    """How long, until when, in which hours and where."""
    return [one.encode() for one in _TIMES]


def commands() -> list[bytes]:
    """Each command with words of several."""
    words = (*_WORDS, *_TIMES)
    return [
        bytes([number, number % 3, 1, 1, number % 2, 1, 3]) + b"Ada" + word.encode()
        for number in range(30)
        for word in words[number % 5 :: 5]
    ]


def presses() -> list[bytes]:
    """Each press with values of several."""
    return [
        bytes([number % 3, 1, 1, number % 2, 1, 3]) + b"Ada" + bytes([number]) + word.encode()
        for number in range(28)
        for word in _PAYLOADS
    ]


def updates() -> list[bytes]:
    """A command, a file, a press, a change of standing."""
    person = {"id": 5, "is_bot": False, "first_name": "Ada", "language_code": "fr"}
    chat = {"id": 1, "type": "private", "first_name": "Ada"}
    said = {"message_id": 3, "date": 1_772_000_000, "chat": chat, "from": person}
    command = [{"type": "bot_command", "offset": 0, "length": 6}]
    file = {"file_id": "f", "file_unique_id": "f", "file_name": "rules.yaml", "file_size": 3}
    contents = (
        {"message": said | {"text": "/topics", "entities": command}},
        {"message": said | {"text": "/mute all", "entities": command, "message_thread_id": 4}},
        {"message": said | {"document": file, "caption": "x"}},
        {"message": said | {"migrate_to_chat_id": -5}},
        {"edited_message": said | {"text": "/help", "entities": command}},
        {"callback_query": {"id": "1", "from": person, "message": said | {"text": "x"},
                            "chat_instance": "1", "data": "v1:why:1"}},
    )  # fmt: skip
    return [json.dumps({"update_id": n} | one).encode() for n, one in enumerate(contents, 1)]


def _listings() -> list[Path]:
    return sorted(p for p in (DATA / "listing").rglob("*.*") if p.suffix != ".yaml")


def _typed(paths: object) -> list[bytes]:
    return [b"\0" + data for data in _short(paths)]


def _short(paths: object) -> list[bytes]:
    """What the files hold, those of up to 12 kB."""
    return [d for d in (p.read_bytes() for p in paths) if len(d) < 12_000]


def hubs() -> list[bytes]:
    """The head of an answer, the address it stands on, a hub's query."""
    heads = (
        '<https://hub.example/>; rel=hub, <https://post.example/f>; rel="self"',
        '</h>;title="a, b";rel="hub x",</f>;rel=SELF',
        "sha256=" + "0" * 64,
    )
    queries = (
        "hub.mode=subscribe&hub.topic=t&hub.challenge=c&hub.lease_seconds=600",
        "hub.mode=subscribe&hub.topic=t&hub.challenge=c&hub.lease_seconds=999999999999",
        "hub.mode=denied&hub.topic=t&hub.reason=no",
    )
    base = "https://post.example/feed"
    return [f"{head}\0{base}\0{query}".encode() for head in heads for query in queries]
