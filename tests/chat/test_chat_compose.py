"""What readers see: golden messages, and limits that hold for any text whatever."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from chat.compose import compose, hash_tag
from chat.excerpts import Excerpt, cut, merged, segments
from chat.html import clean, leaning, line, linkable, measure, page
from model.alert import Alert, AlertKind, Turn
from model.article import Match
from model.rulebook import Chat, Priority
from tests.standin.markup import link_kept, parse

NOW = datetime(2026, 3, 3, 14, 0, tzinfo=UTC)
GOLDEN = Path(__file__).parent.parent / "data" / "chat" / "golden_alerts.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(GOLDEN.read_text(encoding="utf-8"))


def alert_of(given: dict[str, Any]) -> Alert:
    """An Alert from its YAML."""
    known = dict(given)
    known["kind"] = AlertKind(known.get("kind", "alert"))
    known["priority"] = Priority[known.get("priority", "normal").upper()]
    known["turn"] = Turn(known.get("turn", "first"))
    known["titles"] = tuple(known.get("titles", {}).items())
    known["items"] = tuple(alert_of(item) for item in known.get("items", ()))
    known["matches"] = tuple(match_of(match) for match in known.get("matches", ()))
    return Alert(chat="c", dedupe="d", made_at=NOW, **known)


def match_of(given: dict[str, Any]) -> Match:
    """A Match from its YAML."""
    marks = tuple((start, end) for start, end in given["marks"])
    return Match(given["topic"], 1.0, given["excerpt"], marks)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_golden_messages(case):
    """Each alert reads exactly as it was once found good."""
    message = compose(alert_of(case["alert"]), Chat("c", 1, **case["chat"]), NOW)
    if os.environ.get("WIREWATCH_BLESS"):
        case["html"] = message.html
        bless()
    assert message.html == case["html"]


class Readable(yaml.SafeDumper):
    """Writes texts of several lines as blocks."""


def _block(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


Readable.add_representer(str, _block)


def bless() -> None:
    """Write the messages as they are now beside their alerts."""
    head = GOLDEN.read_text(encoding="utf-8").partition("\n- ")[0]
    body = yaml.dump(CASES, Dumper=Readable, allow_unicode=True, sort_keys=False, width=100)
    GOLDEN.write_text(f"{head}\n{body}", encoding="utf-8")


# Texts that break bots: markup, half markup, direction overrides, NULs, halves of emoji.
ODD = st.sampled_from(
    [
        "<b>",
        "</b></blockquote>",
        "&lt;",
        "&#0;",
        "&nbsp",
        '"><a href=x>',
        "\u202eevil\u2066",
        "\x00\x1b[31m",
        "\ud83d",
        "👩‍👩‍👧‍👦",
        "#tag #tag2 ",
        "نص عربي ",
        "\u0301" * 5,
        "a. ",
        "\r\n",
        "\u2028",
        "x" * 500,
    ]
)
HOSTILE = st.lists(ODD | st.text(max_size=20), max_size=12).map("".join) | st.builds(
    lambda part, times: part * times, ODD, st.integers(1, 3000)
)
URLS = st.sampled_from(
    ["https://a.example/x", "javascript:x", "http://localhost/", "https://a.example/" + "y" * 990]
)


@st.composite
def matches(draw: st.DrawFn) -> Match:
    """A match whose marks may lie anywhere."""
    marks = draw(st.lists(st.tuples(st.integers(-5, 3000), st.integers(-5, 3000)), max_size=150))
    return Match(draw(HOSTILE), 1.0, draw(HOSTILE), tuple(marks))


ALERTS = st.builds(
    Alert,
    chat=st.just("c"),
    dedupe=st.just("d"),
    made_at=st.just(NOW),
    priority=st.sampled_from(Priority),
    url=URLS | HOSTILE,
    title=HOSTILE,
    source=HOSTILE,
    site=HOSTILE,
    published=st.none() | st.datetimes(timezones=st.just(UTC), min_value=datetime(1970, 1, 3)),
    language=st.none() | st.sampled_from(["en", "ar", "xx", "<b>"]),
    matches=st.lists(matches(), max_size=6).map(tuple),
    text=HOSTILE,
    kind=st.sampled_from([AlertKind.ALERT, AlertKind.NOTICE]),
)
DIGESTS = st.builds(
    replace,
    ALERTS,
    kind=st.just(AlertKind.DIGEST),
    items=st.builds(
        lambda items, times: tuple(items * times), st.lists(ALERTS, max_size=3), st.integers(1, 60)
    ),
)
CHATS = st.builds(
    Chat,
    st.just("c"),
    language=st.sampled_from(["en", "fr", "ar", "de"]),
    timezone=st.sampled_from(["UTC", "Europe/Paris", "Nowhere/None"]),
)


@settings(max_examples=100, deadline=None)
@given(ALERTS | DIGESTS, CHATS)
def test_no_text_makes_a_message_the_server_refuses(alert, chat):
    """Strict HTML, at most 4,096 code points and 100 entities, none dropped, plain text too."""
    message = compose(alert, chat, NOW)
    parsed = parse(message.html, "HTML")
    # the tags the server finds in a notice are no loss
    assert not parsed.dropped or alert.kind is AlertKind.NOTICE
    assert measure(message.html)[0] == len(parsed.text)
    parse(message.plain, None)
    assert not set("\x00\x1b\u202e\u2066\u2028") & set(parsed.text)
    assert message.preview_url is None or link_kept(message.preview_url)


def test_a_headline_of_hash_tags_is_sent_without_what_does_not_fit():
    """The server counts hash-tags that it finds as entities; the headline goes before the topic."""
    tags = "#tag #tag2 " * 60
    match = Match("t", 1.0, tags)
    titles = tuple((f"t{n}", tags) for n in range(6))
    alert = Alert("c", "d", NOW, title=tags, site=tags, matches=(match,), titles=titles)
    alert = replace(alert, matches=tuple(replace(match, topic=name) for name, _ in titles))
    parsed = parse(compose(alert, Chat("c", 1), NOW).html, "HTML")
    assert not parsed.dropped
    assert parsed.text.startswith("#tag #tag2")


@settings(max_examples=30, deadline=None)
@given(DIGESTS, CHATS)
def test_a_digest_leaves_nothing_out_unsaid(digest, chat):
    """Every item has its line, or the message says how many more there are."""
    shown = parse(compose(digest, chat, NOW).html, "HTML").text
    lines = sum(shown.count(mark) for mark in "⚪🔵🔴🚨")
    assert lines >= len(digest.items) or str(len(digest.items) - lines) in shown


def test_a_megabyte_of_title_takes_no_time():
    """A hostile feed cannot hold the line up."""
    alert = Alert(
        "c", "d", NOW, title="<\x1b]" * 350_000, matches=(Match("t", 1, "\x1b]" * 500_000),)
    )
    message = compose(alert, Chat("c", 1), NOW)
    assert len(message.html) < 10_000


def test_sound_follows_priority_and_kind():
    """Low priority and digests arrive silently, the others ring."""
    silent = {
        p: compose(Alert("c", "d", NOW, priority=p), Chat("c", 1), NOW).silent for p in Priority
    }
    assert [p for p, is_silent in silent.items() if is_silent] == [Priority.LOW]
    assert compose(Alert("c", "d", NOW, kind=AlertKind.DIGEST), Chat("c", 1), NOW).silent


def test_a_long_digest_counts_what_does_not_fit():
    """Sixty alerts of long titles: as many lines as fit and the number of the others."""
    item = Alert("c", "d", NOW, url="https://a.example/" + "z" * 200, title="word " * 60, site="S")
    digest = replace(item, kind=AlertKind.DIGEST, items=(item,) * 200)
    text = parse(compose(digest, Chat("c", 1), NOW).html, "HTML").text
    assert text.startswith("While it was quiet · 200 alerts")
    told = text.count("🔵")
    assert text.endswith(f"…and {200 - told} more")


def test_plain_text_names_the_address():
    """Without markup the link must be readable."""
    message = compose(Alert("c", "d", NOW, url="https://a.example/1", title="T"), Chat("c", 1), NOW)
    assert "T\nhttps://a.example/1" in message.plain


@pytest.mark.parametrize(
    ("topic", "tag"),
    [
        ("arms-transfers", "#arms_transfers"),
        ("نقل الأسلحة", "#نقل_الأسلحة"),
        ("2026", "#topic_2026"),
        ("-!-", ""),
    ],
)
def test_hash_tags(topic, tag):
    """Telegram's tags know letters, digits and underscores, and not digits alone."""
    assert hash_tag(topic) == tag


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/x?y=1&z=%20#f",
        "http://127.0.0.1:8000/",
        "http://localhost/",
        "http://a.example:x/",
        "javascript:alert(1)",
        "ftp://a.example/",
        "https:///x",
        "http://[::1",
        "https://a b.example/",
        "",
        "https://é.example/ü",
    ],
)
def test_links_are_those_the_server_keeps(url):
    """Nothing is linked that Telegram would drop without a word."""
    assert not linkable(url) or link_kept(url) == url
    assert linkable(url) == (url.startswith(("https://a.example/x", "http://127", "https://é")))


def test_excerpts_join_by_containment_and_by_overlap():
    """Passages of one text become one, all words marked at their places."""
    both = merged(
        [
            Match("a", 1, "One two three four five six seven.", ((0, 3),)),
            Match("b", 1, "three four five six seven. Eight nine.", ((27, 32),)),
            Match("c", 1, "four five", ((5, 9),)),
            Match("d", 1, "Elsewhere.", ()),
        ]
    )
    assert [e.text for e in both] == [
        "One two three four five six seven. Eight nine.",
        "Elsewhere.",
    ]
    assert [both[0].text[a:b] for a, b in both[0].marks] == ["One", "five", "Eight"]


@given(
    st.text(max_size=300),
    st.lists(st.tuples(st.integers(0, 320), st.integers(0, 320))),
    st.integers(20, 120),
)
def test_cutting_keeps_marks_on_their_words(text, marks, limit):
    """A cut excerpt is short enough and its marks cover the same letters as before."""
    [whole] = merged([Match("t", 1, text, tuple(marks))]) or [Excerpt(text)]
    short = cut(whole, limit)
    assert len(short.text) <= limit
    assert "".join(part for part, _ in segments(short)) == short.text
    before = {whole.text[a:b] for a, b in whole.marks}
    assert all(any(short.text[a:b] in word for word in before) for a, b in short.marks)


def test_a_cut_falls_between_sentences_and_keeps_the_first_mark():
    """The passage shown is the one with the matched word."""
    text = "Filler goes here. " * 20 + "The port sold crates. " + "More filler. " * 20
    at = text.index("sold")
    short = cut(Excerpt(text, ((at, at + 4),)), 100)
    assert short.text.startswith("…The port sold crates.")
    assert short.text.endswith("filler. …")
    [(start, end)] = short.marks
    assert short.text[start:end] == "sold"


def test_lines_end_at_words():
    """A headline is cut where a word ends."""
    assert line("one two three four five six", 15) == "one two three…"
    assert line("x" * 30, 10) == "x" * 9 + "…"


def test_cleaning_takes_controls_and_leaves_letters():
    """Joined emoji, accents and Arabic stay whole."""
    assert clean("a\x1b[1mb\x00\u202ec\ud800") == "abc"
    assert clean("👩‍👧 é نص\u200f\r\nb") == "👩‍👧 é نص\u200f\nb"
    assert leaning("نص عربي F-16") == "rtl"


def test_pages_tell_of_the_rest():
    """Lines that do not fit are counted."""
    assert page(["x" * 2000] * 5, "…and {count} more").endswith("…and 3 more")


def test_the_day_is_named_when_it_is_not_today():
    """Times are the chat's: near midnight the day changes with the zone."""
    alert = Alert("c", "d", NOW, site="S", published=NOW - timedelta(hours=14, minutes=30))
    assert "Mon 2 Mar 23:30" in compose(alert, Chat("c", 1), NOW).html
    assert "S · 00:30" in compose(alert, Chat("c", 1, timezone="Europe/Paris"), NOW).html
