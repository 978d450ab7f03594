"""Logins of sources' addresses: in rules.yaml alone, and yet a changed one is noticed."""

from __future__ import annotations

import pytest

from model.address import marked, with_login, without_login
from model.source import Kind, Source, SourceState
from store.transitions import Kept, keep
from tests.kit.line import START

RULED = "https://ada:s3cret@post.example/feed"
OTHER = RULED.replace("s3cret", "another")


def test_nothing_kept_holds_the_login():
    """The address of the rules is marked by two bytes instead."""
    [one] = keep({}, [Source("Post", RULED)], START)
    assert one.rules_url == marked(RULED)
    assert "s3cret" not in repr(one)


@pytest.mark.parametrize(
    ("kept", "ruled", "anew"),
    [(RULED, RULED, False), (marked(RULED), RULED, False), (marked(RULED), OTHER, True)],
    ids=["of an earlier version", "the same", "another password"],
)
def test_a_changed_password_is_tried_at_once(kept: str, ruled: str, anew: bool):  # a case
    """As any changed address; what an earlier version kept is no change, and is made bare."""
    old = Kept(SourceState("Post", checks=5), kept, Kind.AUTO)
    changed = keep({"Post": old}, [Source("Post", ruled)], START)
    assert [one.state.checks for one in changed] in ([[6]] if anew else [[], [5]])
    assert "s3cret" not in repr(changed)


@pytest.mark.parametrize(
    ("found", "asked"),
    [
        ("https://post.example/new", "https://ada:s3cret@post.example/new"),
        ("https://other.example/new", "https://other.example/new"),
        ("http://post.example/new", "http://post.example/new"),
        ("https://[", "https://["),
    ],
)
def test_a_login_goes_to_its_own_host_only(found: str, asked: str):
    """And never without encryption where the rules have it."""
    assert with_login(found, RULED) == asked
    assert without_login(asked) == found
