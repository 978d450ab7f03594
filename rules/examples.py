"""The examples under a topic, tried on its own conditions when the rules are loaded."""

from __future__ import annotations

from collections.abc import Iterator

from model.article import Article
from model.rulebook import Problem
from rules.document import View
from rules.inflect import FUNCTION_WORDS
from rules.located import Located, TopicRules
from rules.match import CompiledTopic, TopicMatcher, holding
from rules.words import is_arabic, printed_words


def failing(rules: TopicRules, topic: CompiledTopic, matcher: TopicMatcher) -> Iterator[Problem]:
    """A problem for each example that the topic misses, or matches against its word.

    The gates (languages, sources, tags) are not asked: an example has no source.
    """
    for located in rules.examples_match:
        if not any(holding(topic, view) for view in _views(located.text, matcher)):
            yield _problem(located, f"the topic {topic.name} misses this example", _HINT_MISSED)
    for located in rules.examples_not:
        for view in _views(located.text, matcher):
            held = holding(topic, view)
            if held:
                hint = f"the condition of line {held[0].condition.line} holds"
                message = f"the topic {topic.name} matches this example, but should not"
                yield _problem(located, message, hint)
                break


_HINT_MISSED = "no condition under any: or all: holds; or one under none: does"


def _problem(located: Located, message: str, hint: str) -> Problem:
    length = min(len(located.text.split("\n")[0]), 60) or 1
    return Problem(located.line, located.column, message, hint, length)


def _views(text: str, matcher: TopicMatcher) -> Iterator[View]:
    """The example read as a text, and as a headline; of two lines the first is the headline."""
    language = guess_language(text)
    head, _, rest = text.strip().partition("\n")
    if rest:
        yield _view(Article("example", "", head, rest, language=language), matcher)
        return
    yield _view(Article("example", "", "", text, language=language), matcher)
    yield _view(Article("example", "", text, "", language=language), matcher)


def _view(article: Article, matcher: TopicMatcher) -> View:
    return matcher.read(article).view()


def guess_language(text: str) -> str | None:
    """Arabic by its letters; English or French by their small words; None when even."""
    if is_arabic(text):
        return "ar"
    words = [word.lower() for word in printed_words(text)]
    counts = {
        language: sum(word in known for word in words) for language, known in FUNCTION_WORDS.items()
    }
    best = max(counts, key=lambda language: counts[language])
    others = [count for language, count in counts.items() if language != best]
    return best if counts[best] > max(others, default=0) else None
