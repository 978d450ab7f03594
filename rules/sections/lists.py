"""`lists:` named word lists, used in conditions as {name}."""

from __future__ import annotations

from rules import fields
from rules.languages import ISO_639_1
from rules.located import Located, WordList
from rules.nodes import Mapping, Node, Scalar
from rules.schema import Enough, Notes, items, located, scalar, shape

EVERY_LANGUAGE = "all"
MOST_WORDS = 100_000  # written into all lists
_name = scalar(fields.list_name, "a name")
_terms = located("a word or phrase")


def read(node: Mapping, languages: tuple[str, ...], notes: Notes) -> dict[str, WordList]:
    """The section `lists`, by name; a list with mistakes keeps what is right in it.

    Raises Enough when the lists have too many words.
    """
    lists, words = {}, 0
    for name, value in node.pairs:
        _name(name, notes)
        sections = _sections(name, value, languages, notes)
        lists[name.text] = WordList(name.text, name.line, name.column, sections)
        words += sum(map(len, sections.values()))
        if words > MOST_WORDS:
            message = f"up to this list there are more than {MOST_WORDS:,} words in lists"
            notes.wrong(name, message, "give a second bot a file of its own")
            raise Enough
    return lists


def _sections(
    name: Scalar, node: Node, languages: tuple[str, ...], notes: Notes
) -> dict[str, tuple[Located, ...]]:
    if not isinstance(node, Mapping):
        return {"": _filled(name, node, notes)}
    sections = {}
    for code, terms in node.pairs:
        if (language := _language(code, languages, notes)) is not None:
            sections[language] = _filled(code, terms, notes)
    if not node.pairs:
        notes.wrong(name, f"the list “{name.text}” is empty", "write “en: [word, word]” under it")
    _missing(name, sections, languages, notes)
    return sections


def _language(code: Scalar, languages: tuple[str, ...], notes: Notes) -> str | None:
    if code.text == EVERY_LANGUAGE:
        return ""
    language = scalar(fields.language, "a language code")(code, notes)
    if language is not None and language not in languages:
        hint = f"settings.languages has {', '.join(languages)}; add “{language}” there"
        notes.odd(code, f"“{language}” is not one of the configured languages", hint)
    return language


def _filled(name: Scalar, node: Node, notes: Notes) -> tuple[Located, ...]:
    """The terms of one part, which must not be empty."""
    if isinstance(node, Mapping):
        hint = f"write {name.text}: [word, “two words”]"
        notes.wrong(node, f"{shape(node)} stands where a list of words is wanted", hint)
        return ()
    if all(isinstance(item, Scalar) and not item.text.strip() for item in items(node)):
        hint = "write words into it, or delete the line"
        notes.wrong(name, f"“{name.text}” has no words", hint)
        return ()
    return _terms(node, notes) or ()


def _missing(
    name: Scalar, sections: dict[str, tuple[Located, ...]], languages: tuple[str, ...], notes: Notes
) -> None:
    """Warn of the configured languages that a list by language leaves out."""
    missing = [code for code in languages if code not in sections]
    if missing and "" not in sections and sections.keys() & ISO_639_1:
        message = f"the list “{name.text}” has no words for {', '.join(missing)}"
        notes.odd(name, message, f"add a line “{missing[0]}: […]” under it")
