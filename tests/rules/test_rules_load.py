"""rules.yaml text becomes a Rulebook, or every mistake at once.

`tests/data/rulesfile/good/` holds files with what is expected of them, `bad/` files with
the complaint they must get. BLESS=1 in the environment writes the complaints anew.
"""

import os
from datetime import timedelta
from enum import Enum
from hashlib import sha256
from pathlib import Path

import pytest
import yaml

from model.article import Article
from model.rulebook import Problem, Rulebook
from rules.complain import complain
from rules.load import load
from rules.located import MOST_PROBLEMS, Located
from rules.reference import reference

ROOT = Path(__file__).parent.parent.parent
DATA = ROOT / "tests" / "data" / "rulesfile"
GOOD = sorted(path for path in (DATA / "good").glob("*.yaml") if ".expected" not in path.name)
BAD = sorted((DATA / "bad").glob("*.yaml"))


def told(value: object) -> str:
    """A value as expectations write it."""
    return value.name if isinstance(value, Enum) and isinstance(value, int) else str(value)


def parts(book: Rulebook) -> dict[str, dict[str, object]]:
    """The parts of a rulebook by section and name."""
    return {
        "topics": dict(book.topics),
        "sources": dict(book.sources),
        "chats": {chat.key: chat for chat in book.chats},
    }


def loaded(text: str) -> Rulebook:
    """The rulebook of a file without mistakes."""
    result = load(text.encode())
    assert result.rulebook, complain(result.problems, text)
    return result.rulebook


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_good_files_load_as_expected(path):
    """Each section holds what the expectation beside the file says, in file order."""
    book = loaded(path.read_text(encoding="utf-8"))
    expected = yaml.safe_load(path.with_suffix(".expected.yaml").read_text(encoding="utf-8"))
    for section, found in parts(book).items():
        wanted = expected.get(section, found)
        assert list(found) == list(wanted)
        for name in wanted if section in expected else ():
            for key, value in wanted[name].items():
                assert told(getattr(found[name], key)) == value, (name, key)
    for key, value in expected.get("settings", {}).items():
        assert told(getattr(book.settings, key)) == value
    said = [warning.message for warning in book.warnings]
    assert len(said) == len(expected["warnings"]), said
    for message, wanted in zip(said, expected["warnings"], strict=True):
        assert wanted in message


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_bad_files_get_every_complaint_at_once(path):
    """The whole complaint is the one beside the file."""
    text = path.read_bytes()
    result = load(text)
    assert result.rulebook is None
    complaint = complain(result.problems, text.decode())
    beside = path.with_suffix(".complaint.txt")
    if os.environ.get("BLESS"):
        beside.write_text(complaint, encoding="utf-8")
    assert complaint == beside.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_problems_are_sorted_and_lie_within_the_file(path):
    """Lines ascend, and every place exists."""
    text = path.read_text(encoding="utf-8")
    problems = load(text.encode()).problems
    places = [(problem.line, problem.column) for problem in problems]
    assert places == sorted(places)
    lines = text.split("\n")
    assert all(column <= len(lines[line - 1]) + 1 for line, column in places)


def test_the_version_is_of_the_bytes():
    """Eight hexadecimal digits of the file's SHA-256."""
    text = b"settings: {every: 5m}\n"
    book = load(text).rulebook
    assert book
    assert book.version == sha256(text).hexdigest()[:8]


def test_the_admin_chat_speaks_the_language_of_the_settings():
    """admin_chat is a chat of its own, with the file's language and zone."""
    book = loaded("settings: {admin_chat: -5, language: fr, timezone: Africa/Tunis}\n")
    chat = book.settings.admin_chat
    assert chat
    assert (chat.key, chat.address, chat.language) == ("telegram:-5", -5, "fr")
    assert chat.timezone == "Africa/Tunis"


def test_private_addresses_are_allowed_for_one_or_for_all():
    """A source is private by its own word or by that of the settings."""
    sources = "sources: [http://127.0.0.1/a, {url: http://127.0.0.1/b, private: true}]\n"
    own = loaded(sources)
    here = frozenset({"127.0.0.1"})
    assert [source.private_hosts for source in own.sources.values()] == [frozenset(), here]
    everyone = loaded("settings: {allow_private_addresses: true}\n" + sources)
    assert [source.private_hosts for source in everyone.sources.values()] == [here, here]
    assert not [w for w in everyone.warnings if "private network" in w.message]


def test_private_addresses_are_allowed_by_name():
    """A list names the hosts, in any spelling; other private hosts are still warned of."""
    text = """\
settings: {allow_private_addresses: [Intranet.example, 10.0.0.5, "[fd00:0::5]", localhost]}
sources: [http://intranet.example/feed, http://10.0.0.5/, "http://[fd00::5]/", http://10.0.0.6/]
"""
    book = loaded(text)
    named = frozenset({"intranet.example", "10.0.0.5", "fd00::5", "localhost"})
    assert {source.private_hosts for source in book.sources.values()} == {named}
    assert [w.line for w in book.warnings if "private network" in w.message] == [2]


@pytest.mark.parametrize(
    ("value", "message", "hint"),
    [
        ("maybe", "“maybe” is neither true nor false", "write true, false or a list of hosts"),
        ("[10.0.0.0/8]", "“10.0.0.0/8” is not a host", "write hosts one by one"),
        ("[http://intranet.example/feed]", "is not a host", "did you mean “intranet.example”?"),
        ("[intranet.example:8080]", "is not a host", "did you mean “intranet.example”?"),
        ("[169.254.169.254]", "169.254.169.254 is never allowed, whoever names it", "delete it"),
        ("[0.0.0.0]", "0.0.0.0 is never allowed", "delete it"),
        ("{a: b}", "a group of “key: value” lines stands here", "write a list"),
    ],
)
def test_what_is_no_host_is_a_problem(value: str, message: str, hint: str):
    """Networks, addresses with a path and hosts that are never allowed are told apart."""
    text = f"settings: {{allow_private_addresses: {value}}}\nsources: [http://a.example/]\n"
    (problem,) = load(text.encode()).problems
    assert message in problem.message
    assert problem.hint.startswith(hint)


def test_sources_take_over_the_rhythm_of_the_settings():
    """`every` of settings holds where a source says nothing."""
    text = (
        "settings: {every: 10s-1m}\nsources: [http://a.example, {url: http://b.example, every: 1s}]"
    )
    first, second = loaded(text).sources.values()
    assert (first.every, first.every_at_most) == (timedelta(seconds=10), timedelta(minutes=1))
    assert (second.every, second.every_at_most) == (timedelta(seconds=1), timedelta(seconds=1))


class FakeMatcher:
    """Finds nothing."""

    def match(self, article: Article) -> tuple[()]:
        """Nothing."""
        return ()


class FakeCompiler:
    """Remembers what it was given and answers with the problems it was made with."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        self.given: tuple = ()

    def __call__(self, topics, lists, languages):
        """No matches, and the problems."""
        self.given = (topics, lists, languages)
        return FakeMatcher(), self.problems


def test_the_compiler_is_given_texts_with_their_places():
    """Conditions, examples and words arrive where they stand in the file."""
    text = (
        "settings: {languages: [fr, en]}\n"
        "lists:\n"
        "  boats: {en: [boat, 'tug boat'], all: [=NW]}\n"
        "topics:\n"
        "  harbour:\n"
        "    any: 'quay'\n"
        "    score:\n"
        '      "storm": 2\n'
        "    threshold: 1\n"
        "    examples: {match: [At the quay.], not: At sea.}\n"
    )
    compiler = FakeCompiler()
    assert load(text.encode(), compiler=compiler).rulebook
    (topic,), lists, languages = compiler.given
    assert languages == ("fr", "en")
    assert topic.any == (Located("quay", 6, 11),)
    assert topic.score == ((Located("storm", 8, 8), 2.0),)
    assert topic.threshold == 1
    assert topic.examples_match == (Located("At the quay.", 10, 24),)
    assert topic.examples_not == (Located("At sea.", 10, 44),)
    assert lists["boats"].sections == {
        "en": (Located("boat", 3, 16), Located("tug boat", 3, 23)),
        "": (Located("=NW", 3, 41),),
    }


def test_problems_of_conditions_join_those_of_the_file():
    """Both kinds come together, by line, and each once."""
    twice = Problem(3, 10, "no such list")
    result = load(
        b"settings: {evry: 5m}\ntopics: {a: {any: x}}\n# c\nchatz: []\n",
        compiler=FakeCompiler(twice, twice),
    )
    assert [problem.line for problem in result.problems] == [1, 3, 4]


def test_examples_rest_while_their_topic_or_a_list_has_mistakes():
    """No example is run on conditions that are known to be incomplete."""
    compiler = FakeCompiler()
    topics = "topics: {a: {any: x, examples: {match: x}}, b: {any: [], examples: {match: x}}}\n"
    load(topics.encode(), compiler=compiler)
    assert [len(topic.examples_match) for topic in compiler.given[0]] == [1, 0]
    load((topics + "lists: {l: {en: []}}\n").encode(), compiler=compiler)
    assert [len(topic.examples_match) for topic in compiler.given[0]] == [0, 0]


def test_a_failed_example_refuses_the_file():
    """With the real compiler a topic that misses its example is a problem at the example."""
    text = b"topics:\n  harbour:\n    any: quay\n    examples:\n      match: [In the square.]\n"
    (problem,) = load(text).problems
    assert (problem.line, problem.column) == (5, 15)


def test_thousands_of_mistakes_stay_bearable():
    """Problems are collected up to a bound."""
    text = "chats:\n" + "".join(f"  - {{chat: {n + 1}, topic: a}}\n" for n in range(3_000))
    assert len(load(text.encode()).problems) == MOST_PROBLEMS


def test_the_reference_page_is_that_of_the_tables():
    """docs/rules-file.md says what the tables say; BLESS=1 writes it anew."""
    page = ROOT / "docs" / "rules-file.md"
    if os.environ.get("BLESS"):
        page.write_text(reference(), encoding="utf-8")
    assert page.read_text(encoding="utf-8") == reference()
