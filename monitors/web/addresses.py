"""Which internet addresses a fetch may really connect to.

A name on the public web may point anywhere: at this machine, at the router, at the cloud's
metadata service. So it is the address that is judged, after DNS and at every redirect, never the
name. IPv6 addresses that carry an IPv4 address (mapped, 6to4, NAT64) are judged by
the one they carry, because that is where the packets end. Ranges: the IANA special-purpose
address registries (RFC 6890 and its updates).
"""

from __future__ import annotations

from enum import StrEnum
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

Address = IPv4Address | IPv6Address


class Reach(StrEnum):
    """How far an address reaches; the values are the words people read."""

    PUBLIC = "a public address"
    LOOPBACK = "this machine itself"
    PRIVATE = "a private address"
    LINK_LOCAL = "a link-local address"
    METADATA = "a cloud metadata service"
    MULTICAST = "a multicast address"
    UNSPECIFIED = "the unspecified address"
    RESERVED = "a reserved address"


# Metadata services hand out credentials to whoever asks; they sit inside other ranges, so first.
_METADATA = frozenset(
    ip_address(text)
    for text in ("169.254.169.254", "169.254.170.2", "100.100.100.200", "fd00:ec2::254")
)

# 198.18.0.0/15 is for benchmarks, but local proxies hand its addresses out as stand-ins for names,
# so its owner may allow it like any private range.
_RANGES: tuple[tuple[Reach, tuple[str, ...]], ...] = (
    (Reach.UNSPECIFIED, ("0.0.0.0/8", "::/128")),
    (Reach.LOOPBACK, ("127.0.0.0/8", "::1/128")),
    (Reach.LINK_LOCAL, ("169.254.0.0/16", "fe80::/10")),
    (Reach.MULTICAST, ("224.0.0.0/4", "ff00::/8")),
    (
        Reach.PRIVATE,
        (
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "100.64.0.0/10",
            "198.18.0.0/15",
            "fc00::/7",
            "fec0::/10",
        ),
    ),
    (
        Reach.RESERVED,
        (
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "240.0.0.0/4",
            "::/96",
            "100::/64",
            "2001::/23",
            "2001:db8::/32",
            "3fff::/20",
            "5f00::/16",
        ),
    ),
)
_NETWORKS: tuple[tuple[IPv4Network | IPv6Network, Reach], ...] = tuple(
    (ip_network(text), reach) for reach, texts in _RANGES for text in texts
)
_GLOBAL_UNICAST = IPv6Network("2000::/3")  # all of IPv6 that IANA has given out (RFC 4291)
_NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))

_ALLOWABLE = frozenset({Reach.PUBLIC, Reach.LOOPBACK, Reach.PRIVATE})


class ForbiddenAddressError(OSError):
    """A connect was stopped before its first packet: `address` is not allowed here."""

    def __init__(self, address: str) -> None:
        super().__init__(f"connection to {address} is not allowed")
        self.address = address
        self.reach = classify(address)


def classify(text: str) -> Reach:
    """How far an IPv4 or IPv6 address reaches; what is no address at all is RESERVED."""
    try:
        address = _innermost(ip_address(text.partition("%")[0]))
    except ValueError:
        return Reach.RESERVED
    if address in _METADATA:
        return Reach.METADATA
    for network, reach in _NETWORKS:
        if address in network:
            return reach
    given_out = isinstance(address, IPv4Address) or address in _GLOBAL_UNICAST
    return Reach.PUBLIC if given_out and address.is_global else Reach.RESERVED


def permitted(text: str, *, private: bool) -> bool:
    """Whether a connect to this address may go ahead.

    `private` opens this machine and private networks to a source whose owner said so; link-local,
    metadata, multicast and reserved addresses stay shut, since no news lives there.
    """
    reach = classify(text)
    return reach is Reach.PUBLIC or (private and reach in _ALLOWABLE)


def _innermost(address: Address) -> Address:
    """The IPv4 address that an IPv6 address carries, else the address itself."""
    if isinstance(address, IPv4Address):
        return address
    carried = address.ipv4_mapped or address.sixtofour
    if carried is None and any(address in network for network in _NAT64):
        carried = IPv4Address(int(address) & 0xFFFF_FFFF)
    return carried or address
