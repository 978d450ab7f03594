"""Addresses with a login, `https://ada:secret@post.example/`: rules.yaml alone holds those."""

from __future__ import annotations

from hashlib import blake2b
from urllib.parse import SplitResult, urlsplit


def without_login(url: str) -> str:
    """The address without name and password; as it is where it has none, or cannot be read."""
    parts = _split(url)
    if parts is None or "@" not in parts.netloc:
        return url
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def marked(url: str) -> str:
    """Without login, but with two bytes of its digest: enough to see that it was changed, too
    little to find it out."""
    bare = without_login(url)
    if bare == url:
        return url
    return f"{bare}#{blake2b(url.encode(), digest_size=2).hexdigest()}"


def with_login(url: str, ruled: str) -> str:
    """The address with the login of the one in the rules, where both are of one host."""
    parts, own = _split(url), _split(ruled)
    if parts is None or own is None or "@" in parts.netloc:
        return url
    login, at, host = own.netloc.rpartition("@")
    if not at or (parts.scheme, parts.netloc) != (own.scheme, host):
        return url
    return parts._replace(netloc=f"{login}@{host}").geturl()


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:
        return None
