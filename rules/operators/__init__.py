"""The operators of the query language, in a written-out table: one line a kind of node.

This naive evaluation is the meaning of the language. Whatever is faster must agree with
it, to the span.
"""

from __future__ import annotations

from collections.abc import Mapping

from rules import tree
from rules.document import Document, View
from rules.operators import atleast, boolean, narrow, near, regex, within, words
from rules.operators.finding import Finding, Operator
from rules.tree import Node

OPERATORS: Mapping[type, Operator] = {
    tree.Words: Operator(words.holds, words.why),
    tree.Regex: Operator(regex.holds, words.why),
    tree.And: Operator(boolean.all_hold, boolean.why_all),
    tree.Or: Operator(boolean.any_holds, boolean.why_any),
    tree.Not: Operator(boolean.does_not_hold, boolean.why_not),
    tree.Near: Operator(near.holds, near.why),
    tree.First: Operator(narrow.first_words, narrow.why_first),
    tree.Scope: Operator(narrow.in_field, narrow.why_in_field),
    tree.Within: Operator(within.holds, within.why),
    tree.AtLeast: Operator(atleast.holds, atleast.why),
}


def ask(node: Node, view: View) -> Finding | None:
    """The evidence that a compiled node holds in a view, None when it does not."""
    return OPERATORS[type(node)].holds(node, view, ask)


def tell(finding: Finding, document: Document) -> str:
    """The reason in words, "" when there is nothing to quote."""
    return OPERATORS[type(finding.node)].why(finding, document, tell)
