"""Hubs, and those who play one, at our address: over real HTTP, with a world in memory."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta

import aiohttp
import pytest

from chat.redaction import without_secrets
from model.push import Subscription
from model.source import Fetched, FetchFailed, NotModified, Push, Request, SourceState
from model.stores import Checked
from monitors.fetch import HttpFetcher, open_fetcher
from operation import callbacks
from operation.callbacks import AddressError, callback, called
from scheduler import push
from scheduler.push import TOKEN
from scheduler.world import World
from tests.kit.line import FEED, START, HandClock, Line, make_book, make_line, make_source
from tests.standin.hub import CHALLENGE, Hub, signature

LATER = START + timedelta(hours=1)


@dataclass
class Web:
    """Forms go out over HTTP, all else is scripted."""

    line: Line
    fetcher: HttpFetcher

    async def fetch(self, request: Request) -> Fetched | NotModified | FetchFailed:
        """Post, or look it up."""
        return await (self.fetcher if request.form else self.line.web).fetch(request)


@dataclass
class Room:
    """A world that hubs may call, one hub, and what was counted."""

    world: World
    clock: HandClock
    hub: Hub
    line: Line
    url: str

    async def one(self) -> Subscription:
        """The source's subscription."""
        (one,) = await self.world.store.subscriptions_of("post")
        return one

    async def state(self) -> SourceState:
        """The source's state."""
        found = await self.world.store.source_state("post")
        assert found is not None
        return found

    async def subscribe(self) -> dict[str, str]:
        """Have the offered hub asked; the form it was sent."""
        await push.keep(self.world)
        return self.hub.forms[-1]

    async def due(self) -> bool:
        """Whether the source is due now."""
        at = (await self.state()).next_check
        return at is not None and at <= self.clock.now()

    async def rest(self) -> None:
        """A check that ended well and found nothing: due again in an hour."""
        state = replace(await self.state(), last_check=self.clock.now(), next_check=LATER)
        await self.world.store.commit_check(Checked(state, self.clock.now()))

    async def gets(self, path: str) -> tuple[int, str]:
        """What a GET is answered."""
        return await self.hub.ask(self.url + path)


class Counted:
    """An observer that counts pushes and hears nothing else."""

    def __init__(self) -> None:
        self.pushes: list[str] = []

    def pushed(self, outcome: str) -> None:
        """Keep it."""
        self.pushes.append(outcome)

    def __getattr__(self, _: str):
        return lambda *_: None


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    """A world whose one source offers a hub."""
    line, where = make_line(), f"127.0.0.1:{free_port()}"
    world = line.world
    async with Hub() as hub, open_fetcher(pause=timedelta(), now=line.clock.now) as fetcher:
        hub.at_once = True  # before it answers: the moment that is the hardest
        world.fetcher, world.observer = Web(line, fetcher), Counted()
        await line.adopt(make_book(make_source(private_hosts=frozenset({"127.0.0.1"}))))
        state = SourceState("post", next_check=LATER, checks=1, hub=hub.url, topic=FEED)
        await world.store.commit_check(Checked(state, START))
        async with called(world, callback(f"http://{where}/push", where)):
            yield Room(world, line.clock, hub, line, f"http://{where}/push")


async def test_a_hub_is_asked_confirmed_and_makes_the_source_due(room: Room):
    """From the offer to the push; the source's state tells of it."""
    form = await room.subscribe()
    assert room.hub.answers == [(200, CHALLENGE)]
    assert (await room.state()).push is Push.ON
    assert (form["hub.topic"], form["hub.lease_seconds"]) == (FEED, "864000")
    assert not await room.due()
    for method in ("sha1", "sha256", "sha384", "sha512"):
        await room.rest()
        room.clock.pass_time(minutes=10)
        assert await room.hub.push(FEED, b"<rss>\xff</rss>", method) == [202]
        assert await room.due(), method
    assert (await room.one()).pushes == 4
    assert room.world.pushed.is_set()


@pytest.mark.parametrize("signed", [None, "", "sha256=00", "md5=00", "sha256=" + "0" * 64])
async def test_a_push_that_is_not_signed_as_agreed_does_nothing(room: Room, signed: str | None):
    """It is taken like any, as the recommendation says, so that nobody learns from it."""
    form = await room.subscribe()
    assert await room.hub.post(form, b"<rss/>", signed) == 202
    assert not await room.due()
    assert (await room.one()).pushes == 0
    assert room.world.observer.pushes == ["ignored"]


async def test_a_body_changed_on_its_way_does_nothing(room: Room):
    """The signature is of another."""
    form = await room.subscribe()
    assert await room.hub.post(form, b"<rss>x</rss>", signature(form, b"<rss/>")) == 202
    assert not await room.due()


async def test_a_signature_of_another_subscription_does_nothing(room: Room):
    """Each has a secret of its own."""
    form = await room.subscribe()
    other = form | {"hub.secret": "wws-another"}
    assert await room.hub.post(form, b"<rss/>", signature(other, b"<rss/>")) == 202
    assert not await room.due()


async def test_a_replayed_push_costs_ever_less(room: Room):
    """It holds, since nothing in it is the moment's; but a hundred of them are few checks."""
    await room.subscribe()
    checks = 0
    for _ in range(100):
        await room.hub.push(FEED)
        await push.nudge(room.world)
        if await room.due():
            checks += 1
            await room.rest()
        room.clock.pass_time(seconds=3)
    assert 1 <= checks <= 7


@pytest.mark.parametrize("path", ["", "/", "/hello", f"/{TOKEN}", f"/{TOKEN}{'x' * 43}", "/%00"])
async def test_an_address_that_nobody_was_given(room: Room, path: str):
    """A GET is not found; a push is told that it is gone, so that hubs stop."""
    await room.subscribe()
    query = f"?hub.mode=subscribe&hub.topic={FEED}&hub.challenge=x&hub.lease_seconds=9"
    status, text = await room.gets(path + query)
    assert status == 404
    assert "x" not in text.replace("no such subscription", "")
    form = {"hub.callback": room.url + path, "hub.secret": "s"}
    assert await room.hub.post(form, b"", signature(form, b"")) in {404, 410}
    assert not await room.due()


@pytest.mark.parametrize(
    "other",
    [
        {"hub_topic": "https://post.example/other"},
        {"hub_mode": "unsubscribe"},
        {"hub_mode": "<script>"},
        {"hub_challenge": ""},
        {"hub_challenge": "a\r\nSet-Cookie: b"},
    ],
)
async def test_a_hub_that_wants_confirmed_what_was_not_asked(room: Room, other: dict[str, str]):
    """Another topic, an end of it, nothing to echo; nothing is changed by it."""
    room.hub.calls = False
    form = await room.subscribe()
    before = await room.one()
    status, text = await room.hub.call_back(form, **other)
    assert status == 404
    assert "<" not in text
    assert await room.one() == before


async def test_a_confirmation_comes_once(room: Room):
    """The second is of something that was not asked for any more."""
    form = await room.subscribe()
    assert (await room.hub.call_back(form))[0] == 404


async def test_a_challenge_is_text(room: Room):
    """What is echoed is no page, whoever opens it."""
    room.hub.calls = False
    form = await room.subscribe()
    query = f"?hub.mode=subscribe&hub.topic={FEED}&hub.challenge=<b>&hub.lease_seconds=9"
    async with (
        aiohttp.ClientSession() as session,
        session.get(form["hub.callback"] + query) as answer,
    ):
        assert answer.content_type == "text/plain"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert await answer.text() == "<b>"


async def test_a_hub_that_denies(room: Room):
    """Later, by itself: the source says so and is polled as always."""
    form = await room.subscribe()
    assert await room.hub.call_back(form, hub_mode="denied", hub_reason="closed") == (200, "")
    assert (await room.state()).push is Push.FAILED
    assert (await room.one()).message == "the hub denied it: closed"


@pytest.mark.parametrize("lease", ["0", "-5", "315360000", "9" * 30, "abc"])
async def test_odd_leases(room: Room, lease: str):
    """Confirmed, and asked again neither at once nor never."""
    room.hub.lease = lease
    await room.subscribe()
    wait = (await room.one()).next_try - START
    assert timedelta(minutes=10) <= wait <= timedelta(days=30)
    await push.keep(room.world)
    assert len(room.hub.forms) == 1


async def test_a_hub_that_takes_and_never_calls(room: Room):
    """The source says why, after its time."""
    room.hub.calls = False
    await room.subscribe()
    room.clock.pass_time(hours=1)
    await push.keep(room.world)
    one = await room.one()
    assert (one.state, len(room.hub.forms)) == (Push.FAILED, 2)
    assert "never called back" in one.message


@pytest.mark.parametrize("status", [307, 308, 302, 400, 503])
async def test_hubs_that_refuse_or_redirect(room: Room, status: int):
    """A redirect in a circle, one that changes the method, a no: said, asked again later."""
    room.hub.status, room.hub.headers = status, {"Location": room.hub.url}
    await room.subscribe()
    one = await room.one()
    assert one.state is Push.FAILED
    assert one.message
    assert one.next_try > START
    assert len(room.hub.forms) == 1


async def test_a_hub_that_is_dead(room: Room):
    """Nobody listens there."""
    state = replace(await room.state(), hub=f"http://127.0.0.1:{free_port()}/")
    await room.world.store.commit_check(Checked(state, START))
    await push.keep(room.world)
    one = await room.one()
    assert one.state is Push.FAILED
    assert "127.0.0.1" in one.message


@pytest.mark.parametrize("hub", ["http://10.0.0.1/", "http://169.254.169.254/", "http://[::1]/"])
async def test_a_hub_within_is_not_called(room: Room, hub: str):
    """A feed may name any address; those of our own network are refused like all."""
    state = replace(await room.state(), hub=hub)
    await room.world.store.commit_check(Checked(state, START))
    await push.keep(room.world)
    one = await room.one()
    assert one.state is Push.FAILED
    assert " leads to " in one.message


async def test_another_hub_takes_over(room: Room):
    """The old one is told to stop, and what it still pushes is gone."""
    old = await room.subscribe()
    state = replace(await room.state(), topic="https://post.example/new")
    await room.world.store.commit_check(Checked(state, START))
    await push.judge(room.world)
    assert await room.hub.post(old, b"", signature(old, b"")) == 410
    await push.keep(room.world)
    modes = {(one["hub.mode"], one["hub.topic"]) for one in room.hub.forms[1:]}
    assert modes == {("unsubscribe", FEED), ("subscribe", "https://post.example/new")}
    assert (await room.one()).topic == "https://post.example/new"
    assert len(room.hub.live) == 1


async def test_a_source_out_of_the_rules_is_pushed_no_longer(room: Room):
    """The hub is told."""
    await room.subscribe()
    await room.world.store.keep_sources([], START)
    room.world.fetcher.fetcher._transports = (room.world.fetcher.fetcher._transports[1],) * 2
    await push.judge(room.world)
    await push.keep(room.world)
    assert room.hub.live == {}
    assert await room.world.store.subscriptions_of("post") == []


async def test_another_address_of_ours_begins_anew(room: Room):
    """No hub reaches the old one any more."""
    first = await room.subscribe()
    room.world.push = room.url.replace("127.0.0.1", "localhost")
    await push.judge(room.world)
    second = await room.subscribe()
    assert first["hub.callback"] != second["hub.callback"]
    assert second["hub.callback"].startswith(room.world.push)


async def test_without_an_address_nothing_is_kept(room: Room):
    """A program that hubs cannot call trusts none."""
    await room.subscribe()
    async with called(room.world, None):
        assert await room.world.store.subscriptions_of("post") == []
        assert (await room.state()).push is None


async def test_a_huge_body_is_cut(room: Room, monkeypatch):
    """Announced or not; what comes after it is served."""
    monkeypatch.setattr(callbacks, "LARGEST", 1000)
    form = await room.subscribe()
    body = b"x" * 2000

    async def pieces() -> AsyncIterator[bytes]:
        yield body

    for huge in (body, pieces()):
        assert await room.hub.post(form, huge, signature(form, body)) == 413
    assert not await room.due()
    assert await room.hub.push(FEED) == [202]
    assert await room.due()


async def test_a_slow_body_is_left(room: Room, monkeypatch):
    """After its time, whoever it is."""
    monkeypatch.setattr(callbacks, "SLOWEST", 0.05)
    form = await room.subscribe()
    over = asyncio.Event()

    async def pieces() -> AsyncIterator[bytes]:
        yield b"x"
        await over.wait()

    assert await room.hub.post(form, pieces(), signature(form, b"x")) == 408
    over.set()


async def test_no_more_bodies_than_can_be_read_at_once(room: Room, monkeypatch):
    """One too many hears that it may come again."""
    form = await room.subscribe()
    begun, over = asyncio.Event(), asyncio.Event()
    read = callbacks._read

    async def held(request, proof):
        begun.set()
        await over.wait()
        return await read(request, proof)

    monkeypatch.setattr(callbacks, "_read", held)
    monkeypatch.setattr(callbacks, "AT_ONCE", 1)
    server = callbacks.Callbacks(room.world)
    app = aiohttp.web.Application()
    server.serve(app.router, "/push")
    runner = aiohttp.web.AppRunner(app, access_log=None)
    await runner.setup()
    await aiohttp.web.TCPSite(runner, "127.0.0.1", 0).start()
    token = form["hub.callback"].rpartition("/")[2]
    there = form | {"hub.callback": f"http://127.0.0.1:{runner.addresses[0][1]}/push/{token}"}
    first = asyncio.create_task(room.hub.post(there, b"", signature(form, b"")))
    await begun.wait()
    assert await room.hub.post(there, b"", signature(form, b"")) == 503
    over.set()
    assert await first == 202
    await runner.cleanup()


async def test_a_packed_body_is_signed_as_sent(room: Room):
    """It is not unpacked, so that no bomb is."""
    form = await room.subscribe()
    headers = {"Content-Encoding": "gzip", "X-Hub-Signature": signature(form, b"no gzip")}
    async with (
        aiohttp.ClientSession() as session,
        session.post(form["hub.callback"], data=b"no gzip", headers=headers) as answer,
    ):
        assert answer.status == 202
    assert await room.due()


async def test_guessers_do_not_hold_up_the_store_or_the_hubs(room: Room, monkeypatch):
    """After some guesses they are put off; a hub that called before is served."""
    await room.subscribe()
    guesses = [await room.gets(f"/{TOKEN}{number:043}") for number in range(60)]
    statuses = [status for status, _ in guesses]
    assert statuses[:40] == [404] * 40
    assert statuses[-1] == 503
    assert await room.hub.push(FEED) == [202]


async def test_what_was_missed_while_nobody_listened_is_looked_for(room: Room):
    """At the next start trusted sources are due, however seldom they are polled."""
    await room.subscribe()
    one = await room.one()
    await room.world.store.change_subscription(
        one.token, lambda old: replace(old, state=Push.TRUSTED)
    )
    where = f"127.0.0.1:{free_port()}"
    async with called(room.world, callback(room.url, where)):
        await push.nudge(room.world)
    assert await room.due()


async def test_pushes_that_fail_to_come_are_noticed(room: Room):
    """Announced twice: trusted. Then something is found unannounced: silent, and it says so."""
    await room.subscribe()
    for hour in (1, 2):
        room.clock.pass_time(hours=1)
        await room.hub.push(FEED)
        await found(room)
        assert (await room.state()).push is (Push.ON, Push.TRUSTED)[hour - 1]
    room.clock.pass_time(hours=1)
    await found(room)
    assert (await room.state()).push is Push.TRUSTED
    room.clock.pass_time(minutes=3)
    await push.judge(room.world)
    assert (await room.state()).push is Push.SILENT
    assert (await room.one()).message == "new articles came without a push"


async def found(room: Room) -> None:
    """A check found something new."""
    now = room.clock.now()
    state = replace(await room.state(), last_check=now, last_new=now, next_check=now)
    await room.world.store.commit_check(Checked(state, now))
    await push.judge(room.world)


async def test_no_log_shows_what_was_issued(room: Room):
    """Tokens and secrets are known by their look."""
    form = await room.subscribe()
    said = without_secrets(f"{form['hub.callback']}?x {form['hub.secret']} wwt-short")
    assert said == f"{room.url}/…?x … wwt-short"


@pytest.mark.parametrize(
    ("url", "listen", "words"),
    [
        ("bot.example/push", "", "WIREWATCH_PUSH_URL must be like"),
        ("ftp://bot.example/push", "", "WIREWATCH_PUSH_URL must be like"),
        ("https://a:b@bot.example/push", "", "WIREWATCH_PUSH_URL must be like"),
        ("https://bot.example/push?x=1", "", "WIREWATCH_PUSH_URL must be like"),
        ("https://bot.example/push", "8081", "WIREWATCH_PUSH_LISTEN must be like"),
        ("https://bot.example/push", "127.0.0.1:99999", "WIREWATCH_PUSH_LISTEN must be like"),
    ],
)
def test_settings_that_cannot_be(url: str, listen: str, words: str):
    """Each is one sentence that names the setting."""
    with pytest.raises(AddressError, match=words):
        callback(url, listen)


def test_settings_read():
    """A path of its own or none, an end of it left out."""
    where = callback("https://bot.example/push/")
    assert (where.url, where.path) == ("https://bot.example/push", "/push")
    assert (where.host, where.port) == ("127.0.0.1", 8081)
    assert callback("https://bot.example").path == ""
