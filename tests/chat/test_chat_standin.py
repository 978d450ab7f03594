"""The stand-in itself: as strict as the server it stands in for."""

from __future__ import annotations

import asyncio
import json

import httpx
import pytest

from tests.standin.botapi import BotApi
from tests.standin.floods import Floods
from tests.standin.markup import MarkupError, parse


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<br>", 'Unsupported start tag "br"'),
        ("a < b", "Unclosed start tag"),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>x</b></i>", 'expected "</i>", found "</b>"'),
        ("x</b>", "Unexpected end tag"),
        ("<span>x</span>", 'must have class "tg-spoiler"'),
        ("<b> </b>", "message text is empty"),
        ("x" * 4097, "message is too long"),
        ("&amp;" * 7000, "text is too long"),
        ("\ud83d", "UTF-8"),
    ],
)
def test_what_the_server_refuses(source, words):
    """Each mistake ends in the server's words."""
    with pytest.raises(MarkupError, match="^.*" + words.replace("(", r"\(")):
        parse(source, "HTML")


def test_what_the_server_takes():
    """Known references are decoded, others stay; offsets count UTF-16 units."""
    parsed = parse("&nbsp;&lt;&#233;&copy; 😀<b>x</b>", "HTML")
    assert parsed.text == "&nbsp;<é&copy; 😀x"
    assert [(e.type, e.offset) for e in parsed.entities] == [("bold", 17)]
    assert len(parse("😀" * 4096, "HTML").text) == 4096


def test_what_the_server_drops_without_a_word():
    """Links to odd hosts, quotations within quotations, entities beyond the hundredth."""
    kinds = [e.type for e in parse('<a href="http://localhost/">x</a>y', "HTML").entities]
    assert kinds == []
    nested = parse("<blockquote>a<blockquote>b</blockquote></blockquote>", "HTML")
    assert len(nested.entities) == 1
    assert parse("<b>x</b> " * 120, "HTML").dropped == 20


def test_flood_limits():
    """One a second in private, twenty a minute in groups; violations are counted."""
    floods = Floods()
    assert [floods.judge(7, at) for at in (0.0, 0.5, 1.0)] == [0, 1, 0]
    assert [floods.judge(-7, at * 0.1) for at in range(21)][-1] > 50
    assert floods.violations == 2


async def test_two_pollers_conflict():
    """A second getUpdates ends the first with a 409; an offset confirms what came before."""
    async with BotApi() as api, httpx.AsyncClient(trust_env=False) as client:
        base = f"{api.url}/bot{api.token}"
        first = asyncio.create_task(client.post(f"{base}/getUpdates", data={"timeout": "5"}))
        await api.called("getUpdates")
        second = asyncio.create_task(client.post(f"{base}/getUpdates", data={"timeout": "5"}))
        assert (await first).status_code == 409
        number = api.say(1, 1, "/start")
        assert [u["update_id"] for u in (await second).json()["result"]] == [number]
        after = await client.post(f"{base}/getUpdates", data={"offset": str(number + 1)})
        assert after.json()["result"] == []


async def test_buttons_are_as_strict_as_the_servers():
    """Payloads over 64 bytes, empty labels and too many buttons are refused; an edit without
    buttons takes them away; equal buttons are “not modified”; each press takes one answer."""
    async with BotApi() as api, httpx.AsyncClient(trust_env=False) as client:

        async def call(method: str, **data: str) -> str:
            answer = await client.post(f"{api.url}/bot{api.token}/{method}", data=data)
            return str(answer.json().get("description", "ok"))

        def rows(label: str, payload: str, count: int = 1) -> str:
            one = {"text": label, "callback_data": payload}
            return json.dumps({"inline_keyboard": [[one]] * count})

        async def send(markup: str) -> str:
            return await call("sendMessage", chat_id="1", text="a", reply_markup=markup)

        assert "BUTTON_DATA_INVALID" in await send(rows("x", "é" * 33))
        assert "must be non-empty" in await send(rows(" ", "x"))
        assert "TOO_LONG" in await send(rows("x", "x", 101))
        assert await send(rows("x", "é" * 32)) == "ok"
        where = {"chat_id": "1", "message_id": str(api.sent[0].message_id)}
        same = await call("editMessageReplyMarkup", **where, reply_markup=rows("x", "é" * 32))
        assert "not modified" in same
        assert await call("editMessageReplyMarkup", **where) == "ok"
        assert api.sent[0].buttons == []
        press = api.press(api.sent[0], 1, data="v1:x")
        too_long = await call("answerCallbackQuery", callback_query_id=press, text="x" * 201)
        assert "MESSAGE_TOO_LONG" in too_long
        assert await call("answerCallbackQuery", callback_query_id=press, text="x" * 200) == "ok"
        assert "too old" in await call("answerCallbackQuery", callback_query_id=press)


async def test_edits():
    """Equal content is refused, an unknown message too; an edit changes what is read."""
    async with BotApi() as api, httpx.AsyncClient(trust_env=False) as client:
        base = f"{api.url}/bot{api.token}"
        sent = await client.post(f"{base}/sendMessage", data={"chat_id": "1", "text": "a"})
        number = sent.json()["result"]["message_id"]
        data = {"chat_id": "1", "message_id": str(number), "text": "a"}
        same = await client.post(f"{base}/editMessageText", data=data)
        assert "message is not modified" in same.json()["description"]
        await client.post(f"{base}/editMessageText", data=data | {"text": "b"})
        assert (api.sent[0].text, api.sent[0].edits) == ("b", 1)
