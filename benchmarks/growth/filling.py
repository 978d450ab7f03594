"""An archive of a month, made within the database: articles with their keys, bands, traits,
words, and the alerts about some of them.

The numbers are those of the store after so many checks; texts are short and few, since nothing
that is measured here reads more than a handful of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from benchmarks.growth.bases import Base, Step
from model.alert import Alert
from model.article import Article, Match
from model.story import Joined, Traits
from store.codec import alert_text, article_text, joined_text, micros, signature_bytes
from stories.copies import BANDS, SIGNATURE
from stories.join import LENGTH
from stories.traits import KEYS

NOW = datetime(2031, 3, 5, 8, 30, tzinfo=UTC)
SPAN = timedelta(days=30)
CHATS, EACH = 50, 5  # one article of five is told, to one of the chats
PAPERS = 500
TEXTS = 500
# ranks between which keys of kin are drawn: the most frequent stands in one article of a hundred
RARE, FREQUENT = 30_000_000, 200
_TEXT = "A ship came in with the tide and left again. " * 8
_WORDS = (
    "harbour",
    "council",
    "minister",
    "bridge",
    "budget",
    "visit",
    "drone",
    "cargo",
    "vote",
    "strike",
    "ferry",
    "storm",
    "tax",
    "court",
    "school",
    "bank",
    "union",
    "price",
    "water",
    "road",
    "train",
    "mayor",
    "police",
    "doctor",
    "farm",
)

_SCATTER, _PRIME = 2_654_435_761, 1_000_000_007
# of ten articles the last is like the one before it
_BANDS = f"""
INSERT INTO band (band, found_at, article)
SELECT (number - CASE WHEN number % 10 = 9 THEN 1 ELSE 0 END) * {_SCATTER} % {_PRIME} * {BANDS}
       + slot.n, found_at, number
FROM article CROSS JOIN slot WHERE slot.n < {BANDS} ORDER BY 1, 2, 3
"""  # numbers of ours
_SLOTS = f"""
WITH RECURSIVE one (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM one WHERE n < {KEYS - 1})
INSERT INTO slot SELECT n FROM one
"""  # a number of ours
_CHANCE = {
    True: "random()",
    False: "(random() & 16777215) / 16777216.0",
}
_TRAITS = f"""
INSERT INTO trait (key, found_at, article)
SELECT CAST({FREQUENT} * pow({RARE / FREQUENT}, CHANCE) AS bigint), found_at, number
FROM article CROSS JOIN slot WHERE found_at >= SINCE ORDER BY 1, 2, 3
ON CONFLICT DO NOTHING
"""  # numbers of ours


def _indexed(base: Base, size: int) -> list[Step]:
    """Where near copies and kin are looked for; traits of the last fourteen days only, since
    older ones are pruned every six hours. Secondary indexes are made at the end."""
    since = str(_at(0, size) + (SPAN - timedelta(days=14)) // timedelta(microseconds=1))
    traits = _TRAITS.replace("CHANCE", _CHANCE[base.is_server]).replace("SINCE", since)
    later = {"band_article": "band (article)", "trait_article": "trait (article)"}
    later["trait_found"] = "trait (found_at)"
    return [
        ("CREATE TABLE slot (n integer)", ()),
        (_SLOTS, ()),
        *((f"DROP INDEX {name}", ()) for name in later),
        (_BANDS, ()),
        (traits, ()),
        *((f"CREATE INDEX {name} ON {where}", ()) for name, where in later.items()),
        ("DROP TABLE slot", ()),
    ]


def fill_kin(base: Base, size: int) -> None:
    """Put in so many articles of a month as kin alone, those of the last days with their keys."""
    base.copy(
        "article",
        "number id found_at copy_of signature body story joined",
        ((*row[:4], None, "{}", *row[6:]) for row in _articles(size)),
    )
    base.pour([step for step in _indexed(base, size) if step[0] != _BANDS])
    if base.is_server:
        base.pour([("ANALYZE", ())])


_POURED = f"""
INSERT INTO search SELECT number, words || array_to_tsvector(ARRAY['n' || number])
FROM article JOIN wording ON n = number % {TEXTS} ORDER BY number
"""  # a number of ours


def bands_of(number: int) -> list[int]:
    """The bands of an article, as the statement makes them."""
    return [number * _SCATTER % _PRIME * BANDS + slot for slot in range(BANDS)]


def drawn(dice: Random) -> int:
    """A key of kin."""
    return int(FREQUENT * (RARE / FREQUENT) ** dice.random())


def news(number: int) -> Article:
    """An article that nobody has had."""
    dice = Random(number)
    words = " ".join(f"{dice.choice(_WORDS)}{dice.randrange(900)}" for _ in range(150))
    url = f"https://paper.example/new/{number}"
    return Article(
        f"new{number}", url, words[:80], words, source="Paper", tags=("ships",), keys=(url,),
        language="en", found_at=NOW,
    )  # fmt: skip


def fill(base: Base, size: int) -> None:
    """Put in the rows of so many articles."""
    base.copy(
        "article",
        "number id found_at copy_of signature body story joined",
        _articles(size),
    )
    base.copy("identity", "key article_id first_seen last_seen", _keys(size))
    base.pour(_indexed(base, size))
    base.copy(
        "article_source",
        "source found_at article",
        sorted((f"Paper {n % PAPERS}", _at(n, size), n) for n in range(size)),
    )
    base.copy("alert", _ALERT, _alerts(size))
    base.copy("alert_topic", "chat made_at alert_id topic source leading", sorted(_topics(size)))
    base.pour(_search(base, size))


def _at(number: int, size: int) -> int:
    return micros(NOW - SPAN * (1 - number / size))


def _articles(size: int) -> Iterator[tuple[object, ...]]:
    made = Article(
        "a@", "https://p.example/@", "A ship came in @", _TEXT, keys=("url:@",), source="Paper @"
    )
    body, signature = article_text(made), signature_bytes(tuple(range(SIGNATURE)))
    joined = Joined("a0", "a0", 0.9, (("name", "somebody"),))
    bare = replace(made, text="")
    mark = joined_text(bare, joined, Traits(names=(("mona salem", 1.0),), words=("ship", "tide")))
    since = micros(NOW - LENGTH)
    for n in range(size):
        at, near = _at(n, size), n % 10 == 9
        told = mark if at >= since else None
        yield (
            n, f"a{n}", at, f"a{n - 1}" if near else None, signature,
            body.replace("@", str(n)), f"a{n - n % 4}", told,
        )  # fmt: skip


def _keys(size: int) -> Iterator[tuple[object, ...]]:
    for n in range(size):
        yield f"url:{n}", f"a{n}", _at(n, size), _at(n, size)
        yield f"guid:{n}", f"a{n}", _at(n, size), _at(n, size)


_ALERT = (
    "id chat dedupe kind priority fate article_id made_at published found_at attempts settled_at "
    "message_id reason body"
)


def _alerts(size: int) -> Iterator[tuple[object, ...]]:
    made = Alert(
        "telegram:1", "@", NOW, article_id="a@", title="A ship came in @", source="Paper",
        matches=(Match("ships", 1.0, "A ship came in."),),
    )  # fmt: skip
    body = alert_text(made)
    for n in range(0, size, EACH):
        chat, at = f"telegram:{1 + n // EACH % CHATS}", _at(n, size)
        fate = "refused" if n == 0 else "sent"
        yield (
            n + 1, chat, f"{chat} a{n}", "alert", 1, fate, f"a{n}", at, at - 60_000_000, at, 1,
            at + 2_000_000, n + 1, "" if n else "chat not found", body.replace("@", str(n)),
        )  # fmt: skip


def _topics(size: int) -> Iterator[tuple[object, ...]]:
    for n in range(0, size, EACH):
        chat = f"telegram:{1 + n // EACH % CHATS}"
        topic = "rare" if n < EACH * CHATS else "ships"  # told once a chat, a month ago
        yield chat, _at(n, size), n + 1, topic, f"Paper {n % PAPERS}", 1


def _search(base: Base, size: int) -> list[Step]:
    """Words of one article of twenty, drawn from a few texts, and one of its own."""
    dice = Random(5)
    weights = [1 / (n + 1) for n in range(len(_WORDS))]
    texts = [" ".join(sorted(set(dice.choices(_WORDS, weights, k=20)))) for _ in range(TEXTS)]
    if not base.is_server:
        said = (
            "INSERT INTO search (rowid, words) SELECT number, "
            "json_extract(?, '$[' || (number % ?) || ']') || ' n' || number FROM article"
        )
        return [(said, (json.dumps(texts), TEXTS))]
    return [
        ("DROP INDEX search_words", ()),
        ("CREATE TABLE wording (n int PRIMARY KEY, words tsvector)", ()),
        *(
            ("INSERT INTO wording VALUES (%s, array_to_tsvector(%s::text[]))", (n, text.split()))
            for n, text in enumerate(texts)
        ),
        (_POURED, ()),
        ("CREATE INDEX search_words ON search USING gin (words)", ()),
        ("DROP TABLE wording", ()),
        ("SELECT setval(pg_get_serial_sequence('article', 'number'), %s)", (size,)),
        ("SELECT setval(pg_get_serial_sequence('alert', 'id'), %s)", (size + 1,)),
        ("ANALYZE", ()),
    ]
