"""What the words of a topic really match in articles of one language. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rules import tree
from rules.inflect_ar import as_printed
from rules.inventory import Inventory
from rules.lexemes import Fault
from rules.located import Located, TopicRules
from rules.stem import stem
from rules.syntax import parse
from rules.tree import Node, Term, children
from rules.vocabulary import Manner, Slot, Vocabulary
from rules.words import fold, is_arabic, printed_words

_NAMES = ("author", "site", "lang")  # their words are not inflected


@dataclass(frozen=True, slots=True)
class Row:
    """One term: as an editor would type it, and for each of its words what stands for it."""

    typed: str
    matches: tuple[tuple[str, ...], ...]

    def __str__(self) -> str:
        """The forms of a word; of a phrase those of each word, with a + between them."""
        if all(len(forms) == 1 for forms in self.matches):
            return " ".join(forms[0] for forms in self.matches)
        return " + ".join(", ".join(forms) for forms in self.matches)


@dataclass(frozen=True, slots=True)
class Group:
    """The terms of one list, or (`name` "") those typed in the conditions themselves."""

    name: str
    rows: tuple[Row, ...]


def groups(topic: TopicRules, of: Inventory, language: str) -> tuple[Group, ...]:
    """What a topic asks of articles in `language`: its own words, then list by list."""
    own: dict[Row, None] = {}
    named: dict[str, tuple[Term, ...]] = {}
    for located in conditions(topic):
        node = parse(located.text)
        for leaf, scope in _leaves(node, "") if not isinstance(node, Fault) else ():
            if isinstance(leaf, tree.ListRef):
                named["=" * leaf.exact + leaf.name] = _terms(of, leaf)
            else:
                own.update(dict.fromkeys(_rows([leaf], language, of.languages, scope)))
    found = (
        Group(name, tuple(_rows(terms, language, of.languages))) for name, terms in named.items()
    )
    return tuple(group for group in (Group("", tuple(own)), *found) if group.rows)


def conditions(topic: TopicRules) -> tuple[Located, ...]:
    """All conditions of a topic, in the order of the parts."""
    return (*topic.any, *topic.all, *(located for located, _ in topic.score), *topic.none)


def _leaves(node: Node, scope: str) -> Iterator[tuple[Node, str]]:
    inner = node.name if isinstance(node, tree.Scope) else scope
    if not children(node):
        yield node, scope
    for part in children(node):
        yield from _leaves(part, inner)


def _terms(of: Inventory, leaf: tree.ListRef) -> tuple[Term, ...]:
    terms = of.terms[leaf.name]
    if not leaf.exact:
        return terms
    return tuple(Term(one.text, 0, 0, exact=True, section=one.section) for one in terms)


def _rows(
    leaves: Sequence[Node], language: str, languages: tuple[str, ...], scope: str = ""
) -> Iterator[Row]:
    vocabulary = Vocabulary(languages)
    for leaf in leaves:
        if isinstance(leaf, tree.Regex):
            yield Row(f"/{leaf.pattern}", (("whatever the expression fits",),))
        elif isinstance(leaf, Term) and _asked(leaf, language):
            yield _row(leaf, language, vocabulary, scope)


def _asked(term: Term, language: str) -> bool:
    """Whether readers of the language care: an Arabic word among English ones is noise."""
    if term.section:
        return term.section == language
    return is_arabic(term.text) == (language == "ar") or term.exact


def _row(term: Term, language: str, vocabulary: Vocabulary, scope: str) -> Row:
    if "*" in term.text:
        return Row(term.text, ((term.text.replace("*", "…"),),))
    words = printed_words(term.text)
    if term.exact:
        return Row(f"={term.text}", tuple((word,) for word in words))
    if term.stem:
        stems = ((f"{stem(word, language)}… (its stem)",) for word in words)
        return Row(f"stem:{term.text}", tuple(stems))
    manner = Manner.PLAIN if scope in _NAMES else Manner.WIDENED
    forms = (_forms(Slot(word, manner, term.section), language, vocabulary) for word in words)
    return Row(term.text, tuple(forms))


def _forms(slot: Slot, language: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The word itself first, then its other forms from short to long."""
    folded = fold(slot.text)
    others = sorted(vocabulary.forms(slot, language) - {folded}, key=lambda form: (len(form), form))
    shown = (slot.text.casefold(), *(_shown(form, slot.text) for form in others))
    return tuple(dict.fromkeys(shown))


def _shown(form: str, typed: str) -> str:
    """A form as it is written: forms are kept without hamza, which people do write."""
    if not is_arabic(form):
        return form
    folded = fold(typed)
    return typed + form[len(folded) :] if form.startswith(folded) else as_printed(form)
