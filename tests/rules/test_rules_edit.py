# ruff: noqa: ISC004 # files longer than a line are the rule here
"""One source more, one source less: the editor's comments, order and quotes stay."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.changes import changes
from rules.edit import EditError, add_source, remove_source
from rules.load import load

NEW, URL = "Le Courrier du Delta", "https://delta.example/rss?a=1&b=2#x"
TOPICS = "topics:\n  ports: {any: [port, ميناء]}  # ports\n"

# (the section as it is, as it is with the new source)
WRITTEN = {
    "short mappings in lines": (
        'sources:\n\n  # Ports\n  - {name: Post, url: "https://post.example/"}  # daily\n\n# end\n',
        'sources:\n\n  # Ports\n  - {name: Post, url: "https://post.example/"}  # daily\n'
        f'  - {{name: {NEW}, url: "{URL}"}}\n\n# end\n',
    ),
    "long mappings": (
        "sources:\n-   name: Post  # remark\n    url: https://post.example/\n    # last\n# end\n",
        "sources:\n-   name: Post  # remark\n    url: https://post.example/\n"
        f"-   name: {NEW}\n    url: {URL}\n    # last\n# end\n",
    ),
    "a dash above its mapping": (
        "sources:\n  -\n    name: Post\n    url: https://post.example/\n",
        "sources:\n  -\n    name: Post\n    url: https://post.example/\n"
        f"  - name: {NEW}\n    url: {URL}\n",
    ),
    "bare addresses, no break at the end": (
        "sources:\n  - https://post.example/  # daily",
        f'sources:\n  - https://post.example/  # daily\n  - {{name: {NEW}, url: "{URL}"}}',
    ),
    "brackets": (
        "sources: [https://post.example/]  # all\n",
        f'sources: [https://post.example/, {{name: {NEW}, url: "{URL}"}}]  # all\n',
    ),
    "brackets over lines": (
        "sources: [\n  https://a.example/, # a\n  https://post.example/ # b\n]\n",
        "sources: [\n  https://a.example/, # a\n"
        f'  https://post.example/, {{name: {NEW}, url: "{URL}"}} # b\n]\n',
    ),
    "empty brackets": (
        "sources: []  # none\n",
        f'sources: [{{name: {NEW}, url: "{URL}"}}]  # none\n',
    ),
    "nothing below the key": (
        "sources:   # none yet\n# end\n",
        f'sources:   # none yet\n  - {{name: {NEW}, url: "{URL}"}}\n# end\n',
    ),
    "a list within a mapping": (
        "sources:\n  - name: Post\n    url: https://post.example/\n    ignore:\n      - '*/a/*'\n"
        '      - "*/b/*"\n\n\n',
        "sources:\n  - name: Post\n    url: https://post.example/\n    ignore:\n      - '*/a/*'\n"
        f'      - "*/b/*"\n  - name: {NEW}\n    url: {URL}\n\n\n',
    ),
}


@pytest.mark.parametrize("head", ["", "\ufeff# عنوان 🚢\n", TOPICS])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("name", WRITTEN)
def test_a_source_joins_in_the_form_of_the_last_one(name: str, newline: str, head: str):
    """It is written as its neighbour is; taken out again, every byte is as before."""
    before, after = (f"{head}{one}".replace("\n", newline) for one in WRITTEN[name])
    added = add_source(before, NEW, URL)
    assert added == after
    assert set(load(added.encode()).rulebook.sources) >= {NEW}
    assert remove_source(added, NEW) == before


def test_a_file_without_the_section_gets_one():
    """At its end, behind a blank line."""
    assert add_source(TOPICS.rstrip("\n"), "delta.example/rss", "https://delta.example/rss") == (
        TOPICS + "\nsources:\n  - https://delta.example/rss\n"
    )


NEIGHBOURS = """\
sources:
  # of the north
  - {name: Nord, url: "https://nord.example/"}  # weekly
  # of the south
  - name: Sud      # daily
    # its feed
    url: https://sud.example/

    tags: [south]
  # of the east

  - https://www.est.example/
chats: [1]
"""


@pytest.mark.parametrize(
    ("name", "gone"),
    [
        ("Nord", (2,)),
        ("Sud", (4, 5, 6, 7, 8)),
        ("est.example", (11,)),
    ],
)
def test_only_its_own_lines_go(name: str, gone: tuple[int, ...]):
    """Remarks of the neighbours and blank lines between them stay."""
    lines = NEIGHBOURS.splitlines(keepends=True)
    left = "".join(line for number, line in enumerate(lines) if number not in gone)
    assert remove_source(NEIGHBOURS, name) == left


@pytest.mark.parametrize(
    ("before", "name", "after"),
    [
        ("[https://a.example/, https://b.example/] # all\n", "a.example", "[https://b.example/]"),
        ("[https://a.example/]\n", "a.example", "[]"),
        ("[\n  https://a.example/, # a\n  # b\n  https://b.example/ # b\n]\n", "a.example",
         "[\n  # b\n  https://b.example/ # b\n]"),
        ("[\n  https://a.example/, # a\n  https://b.example/ # b\n]\n", "b.example",
         "[\n  https://a.example/, # a\n]"),
    ],
)  # fmt: skip
def test_brackets_keep_what_is_left(before: str, name: str, after: str):
    """The comma goes with its item, a neighbour's remark does not."""
    result = remove_source(f"sources: {before}", name)
    assert result.startswith(f"sources: {after}")
    assert load(result.encode()).rulebook is not None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{sources: [https://a.example/]}\n", "within braces"),
        ("topics: {p: {any: port}}\n...\n", "ends with"),
        ("sources: &all\n  - https://a.example/\n", "unusual"),
        ("sources: [", "not YAML"),
    ],
)
def test_what_cannot_be_edited_says_so(text: str, said: str):
    """No guess is made."""
    with pytest.raises(EditError, match=said):
        add_source(text, NEW, URL)


def test_an_unknown_name_is_no_source():
    """Nor is one that only begins alike."""
    with pytest.raises(EditError, match="no source is called “Su”"):
        remove_source(NEIGHBOURS, "Su")


names = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters='{}"')
    | st.just(" "),
    max_size=30,
)
remarks = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), max_size=20)
FORMS = (
    "  - https://{n}.example/a?b=c#d",
    '  - {{name: "N {n}", url: "https://{n}.example/"}}',
    "  - name: 'N {n}'\n    url: https://{n}.example/\n    tags: [a, b]",
    "  -   url: https://{n}.example/\n      ignore:\n        - '*/x/*'\n      # within\n",
)


@st.composite
def files(draw: st.DrawFn) -> str:
    """A rules file of any order, with remarks and blank lines anywhere."""
    rows = []
    for number in range(draw(st.integers(0, 5))):
        rows += [f"  # {draw(remarks)}"] * draw(st.integers(0, 1)) + [""] * draw(st.integers(0, 2))
        rows.append(draw(st.sampled_from(FORMS)).format(n=f"s{number}"))
        rows[-1] += draw(st.sampled_from(["", "  # same line"])) if "\n" not in rows[-1] else ""
    section = "\n".join(["sources:  # here", *rows]) + "\n"
    other = [f"# {draw(remarks)}\n{TOPICS}", "chats: [1]\n\n# end\n"]
    parts = draw(st.permutations([section, *other]))
    return "".join(parts).replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


@settings(max_examples=150, deadline=None)
@given(
    text=files(),
    name=names,
    query=st.text("abc0&=,#[]{}*!|%@-:", max_size=12),
)
def test_in_and_out_again_gives_every_byte_back(text: str, name: str, query: str):
    """Whatever stands around it; in between exactly one source is new."""
    title, url = f"J{name}".strip(), f"https://new.example/f?{query}"
    before = load(text.encode()).rulebook
    added = add_source(text, title, url)
    after = load(added.encode())
    assert after.problems == ()
    assert [str(one) for one in changes(before, after.rulebook)] == [f"+source {title}"]
    assert after.rulebook.sources[title].url == url
    assert set(text.splitlines()) <= set(added.splitlines())
    assert remove_source(added, title) == text


@settings(max_examples=100, deadline=None)
@given(text=files(), data=st.data())
def test_any_source_may_go(text: str, data: st.DataObject):
    """The others stay as they are, and so does every remark that is not its own."""
    before = load(text.encode()).rulebook
    if not before.sources:
        return
    name = data.draw(st.sampled_from(list(before.sources)))
    left = remove_source(text, name)
    after = load(left.encode()).rulebook
    assert [str(one) for one in changes(before, after)] == [f"−source {name}"]
    kept = iter(left.splitlines(keepends=True))
    whole = text.splitlines(keepends=True)
    assert sum(1 for _ in kept) <= len(whole)
    assert [line for line in whole if line.lstrip().startswith("# ")] == [
        line for line in left.splitlines(keepends=True) if line.lstrip().startswith("# ")
    ] or "# within" in text
