"""The excerpt shows the sentences where the evidence is, cut cleanly, marks in place."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from model.article import Article, Span
from rules.excerpt import LONGEST, Excerpt, excerpt


def show(text: str, *words: str, **more) -> Excerpt:
    """The excerpt of a text whose evidence is every place where one of the words stands."""
    spans = [
        Span("text", *found.span())
        for word in words
        for found in re.finditer(re.escape(word), text)
    ]
    return excerpt(
        Article(**{"id": "1", "url": "", "title": "T", "text": text, **more}), sorted(spans)
    )


def marked(shown: Excerpt) -> list[str]:
    """The marked words."""
    return [shown.text[start:end] for start, end in shown.marks]


def test_one_sentence_is_cut_out_whole():
    """The sentence with the evidence, from its first letter to its full stop."""
    shown = show("It rained. Five drones came as gifts. It snowed.", "drones", "gifts")
    assert shown.text == "Five drones came as gifts."
    assert marked(shown) == ["drones", "gifts"]


def test_the_densest_sentences_win():
    """Three sentences with three words beat an earlier one with one."""
    text = "One drone. Nothing here at all.\nA drone fell. Two gifts. A drone rose. Nothing."
    shown = show(text, "drone", "gifts")
    assert shown.text == "A drone fell. Two gifts. A drone rose."


def test_an_excerpt_does_not_run_over_a_paragraph():
    """Sentences of two paragraphs are not put together."""
    assert show("A drone.\nA gift box.", "drone", "gift").text == "A drone."


def test_a_long_sentence_is_cut_around_its_evidence():
    """At word bounds, with an ellipsis on the sides that lost something."""
    text = "alpha " * 100 + "drone given as gift " + "omega " * 100 + "end."
    shown = show(text, "drone", "gift")
    assert len(shown.text) <= LONGEST
    assert shown.text.startswith("… alpha ")
    assert shown.text.endswith(" omega …")
    assert marked(shown) == ["drone", "gift"]


def test_words_far_apart_in_a_long_sentence_show_the_fullest_part():
    """Where not all evidence fits, the part with most of it is shown."""
    text = "drone " + "alpha " * 100 + "gift and drone " + "omega " * 5
    assert marked(show(text, "drone", "gift")) == ["gift", "drone"]


def test_a_text_without_blanks_is_cut_all_the_same():
    """A word longer than an excerpt is cut through."""
    shown = show("x" * 500 + "drone" + "x" * 500, "drone")
    assert len(shown.text) <= LONGEST
    assert marked(shown) == ["drone"]


def test_captions_and_lead_have_their_turn():
    """Evidence outside the text is shown where it stands."""
    one = Article("1", "", "T", "Text.", captions=("A photo.", "A drone. A cat."))
    assert excerpt(one, [Span("caption", 11, 16)]).text == "A drone."
    two = Article("1", "", "T", "Text.", lead="A drone here.")
    assert marked(excerpt(two, [Span("lead", 2, 7)])) == ["drone"]


def test_evidence_in_the_title_alone_shows_how_the_text_begins():
    """The headline is shown anyway: the reader gets the first sentences beside it."""
    one = Article("1", "", "Drone gift", "It came. It saw. It left.")
    assert excerpt(one, [Span("title", 0, 5)]) == Excerpt("It came. It saw.")


def test_a_title_without_text_is_its_own_excerpt():
    """With nothing else to show, the headline is marked."""
    shown = excerpt(Article("1", "", "Drone gift", ""), [Span("title", 0, 5)])
    assert shown == Excerpt("Drone gift", ((0, 5),))


sentence = st.lists(
    st.sampled_from(["drone", "gift", "x", "سلاح", "w" * 80, "U.S."]), min_size=1, max_size=40
).map(lambda words: " ".join(words).capitalize())


@given(st.lists(sentence, min_size=1, max_size=6), st.sampled_from([". ", "? ", "\n", "؟ "]))
def test_excerpts_keep_their_promises(parts, joint):
    """Never too long, taken from the text, marks sorted, disjoint and on evidence."""
    text = joint.join(parts)
    shown = show(text, "drone", "gift")
    assert len(shown.text) <= LONGEST
    assert shown.text.removeprefix("… ").removesuffix(" …").strip() in text
    assert list(shown.marks) == sorted(shown.marks)
    assert all(a[1] <= b[0] for a, b in zip(shown.marks, shown.marks[1:], strict=False))
    assert set(marked(shown)) <= {"drone", "gift"}
    assert bool(shown.marks) == ("drone" in text or "gift" in text)
