"""rules.yaml becomes a Rulebook, or every mistake in it at once. Pure.

bytes ─decode→ text ─compose→ nodes ─sections→ settings, lists, topics, sources, chats
      ─compile→ matcher ─crosscheck→ Rulebook

A part with a mistake is left out and the rest is still checked, so that one look shows
the editor everything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from types import MappingProxyType

from model.rulebook import Matcher, Problem, Rulebook
from model.source import Source
from rules import crosscheck
from rules.amounts import excessive
from rules.collecting import uncollected
from rules.compile import compile_rules
from rules.lines import split_lines
from rules.lint import Lint
from rules.located import TopicRules, WordList
from rules.nodes import Mapping as MappingNode
from rules.nodes import Node, Scalar, compose
from rules.nodes import Sequence as ListNode
from rules.schema import Enough, Notes, empty, shape
from rules.sections import chats, lists, settings, sources, topics
from rules.sections.chats import ReadChat
from rules.sections.settings import Defaults
from rules.sections.topics import ReadTopic
from rules.suggest import did_you_mean
from rules.yaml_faults import unreadable_character

LARGEST = 10_000_000  # bytes
SECTIONS = ("settings", "lists", "topics", "sources", "chats")
SMALLEST = "the smallest useful file has a topic, a source and a chat"

Compiler = Callable[
    [Sequence[TopicRules], Mapping[str, WordList], tuple[str, ...]],
    tuple[Matcher, tuple[Problem, ...]],
]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A rulebook, or the problems that refuse it, sorted by line. Never both."""

    rulebook: Rulebook | None
    problems: tuple[Problem, ...]


def load(text: bytes, *, compiler: Compiler = compile_rules, lint: bool = True) -> Loaded:
    """Read the content of a rules file. Never raises for what an editor can write.

    `compiler` makes the matcher of the topics; the default is the rule language. Without `lint`
    the warnings about conditions that are sound but odd are left out, a quarter of the time.
    """
    with uncollected():  # a fifth of the time, where there are ten thousand sources
        return _load(text, compiler, lint=lint)


def _load(text: bytes, compiler: Compiler, *, lint: bool) -> Loaded:
    decoded = _decode(text)
    if isinstance(decoded, Problem):
        return Loaded(None, (decoded,))
    root, problems = compose(decoded)
    if root is None or empty(root):
        return Loaded(None, problems or (_whole_file("the file is empty", SMALLEST),))
    if not isinstance(root, MappingNode):
        return Loaded(None, (*problems, _no_sections(root)))
    notes = Notes(list(problems))
    try:
        read = _read(root, notes)
    except Enough:
        return Loaded(None, _sorted(notes.problems))
    excess = excessive(_rules(read), read.lists, read.defaults.languages)
    if excess is not None:
        return Loaded(None, _sorted([*notes.problems, excess]))
    matcher, more = compiler(_rules(read), read.lists, read.defaults.languages)
    if notes.problems or more:
        return Loaded(None, _sorted([*notes.problems, *more]))
    if lint:
        notes.warnings += Lint(read.lists, read.defaults.languages).warnings(_rules(read))
    return Loaded(_rulebook(text, read, matcher, notes), ())


def _decode(text: bytes) -> str | Problem:
    """The file's text, without a byte order mark."""
    if len(text) > LARGEST:
        hint = "word lists this long are better split over several bots"
        return _whole_file(f"the file is larger than {LARGEST // 1_000_000} MB", hint)
    try:
        decoded = text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _not_utf8(text, error.start)
    return unreadable_character(decoded) or decoded


def _not_utf8(text: bytes, start: int) -> Problem:
    before = split_lines(text[:start].decode("utf-8", "replace").removeprefix("\ufeff"))
    message = "from here on the file is not UTF-8 text"
    hint = "in your editor choose “Save as …” with the encoding UTF-8"
    return Problem(len(before), len(before[-1]) + 1, message, hint)


def _whole_file(message: str, hint: str) -> Problem:
    """A problem that no line shows: it stands at the top, without a caret."""
    return Problem(1, 1, message, hint, length=0)


def _no_sections(root: Node) -> Problem:
    message = f"the file should consist of sections, but is {shape(root)}"
    return Problem(root.line, root.column, message, f"sections are {', '.join(SECTIONS)}")


def _sorted(problems: list[Problem]) -> tuple[Problem, ...]:
    """By place, each once: compiler and loader may see the same mistake."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda p: (p.line, p.column)))


@dataclass(frozen=True, slots=True)
class _Read:
    """All sections, mistakes left out."""

    defaults: Defaults
    lists: dict[str, WordList]
    topics: dict[str, ReadTopic]
    sources: dict[str, Source]
    chats: tuple[ReadChat, ...]
    lists_whole: bool


def _read(root: MappingNode, notes: Notes) -> _Read:
    sections = _sections(root, notes)
    defaults = settings.read(_group(sections, "settings", notes), notes)
    before = len(notes.problems)
    read_lists = lists.read(_group(sections, "lists", notes), defaults.languages, notes)
    read = _Read(
        defaults=defaults,
        lists=read_lists,
        lists_whole=len(notes.problems) == before,
        topics=topics.read(_group(sections, "topics", notes), notes),
        sources=sources.read(_list(sections, "sources", notes), defaults, notes),
        chats=chats.read(_list(sections, "chats", notes), defaults, notes),
    )
    _crosscheck(read, sections, notes)
    return read


def _sections(root: MappingNode, notes: Notes) -> dict[str, Node]:
    """The sections by name; those left empty count as left out."""
    for name, _ in root.pairs:
        if name.text not in SECTIONS:
            hint = did_you_mean(name.text, SECTIONS)
            notes.wrong(name, f"there is no section “{name.text}”", hint)
    return {name.text: node for name, node in root.pairs if not empty(node)}


def _group(sections: Mapping[str, Node], name: str, notes: Notes) -> MappingNode:
    node = sections.get(name, MappingNode((), 1, 1))
    if isinstance(node, MappingNode):
        return node
    message = f"“{name}” is {shape(node)}, but should be a group of “name: …” lines"
    notes.wrong(node, message, f"write “{name}:” and under it, indented, “name: …” without a dash")
    return MappingNode((), node.line, node.column)


def _list(sections: Mapping[str, Node], name: str, notes: Notes) -> ListNode:
    node = sections.get(name, ListNode((), 1, 1))
    if isinstance(node, ListNode):
        return node
    message = f"“{name}” is {shape(node)}, but should be a list"
    notes.wrong(node, message, "begin each of its items with a dash: “- …”")
    return ListNode((), node.line, node.column)


def _crosscheck(read: _Read, sections: Mapping[str, Node], notes: Notes) -> None:
    names = crosscheck.Names(
        topics=_names(sections.get("topics")),
        sources=(*read.sources, *_named(sections.get("sources"))),
    )
    crosscheck.references(read.topics, read.sources, read.chats, names, notes)
    crosscheck.followers(read.topics, read.chats, notes)
    for name, without in (
        ("topics", "nothing is looked for"),
        ("sources", "nothing is watched"),
        ("chats", "alerts go to the terminal"),
    ):
        if not getattr(read, name) and not _items(sections.get(name)):
            hint = f"add a section “{name}:”"
            notes.warnings.append(_whole_file(f"there are no {name}: {without}", hint))


def _names(node: Node | None) -> tuple[str, ...]:
    return tuple(key.text for key, _ in node.pairs) if isinstance(node, MappingNode) else ()


def _named(node: Node | None) -> tuple[str, ...]:
    """The `name` of each source written down, whatever else is wrong with it."""
    items = node.items if isinstance(node, ListNode) else ()
    pairs = (pair for item in items if isinstance(item, MappingNode) for pair in item.pairs)
    return tuple(v.text for k, v in pairs if k.text == "name" and isinstance(v, Scalar))


def _items(node: Node | None) -> bool:
    return bool(getattr(node, "items", ()) or getattr(node, "pairs", ()))


def _rules(read: _Read) -> list[TopicRules]:
    """What is compiled. A word list with mistakes would fail examples that are right."""
    rules = [topic.rules for topic in read.topics.values()]
    if read.lists_whole:
        return rules
    return [replace(topic, examples_match=(), examples_not=()) for topic in rules]


def _rulebook(text: bytes, read: _Read, matcher: Matcher, notes: Notes) -> Rulebook:
    return Rulebook(
        version=sha256(text).hexdigest()[:8],
        settings=read.defaults.settings,
        topics=MappingProxyType({name: topic.topic for name, topic in read.topics.items()}),
        sources=MappingProxyType(read.sources),
        chats=tuple(chat.chat for chat in read.chats),
        matcher=matcher,
        warnings=_sorted(notes.warnings),
        lists=MappingProxyType({name: _as_written(one) for name, one in read.lists.items()}),
    )


def _as_written(words: WordList) -> dict[str, tuple[str, ...]]:
    return {language: tuple(t.text for t in terms) for language, terms in words.sections.items()}
