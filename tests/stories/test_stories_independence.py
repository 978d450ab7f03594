"""How many sources a story has."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from model.story import Member, Story
from stories.independence import independent

NOW = datetime(2026, 3, 3, tzinfo=UTC)


def member(name: str, outlet: str = "", agency: str = "", copy_of: str | None = None) -> Member:
    """A member of a story."""
    return Member(name, "", "", NOW, outlet=outlet or name, agency=agency, copy_of=copy_of)


def groups(*members: Member) -> list[list[str]]:
    """The ids of each source's articles."""
    found = independent(Story("s", members))
    return [[one.article_id for one in group] for group in found]


def test_ten_papers_with_one_agency_s_text_are_one_source():
    """Copies count once, whoever prints them and whether or not they say whose text it is."""
    papers = [member(f"p{i}", copy_of="p0" if i else None) for i in range(10)]
    assert len(groups(*papers)) == 1


def test_articles_that_credit_one_agency_are_one_source():
    """Rewritten text of an agency is the agency's still, and so is its own site."""
    made = groups(
        member("a", agency="AFP"),
        member("b", agency="Agence France-Presse"),
        member("c", outlet="AFP"),
        member("d"),
    )
    assert made == [["a", "b", "c"], ["d"]]


def test_a_credit_without_a_name_joins_nobody():
    """Two papers that credit "agencies" may have two of them."""
    assert groups(member("a", agency="agencies"), member("b", agency="agencies")) == [["a"], ["b"]]


def test_one_outlet_is_one_source():
    """Three articles of one paper are one voice."""
    made = groups(member("a", "Meridian Post"), member("b", "meridian post"), member("c", "Ledger"))
    assert made == [["a", "b"], ["c"]]


def test_copies_of_an_article_outside_the_story_are_one_source():
    """What they copy need not be among the members."""
    assert groups(member("a", copy_of="gone"), member("b", copy_of="gone")) == [["a", "b"]]


def test_a_copy_of_a_copy_belongs_to_the_first():
    """Chains of copies are one source."""
    made = groups(member("a"), member("b", copy_of="a"), member("c", copy_of="b"))
    assert made == [["a", "b", "c"]]


@given(
    st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from(["", "AFP", "TASS"])), max_size=8)
)
def test_every_member_is_in_one_group(made: list[tuple[str, str]]):
    """Groups divide the story: nobody is lost, nobody counts twice."""
    members = [member(str(at), *one) for at, one in enumerate(made)]
    found = [name for group in groups(*members) for name in group]
    assert sorted(found) == sorted(one.article_id for one in members)
