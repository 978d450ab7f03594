"""docs/rules-file.md, made of the tables of keys: the loader's truth, in words."""

from __future__ import annotations

from rules.schema import Section
from rules.sections import chats, settings, sources, topics

INTRODUCTION = """\
# The rules file

`rules.yaml` says what is watched, what is looked for and who is told. This page lists every
section and every key; it is written by the program's own tables (`rules/reference.py`), so
that it cannot tell anything else than what is checked.

The smallest useful file:

```yaml
topics:
  harbour:
    any: harbour
sources:
  - https://news.example/feed.xml
chats:
  - chat: 123456789
```

`python bot.py check` shows every mistake at once, each with its line, a caret and a hint.
A running bot takes up a changed file by itself; while the file has a mistake, it goes on
with the last good one.

How things are written:

- **Indent with spaces**, never with tabs. What belongs together begins at the same column.
- **Conditions stand in single quotes**, `'{weapons} NEAR/8 "air force"'`: braces, stars and
  quotation marks mean something else to YAML when they come first.
- **Lengths of time** are a number and a unit: `90s`, `5m`, `2h`, `3d`, `1w`, `1h30m`.
- **Times of day** run from `00:00` to `23:59`.
- **Yes and no** are `true` and `false` (`yes`, `no`, `on` and `off` do as well).
- **Languages** are two letters: `en`, `fr`, `ar`. `no` is Norwegian, not a no.
- A list of one may be written without its brackets: `topics: harbour`.
- A key with nothing behind it is a mistake; a whole section left empty is not.
"""

LISTS = """\
## `lists`

Named word lists, used in conditions as `{name}`. A list has a part for each language, or is
one list for all:

```yaml
lists:
  weapons:
    en: [missile, "fighter jet", =HIMARS]
    fr: [missile, "avion de combat"]
    ar: [صاروخ, "طائرة مقاتلة"]
    all: ["{makers}"]        # counts in every language
  makers: [Norland Arms, Harbour Works]
```

An entry is a word (found in all its forms), a phrase, `=Exactly-so`, `begin*` or another
`{list}`. Names of lists consist of letters, digits, `-` and `_`. A list without a part for
a configured language is a warning.
"""

LIMITS = """\
## Limits

What is beyond these is refused with a sentence that says so. They leave room for 10,000 topics.

| of the file | at most |
| --- | --- |
| size | 10 MB, 500,000 values, 30 levels, 100 `*` references |
| entries of one list or group: topics, sources, chats, conditions, words, … | 20,000 |
| conditions | 50,000, with 3,000,000 characters and 500 `/regular expressions/` |
| words written into lists | 100,000; with the lists that stand in lists 300,000 |
| words of the `{lists}` that conditions name, counted each time | 5,000,000 |
| examples | 1,000,000 trials: conditions of its topic plus ten for each; 10,000 characters each |
| mistakes | 200, then reading ends |

Tags of YAML (`!…`) mean nothing here; every value is text until its key reads it.
"""

_SECTIONS = (
    ("settings", settings.SECTION, "What holds for the whole file. Every key may be left out."),
    (
        "topics",
        topics.SECTION,
        (
            "What is looked for, by name. A topic needs at least one of `any`, `all` and `score`; "
            "how conditions are written is told at the head of the topics in the shipped "
            "`rules.yaml`."
        ),
    ),
    ("examples of a topic", topics.EXAMPLES_SECTION, "Sentences that prove the conditions."),
    (
        "sources",
        sources.SECTION,
        (
            "What is watched: a list of addresses, or of mappings with these keys. Names and "
            "addresses are unique."
        ),
    ),
    (
        "chats",
        chats.SECTION,
        (
            "Who is told: a list of chat numbers, or of mappings with these keys. Without chats, "
            "alerts are printed in the terminal."
        ),
    ),
)


def reference() -> str:
    """The whole page, in Markdown."""
    parts = [_section(*section) for section in _SECTIONS]
    return "\n".join([INTRODUCTION, parts[0], LISTS, *parts[1:], LIMITS])


def _section(title: str, section: Section, about: str) -> str:
    rows = ["| key | what to write | left out | meaning |", "| --- | --- | --- | --- |"]
    for key in section.keys:
        name = f"`{key.name}`" + (" (needed)" if key.required else "")
        cells = (name, key.wants, key.shown or "not possible", key.doc)
        rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    heading = title if " " in title else f"`{title}`"
    return f"## {heading}\n\n{about}\n\n" + "\n".join(rows) + "\n"
