"""Which machines a fetch can be led to: the address that is really connected to decides."""

from __future__ import annotations

import pytest
from fetch_kit import fetcher, moved, names, own, site

from model.source import Fetched, FetchFailed, Request, Trouble


def private(host: str, address: str = "127.0.0.1") -> str:
    """The sentence that refuses a private address."""
    return (
        f"{host} leads to a private address ({address}), which is not allowed: "
        f"if it is meant, name {host} under allow_private_addresses in rules.yaml"
    )


def refused(got: object, address: str, host: str) -> bool:
    """Whether this is the refusal of a private address, in its whole sentence."""
    assert isinstance(got, FetchFailed), got
    assert got.message == private(host, address)
    return got.trouble is Trouble.ADDRESS


async def test_an_ip_literal_on_this_machine_is_forbidden() -> None:
    """No DNS is involved, and still the connect is stopped."""
    async with site({"/": "news"}) as here, fetcher() as web_:
        got = await web_.fetch(Request(url=here.url()))
    assert refused(got, "127.0.0.1", "127.0.0.1")
    assert (here.hits, here.robots_hits) == ([], 0)


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "127.1", "0177.0.0.1"])
async def test_numbers_in_disguise_are_forbidden(host: str) -> None:
    """What the system's resolver reads as 127.0.0.1 is judged as 127.0.0.1."""
    async with site({"/": "news"}) as here, fetcher() as web_:
        got = await web_.fetch(Request(url=here.url(host=host)))
    assert isinstance(got, FetchFailed)
    assert got.trouble in {Trouble.ADDRESS, Trouble.UNREACHABLE}
    assert (here.hits, here.robots_hits) == ([], 0)


@pytest.mark.parametrize("host", ["[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]"])
async def test_ipv6_spellings_are_forbidden(host: str) -> None:
    """Loopback in IPv6, and IPv4 carried in it, are this machine as well."""
    async with fetcher() as web_:
        got = await web_.fetch(Request(url=f"http://{host}:9/"))
    assert isinstance(got, FetchFailed)
    assert got.trouble is Trouble.ADDRESS


async def test_a_name_that_points_here_is_forbidden() -> None:
    """A public name may resolve to this machine; the connect is refused all the same."""
    async with site({"/": "news"}) as here, fetcher(lookup=names(news_example="127.0.0.1")) as web_:
        got = await web_.fetch(Request(url=here.url(host="news.example")))
    assert refused(got, "127.0.0.1", "news.example")
    assert (here.hits, here.robots_hits) == ([], 0)


async def test_the_guard_sees_what_the_lookup_hides() -> None:
    """Even if forbidden addresses got past the resolver, the socket itself refuses them."""
    async with site({"/": "news"}) as here, fetcher(lookup=names(news_example="127.0.0.1")) as web_:
        resolver = web_._transports[0].client.connector._resolver
        resolver._private = True
        guard = resolver.guarded_socket
        resolver._private = False
        with pytest.raises(OSError, match="not allowed"):
            guard((2, 1, 6, "", ("127.0.0.1", here.port)))


async def test_a_private_source_may_live_here() -> None:
    """What its owner allowed is fetched, redirects within the host included."""
    pages = {"/": moved("/new"), "/new": "news"}
    async with site(pages) as here, fetcher(lookup=names(intranet_example="127.0.0.1")) as web_:
        url = here.url(host="intranet.example")
        got = await web_.fetch(own(url))
    assert isinstance(got, Fetched)
    assert got.body == b"news"


async def test_a_redirect_into_the_private_network_is_forbidden() -> None:
    """The permission holds for the source's own host, not for where it redirects."""
    async with (
        site({"/": "secret"}) as inside,
        site({"/": moved(inside.url())}) as here,
        fetcher(lookup=names(intranet_example="127.0.0.1")) as web_,
    ):
        url = here.url(host="intranet.example")
        got = await web_.fetch(own(url))
    assert isinstance(got, FetchFailed)
    assert got.trouble is Trouble.ADDRESS
    assert got.message == private("127.0.0.1")
    assert (inside.hits, inside.robots_hits) == ([], 0)


async def test_a_redirect_goes_to_a_private_host_that_is_named() -> None:
    """What the owner named may be redirected to, also from a host of the public web."""
    async with (
        site({"/": "news"}) as inside,
        site({"/": moved(inside.url(host="archive.example"))}) as here,
        fetcher(lookup=names(intranet_example="127.0.0.1", archive_example="127.0.0.1")) as web_,
    ):
        named = frozenset({"intranet.example", "archive.example"})
        got = await web_.fetch(Request(here.url(host="intranet.example"), private_hosts=named))
    assert isinstance(got, Fetched)


async def test_robots_may_not_lead_into_the_private_network() -> None:
    """A robots.txt that redirects there is one that cannot be had; nothing inside is asked."""
    async with (
        site({"/robots.txt": "x"}, robots="User-agent: *\nDisallow: /") as inside,
        site({"/": "news"}, robots=moved(inside.url("/robots.txt"))) as here,
        fetcher(lookup=names(intranet_example="127.0.0.1")) as web_,
    ):
        url = here.url(host="intranet.example")
        got = await web_.fetch(own(url))
    assert isinstance(got, Fetched)
    assert inside.robots_hits == 0


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("169.254.169.254", "a cloud metadata service"),
        ("169.254.10.10", "a link-local address"),
        ("224.0.0.1", "a multicast address"),
        ("0.0.0.0", "the unspecified address"),
        ("fd00:ec2::254", "a cloud metadata service"),
    ],
)
async def test_some_addresses_are_never_allowed(address: str, words: str) -> None:
    """Not even a private source may be read from these."""
    async with fetcher(lookup=names(news_example=address)) as web_:
        got = await web_.fetch(own("http://news.example/"))
    message = f"news.example leads to {words} ({address}), which is never allowed"
    assert got == FetchFailed("http://news.example/", Trouble.ADDRESS, message)


async def test_a_good_address_is_found_beside_a_bad_one() -> None:
    """Of a name's addresses the forbidden ones are left out, the others tried."""
    both = names(intranet_example="169.254.169.254 127.0.0.1")
    async with site({"/": "news"}) as here, fetcher(lookup=both) as web_:
        url = here.url(host="intranet.example")
        got = await web_.fetch(own(url))
    assert isinstance(got, Fetched)


async def test_a_refusal_is_not_remembered_for_those_allowed() -> None:
    """A source that may not come here does not spoil robots.txt for one that may."""
    rules = "User-agent: *\nDisallow: /closed"
    async with site({"/closed": "x"}, robots=rules) as here, fetcher() as web_:
        first = await web_.fetch(Request(url=here.url("/closed")))
        second = await web_.fetch(here.ask("/closed"))
    assert isinstance(first, FetchFailed)
    assert isinstance(second, FetchFailed)
    assert (first.trouble, second.trouble) == (Trouble.ADDRESS, Trouble.ROBOTS)
