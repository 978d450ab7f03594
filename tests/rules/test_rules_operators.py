"""Every operator against a second, naive reading of the same condition."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.article import Article, Span
from rules import tree
from rules.compile import compile_rules
from rules.document import Document, View
from rules.lexemes import Fault
from rules.located import Located, TopicRules
from rules.operators import near
from rules.syntax import parse
from rules.words import word_spans

WORDS = ["ka", "bo", "mi", "zu"]  # too short to be widened, so that words are compared as typed


def topic(*conditions: str, **more) -> TopicRules:
    """A topic of these `any` conditions, one a line."""
    some = tuple(Located(text, line, 1) for line, text in enumerate(conditions, 1))
    parts = {
        "all": (),
        "none": (),
        "examples_match": (),
        "examples_not": (),
        "languages": (),
        "sources": (),
        "tags": (),
    }
    return TopicRules(name="t", line=1, any=some, **{**parts, **more})


def found(condition: str, article: Article) -> list[str] | None:
    """The printed words that a condition marks in an article, None when it does not hold."""
    matcher, problems = compile_rules([topic(condition)], {}, ("en", "fr", "ar"))
    assert problems == ()
    matches = matcher.match(article)
    if not matches:
        return None
    fields = {
        "title": article.title,
        "lead": article.lead,
        "text": article.text,
        "caption": "\n".join(article.captions),
        "author": "\n".join(article.authors),
        "site": article.site,
        "url": article.url,
        "tag": "\n".join(article.tags),
    }
    return [fields[span.field][span.start : span.end] for span in matches[0].spans]


def text(words: str, **more) -> Article:
    """An English article of this text."""
    return Article(**{"id": "1", "url": "", "title": "", "text": words, "language": "en", **more})


@pytest.mark.parametrize(
    ("condition", "words", "marked"),
    [
        ("ka AND bo", "bo x ka", ["bo", "ka"]),
        ("ka AND bo", "ka x", None),
        ("ka OR bo", "x bo", ["bo"]),
        ("ka AND NOT bo", "ka x", ["ka"]),
        ("ka AND NOT bo", "ka bo", None),
        ('"ka bo"', "ka bo x ka x bo", ["ka bo"]),
        ("ka NEAR/1 bo", "ka bo", ["bo", "ka"][::-1]),
        ("ka NEAR/1 bo", "ka x bo", None),
        ("ka NEAR/8 bo", "ka 1 2 3 4 5 6 7 bo", ["ka", "bo"]),
        ("ka NEAR/8 bo", "ka 1 2 3 4 5 6 7 8 bo", None),
        ("ka NEAR/2 bo", "bo x ka", ["bo", "ka"]),
        ("ka ONEAR/2 bo", "bo x ka", None),
        ("ka ONEAR/2 bo", "ka x bo", ["ka", "bo"]),
        ("ka NEAR/3 ka", "ka x", None),
        ("ka NEAR/3 ka", "ka x ka", ["ka", "ka"]),
        ("ka NOTNEAR/2 bo", "ka bo x x x x ka", ["ka"]),
        ("ka NOTNEAR/2 bo", "ka bo", None),
        ('"ka bo" NEAR/2 (mi OR "zu zu")', "zu zu x ka bo", ["zu zu", "ka bo"]),
        ("(ka NEAR/3 bo) NEAR/2 mi", "ka x bo x mi", ["ka", "bo", "mi"]),
        ("(ka NEAR/3 bo) NEAR/1 mi", "ka mi bo", ["ka", "mi", "bo"]),
        ("FIRST/2 ka", "x ka", ["ka"]),
        ("FIRST/2 ka", "x x ka", None),
        ("ATLEAST/3 ka", "ka ka ka", ["ka", "ka", "ka"]),
        ("ATLEAST/3 ka", "ka ka", None),
        ('ATLEAST/2 (ka OR "ka bo")', "ka bo", None),
        ("SENTENCE(ka AND bo)", "Ka x. Bo ka.", ["Bo", "ka"]),
        ("SENTENCE(ka AND bo)", "Ka. Bo.", None),
        ("SENTENCE(ka AND NOT bo)", "Ka bo. Ka.", ["Ka"]),
        ("PARAGRAPH(ka AND bo)", "Ka. Bo.", ["Ka", "Bo"]),
        ("PARAGRAPH(ka AND bo)", "Ka.\nBo.", None),
        ("PARAGRAPH(SENTENCE(ka AND bo) AND mi)", "Ka bo. Mi.", ["Ka", "bo", "Mi"]),
        ("=Ka", "ka Ka KA", ["Ka"]),
        ('="Ka bo"', "ka bo Ka bo Ka Bo", ["Ka bo"]),
        ("kab*", "kabul kabs xkab", ["kabul", "kabs"]),
    ],
)
def test_each_operator_by_example(condition, words, marked):
    """What holds, and which words are the evidence, on the smallest texts that tell."""
    assert found(condition, text(words)) == marked


@pytest.mark.parametrize(
    ("condition", "marked"),
    [
        ("title:ka", ["Ka"]),
        ("lead:ka", None),
        ("lead:bo", ["bo"]),
        ("body:mi", ["mi"]),
        ("body:ka", None),
        ("caption:zu", ["Zu", "zu"]),
        ("author:Verdier", ["Verdier"]),
        ("site:meridian", ["Meridian", "meridian"]),
        ("site:meridian.example", ["meridian.example"]),
        ("url:visite", ["visite"]),
        ("tag:agency", ["agency"]),
        ("tag:(agency OR press)", ["press", "agency"]),
        ("lang:en AND bo", ["bo"]),
        ("lang:fr AND bo", None),
        ("verdier OR visite OR agency", None),
        ("ka NEAR/5 bo", None),
        ('"zu zu"', None),
        ("ka AND author:verdier AND NOT tag:sport", ["Ka", "Verdier"]),
        ("FIRST/1 zu", None),
        ("title:(NOT bo) AND ka", ["Ka"]),
    ],
)
def test_fields_are_kept_apart(condition, marked):
    """A field is searched where it is named; nothing crosses from one field into the next."""
    article = text(
        "mi.",
        title="Ka",
        lead="bo",
        captions=("Zu", "zu"),
        authors=("Ana Verdier",),
        site="Meridian Post",
        url="https://meridian.example/visite-42",
        tags=("press", "agency"),
    )
    result = found(condition, article)
    assert (None if result is None else sorted(result)) == (marked and sorted(marked))


def test_french_and_arabic_text_is_matched_in_place():
    """Spans cover the word as printed, clitics and all."""
    french = text("Les gendarmes ont vu l’arme.", language="fr")
    arabic = text("وصلت السفينة بالأسلحة.", language="ar")
    assert found("arme", french) == ["arme"]
    assert found("سلاح", arabic) == ["بالأسلحة"]


# the oracle: a condition's tree read in the plainest way over lists of words

Words = list[str]
Where = tuple[int, int, frozenset[int]]  # start, end, positions of the evidence


def positions(node: tree.Node, words: Words) -> set[Where]:
    """Everywhere that a node stands in one field."""
    if isinstance(node, tree.Term):
        wanted = node.text.split()
        size = len(wanted)
        return {
            (at, at + size, frozenset(range(at, at + size)))
            for at in range(len(words) - size + 1)
            if words[at : at + size] == wanted
        }
    if isinstance(node, tree.Or):
        return {hit for part in node.parts for hit in positions(part, words)}
    assert isinstance(node, tree.Near)
    left, right = positions(node.left, words), positions(node.right, words)
    pairs = {(a, b) for a, b in product(left, right) if is_near(node, a, b)}
    if node.how == "NOTNEAR":
        return left - {a for a, _ in pairs}
    return {(min(a[0], b[0]), max(a[1], b[1]), a[2] | b[2]) for a, b in pairs}


def is_near(node: tree.Near, one: Where, other: Where) -> bool:
    """At most n steps from the last word of one to the first of the other, in order if asked."""
    forward, backward = other[0] - (one[1] - 1), one[0] - (other[1] - 1)
    if node.how == "ONEAR" and forward < 1:
        return False
    return max(forward, backward) <= node.distance and not one[2] & other[2]


Piece = tuple[int, int, Words]  # the number of a field, the place of the first word, words
Borders = dict[str, list[set[int]]]  # by SENTENCE or PARAGRAPH: where one begins, a set a field


def cut(unit: str, piece: Piece, borders: Borders) -> list[Piece]:
    """The sentences or paragraphs of a piece."""
    field, first, words = piece
    pieces: list[Piece] = []
    for place, word in enumerate(words, first):
        if place == first or place in borders[unit][field]:
            pieces.append((field, place, []))
        pieces[-1][2].append(word)
    return pieces


def narrowed(node: tree.First, piece: Piece) -> Piece:
    """What of a piece lies within the first words of its field; captions have none."""
    field, first, words = piece
    return field, first, words[: max(0, node.count - first)] if field < CAPTION else []


def evidence(node: tree.Node, pieces: list[Piece], borders: Borders) -> set | None:
    """(field, position) of all evidence, None when the node does not hold."""
    if isinstance(node, tree.Not):
        return set() if evidence(node.part, pieces, borders) is None else None
    if isinstance(node, tree.First):
        return evidence(node.part, [narrowed(node, piece) for piece in pieces], borders)
    if isinstance(node, tree.And):
        parts = [evidence(part, pieces, borders) for part in node.parts]
        return None if None in parts else set().union(*parts)
    if isinstance(node, tree.Or | tree.Within):
        asked = [(part, pieces) for part in getattr(node, "parts", ())]
        if isinstance(node, tree.Within):
            units = [one for piece in pieces for one in cut(node.unit, piece, borders)]
            asked = [(node.part, [one]) for one in units]
        held = [got for part, some in asked if (got := evidence(part, some, borders)) is not None]
        return set().union(*held) if held else None
    hits = {
        (field, first + at)
        for field, first, words in pieces
        for hit in positions(node, words)
        for at in hit[2]
    }
    return hits or None


leaf = st.sampled_from([*WORDS, '"ka bo"', '"mi mi"', '"bo ka zu"'])
standing = st.recursive(
    leaf,
    lambda inner: st.one_of(
        st.builds("({} OR {})".format, inner, inner),
        st.builds(
            "({} {}/{} {})".format,
            inner,
            st.sampled_from(["NEAR", "ONEAR", "NOTNEAR"]),
            st.integers(1, 5),
            inner,
        ),
    ),
    max_leaves=5,
)
standing_early = st.one_of(standing, st.builds("FIRST/{} {}".format, st.integers(1, 6), standing))


def joined(one: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Conditions of AND, OR and NOT of these."""
    return st.recursive(
        one,
        lambda inner: st.one_of(
            st.builds("({} AND {})".format, inner, inner),
            st.builds("({} OR {})".format, inner, inner),
            st.builds("({} AND NOT {})".format, inner, inner),
        ),
        max_leaves=4,
    )


sentences = st.builds("SENTENCE({})".format, joined(standing_early))
paragraphs = st.builds("PARAGRAPH({})".format, joined(st.one_of(standing_early, sentences)))
condition = joined(st.one_of(standing_early, standing_early, sentences, paragraphs))
CAPTION = 2
STOPS = ["", "", "", ". ", "\n"]
sequence = st.lists(st.tuples(st.sampled_from([*WORDS, "xx"]), st.sampled_from(STOPS)), max_size=12)


def printed(written: list[tuple[str, str]]) -> str:
    """Words and what follows each, as a text; a sentence begins with a capital letter."""
    before = ["\n", *(stop for _, stop in written)]
    words = (w.capitalize() if stop else w for (w, _), stop in zip(written, before, strict=False))
    return "".join(
        word + (stop or " ") for word, (_, stop) in zip(words, written, strict=True)
    ).strip()


def beginnings(written: list[tuple[str, str]], stops: tuple[str, ...]) -> set[int]:
    """The places of the words behind one of the stops."""
    return {place for place, (_, stop) in enumerate(written, 1) if stop in stops}


@settings(max_examples=500, deadline=None)
@given(condition, sequence, sequence, sequence)
def test_the_evaluator_agrees_with_the_oracle(text_of_condition, title, body, caption):
    """Random conditions on random articles: the same verdict, and the same words marked."""
    node = parse(text_of_condition)
    assert not isinstance(node, Fault)
    fields = [title, body, caption]
    borders = {
        "SENTENCE": [beginnings(one, (". ", "\n")) for one in fields],
        "PARAGRAPH": [beginnings(one, ("\n",)) for one in fields],
    }
    pieces = [(number, 0, [word for word, _ in one]) for number, one in enumerate(fields)]
    expected = evidence(node, pieces, borders)
    article = text(printed(body), title=printed(title), captions=(printed(caption),))
    matcher, problems = compile_rules([topic(text_of_condition)], {}, ("en",))
    if problems:
        assert "missing" in problems[0].message
        return
    matches = matcher.match(article)
    assert bool(matches) == (expected is not None)
    if matches:
        assert _marked(matches[0].spans, article) == expected


def _marked(spans: tuple[Span, ...], article: Article) -> set[tuple[int, int]]:
    """Spans as (field, word) pairs, as the oracle names them."""
    texts = {"title": article.title, "text": article.text, "caption": article.captions[0]}
    order = list(texts)
    return {
        (order.index(span.field), number)
        for span in spans
        for number, (start, end) in enumerate(word_spans(texts[span.field]))
        if span.start <= start and end <= span.end
    }


def test_a_text_of_one_word_does_not_stall():
    """Twenty thousand times the same word is answered in reasonable time."""
    article = text("ka " * 20_000)
    assert found("(ka NEAR/50 ka) NEAR/50 ka", article)


class Counted(Sequence):
    """Ranges of positions that count how often one is looked at."""

    def __init__(self, ranges):
        self._ranges, self.looks = ranges, 0

    def __len__(self):
        return len(self._ranges)

    def __getitem__(self, index):
        found = self._ranges[index]
        self.looks += len(found) if isinstance(index, slice) else 1
        return found


def test_a_sentence_in_each_of_many_paragraphs_looks_at_its_own():
    """Work grows as n log n: a paragraph does not look at the sentences of all the others."""
    document = Document(text("Ka bo. Mi.\n" * 2_000), lambda _: [()] * 3)
    sentences = Counted([(at, at + 1) for at in range(4_000)])
    paragraphs = View(document, tuple((at, at + 2) for at in range(0, 4_000, 2)))
    inside = [one.within(sentences).ranges for one in paragraphs.one_by_one()]
    assert inside == [((at, at + 1), (at + 1, at + 2)) for at in range(0, 4_000, 2)]
    assert sentences.looks < 2_000 * 40


ranges = st.lists(st.integers(0, 60), unique=True, max_size=14).map(
    lambda ends: list(zip(sorted(ends)[::2], sorted(ends)[1::2], strict=False))
)


@given(ranges, ranges)
def test_what_lies_in_two_sets_of_ranges(some, others):
    """The positions of one view within another are those that lie in both."""
    document = Document(text(""), lambda _: [])
    both = View(document, tuple(some)).within(others).ranges
    places = [{at for start, end in pairs for at in range(start, end)} for pairs in (some, others)]
    assert [at for start, end in both for at in range(start, end)] == sorted(places[0] & places[1])


def test_pairs_that_share_words_are_tried_so_often_and_no_more(monkeypatch):
    """Where nearly all pairs share a word, the tries are counted, not the pairs that are found."""
    tried = []
    inner = near._overlap
    monkeypatch.setattr(near, "_overlap", lambda *pair: tried.append(1) or inner(*pair))
    condition, words = "(ka NEAR/50 bo) NEAR/1 (ka NEAR/50 ka)", "ka bo " * 1_000
    assert found(condition, text(words))
    few = len(tried)
    assert few <= 3 * near.MAX_TRIED
    assert found(condition, text(words * 2))
    assert len(tried) - few == few  # a text twice as long costs no more


def test_what_was_not_tried_does_not_hold(monkeypatch):
    """Beyond the limit nothing is near, and nothing is alone: an alert has evidence."""
    monkeypatch.setattr(near, "MAX_TRIED", 3)
    assert found("ka NEAR/1 bo", text("ka " * 9 + "bo"))
    assert found('(ka NEAR/2 "ka mi") NEAR/1 bo', text("ka ka mi " * 9 + "bo")) is None
    assert found("ka NOTNEAR/1 bo", text("ka bo " * 9 + "x ka")) is None
