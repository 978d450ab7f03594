"""Names that change under us, and hosts that hang beside hosts that do not."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from model.source import Fetched, FetchFailed, Request, Trouble
from monitors.fetch import open_fetcher
from monitors.web import client
from monitors.web.addresses import permitted
from tests.hostile.documents import feed
from tests.hostile.server import serving
from tests.hostile.wires import only
from tests.kit.line import START

PUBLIC = "127.0.0.2"  # stands for the public internet; packets stay on this machine


class Rebinding:
    """A resolver that answers with one address first, then with another."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.given: list[str] = []

    def __call__(self, host: str) -> list[str]:
        """The next answer, the last again and again."""
        self.given.append(self.answers[min(len(self.given), len(self.answers) - 1)])
        return [self.given[-1]]


@pytest.fixture(autouse=True)
def public_stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """One loopback address counts as public, the others as what they are."""

    def judge(address: str, *, private: bool) -> bool:
        return address == PUBLIC or permitted(address, private=private)

    monkeypatch.setattr(client, "permitted", judge)


async def test_a_name_that_turns_private_is_judged_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Public at the first look-up, this machine at the second: the second connect is refused."""
    monkeypatch.setattr(client, "_ADDRESSES_KEPT", 0)
    name = Rebinding(PUBLIC, "127.0.0.1")
    async with (
        serving(only(feed())) as here,
        open_fetcher(pause=timedelta(), now=lambda: START, lookup=name) as web,
    ):
        got = await web.fetch(Request(f"http://rebind.example:{here.port}/"))
    assert isinstance(got, FetchFailed)
    assert got.trouble is Trouble.ADDRESS
    assert name.given == [PUBLIC, "127.0.0.1"]
    assert here.asked == []


async def test_the_address_judged_is_the_address_connected_to() -> None:
    """Within one look-up's life the name is not asked again: what was judged is what is used."""
    name = Rebinding("127.0.0.1", "169.254.169.254")
    async with (
        serving(only(feed())) as here,
        open_fetcher(pause=timedelta(), now=lambda: START, lookup=name) as web,
    ):
        url = f"http://rebind.example:{here.port}/"
        got = await web.fetch(Request(url, private_hosts=frozenset({"rebind.example"})))
    assert isinstance(got, Fetched)
    assert name.given == ["127.0.0.1"]
    assert [path for _host, path in here.asked] == ["/robots.txt", "/"]


async def test_a_stuck_host_delays_nobody_else() -> None:
    """While ten requests hang at one host, another host's is answered."""
    hung = asyncio.Event()

    async def stuck(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        hung.set()
        await reader.read()

    async with (
        serving({"*": stuck}) as bad,
        serving(only(feed())) as good,
        open_fetcher(pause=timedelta(), now=lambda: START, lookup=lambda _: ["127.0.0.1"]) as web,
    ):
        ours = frozenset({"stuck.example", "quick.example"})
        waiting = [
            asyncio.create_task(
                web.fetch(Request(f"http://stuck.example:{bad.port}/{n}", private_hosts=ours))
            )
            for n in range(10)
        ]
        await hung.wait()
        got = await web.fetch(Request(f"http://quick.example:{good.port}/", private_hosts=ours))
        assert isinstance(got, Fetched)
        assert not any(task.done() for task in waiting)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
