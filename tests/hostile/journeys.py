"""Misbehaviour on the way: redirects, names, addresses, statuses, robots.txt, sitemaps of sitemaps.

What is served under /inside stands for a machine that must never be asked.
"""

from __future__ import annotations

import gzip
from datetime import timedelta
from functools import partial
from pathlib import Path

import yaml

from model.source import Kind, Trouble
from tests.hostile.documents import GOOD, RSS, feed, item, links, page, rss
from tests.hostile.server import Answer, answer, moved, with_port
from tests.hostile.stage import HOST, Case
from tests.hostile.wires import again, only, silent

WALLS = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "fetch" / "walls.yaml").read_text(encoding="utf-8")
)
FOLLOWED = {"full_text": True}
NOT_WEB = "leads to an address that is not on the web: "
NEVER = "which is never allowed"
NOT_ALLOWED = "which is not allowed: if it is meant, name"
XML = "application/xml"


def to(where: str) -> dict[str, Answer]:
    """A site that sends its visitors there; a feed waits where none should arrive."""
    return {"/": moved(where), "/inside": feed("Secret of the inner network")}


def linking(where: str) -> dict[str, Answer]:
    """A feed whose one article is said to be there."""
    return {"/": answer(rss(item(GOOD, where)), RSS), "/inside": feed("Secret")}


def chain(length: int) -> dict[str, Answer]:
    """A redirect to a redirect, and so on."""
    steps = {f"/{n}": moved(f"/{n + 1}") for n in range(length)}
    return {"/": moved("/0"), **steps, f"/{length}": feed()}


def index(*addresses: str) -> Answer:
    """A sitemap index."""
    rows = "".join(f"<sitemap><loc>{one}</loc></sitemap>" for one in addresses)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return with_port(f'<sitemapindex xmlns="{space}">{rows}</sitemapindex>', XML)


def told(code: int, trouble: Trouble, **headers: str) -> Case:
    """A status that is no document; whatever it wants, we come back."""
    name = f"status {code}" + "".join(f", {k} {v}" for k, v in headers.items())
    said = answer("" if code in {204, 304} else "<p>no</p>", status=code, **headers)
    return Case(name, lambda: only(said), trouble, f"{HOST} answers {code}: ")


def wall(name: str, html: str, reason: str) -> Case:
    """A page in the way of the news, though its status is 200."""
    says = f"{HOST} shows {reason}"
    return Case(f"wall: {name}", lambda: only(answer(html)), Trouble.BLOCK_PAGE, says)


def spelt(host: str, says: str = "", trouble: Trouble = Trouble.ADDRESS) -> Case:
    """A source whose address spells this machine or a private one in its own way."""
    source = {"private_hosts": frozenset()}
    url = f"http://{host}:{{port}}/inside"
    return Case(f"address {host}", lambda: to("/inside"), trouble, says, url=url, source=source)


def robots(name: str, said: Answer, **more: object) -> Case:
    """A robots.txt that cannot be had does not silence a source."""
    pages = {"/robots.txt": said, "/": feed()}
    return Case(f"robots.txt {name}", lambda: pages, titles=(GOOD,), **more)


def announcing() -> dict[str, Answer]:
    """A page that lists articles, and says it has ten thousand feeds, none of which is there."""
    feeds = (f'<link rel="alternate" type="{RSS[:19]}" href="/f{n}">' for n in range(10_000))
    stories = links([f"/world/story-of-the-day-{n}-in-town" for n in range(12)])
    return only(answer(page(stories, "".join(feeds))))


def bombed_robots() -> dict[str, Answer]:
    """A robots.txt that unpacks to forty megabytes."""
    packed = gzip.compress(b"User-agent: *\nDisallow: /x\n" * 1_500_000, 5)
    return {"/robots.txt": answer(packed, "text/plain", Content_Encoding="gzip"), "/": feed()}


REDIRECTS = (
    Case(
        "redirect to itself",
        lambda: to("/"),
        Trouble.REDIRECTS,
        f"{HOST} redirects in a circle",
    ),
    Case(
        "redirects in a circle of three",
        lambda: {"/": moved("/a"), "/a": moved("/b"), "/b": moved("/")},
        Trouble.REDIRECTS,
        "in a circle",
    ),
    Case("eleven redirects", partial(chain, 11), Trouble.REDIRECTS, "more than 10 times"),
    Case("nine redirects", partial(chain, 8), titles=(GOOD,)),
    Case("redirect that grows", lambda: {"*": moved("x/")}, Trouble.REDIRECTS, "more than 10"),
    Case("redirect to nowhere", lambda: only(answer(status=302)), Trouble.REDIRECTS, "where to"),
    Case(
        "redirect to a file", lambda: to("file:///etc/passwd"), Trouble.REDIRECTS, "not on the web"
    ),
    Case(
        "redirect to gopher",
        lambda: to("gopher://x.example/1"),
        Trouble.REDIRECTS,
        "not on the web",
    ),
    Case("redirect to data", lambda: to("data:text/xml,<rss/>"), Trouble.REDIRECTS, NOT_WEB),
    Case("redirect to ftp", lambda: to("ftp://x.example/feed"), Trouble.REDIRECTS, "not on the w"),
    Case("redirect to a script", lambda: to("javascript:alert(1)"), Trouble.REDIRECTS, NOT_WEB),
    Case("redirect to rubbish", lambda: to("http://[x"), Trouble.REDIRECTS, "not on the web"),
    Case("redirect to this machine", lambda: to("http://127.0.0.1:@PORT@/inside"), Trouble.ADDRESS),
    Case("redirect to a name of it", lambda: to("http://localhost/inside"), Trouble.UNREACHABLE),
    Case(
        "redirect to a private address",
        lambda: to("http://inside.example:@PORT@/inside"),
        Trouble.ADDRESS,
        f"inside.example leads to a private address (10.0.0.1), {NOT_ALLOWED} inside.example",
    ),
    Case(
        "redirect to the metadata service",
        lambda: to("http://169.254.169.254/latest/meta-data/"),
        Trouble.ADDRESS,
        NEVER,
    ),
    Case(
        "redirect to a name of the metadata service",
        lambda: to("http://metadata.example/"),
        Trouble.ADDRESS,
        "metadata.example leads to a cloud metadata service (169.254.169.254), " + NEVER,
    ),
    Case("redirect to NAT64", lambda: to("http://nat64.example/"), Trouble.ADDRESS, "private"),
    Case("redirect to 6to4", lambda: to("http://tunnel.example/"), Trouble.ADDRESS, "private"),
    Case("redirect to mapped IPv4", lambda: to("http://mapped.example/"), Trouble.ADDRESS),
    Case("name with bad addresses only", lambda: to("http://mixed.example/"), Trouble.ADDRESS),
    Case(
        "redirect with a login",
        lambda: {"/": moved("http://eve:secret@other.example:@PORT@/feed"), "/feed": feed()},
        titles=(GOOD,),
    ),
    Case(
        "redirect that looks like an allowed host",
        lambda: to(f"http://{HOST}\\@127.0.0.1:@PORT@/inside"),
        Trouble.ADDRESS,
        "",
    ),
    Case(
        "redirect with a login that looks like a host",
        lambda: to(f"http://{HOST}@127.0.0.1:@PORT@/inside"),
        Trouble.ADDRESS,
        "127.0.0.1 leads to a private address",
    ),
)
SPELLINGS = (
    *map(spelt, ("127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "0.0.0.0")),
    *map(spelt, ("2130706433", "0177.0.0.1")),
    spelt("0x7f.1", "could not be found", Trouble.UNREACHABLE),
)
NOT_THE_WEB = ("file:///etc/passwd", "gopher://x.example/1", "data:text/html,<h1>News</h1>")
LINKS = (
    *(
        Case(
            f"article at {where}",
            partial(linking, where),
            says="no item of this feed has a web address",
            source=FOLLOWED,
            titles=(),
        )
        for where in (*NOT_THE_WEB, "javascript:alert(1)", "ftp://x.example/news")
    ),
    Case(
        "article on this machine",
        lambda: linking("http://127.0.0.1/inside"),
        says="127.0.0.1 leads to a private address (127.0.0.1), which is not allowed",
        source=FOLLOWED,
    ),
    Case(
        "article at the metadata service",
        lambda: linking("http://metadata.example/inside"),
        says=NEVER,
        source=FOLLOWED,
    ),
)
STATUSES = (
    *(told(code, Trouble.STATUS) for code in (202, 204, 206, 300, 304, 418)),
    *(told(code, Trouble.FORBIDDEN) for code in (401, 403)),
    *(told(code, Trouble.GONE) for code in (404, 410)),
    *(told(code, Trouble.SERVER) for code in (500, 502, 599)),
    *(
        told(429, Trouble.RATE_LIMITED, Retry_After=wait)
        for wait in ("-5", "soon", "9" * 40, "Thu, 01 Jan 1970 00:00:00 GMT")
    ),
    Case(
        "status 429 for a year",
        lambda: only(answer(status=429, Retry_After="31536000")),
        Trouble.RATE_LIMITED,
        "it is asked too often",
        rests=timedelta(days=1),
    ),
    told(503, Trouble.SERVER, Retry_After="Fri, 31 Dec 9999 23:59:59 GMT"),
    Case(
        "status 304 without being asked",
        lambda: {"/": (answer(status=304), feed())},
        checks=2,
        titles=(GOOD,),
    ),
)
ROBOTS = (
    robots("huge", answer("User-agent: *\nDisallow: /x\n" * 100_000, "text/plain")),
    robots("endless", again(b"HTTP/1.1 200 OK\r\n\r\n", b"Disallow: /x\n" * 1000)),
    robots("that never answers", silent, seconds=2.0),
    robots("that fails", answer(status=500)),
    robots("in a circle", moved("/robots.txt")),
    robots("of rubbish", answer(bytes(range(256)) * 100, "text/plain")),
    robots("within", moved("http://127.0.0.1:@PORT@/inside")),
    Case("robots.txt that is a bomb", bombed_robots, titles=(GOOD,)),
    Case(
        "robots.txt that closes the feed",
        lambda: {"/robots.txt": answer("User-agent: *\nDisallow: /", "text/plain"), "/": feed()},
        Trouble.ROBOTS,
        f"robots.txt of {HOST} does not allow /",
    ),
)
LISTS = (
    Case(
        "sitemap index of itself",
        lambda: only(index(f"http://{HOST}:@PORT@/")),
        Trouble.BROKEN,
        "is an index of indexes; name one of its sitemaps instead",
        source={"kind": Kind.SITEMAP},
    ),
    Case("ten thousand announced feeds", announcing),
    Case(
        "page that refreshes to itself",
        lambda: only(answer(page("", '<meta http-equiv="refresh" content="0;url=/">'))),
        Trouble.NO_LINKS,
    ),
)
CASES = (
    *REDIRECTS,
    *SPELLINGS,
    *LINKS,
    *STATUSES,
    *ROBOTS,
    *LISTS,
    *(wall(one["name"], one["html"], one["reason"]) for one in WALLS if one.get("reason")),
)
