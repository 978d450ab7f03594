"""Why a topic was found in an article, or the first thing that stopped it. Pure.

    gates (languages, sources, tags) → any → all → score → none

An explanation tells all of them, also those behind the one that stopped it, each condition
as a tree of steps (`rules.steps`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from model.article import Article, Match
from model.reason import Reason
from model.rulebook import Topic
from rules.document import Document, View
from rules.lacking import found, lacking
from rules.steps import Step, step
from rules.topic import CompiledTopic, Condition

LONGEST_RULE = 60  # code points of a condition that a sentence quotes

PartName = Literal["any", "all", "score", "none"]


@runtime_checkable
class Explainable(Protocol):
    """What an explanation asks of a matcher: its compiled topics, and articles as it reads them."""

    def match(self, article: Article) -> tuple[Match, ...]:
        """All topics found in `article`."""

    def topic(self, name: str) -> CompiledTopic | None:
        """The compiled conditions of one topic."""

    def read(self, article: Article) -> Document:
        """The article with the slots of these rules."""


@dataclass(frozen=True, slots=True)
class Gate:
    """`languages`, `sources` or `tags`: what the topic takes, and what the article is."""

    name: str
    passed: bool
    takes: tuple[str, ...]
    has: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """One condition: where it stands, its weight under `score`, and how it fared."""

    line: int
    text: str
    weight: float
    step: Step


@dataclass(frozen=True, slots=True)
class Part:
    """`any`, `all`, `score` or `none` with all its conditions.

    `total` is the weight of those that held; both it and `threshold` are of `score` only.
    """

    name: PartName
    passed: bool
    conditions: tuple[Judged, ...]
    total: float | None = None
    threshold: float | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """All there is to say of one topic on one article.

    `sentence` says it in one line, without the topic's name: what was found and by which
    condition, or what stopped it first. `match` is what an alert would show.
    """

    topic: str
    line: int
    held: bool
    sentence: str
    gates: tuple[Gate, ...]
    parts: tuple[Part, ...]
    match: Match | None = None


def explain(
    matcher: Explainable, topic: Topic, article: Article, origin: str = "rules.yaml"
) -> Explanation:
    """Try every gate and every condition of one topic; `origin` names the rules file.

    KeyError when the matcher does not know the topic.
    """
    compiled = matcher.topic(topic.name)
    if compiled is None:
        raise KeyError(topic.name)
    gates = tuple(_gates(compiled, article))
    parts = tuple(_parts(compiled, matcher.read(article).view()))
    held = all(gate.passed for gate in gates) and all(part.passed for part in parts)
    matches = matcher.match(article) if held else ()
    match = next((one for one in matches if one.topic == topic.name), None)
    return Explanation(
        topic=topic.name,
        line=topic.line,
        held=held,
        sentence=_held(match, parts, origin) if held else _stopped(gates, parts, topic, origin),
        gates=gates,
        parts=parts,
        match=match,
    )


def _gates(topic: CompiledTopic, article: Article) -> Iterator[Gate]:
    """The gates that the topic has. An article of unknown language passes, as for `admits`."""
    language = (article.language or "").lower().split("-")[0]
    known = (language,) if language else ()
    if topic.languages:
        passed = not known or language in topic.languages
        yield Gate("languages", passed, tuple(sorted(topic.languages)), known)
    for name, takes, has in (
        ("sources", topic.sources, (article.source,) if article.source else ()),
        ("tags", topic.tags, article.tags),
    ):
        if takes:
            yield Gate(name, not takes.isdisjoint(has), tuple(sorted(takes)), has)


def _parts(topic: CompiledTopic, view: View) -> Iterator[Part]:
    """In the order in which the matcher asks."""
    if topic.any:
        judged = _judged(topic.any, view)
        yield Part("any", any(one.step.held for one in judged), judged)
    if topic.all:
        judged = _judged(topic.all, view)
        yield Part("all", all(one.step.held for one in judged), judged)
    if topic.score:
        yield _score(_judged(topic.score, view), topic.threshold)
    if topic.none:
        judged = _judged(topic.none, view)
        yield Part("none", not any(one.step.held for one in judged), judged)


def _judged(conditions: Iterable[Condition], view: View) -> tuple[Judged, ...]:
    return tuple(
        Judged(one.line, " ".join(one.text.split()), one.weight, step(one.node, view, one.text))
        for one in conditions
    )


def _score(judged: tuple[Judged, ...], threshold: float) -> Part:
    total = sum(one.weight for one in judged if one.step.held)
    return Part("score", total >= threshold, judged, total, threshold)


# One sentence


def _held(match: Match | None, parts: Sequence[Part], origin: str) -> str:
    """The reason that the alert gives, and the condition that it comes from."""
    told = [one for part in parts for one in part.conditions if one.step.held]
    line = match.rule_line if match else told[0].line
    rule = next((one for one in told if one.line == line), told[0])
    why = match.why if match else found(rule.step)
    if not why:
        return Reason("found by {rule}", rule=_rule(rule, origin))
    return Reason("found by {rule}: {why}", rule=_rule(rule, origin), why=why)


def _places(judged: Sequence[Judged], origin: str) -> str:
    return f"{origin}:" + ", ".join(dict.fromkeys(str(one.line) for one in judged))


def _stopped(gates: Sequence[Gate], parts: Sequence[Part], topic: Topic, origin: str) -> str:
    shut = next((gate for gate in gates if not gate.passed), None)
    if shut is not None:
        return Reason(
            "stopped by {gate}: {why} ({origin}:{line})",
            gate=shut.name,
            why=_shut(shut),
            origin=origin,
            line=topic.line,
        )
    failed = next(part for part in parts if not part.passed)
    match failed.name:
        case "any":
            return _none_held(failed, origin)
        case "all":
            missing = next(one for one in failed.conditions if not one.step.held)
            rule = _rule(missing, origin)
            return Reason("stopped by all: {rule}: {why}", rule=rule, why=lacking(missing.step))
        case "score":
            return _too_little(failed, origin)
        case "none":
            barred = next(one for one in failed.conditions if one.step.held)
            rule, evidence = _rule(barred, origin), found(barred.step)
            if not evidence:
                return Reason("stopped by none: {rule}", rule=rule)
            return Reason("stopped by none: {rule}: {why}", rule=rule, why=evidence)


def _shut(gate: Gate) -> Reason:
    parts = {"takes": _listed(gate.takes), "has": _listed(gate.has)}
    match gate.name, bool(gate.has):
        case "languages", _:
            return Reason("the article is in “{has}”, the topic takes {takes} only", **parts)
        case "sources", True:
            return Reason("the article is from {has}, the topic takes {takes} only", **parts)
        case "sources", False:
            return Reason("the article is from no source, the topic takes {takes} only", **parts)
        case _, True:
            said = "the article's source has the tags {has}, the topic takes {takes} only"
            return Reason(said, **parts)
        case _:
            return Reason("the article's source has no tags, the topic takes {takes} only", **parts)


def _none_held(part: Part, origin: str) -> str:
    best = max(part.conditions, key=lambda one: one.step.progress)
    if best.step.progress == 0 and len(part.conditions) > 1:
        return Reason("no condition of any held: nothing that they look for was found")
    rule, why = _rule(best, origin), lacking(best.step)
    if len(part.conditions) == 1:
        return Reason("its condition does not hold: {rule}: {why}", rule=rule, why=why)
    return Reason("no condition of any held: closest is {rule}: {why}", rule=rule, why=why)


def _too_little(part: Part, origin: str) -> str:
    held = [one for one in part.conditions if one.step.held]
    parts = {"total": f"{part.total:g}", "threshold": f"{part.threshold:g}"}
    if not held:
        return Reason("stopped by score: {total} of the {threshold} it needs", **parts)
    places = _places(held, origin)
    said = "stopped by score: {total} of the {threshold} it needs ({places})"
    return Reason(said, **parts, places=places)


def _rule(judged: Judged, origin: str) -> Reason:
    text = judged.text
    if len(text) > LONGEST_RULE:
        text = text[:LONGEST_RULE].rsplit(" ", 1)[0] + " …"
    return Reason("“{text}” ({origin}:{line})", text=text, origin=origin, line=judged.line)


def _listed(names: Collection[str]) -> str:
    return ", ".join(names)
