"""Typed values: what each parser takes, and what it says of the rest."""

from contextlib import suppress
from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.rulebook import Priority, Quiet
from model.source import Kind
from rules import fields
from rules.fields import FieldError, Pace

SECOND = timedelta(seconds=1)
any_duration = fields.duration(timedelta())
PARSERS = {
    "duration": any_duration,
    "pace": fields.pace,
    "clock": fields.clock,
    "quiet": fields.quiet,
    "same_story": fields.same_story,
    "boolean": fields.boolean,
    "whole": fields.whole(0, 9),
    "number": fields.number,
    "priority": fields.priority,
    "kind": fields.kind,
    "language": fields.language,
    "reading_language": fields.reading_language,
    "timezone": fields.timezone,
    "url": fields.url,
    "selector": fields.selector,
    "encoding": fields.encoding,
    "chat_id": fields.chat_id,
    "thread": fields.thread,
    "name": fields.name(20),
    "list_name": fields.list_name,
    "tag": fields.tag,
    "one_line": fields.one_line(20),
}

TAKEN = [
    ("duration", "90s", timedelta(seconds=90)),
    ("duration", "5m", timedelta(minutes=5)),
    ("duration", " 2 hours ", timedelta(hours=2)),
    ("duration", "1h30m", timedelta(minutes=90)),
    ("duration", "0.5s", timedelta(milliseconds=500)),
    ("duration", "3D", timedelta(days=3)),
    ("duration", "1w", timedelta(weeks=1)),
    ("pace", "5m", Pace(timedelta(minutes=5), timedelta(minutes=5))),
    ("pace", "2m-30m", Pace(timedelta(minutes=2), timedelta(minutes=30))),
    ("pace", "2m – 1h", Pace(timedelta(minutes=2), timedelta(hours=1))),
    ("pace", "2 min to 30 min", Pace(timedelta(minutes=2), timedelta(minutes=30))),
    ("pace", "1s", Pace(SECOND, SECOND)),
    ("clock", "7:30", time(7, 30)),
    ("quiet", "22:00-07:00", Quiet(time(22), time(7))),
    ("same_story", "6h", timedelta(hours=6)),
    ("same_story", "always", timedelta()),
    ("same_story", "Never", timedelta.max),
    ("quiet", "22:00 – 07:00", Quiet(time(22), time(7))),
    ("boolean", "Yes", True),
    ("boolean", "off", False),
    ("number", "-1.5", -1.5),
    ("priority", "HIGH", Priority.HIGH),
    ("kind", "sitemap", Kind.SITEMAP),
    ("language", "NO", "no"),
    ("timezone", "Africa/Tunis", "Africa/Tunis"),
    ("url", " https://news.example/a?b=c ", "https://news.example/a?b=c"),
    ("url", "http://[::1]:8000/", "http://[::1]:8000/"),
    ("url", "https://مرفأ.example/أخبار", "https://مرفأ.example/أخبار"),
    ("selector", "main h2 > a:not(.ad)", "main h2 > a:not(.ad)"),
    ("encoding", "Windows-1256", "windows-1256"),
    ("chat_id", "-1001234567890", -1001234567890),
    ("chat_id", "@harbour_watch", "@harbour_watch"),
    ("thread", "7", 7),
    ("list_name", "أسلحة-2", "أسلحة-2"),
    ("one_line", " two \n words ", "two words"),
]
REFUSED = [
    ("duration", "5", "has no unit", "“5m”"),
    ("duration", "soon", "not a length of time", "90s"),
    ("duration", "-5m", "not a length of time", ""),
    ("duration", "٥m", "not a length of time", ""),
    ("duration", "5 mississippi", "not a length of time", ""),
    ("duration", "999999999w", "too long", "3650d"),
    ("pace", "0s", "too short", "1s"),
    ("pace", "30m-2m", "the first of the two is the longer", "“2m-30m”"),
    ("pace", "2-30m", "has no unit before the dash", "2m-30m"),
    ("clock", "24:00", "no such time", "midnight is 00:00"),
    ("clock", "7h30", "not a time of day", "07:30"),
    ("same_story", "sometimes", "not a length of time", ""),
    ("quiet", "22:00", "not a span of hours", "22:00-07:00"),
    ("quiet", "07:00-7:00", "begin and end at the same time", ""),
    ("boolean", "1", "neither true nor false", ""),
    ("whole", "1.5", "not a whole number", "0 to 9"),
    ("whole", "10", "out of bounds", "0 to 9"),
    ("number", "1e5", "not a number", ""),
    ("priority", "hihg", "not a priority", "“high”"),
    ("kind", "rss", "not a kind of source", "feed"),
    ("language", "english", "not a language code", "“en”"),
    ("language", "fr-CA", "not a language code", "“fr”"),
    ("language", "العربية", "not a language code", "“ar”"),
    ("language", "zz", "not a language code", ""),
    ("reading_language", "de", "does not write in “de”", "en, fr, ar"),
    ("timezone", "paris", "not a time zone", "“Europe/Paris”"),
    ("timezone", "Europe/Pariss", "not a time zone", "“Europe/Paris”"),
    ("timezone", "../../etc/passwd", "not a time zone", ""),
    ("timezone", "europe/paris", "not a time zone", "“Europe/Paris”"),
    ("url", "news.example/feed", "not a web address", "“https://news.example/feed”"),
    ("url", "feed://news.example", "not a web address", "“https://news.example”"),
    ("url", "mailto:desk@news.example", "not a web address", "https://"),
    ("url", "https://news.example/a b", "a space", ""),
    ("url", "https://", "names no website", ""),
    ("url", "https://a:port/", "not a web address", ""),
    ("selector", "a[[", "not a CSS selector", ""),
    ("encoding", "utf9", "not a text encoding", "“utf-8”"),
    ("encoding", "rot13", "not a text encoding", ""),
    ("chat_id", "harbour_watch", "not a chat", '"@harbour_watch"'),
    ("chat_id", "https://t.me/harbour_watch", "not a chat", '"@harbour_watch"'),
    ("chat_id", "0", "not a chat", "number"),
    ("thread", "1", "General", "leave"),
    ("name", "a\x00b", "does not do as a name", ""),
    ("name", "n" * 21, "too long", "20"),
    ("list_name", "fighter jets", "cannot be named", "“fighter-jets”"),
    ("one_line", "  ", "missing", ""),
    ("one_line", "\u200b\u2060", "missing", ""),
]


@pytest.mark.parametrize(("parser", "text", "value"), TAKEN)
def test_values_are_read(parser, text, value):
    """Every accepted spelling gives its value."""
    assert PARSERS[parser](text) == value


@pytest.mark.parametrize(("parser", "text", "says", "hint"), REFUSED)
def test_the_rest_is_refused_with_a_hint(parser, text, says, hint):
    """A refusal says what is wrong and, where one can guess, what was meant."""
    with pytest.raises(FieldError) as refused:
        PARSERS[parser](text)
    assert says in refused.value.message
    assert hint in refused.value.hint


@pytest.mark.parametrize("parser", sorted(PARSERS))
@given(text=st.text(max_size=40) | st.text("0123456789:.-smhd@/a[]*\x00", max_size=20))
def test_no_text_makes_a_parser_fail_otherwise(parser, text):
    """A parser returns a value or raises FieldError, whatever the text."""
    with suppress(FieldError):
        PARSERS[parser](text)


@given(st.integers(1, 3650 * 86400))
def test_spoken_lengths_are_read_back(seconds):
    """What `spoken` writes, `duration` reads as the same length."""
    length = timedelta(seconds=seconds)
    assert any_duration(fields.spoken(length)) == length
