"""What hubs say, and whether it was signed: pure values."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitors.websub import NO_LEASE, Proof, form, intent

KEY = "a-secret-of-the-tests"
BODY = b"<rss>\xff\x00 \xd8\xa7</rss>"


def signed(method: str = "sha256", body: bytes = BODY, key: str = KEY) -> str:
    """A signature as a hub writes it."""
    return f"{method}={hmac.new(key.encode(), body, method).hexdigest()}"


def holds(header: str, body: bytes = BODY) -> bool:
    """Whether a signature holds for a body that comes in pieces."""
    proof = Proof(header, KEY)
    for start in range(0, len(body), 5):
        proof.take(body[start : start + 5])
    return proof.holds()


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
def test_each_method_of_the_recommendation_is_known(method: str):
    """In either case of its digits."""
    assert holds(signed(method))
    name, _, digest = signed(method).partition("=")
    assert holds(f" {name}={digest.upper()} ")


@pytest.mark.parametrize(
    "header",
    [
        "",
        "sha256",
        "sha256=",
        f"md5={hashlib.md5(BODY).hexdigest()}",  # noqa: S324 # which is refused
        f"sha256={hashlib.sha256(BODY).hexdigest()}",
        signed(key="another"),
        signed(body=BODY + b" "),
        signed("sha1").replace("sha1", "sha256"),
        signed()[:-1],
        signed() + "0",
        "sha256=é",
        f"{signed()}, {signed('sha1')}",
    ],
)
def test_anything_else_does_not_hold(header: str):
    """No key, another key or body, a method unknown or cut short."""
    assert not holds(header)


@given(st.text(max_size=200), st.binary(max_size=50))
def test_no_header_raises_or_holds_by_chance(header: str, body: bytes):
    """Whatever stands in it."""
    proof = Proof(header, KEY)
    proof.take(body)
    assert not proof.holds()


def test_what_a_hub_asks_is_read():
    """Mode, topic, challenge, lease, reason."""
    query = {"hub.mode": "subscribe", "hub.topic": "t", "hub.challenge": "c 1"}
    asked = intent({**query, "hub.lease_seconds": "600", "hub.reason": " too\n many "})
    assert (asked.mode, asked.topic, asked.challenge) == ("subscribe", "t", "c 1")
    assert (asked.lease, asked.reason) == (timedelta(minutes=10), "too many")


@pytest.mark.parametrize("seconds", ["", "-1", "1e9", "٣", "9" * 13, "ten"])
def test_a_lease_that_cannot_be_read_is_a_day(seconds: str):
    """A hub must name one; not all do."""
    assert intent({"hub.lease_seconds": seconds}).lease == NO_LEASE


def test_the_longest_lease_is_a_length_of_time():
    """Twelve digits are no overflow."""
    assert intent({"hub.lease_seconds": "9" * 12}).lease > timedelta(days=3650)


@pytest.mark.parametrize("challenge", ["", "a\r\nb", "é", "x" * 1001, "\0"])
def test_a_challenge_that_is_no_plain_word_is_not_echoed(challenge: str):
    """What is echoed stands in our answer."""
    assert intent({"hub.challenge": challenge}).challenge == ""


def test_a_request_is_a_form():
    """The secret goes with a subscription only."""
    lease = timedelta(days=10)
    asked = dict(form("subscribe", "t", "https://b.example/p/k", lease=lease, secret=KEY))
    assert asked == {
        "hub.mode": "subscribe",
        "hub.topic": "t",
        "hub.callback": "https://b.example/p/k",
        "hub.lease_seconds": "864000",
        "hub.secret": KEY,
    }
    assert KEY not in str(form("unsubscribe", "t", "https://b.example", lease=lease, secret=KEY))
