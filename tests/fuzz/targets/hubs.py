"""What hubs and those who play one say: the head of an answer, a query, a signature."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

from model.source import SourceState
from monitors.listings.hubs import LONGEST, NOTHING, header_links, offer
from monitors.websub import LONGEST_CHALLENGE, Proof, intent
from scheduler import subscription as steps
from tests.fuzz.draws import readable
from tests.kit.line import START

STATE = SourceState("post", hub="https://hub.example/", topic="t")


def run(data: bytes) -> None:
    """Nothing raises; an offer is two plain addresses; nothing is confirmed that was not asked for,
    no lease puts a hub off beyond a month; no signature holds by chance."""
    head, _, rest = readable(data).partition("\0")
    base, _, query = rest.partition("\0")
    found = offer(header_links(head), base)
    if found != NOTHING:
        for address in found:
            assert address.startswith(("http://", "https://")), address
            assert address.isascii(), address
            assert address.isprintable(), address
            assert " " not in address, address
            assert "@" not in urlsplit(address).netloc, address
            assert len(address) <= LONGEST, address
    _said(query)
    proof = Proof(head, "a secret")
    proof.take(data)
    assert not proof.holds()


def _said(query: str) -> None:
    asked = intent(dict(parse_qsl(query, keep_blank_values=True)))
    assert len(asked.challenge) <= LONGEST_CHALLENGE
    assert asked.challenge.isprintable()
    one = steps.asking(steps.new(STATE, "https://bot.example", "t", "s", START), START)
    assert one is not None
    after = steps.confirmed(one, asked, START, 0.5)
    assert after is not None
    if after != one:
        assert (asked.mode, asked.topic) == ("subscribe", "t"), query
        assert timedelta(0) < after.next_try - START <= timedelta(days=30), query
