"""The rules.yaml that is shipped: loads, proves itself, covers three languages."""

from pathlib import Path

import pytest
import yaml

from model.article import Article
from model.rulebook import Rulebook
from rules.complain import complain
from rules.load import load
from rules.nodes import Mapping, Node, Sequence, compose
from rules.words import is_arabic

TEXT = (Path(__file__).parent.parent.parent / "rules.yaml").read_text(encoding="utf-8")


@pytest.fixture
def book(shipped: Rulebook) -> Rulebook:
    """By its usual name."""
    return shipped


def child(node: Node, *path: str) -> Node:
    """A node by the keys that lead to it."""
    for name in path:
        assert isinstance(node, Mapping)
        node = next(value for key, value in node.pairs if key.text == name)
    return node


def test_only_chats_are_missing(book):
    """The one warning is that nobody is told yet."""
    assert [warning.message[:18] for warning in book.warnings] == ["there are no chats"]


def test_topics_have_titles_in_three_languages(book):
    """Each of the seven topics reads well in every chat."""
    assert list(book.topics) == [
        "arms-transfers",
        "state-visits",
        "sanctions",
        "military-exercises",
        "missile-tests",
        "ceasefire-talks",
        "border-incidents",
    ]
    assert all(set(topic.titles) == {"en", "fr", "ar"} for topic in book.topics.values())


def test_sources_are_many_and_in_three_languages(book):
    """At least twenty, over https, each with its language."""
    assert len(book.sources) >= 40
    assert all(source.url.startswith("https://") for source in book.sources.values())
    assert {source.language for source in book.sources.values()} == {"en", "fr", "ar"}


@pytest.mark.parametrize(
    ("topic", "least"),
    [("arms-transfers", 12), ("state-visits", 12), ("sanctions", 4), ("military-exercises", 4),
     ("missile-tests", 4), ("ceasefire-talks", 4), ("border-incidents", 4)],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["match", "not"])
def test_topics_prove_themselves(topic, least, kind):
    """Enough examples for and against, Arabic among them."""
    root, _ = compose(TEXT)
    assert root
    examples = child(root, "topics", topic, "examples", kind)
    assert isinstance(examples, Sequence)
    assert len(examples.items) >= least
    assert any(is_arabic(getattr(item, "text", "")) for item in examples.items)


def test_the_commented_chats_load_once_the_remarks_are_taken_away():
    """An editor who follows the last explanation gets a file that loads."""
    head, _, tail = TEXT.rpartition("\n# chats:")
    lines = ["chats:", *(line.removeprefix("# ") for line in tail.splitlines()[1:])]
    text = f"{head}\n" + "\n".join(lines) + "\n"
    loaded = load(text.encode())
    assert loaded.rulebook, complain(loaded.problems, text)
    assert loaded.rulebook.chats[0].key == "telegram:-1001234567890"


@pytest.mark.parametrize(
    ("topic", "language", "title", "text"),
    [
        (
            "arms-transfers",
            "en",
            "Norland agrees tank sale",
            "The cabinet approved the sale of 40 battle tanks to Poland.\nThey ship in spring.",
        ),
        (
            "arms-transfers",
            "fr",
            "Le contrat est signé",
            "Paris fournira des missiles antichars à Chypre, a annoncé la ministre.",
        ),
        (
            "state-visits",
            "ar",
            "زيارة رسمية",
            "وصل رئيس الوزراء الهندي اليوم إلى القاهرة في زيارة تستغرق يومين.",
        ),
    ],
)
def test_whole_articles_are_matched(book, topic, language, title, text):
    """Title and text together lead to the topic, with an excerpt and a reason."""
    article = Article("a", "https://a.example/1", title, text, language=language)
    matches = {match.topic: match for match in book.matcher.match(article)}
    assert topic in matches
    assert matches[topic].excerpt
    assert matches[topic].why


ROOT_STORY = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "rules" / "root-story.yaml").read_text("utf-8")
)


@pytest.mark.parametrize("row", ROOT_STORY, ids=[row["id"] for row in ROOT_STORY])
def test_the_story_at_the_root_is_found_on_its_two_topics_and_no_other(book, row):
    """Drones as gifts at the end of a visit: two topics in each language; the museum: none."""
    article = Article("1", "", row["title"], row["text"], language=row["language"])
    assert [match.topic for match in book.matcher.match(article)] == row["topics"]
