"""rules.schema.json is what the tables of keys say, and takes every file that the loader takes.

BLESS=1 in the environment writes it anew.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from rules.jsonschema import VALUES, schema, schema_text
from rules.nodes import Mapping, Scalar, compose
from rules.sections import chats, settings, sources, topics

ROOT = Path(__file__).parent.parent.parent
SCHEMA = ROOT / "rules.schema.json"
GOOD = [
    ROOT / "rules.yaml",
    *sorted(
        path
        for path in (ROOT / "tests/data/rulesfile/good").glob("*.yaml")
        if ".expected" not in path.name
    ),
]
SECTIONS = (
    settings.SECTION,
    topics.SECTION,
    topics.EXAMPLES_SECTION,
    sources.SECTION,
    chats.SECTION,
)
# of YAML 1.2, which editors read: without quotes these are no texts
PLAIN = {"": None, "~": None, "null": None, "true": True, "false": False}


def as_editors_see(node: object) -> object:
    """A tree of nodes as a YAML server hands it to the schema."""
    if isinstance(node, Mapping):
        return {key.text: as_editors_see(value) for key, value in node.pairs}
    if not isinstance(node, Scalar):
        return [as_editors_see(item) for item in node.items]
    if node.quoted:
        return node.text
    if re.fullmatch(r"[-+]?[0-9]+(\.[0-9]+)?", node.text):
        return float(node.text) if "." in node.text else int(node.text)
    return PLAIN.get(node.text, node.text)


def complaints(text: str) -> list[str]:
    """What the schema has against a file."""
    root, _ = compose(text)
    validator = pytest.importorskip("jsonschema").Draft7Validator(schema())
    return [
        f"{error.json_path}: {error.message}"
        for error in validator.iter_errors(as_editors_see(root))
    ]


def test_the_schema_is_the_committed_one():
    """What the tables say stands in the file that rules.yaml names."""
    if os.environ.get("BLESS"):
        SCHEMA.write_text(schema_text(), encoding="utf-8")
    assert SCHEMA.read_text(encoding="utf-8") == schema_text()
    first = (ROOT / "rules.yaml").read_text(encoding="utf-8").split("\n", 1)[0]
    assert first == "# yaml-language-server: $schema=./rules.schema.json"


def test_the_schema_is_one():
    """It is valid itself."""
    pytest.importorskip("jsonschema").Draft7Validator.check_schema(schema())
    assert json.loads(schema_text()) == schema()


@pytest.mark.parametrize("section", SECTIONS, ids=lambda one: one.noun)
def test_every_key_has_its_form(section):
    """A key added to a table needs a line here, and none is left over."""
    assert list(VALUES[section.noun]) == [key.name for key in section.keys]


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_what_the_loader_takes_the_schema_takes(path):
    """The shipped rules and every good file pass."""
    assert complaints(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("topics:\n  t:\n    any: drone\n    prioritty: high\n", "$.topics.t"),
        ("topics:\n  t:\n    any: drone\n    priority: loud\n", "$.topics.t.priority"),
        ("topics:\n  t:\n    none: drone\n", "$.topics.t"),
        ("topics:\n  t:\n    any: []\n", "$.topics.t.any"),
        ("sources:\n  - name: no address\n", "$.sources[0]"),
        ("chats:\n  - language: fr\n", "$.chats[0]"),
        ("settings:\n  language: de\n", "$.settings.language"),
        ("lists:\n  weapons: {}\n", "$.lists.weapons"),
        ("tpoics: {}\n", "$"),
    ],
)
def test_what_an_editor_underlines(text, place):
    """The mistakes a schema can see are found where they stand."""
    (complaint,) = complaints(text)
    assert complaint.startswith(f"{place}: ")


def test_every_key_says_what_it_is_for():
    """An editor shows a description for each key."""
    topic = schema()["properties"]["topics"]["additionalProperties"]
    assert "at least one" in topic["properties"]["any"]["description"]
    assert topic["properties"]["examples"]["properties"]["not"]["description"]
