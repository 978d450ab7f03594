"""The index against the oracle: every topic tried, by the operators alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.article import Article, Match
from rules.compile import compile_rules
from rules.index import FEW, Index
from rules.located import Located, TopicRules, WordList
from rules.match import TopicMatcher, told
from rules.topic import holding

LANGUAGES = ("en", "fr", "ar")
WORDS = ["ka", "sell", "drone", "livrer", "société", "سلاح", "نقل", "F-16", "U.S."]
PRINTED = [
    *("ka", "sold", "sells,", "drones", "DRONES", "livrera", "l'société", "societe", "bo."),
    *(
        "وأسلحة",
        "سلاحها",
        "السلاح،",
        "نقل",
        "F-16,",
        "U.S.",
        "ka-ka",
        "drone's",
        "sell—drone",
        "\n",
    ),
]
LISTS = {
    "things": WordList(
        "things",
        1,
        1,
        {
            "en": (Located("drone", 1, 1), Located("ka drone", 1, 1), Located("=KA", 1, 1)),
            "fr": (Located("livrer", 1, 1),),
            "ar": (Located("سلاح", 1, 1), Located("نقل السلاح", 1, 1)),
        },
    )
}

word = st.sampled_from(WORDS)
leaf = st.one_of(
    word,
    word.map(lambda one: "=" + one),
    st.lists(word, min_size=2, max_size=3).map(lambda parts: '"' + " ".join(parts) + '"'),
    st.sampled_from(["dro*", "{things}", "={things}", "ka", "drone", "sell"]),
)


def _bracketed(parts: list[str], joint: str) -> str:
    return "(" + f" {joint} ".join(parts) + ")"


def _standing(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """What may stand near something: words, OR groups, NEAR in brackets."""
    near = st.tuples(inner, st.sampled_from(["NEAR", "ONEAR", "NOTNEAR"]), st.integers(1, 6), inner)
    return st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: _bracketed(parts, "OR")),
        near.map(lambda one: f"({one[0]} {one[1]}/{one[2]} {one[3]})"),
    )


standing = st.recursive(leaf, _standing, max_leaves=5)
scoped = st.tuples(st.sampled_from(["title", "lead", "body", "caption"]), standing).map(
    lambda one: f"{one[0]}:({one[1]})"
)
about = st.sampled_from(["site:meridian", "lang:fr", "tag:ka", "author:sell", "url:drone"])
whole = st.one_of(
    standing,
    standing,
    scoped,
    about,
    st.tuples(st.integers(1, 3), standing).map(lambda one: f"ATLEAST/{one[0]} ({one[1]})"),
    st.tuples(st.integers(1, 6), standing).map(lambda one: f"FIRST/{one[0]} ({one[1]})"),
)


def _combined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pair = st.tuples(inner, inner)
    return st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: _bracketed(parts, "AND")),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: _bracketed(parts, "OR")),
        pair.map(lambda one: f"({one[0]} AND NOT {one[1]})"),
    )


def _in_sentence(one: tuple[str, str]) -> str:
    return f"{one[0]}({one[1]})"


units = st.tuples(
    st.sampled_from(["SENTENCE", "PARAGRAPH"]), st.recursive(standing, _combined, max_leaves=3)
).map(_in_sentence)
condition = st.recursive(st.one_of(whole, whole, units), _combined, max_leaves=5)


@st.composite
def topics(draw: st.DrawFn, name: str) -> TopicRules:
    """A topic with any mixture of parts and gates."""
    conditions = st.lists(condition, max_size=2)
    mostly = st.lists(condition, min_size=1, max_size=3)
    seldom = st.sampled_from([False, False, True])
    weights = st.sampled_from([2.0, 1.0, 0.5, -1.0])
    gates = {
        "languages": st.sampled_from([(), (), (), (), ("fr",), ("en", "ar")]),
        "sources": st.sampled_from([(), (), (), ("Meridian",)]),
        "tags": st.sampled_from([(), (), (), ("ka",)]),
    }
    scored = _located(draw(conditions) if draw(seldom) else [])
    return TopicRules(
        name=name,
        line=1,
        any=_located(draw(conditions) if draw(seldom) else draw(mostly)),
        all=_located(draw(conditions) if draw(seldom) else []),
        none=_located(draw(conditions) if draw(seldom) else []),
        examples_match=(),
        examples_not=(),
        score=tuple((one, draw(weights)) for one in scored),
        threshold=draw(st.sampled_from([1.0, 1.5, 0.0, -1.0])),
        **{key: draw(gate) for key, gate in gates.items()},
    )


def _located(texts: list[str]) -> tuple[Located, ...]:
    return tuple(Located(text, line, 1) for line, text in enumerate(texts, 1))


text = st.lists(st.sampled_from(PRINTED), max_size=14).map(" ".join)
articles = st.builds(
    Article,
    id=st.just("1"),
    url=st.sampled_from(["", "https://meridian.example/drone"]),
    title=text,
    text=text,
    lead=text,
    captions=st.lists(text, max_size=2).map(tuple),
    authors=st.sampled_from([(), ("Sell",)]),
    source=st.sampled_from(["", "Meridian"]),
    site=st.sampled_from(["", "Meridian Post"]),
    tags=st.sampled_from([(), ("ka",)]),
    language=st.sampled_from(["en", "fr", "ar", "fr-CA", None, "de"]),
)


class NaiveMatcher:
    """Every topic tried on every article."""

    def __init__(self, matcher: TopicMatcher) -> None:
        self._matcher = matcher

    def match(self, article: Article) -> tuple[Match, ...]:
        """The matches without any index."""
        view = self._matcher.read(article).view()
        return tuple(
            told(topic, held, article, view)
            for topic in self._matcher.topics
            if topic.admits(article) and (held := holding(topic, view))
        )


@settings(max_examples=400, deadline=None)
@given(st.lists(st.integers(0, 99), min_size=1, max_size=5), st.data())
def test_the_index_finds_what_trying_every_topic_finds(names, data):
    """Same topics, spans, excerpt, score and reason, whatever the rules and the article."""
    rules = [data.draw(topics(f"{place}-{name}")) for place, name in enumerate(names)]
    with pytest.MonkeyPatch.context() as patch:  # so that few topics crowd under a word, too
        patch.setattr("rules.index.FEW", data.draw(st.sampled_from([0, 1, FEW])))
        matcher, problems = compile_rules(rules, LISTS, LANGUAGES)
    assert all("must be missing" in problem.message for problem in problems)
    naive = NaiveMatcher(matcher)
    for article in data.draw(st.lists(articles, min_size=1, max_size=3)):
        found = matcher.match(article)
        assert found == naive.match(article)
        assert matcher.matching(article) == tuple(match.topic for match in found)


repeated = st.lists(standing, min_size=1, max_size=2)
AROUND = (
    "{0}",
    "FIRST/4 ({0})",
    "title:({0})",
    "FIRST/6 SENTENCE(({0}) AND ka)",
    "FIRST/6 (({0}) OR ({1}))",
    "(({1}) OR ({0}))",
    "SENTENCE(({0}) NEAR/3 ({1}))",
    "(({1}) NOTNEAR/2 ({0})) OR /so./",
    "ATLEAST/2 ({0}) AND NOT ({1})",
    "FIRST/5 ({0}) AND title:({1})",
)


@settings(max_examples=300, deadline=None)
@given(repeated, st.lists(st.sampled_from(AROUND), min_size=2, max_size=6), st.data())
def test_conditions_that_repeat_each_other_share_no_mistakes(parts, frames, data):
    """Equal parts are judged once; each condition has the answer and evidence of its own."""
    texts = [frame.format(parts[0], parts[-1]) for frame in frames]
    weighed = tuple((one, data.draw(st.sampled_from([2.0, 0.3, -1.0]))) for one in _located(texts))
    names = data.draw(st.permutations(range(len(texts))))
    rules = [TopicRules(f"t{at}", 1, (_located(texts)[at],), *((),) * 7) for at in names]
    rules.append(TopicRules("s", 1, *((),) * 8, score=weighed, threshold=1.0))
    matcher, _ = compile_rules(rules, LISTS, LANGUAGES)
    for article in data.draw(st.lists(articles, min_size=1, max_size=3)):
        found = matcher.match(article)
        assert found == NaiveMatcher(matcher).match(article)
        assert matcher.matching(article) == tuple(match.topic for match in found)


DRONES = TopicRules(
    "drones",
    1,
    (Located("drone NEAR/3 sell OR SENTENCE(livrer AND missile) OR سلاح", 1, 1),),
    *((),) * 7,
)


def _matcher(*topics: TopicRules) -> TopicMatcher:
    matcher, problems = compile_rules(topics, LISTS, LANGUAGES)
    assert problems == ()
    assert isinstance(matcher, TopicMatcher)
    return matcher


def _article(text: str, language: str | None = "en") -> Article:
    return Article("1", "", "", text, language=language)


def test_many_topics_under_one_word_are_told_apart():
    """Where hundreds of topics ask for the same rare word, each still holds by its own second."""
    rules = [
        TopicRules(f"t{at}", at, (Located(f"zanzibar AND {second}", at, 1),), *((),) * 7)
        for at, second in enumerate(
            ["seaa", "seab", "(seaa OR seac)", "NOT seaa", "/sea[bc]/"] * 40
        )
    ]
    matcher = _matcher(*rules)
    for text in ("zanzibar seaa", "Seab, zanzibar", "zanzibar seac", "zanzibar", "seaa"):
        article = _article(text)
        assert matcher.match(article) == NaiveMatcher(matcher).match(article)


def test_learning_how_common_words_are_changes_no_answer(monkeypatch):
    """After some articles the topics are filed anew; what holds stays what it was."""
    monkeypatch.setattr("rules.match.LEARNING", (2, 4))
    matcher = _matcher(DRONES)
    news = [_article("They sold a drone. The sea."), _article("The sea. A drone.")] * 4
    assert [bool(matcher.matching(one)) for one in news] == [True, False] * 4


def test_matching_goes_on_while_the_topics_are_filed_anew(monkeypatch):
    """A thread that files is waited for by nobody: the index before serves meanwhile."""
    begun, go, whole = Event(), Event(), Index

    def waiting(*args):
        begun.set()
        assert go.wait(10)
        return whole(*args)

    matcher, article = _matcher(DRONES), _article("They sold a drone.")
    monkeypatch.setattr("rules.match.LEARNING", (1, 4))
    monkeypatch.setattr("rules.match.Index", waiting)
    with ThreadPoolExecutor(1) as pool:
        filing = pool.submit(matcher.matching, article)
        assert begun.wait(10)
        assert matcher.matching(article) == ("drones",)
        go.set()
        assert filing.result() == ("drones",)


def test_threads_share_one_matcher():
    """Eight threads that meet the same new words at once all get the same answers."""
    matcher = _matcher(DRONES)
    news = [_article(f"x{number % 50} sold-drone {number % 7} وأسلحة") for number in range(400)]
    expected = [NaiveMatcher(_matcher(DRONES)).match(one) for one in news]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(matcher.match, news)) == expected


def test_what_is_remembered_of_printed_words_stays_bounded(monkeypatch):
    """However many different words pass, the table of them starts anew in time."""
    monkeypatch.setattr("rules.reading.MEMO_SIZE", 50)
    matcher = _matcher(DRONES)
    for number in range(40):
        text = " ".join(f"w{number}x{piece}" for piece in range(20))
        assert matcher.matching(_article(f"{text} sold drones")) == ("drones",)
        assert len(matcher.reading(_article("")).pieces) <= 50 + 22


def test_a_text_beyond_the_limit_is_read_to_it():
    """Of a field the first 20,000 words count, for index and evidence alike."""
    matcher = _matcher(DRONES)
    near = _article("x " * 19_998 + "sold drones")
    far = _article("x " * 19_999 + "sold drones")
    assert matcher.matching(near) == ("drones",)
    assert matcher.match(far) == NaiveMatcher(matcher).match(far) == ()


def test_words_are_found_in_pieces_without_blanks():
    """Hyphens, dashes and apostrophes part words where no blank does."""
    matcher = _matcher(DRONES)
    assert matcher.matching(_article("(sold—drone's)")) == ("drones",)
    assert matcher.matching(_article("x" * 500 + "-sold/drones-" + "y" * 500)) == ("drones",)
