"""What stands in a valid rules file, for people who want to look: its lists and its topics.

`rules.load` keeps of both only what matching needs; here they are as they were written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rules.lists import Catalogue, resolve
from rules.located import TopicRules, WordList
from rules.nodes import Mapping as MappingNode
from rules.nodes import compose
from rules.schema import Notes, empty
from rules.sections import lists, settings, topics


@dataclass(frozen=True, slots=True)
class Inventory:
    """The lists as written, the terms of every list, the topics, the configured languages."""

    languages: tuple[str, ...]
    lists: Mapping[str, WordList]
    terms: Catalogue
    topics: Mapping[str, TopicRules]


def inventory(text: bytes) -> Inventory:
    """Of the content of a file that `rules.load` took; of another whatever can be read."""
    root, _ = compose(text.decode("utf-8-sig", "replace"))
    pairs = root.pairs if isinstance(root, MappingNode) else ()
    sections = {name.text: node for name, node in pairs if not empty(node)}
    notes = Notes()

    def group(name: str) -> MappingNode:
        node = sections.get(name)
        return node if isinstance(node, MappingNode) else MappingNode((), 1, 1)

    languages = settings.read(group("settings"), notes).languages
    words = lists.read(group("lists"), languages, notes)
    read = topics.read(group("topics"), notes)
    rules = {name: topic.rules for name, topic in read.items()}
    return Inventory(languages, words, resolve(words, languages).terms, rules)
