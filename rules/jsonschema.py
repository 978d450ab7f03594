"""rules.schema.json, made of the tables of keys: what editors complete and check by.

It promises less than `check`: what stands inside a text (a condition, an address, a time
zone) is the loader's to judge. What the loader takes, the schema takes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from rules import fields
from rules.schema import Section
from rules.sections import chats, lists, settings, sources, topics

Schema = Mapping[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"  # what editors' YAML servers know best
TEXT: Schema = {"type": ["string", "number", "boolean"]}  # 2031 and true are words, too
YES_OR_NO: Schema = {"type": ["boolean", "string"], "enum": [True, False, *fields.BOOLEANS]}
CHAT: Schema = {"type": ["integer", "string"]}
NUMBER: Schema = {"type": ["number", "string"]}


def _text(*examples: str) -> Schema:
    return {**TEXT, "examples": list(examples)} if examples else TEXT


def _one_of(names: Mapping[str, object] | tuple[str, ...]) -> Schema:
    """One of a few names, in small letters or in capitals."""
    offered = list(names)
    spelled = "|".join(offered)
    return {
        "anyOf": [{"enum": offered}, {"type": "string", "pattern": f"^(?:{_any_case(spelled)})$"}]
    }


def _any_case(pattern: str) -> str:
    """JSON Schema's patterns know no flag for this."""
    return "".join(f"[{char}{char.upper()}]" if char.isalpha() else char for char in pattern)


def _several(one: Schema) -> Schema:
    """A list, or one alone without its brackets."""
    return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}


def _group(values: Schema, **properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "additionalProperties": values}


LENGTH = _text("90s", "5m", "2h", "3d", "1h30m")
BURST: Schema = {"type": ["string", "boolean"], "examples": ["6 in 10m", "off"]}
THREAD: Schema = {"type": ["integer", "string"]}
SAME_STORY = _text("12h", "always", "never")
PACE = _text("5m", "2m-30m")
LANGUAGE: Schema = {"type": "string", "examples": [*settings.LANGUAGES]}
LANGUAGE_OF_BOT = _one_of(fields.SPOKEN_BY_US)
CONDITIONS = _several(_text("{weapons} NEAR/8 {handover}", '"arms deal" OR "arms embargo"'))
SENTENCES = _several(TEXT)
NAMES = _several(TEXT)
WEIGHTS: Schema = {"type": "object", "additionalProperties": NUMBER}
PRIVATE: Schema = {
    "anyOf": [
        YES_OR_NO,
        {"type": "array", "items": {"type": "string"}, "minItems": 1},
        {"type": "string", "pattern": "[.:]|^localhost$"},
    ]
}

# What may stand behind each key; the tables of the sections say all else of it.
VALUES: Mapping[str, Mapping[str, Schema]] = {
    settings.SECTION.noun: {
        "timezone": _text("UTC", "Europe/Paris", "Africa/Tunis", "Asia/Beirut"),
        "every": PACE,
        "backfill": NUMBER,
        "max_age": LENGTH,
        "retention": LENGTH,
        "allow_private_addresses": PRIVATE,
        "admin_chat": CHAT,
        "language": LANGUAGE_OF_BOT,
        "languages": _several(LANGUAGE),
        "host_pause": LENGTH,
        "same_story": SAME_STORY,
        "burst": BURST,
        "heartbeat": _text("08:00"),
    },
    topics.SECTION.noun: {
        "title": {"anyOf": [TEXT, _group(TEXT, **dict.fromkeys(settings.LANGUAGES, TEXT))]},
        "priority": _one_of(fields.PRIORITIES),
        "any": CONDITIONS,
        "all": CONDITIONS,
        "none": CONDITIONS,
        "score": {"anyOf": [WEIGHTS, {"type": "array", "items": WEIGHTS, "minItems": 1}]},
        "threshold": NUMBER,
        "examples": {},  # a section of its own, put in below
        "languages": _several(LANGUAGE),
        "sources": NAMES,
        "tags": NAMES,
    },
    topics.EXAMPLES_SECTION.noun: {"match": SENTENCES, "not": SENTENCES},
    sources.SECTION.noun: {
        "name": TEXT,
        "url": _text("https://news.example/feed.xml"),
        "kind": _one_of(fields.KINDS),
        "every": PACE,
        "language": LANGUAGE,
        "timezone": _text("Asia/Beirut"),
        "tags": NAMES,
        "links": _text("main h2 a"),
        "ignore": _several(_text("*/sport/*")),
        "encoding": _text("windows-1256", "iso-8859-1"),
        "full_text": YES_OR_NO,
        "backfill": NUMBER,
        "max_age": LENGTH,
        "private": YES_OR_NO,
    },
    chats.SECTION.noun: {
        "chat": CHAT,
        "thread": THREAD,
        "threads": {"type": "object", "additionalProperties": THREAD},
        "language": LANGUAGE_OF_BOT,
        "topics": NAMES,
        "sources": NAMES,
        "languages": _several(LANGUAGE),
        "minimum_priority": _one_of(fields.PRIORITIES),
        "quiet": _text("22:00-07:00"),
        "digest": _text("07:30", "07:30 mon-fri"),
        "timezone": _text("Africa/Tunis"),
        "same_story": SAME_STORY,
        "burst": BURST,
    },
}


def section(one: Section) -> Schema:
    """A mapping of known keys."""
    values = VALUES[one.noun]
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {
            key.name: {**values[key.name], "description": _about(key.doc, key.wants, key.shown)}
            for key in one.keys
        },
        "additionalProperties": False,
    }
    needed = [key.name for key in one.keys if key.required]
    return {**schema, "required": needed} if needed else schema


def _about(doc: str, wants: str, shown: str) -> str:
    left_out = f" Left out: {shown}." if shown else ""
    return f"{doc} Write {wants}.{left_out}"


def _topic() -> Schema:
    topic = dict(section(topics.SECTION))
    examples = topic["properties"]["examples"]
    inner = {**section(topics.EXAMPLES_SECTION), **examples}
    return {
        **topic,
        "properties": {**topic["properties"], "examples": inner},
        "anyOf": [{"required": [name]} for name in ("any", "all", "score")],
    }


def _word_list() -> Schema:
    words = _several(_text("missile", "fighter jet", "=HIMARS", "missil*", "{makers}"))
    parts = dict.fromkeys((*settings.LANGUAGES, lists.EVERY_LANGUAGE), words)
    return {"anyOf": [words, {**_group(words, **parts), "minProperties": 1}]}


def _or_empty(schema: Schema, description: str) -> Schema:
    """A whole section may be left empty."""
    return {**schema, "type": [schema["type"], "null"], "description": description}


def schema() -> Schema:
    """The schema of a whole rules file."""
    items = {"type": "array"}
    return {
        "$schema": DRAFT,
        "title": "Wirewatch: what is watched, what is looked for, who is told",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "settings": _or_empty(section(settings.SECTION), "What holds for the whole file."),
            "lists": _or_empty(_group(_word_list()), "Word lists, used in conditions as {name}."),
            "topics": _or_empty(_group(_topic()), "What is looked for, by name."),
            "sources": _or_empty(
                {**items, "items": {"anyOf": [_text(), section(sources.SECTION)]}},
                "What is watched: addresses, or groups of keys that say more.",
            ),
            "chats": _or_empty(
                {**items, "items": {"anyOf": [CHAT, section(chats.SECTION)]}},
                "Who is told: chat numbers, or groups of keys that say more.",
            ),
        },
    }


def schema_text() -> str:
    """rules.schema.json as it is kept beside rules.yaml."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
