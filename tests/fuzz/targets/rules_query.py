"""The query language: a tree, or a fault at its place; matched as the naive reading matches."""

from __future__ import annotations

from dataclasses import replace

from model.article import Article
from rules.compile import compile_rules
from rules.lexemes import Fault
from rules.located import Located, TopicRules
from rules.syntax import parse
from tests.fuzz.draws import Draws
from tests.rules.test_rules_index import LANGUAGES, LISTS, NaiveMatcher

TOPIC = TopicRules(
    name="t", line=1, any=(), all=(), none=(), examples_match=(), examples_not=(),
    languages=(), sources=(), tags=(),
)  # fmt: skip
PRINTED = Article(
    id="1",
    url="https://meridian.example/drone",
    title="Ka sold drones, l'société livrera",
    text="The ka sells F-16 drones.\nU.S. ka-ka bo. وأسلحة السلاح نقل",
    lead="sell—drone",
    captions=("DRONES",),
    authors=("Sell",),
    site="Meridian Post",
    tags=("ka",),
    language="en",
)


def run(data: bytes) -> None:
    """The first half of the bytes is the condition, behind a NUL what is read."""
    condition, _, text = data.partition(b"\0")
    written = condition.decode("utf-8", "ignore")  # YAML holds no lone surrogates
    tree = parse(written)
    if isinstance(tree, Fault):
        assert 0 <= tree.start <= tree.end <= len(written) + 1, tree
        assert tree.message
    rules = replace(TOPIC, any=(Located(written, 1, 1),))
    matcher, problems = compile_rules([rules], LISTS, LANGUAGES)
    if isinstance(tree, Fault):
        assert problems
        return
    naive = NaiveMatcher(matcher)
    read = Draws(text)
    language = read.one(["en", "fr", "ar", None, "de"])
    mixed = replace(
        PRINTED, text=f"{read.rest().decode('utf-8', 'ignore')} {written}", language=language
    )
    for article in (PRINTED, mixed):
        assert matcher.match(article) == naive.match(article)
