"""Which addresses count as the public internet."""

from __future__ import annotations

from ipaddress import IPv4Address, ip_address

import pytest
import yaml
from fetch_kit import DATA
from hypothesis import given
from hypothesis import strategies as st

from monitors.web.addresses import Reach, classify, permitted

TABLE = yaml.safe_load((DATA / "addresses.yaml").read_text(encoding="utf-8"))
CASES = [(address, Reach[name]) for name, addresses in TABLE.items() for address in addresses]


@pytest.mark.parametrize(("address", "reach"), CASES)
def test_an_address_reaches_as_far_as_its_range(address: str, reach: Reach) -> None:
    """The table of special ranges, IPv4 in its IPv6 disguises included."""
    assert classify(address) is reach


@pytest.mark.parametrize(("address", "reach"), CASES)
def test_permission_opens_this_machine_and_private_networks_only(
    address: str, reach: Reach
) -> None:
    """Public is always allowed, loopback and private on permission, the rest never."""
    assert permitted(address, private=False) is (reach is Reach.PUBLIC)
    near = {Reach.PUBLIC, Reach.LOOPBACK, Reach.PRIVATE}
    assert permitted(address, private=True) is (reach in near)


@given(st.ip_addresses(v=4))
def test_a_disguise_changes_nothing(address: IPv4Address) -> None:
    """Mapped, 6to4 and NAT64 forms of an IPv4 address reach as far as the address."""
    number = int(address)
    forms = [(0xFFFF << 32) | number, (0x2002 << 112) | (number << 80), (0x64FF9B << 96) | number]
    for form in forms:
        assert classify(str(ip_address(form.to_bytes(16, "big")))) is classify(str(address))


@given(st.ip_addresses())
def test_what_the_standard_library_calls_local_is_never_public(address: object) -> None:
    """An independent judge agrees: nothing that is not global is fetched without permission."""
    if not address.is_global:
        assert not permitted(str(address), private=False)


@given(st.text())
def test_any_text_is_judged(text: str) -> None:
    """What is no address is reserved, never public and never an exception."""
    try:
        ip_address(text.partition("%")[0])
    except ValueError:
        assert classify(text) is Reach.RESERVED
