"""Which hosts may be on this machine or in a private network: `allow_private_addresses`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from rules import fields
from rules.fields import FieldError
from rules.nodes import Node, Scalar
from rules.schema import Notes, several

WANTS = "true, false or a list of hosts, such as [intranet.example, 10.0.0.5]"
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*")


@dataclass(frozen=True, slots=True)
class Reach:
    """`own`: each source's own host may be private. `hosts`: these may be, whoever leads there."""

    own: bool = False
    hosts: frozenset[str] = frozenset()

    def of(self, url: str, *, private: bool = False) -> frozenset[str]:
        """The hosts that a source of this address may reach; `private` is its own word."""
        host = urlsplit(url).hostname or ""
        return self.hosts | {host} if self.own or private else self.hosts


def read(node: Node, notes: Notes) -> Reach | None:
    """The value of `allow_private_addresses`; None with a note where it is wrong."""
    word = node.text.strip().lower() if isinstance(node, Scalar) else ""
    if word in fields.BOOLEANS:
        return Reach(own=fields.BOOLEANS[word])
    if isinstance(node, Scalar) and re.fullmatch(r"[\w-]*", word) and word != "localhost":
        notes.wrong(node, f"“{node.text}” is neither true nor false", f"write {WANTS}")
        return None
    hosts = several(host, "intranet.example")(node, notes)
    return None if hosts is None else Reach(hosts=frozenset(hosts))


def host(text: str) -> str:
    """A host as fetching compares it: lower case, an IP address in its shortest spelling."""
    name = text.strip().lower()
    try:
        address = ip_address(name.strip("[]"))
    except ValueError:
        return _name(name)
    if address.is_link_local or address.is_multicast or address.is_unspecified:
        raise FieldError(f"{name} is never allowed, whoever names it", "delete it")
    return str(address)


def _name(name: str) -> str:
    if _HOST.fullmatch(name):
        return name
    try:
        inside = urlsplit(name if "://" in name else f"//{name}").hostname or ""
    except ValueError:
        inside = ""
    if _HOST.fullmatch(inside) and not re.search(r"/\d+$", name):
        hint = f"did you mean “{inside}”? A host has no scheme, port or path"
    else:
        hint = "write hosts one by one, such as intranet.example or 10.0.0.5"
    raise FieldError(f"“{name}” is not a host", hint)
