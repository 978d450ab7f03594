"""Topics and articles become matches, with score, line, reason; and problems find their place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.article import Article
from model.rulebook import Problem
from rules.compile import compile_rules
from rules.located import Located, TopicRules, WordList

LANGUAGES = ("en", "fr", "ar")


def at(*texts: str, line: int = 10, column: int = 9) -> tuple[Located, ...]:
    """Texts one a line."""
    return tuple(Located(text, line + number, column) for number, text in enumerate(texts))


LISTS = {
    "weapons": WordList(
        "weapons",
        2,
        3,
        {
            "en": at("weapon", "missile", "drone", "explosive drone", "five explosive drones"),
            "fr": at("arme", "missile", "drone"),
            "ar": at("سلاح", "صاروخ"),
        },
    ),
    "handover": WordList(
        "handover",
        6,
        3,
        {
            "en": at("deliver", "sell", "gift"),
            "fr": at("livrer", "cadeau"),
            "ar": at("نقل", "هدية"),
        },
    ),
}


def topic(name: str = "arms", **parts) -> TopicRules:
    """A topic of the parts named, all others empty."""
    empty = dict.fromkeys(
        ("any", "all", "none", "examples_match", "examples_not", "languages", "sources", "tags"), ()
    )
    return TopicRules(name=name, line=1, **{**empty, **parts})


ARMS = topic(
    any=at("{weapons} NEAR/8 {handover}", '"arms deal"'),
    none=at('"coat of arms" OR "open arms"', line=20),
)


def article(text: str, language: str | None = "en", **more) -> Article:
    """An article of this text."""
    return Article(
        **{"id": "1", "url": "", "title": "", "text": text, "language": language, **more}
    )


def match(rules: TopicRules, one: Article):
    """The only match, or None."""
    matcher, problems = compile_rules([rules], LISTS, LANGUAGES)
    assert problems == ()
    found = matcher.match(one)
    assert len(found) <= 1
    return found[0] if found else None


def problems_of(*topics: TopicRules) -> tuple[Problem, ...]:
    """What is wrong with these topics."""
    return compile_rules(topics, LISTS, LANGUAGES)[1]


def test_drones_as_gifts_are_an_arms_transfer():
    """The case the bot is for: found, marked, and explained in one line."""
    text = "It rained. The governor gave the visiting leader five explosive drones as gifts."
    found = match(ARMS, article(text))
    assert found is not None
    assert found.why == '"five explosive drones" within 8 words of "gifts"'
    assert found.rule_line == 10
    assert [found.excerpt[start:end] for start, end in found.marks] == [
        "five explosive drones",
        "gifts",
    ]
    assert [text[span.start : span.end] for span in found.spans] == [
        "five explosive drones",
        "gifts",
    ]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("The museum sold a coat of arms; visitors were welcomed with open arms.", "en", False),
        ("A coat of arms was sold beside two missiles.", "en", False),
        ("Les gendarmes ont livré leurs larmes.", "fr", False),
        ("La France a livré trente missiles.", "fr", True),
        ("تم نقل السفينة بالأسلحة.", "ar", True),
        ("نقلت الشاحنة معدات وأسلحة.", "ar", True),
        ("صفقة نقل للصواريخ.", "ar", True),
        ("THE ARMS DEAL IS SIGNED", "en", True),
    ],
)
def test_look_alikes_stay_silent(text, language, expected):
    """Hard cases in three languages: what must be found, and what must not."""
    assert (match(ARMS, article(text, language)) is not None) is expected


@pytest.mark.parametrize(
    ("parts", "text", "expected"),
    [
        ({"any": at("ka", "bo")}, "bo", True),
        ({"any": at("ka", "bo")}, "mi", False),
        ({"all": at("ka", "bo")}, "ka bo", True),
        ({"all": at("ka", "bo")}, "ka", False),
        ({"any": at("ka"), "none": at("bo")}, "ka bo", False),
        ({"any": at("ka"), "all": at("bo")}, "ka", False),
        ({"score": ((at("ka")[0], 2.0), (at("bo")[0], 1.5)), "threshold": 3.0}, "ka bo", True),
        ({"score": ((at("ka")[0], 2.0), (at("bo")[0], 1.5)), "threshold": 3.0}, "ka", False),
        ({"score": ((at("ka")[0], 2.0), (at("bo")[0], -1.5)), "threshold": 1.0}, "ka bo", False),
    ],
)
def test_any_all_none_and_score(parts, text, expected):
    """The four parts of a topic hold together."""
    assert (match(topic(**parts), article(text)) is not None) is expected


@pytest.mark.parametrize(
    ("gates", "expected"),
    [
        ({"languages": ("fr",)}, False),
        ({"languages": ("en", "fr")}, True),
        ({"sources": ("Meridian",)}, True),
        ({"sources": ("Delta",)}, False),
        ({"tags": ("agency", "x")}, True),
        ({"tags": ("x",)}, False),
    ],
)
def test_gates_are_judged_first(gates, expected):
    """Language, source and tags of the article let a topic look at it, or not."""
    one = article("ka", source="Meridian", tags=("agency",), language="en-GB")
    assert (match(topic(any=at("ka"), **gates), one) is not None) is expected


def test_an_unknown_language_passes_the_gate():
    """An article that could not be told is looked at rather than lost."""
    assert match(topic(any=at("ka"), languages=("fr",)), article("ka", None)) is not None


def test_matches_come_in_the_order_of_the_file():
    """Topics are independent of each other, each with the line of its own condition."""
    topics = [topic("b", any=at("bo", line=5)), topic("a", any=at("ka", line=9))]
    matcher, _ = compile_rules(topics, {}, LANGUAGES)
    assert [(one.topic, one.rule_line) for one in matcher.match(article("ka bo"))] == [
        ("b", 5),
        ("a", 9),
    ]


def test_the_line_is_that_of_the_first_condition_that_held():
    """The second condition of `any` held: its line is told, its words are quoted."""
    found = match(topic(any=at("ka", "bo")), article("x", title="Bo"))
    assert found is not None
    assert (found.rule_line, found.why) == (11, '"Bo" in the title')


@pytest.mark.parametrize(
    ("condition", "why"),
    [
        ("ka AND bo AND NOT zu", '"ka" in the text and "Bo" in the text'),
        ("ka ONEAR/3 mi", '"ka" followed within 3 words by "mi"'),
        (
            "mi NOTNEAR/1 ka",
            '"mi" in the text, more than 1 word away from what it must not stand near',
        ),
        ("SENTENCE(ka AND mi)", '"ka" in the text and "mi" in the text, in one sentence'),
        ("FIRST/9 mi", '"mi" in the text (first 9 words)'),
        ("ATLEAST/2 (ka OR mi)", '"ka", "mi" 2 times'),
        ("author:verdier", '"Verdier" as author'),
        ("lang:en AND ka", '"en" as language and "ka" in the text'),
    ],
)
def test_reasons_name_the_words_as_printed(condition, why):
    """Each operator says in its own words why it held."""
    one = article("x ka y mi. Bo", authors=("Ana Verdier",))
    found = match(topic(any=at(condition)), one)
    assert found is not None
    assert found.why == why


def test_reasons_fit_one_short_line():
    """However many words hold together, the reason has at most 160 characters."""
    condition = " AND ".join(f"word{number}" for number in range(40))
    text = "\n".join(f"word{number}" for number in range(40))
    found = match(topic(any=at(condition)), article(text))
    assert found is not None
    assert len(found.why) <= 160
    assert "\n" not in found.why


def test_scores_rise_with_title_and_density():
    """Headline hits weigh most, early and dense evidence more than late and thin."""
    rules = topic(any=at("ka"))
    late = match(rules, article("x " * 400 + "ka"))
    early = match(rules, article("ka " + "x " * 400))
    dense = match(rules, article("ka " * 20))
    titled = match(rules, article("ka " * 20, title="ka"))
    scores = [found.score for found in (late, early, dense, titled) if found]
    assert scores == sorted(set(scores))
    assert len(scores) == 4
    assert 0 <= scores[0] <= scores[-1] <= 1


def test_problems_point_into_the_condition():
    """Line, column, width and hint of every mistake, all topics at once, in order."""
    problems = problems_of(
        topic("a", any=at("{weapon} NEAR/8 {handover}", "ka bo", line=5)),
        topic("b", none=at('title:"', line=12), all=at("NOT ka", line=30)),
    )
    told = [(one.line, one.column, one.length) for one in problems]
    assert told == [(5, 9, 8), (6, 12, 2), (12, 15, 1), (30, 9, 6)]
    assert problems[0].hint == "did you mean {weapons}?"


def test_problems_in_block_texts_count_lines():
    """A condition over several lines is complained of in the line of the mistake."""
    (problem,) = problems_of(topic(any=(Located("ka AND\n  bo mi", 4, 9),)))
    assert (problem.line, problem.column) == (5, 14)


@pytest.mark.parametrize(
    ("condition", "says"),
    [
        ("ka NEAR/3 (bo AND mi)", "not AND"),
        ("ka NEAR/3 NOT bo", "not NOT"),
        ("ka NEAR/3 (NOT bo)", "not NOT"),
        ("ATLEAST/2 (ka AND bo)", "not AND"),
        ("NOT ka", "must be missing"),
        ("ka OR NOT bo", "must be missing"),
        ("title:(lead:ka)", "inside title:"),
        ("SENTENCE(ka AND author:bo)", "no part of the text"),
        ("SENTENCE(SENTENCE(ka) AND bo)", "stands inside SENTENCE"),
        ("author:SENTENCE(ka)", "has no sentences"),
        ("{nothing}", "no list {nothing}"),
        ("{country:XX}", "no country XX"),
    ],
)
def test_conditions_that_make_no_sense_are_refused(condition, says):
    """What could never hold, or nearly always, is a problem and not a surprise."""
    (problem,) = problems_of(topic(any=at(condition)))
    assert says in problem.message


def test_a_topic_that_misses_its_own_example_is_a_problem():
    """Examples run when the rules are read; the problem stands at the example."""
    rules = topic(
        any=at("{weapons} NEAR/8 {handover}"),
        examples_match=at("Five drones as gifts.", "A book as a gift.", line=40),
        examples_not=at("She sold drones.", "She sold books.", line=50),
    )
    missed, matched = problems_of(rules)
    assert (missed.line, missed.column) == (41, 9)
    assert "misses this example" in missed.message
    assert matched.line == 50
    assert matched.hint == "the condition of line 10 holds"


def test_examples_are_read_as_text_and_as_headline():
    """A condition on the title is tried on the example as a headline; gates are not asked."""
    rules = topic(
        any=at("title:ka AND NOT body:bo"),
        sources=("Meridian",),
        languages=("fr",),
        examples_match=at("x ka", "ka\nzu"),
        examples_not=at("ka\nbo", "x\nka"),
    )
    assert problems_of(rules) == ()


def test_examples_of_broken_conditions_are_left_alone():
    """A mistake in a condition is told once, not again for each example."""
    rules = topic(any=at("ka bo"), examples_match=at("ka bo"))
    assert len(problems_of(rules)) == 1


@given(st.text(max_size=300), st.text(max_size=60), st.sampled_from([*LANGUAGES, None, "de"]))
def test_no_article_breaks_the_matcher(text, title, language):
    """Any text at all is matched or not, and marks lie within the excerpt."""
    matcher, _ = compile_rules(
        [ARMS, topic("x", any=at("SENTENCE(dro* AND NOT the)"))], LISTS, LANGUAGES
    )
    one = article(text + " drones as gifts", language, title=title, captions=(title, text))
    for found in matcher.match(one):
        assert all(0 <= start < end <= len(found.excerpt) for start, end in found.marks)


def test_an_all_condition_may_say_what_must_be_missing():
    """Beside `any`, a NOT under `all` is a plain way to exclude."""
    rules = topic(any=at("ka"), all=at("NOT bo", line=30))
    assert match(rules, article("ka")) is not None
    assert match(rules, article("ka bo")) is None


def test_the_reason_is_told_by_the_evidence_that_the_excerpt_shows():
    """Of two places where a condition holds, why quotes the one the reader sees."""
    text = (
        "Weapons transfer, said the mayor, is no theme for a harbour town of ten thousand souls.\n"
        "The governor gave him drones as gifts, drones for gifts and gifts of drones."
    )
    rules = topic(any=at("(weapons OR drones) NEAR/4 (transfer OR gifts)"))
    matcher, problems = compile_rules([rules], {}, LANGUAGES)
    assert not problems
    (match,) = matcher.match(article(text))
    assert match.excerpt.startswith("The governor")
    assert match.why == '"drones" within 4 words of "gifts"'
