"""Updates by webhook, posted by the stand-in and by strangers, over real HTTP."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator

import aiohttp
import pytest
from chat_room import Room

from chat import webhook
from chat.webhook import HEADER, LARGEST, Webhook, hook
from tests.standin import faults
from tests.standin.botapi import BotApi

TOKEN = "1:a-token-of-tests"
SECRET = "a-secret-of-the-tests"


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def hooked(api: BotApi) -> Room:
    """A room whose updates come by webhook; its `url`."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/wire"
    settings = hook(url, token=TOKEN, listen=f"127.0.0.1:{port}", secret=SECRET, own=True)
    return Room(api, Webhook(settings))


@pytest.fixture
async def room(api: BotApi) -> AsyncIterator[Room]:
    """An inbox that is called."""
    room = hooked(api)
    await room.inbox.start()
    await api.called("setWebhook")
    yield room
    await room.close()


async def posted(
    room: Room, body: bytes, secret: str | None = SECRET, path: str = ""
) -> tuple[int, str]:
    """What somebody hears who posts to the webhook."""
    headers = {} if secret is None else {HEADER: secret}
    url = room.api.webhook["url"] + path
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, data=body, headers=headers) as answer,
    ):
        return answer.status, await answer.text()


def mutes(number: int) -> bytes:
    """A command of chat 7 as Telegram posts it."""
    chat = {"id": 7, "type": "private", "first_name": "Ada"}
    message = {
        "message_id": 900,
        "date": 1_772_000_000,
        "chat": chat,
        "from": {"id": 7, "is_bot": False, "first_name": "Ada"},
        "text": "/mutes",
        "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
    }
    return json.dumps({"update_id": number, "message": message}).encode()


async def test_commands_come_by_webhook(room, api):
    """Telegram is told where and with which secret; nothing that waits is dropped."""
    assert await room.ask(7, 7, "/mutes") == "Nothing is muted here."
    given = api.webhook
    assert given["secret_token"] == SECRET
    assert {"message", "callback_query"} <= set(given["allowed_updates"])
    assert given.get("drop_pending_updates") in (None, "false")
    assert not any(name == "getupdates" for name, _ in api.calls)


async def test_what_was_written_before_the_start_is_answered(api):
    """Updates that waited are posted as soon as the webhook is set."""
    api.say(7, 7, "/mutes")
    room = hooked(api)
    await room.inbox.start()
    assert (await api.wait_for(1))[0].text == "Nothing is muted here."
    await room.close()


async def test_an_update_that_comes_twice_is_answered_once(room, api):
    """Telegram repeats an update when our answer to it got lost."""
    for _ in range(2):
        assert await posted(room, mutes(5000)) == (200, "")
    await room.ask(7, 7, "/help")
    assert api.texts(7).count("Nothing is muted here.") == 1


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], SECRET + "x", "sécret"])
async def test_a_wrong_secret_is_refused_without_a_word(room, api, secret):
    """Nobody without the secret gets in, and nothing tells what was wrong."""
    assert await posted(room, mutes(5000), secret) == (403, "")
    await room.ask(7, 7, "/help")
    assert len(api.sent) == 1


@pytest.mark.parametrize(
    ("body", "status"), [(b"[" * 9, 400), (b"\xff", 400), (b" " * (LARGEST + 1), 413)]
)
async def test_bodies_that_are_no_update(room, body, status):
    """Too large or no JSON: refused, and the next one is served."""
    assert (await posted(room, body))[0] == status
    assert await room.ask(7, 7, "/mutes") == "Nothing is muted here."


@pytest.mark.parametrize("body", [b"[]", b'{"update_id": 1, "message": 5}', b"{}", b"7"])
async def test_an_update_that_cannot_be_read_does_not_come_again(room, body):
    """It is passed over with a line in the log; refused, it would hold up those after it."""
    assert await posted(room, body) == (200, "")
    assert await room.ask(7, 7, "/mutes") == "Nothing is muted here."


async def test_only_its_own_path_is_served(room):
    """Any other address is not found."""
    assert (await posted(room, b"{}", path="/x"))[0] == 404


async def test_back_to_polling(room, api):
    """A program without a webhook deletes the one that was set, and polls."""
    await room.inbox.stop()
    assert api.webhook
    polling = Room(api)
    await polling.inbox.start()
    assert await polling.ask(7, 7, "/mutes") == "Nothing is muted here."
    assert not api.webhook
    await polling.close()


async def test_a_program_that_polls_instead_is_noticed(api, caplog, monkeypatch):
    """Its polling deleted the webhook: one line says so, and the webhook is set again."""
    monkeypatch.setattr(webhook, "_LOOK", 0.01)
    room = hooked(api)
    await room.inbox.start()
    await api.called("setWebhook")
    await api._do_deletewebhook({})
    await api.called("setWebhook", 2)
    assert await room.ask(7, 7, "/mutes") == "Nothing is muted here."
    await room.close()
    assert caplog.text.count("Another program has taken") == 1


async def test_what_telegram_says_of_its_calls_is_said_once(api, caplog, monkeypatch):
    """A certificate that expired, told by getWebhookInfo, is a line in the log."""
    monkeypatch.setattr(webhook, "_LOOK", 0.01)
    api.trouble = {"last_error_message": "certificate expired", "pending_update_count": 3}
    second = hooked(api)
    await second.inbox.start()
    await api.called("getWebhookInfo", 3)
    await second.close()
    assert caplog.text.count("cannot call the webhook: certificate expired") == 1


async def test_a_taken_port_is_one_sentence(room, api):
    """The second program on one port says which setting to change."""
    second = Room(api, Webhook(room.inbox._intake._hook))
    await second.inbox.start()
    assert "TELEGRAM_WEBHOOK_LISTEN" in await asyncio.wait_for(second.fatal.get(), 5)
    await second.close()


async def test_a_webhook_that_telegram_refuses_is_one_sentence(api):
    """The server's own reason is passed on."""
    room = hooked(api)
    api.fail(faults.bad_request("bad webhook: port not allowed"), method="setWebhook")
    await room.inbox.start()
    assert "port not allowed" in await asyncio.wait_for(room.fatal.get(), 5)
    await room.close()


async def test_a_telegram_that_is_down_is_asked_again(api):
    """The webhook is set once it is back."""
    room = hooked(api)
    api.fail(faults.server_error(), method="setWebhook")
    await room.inbox.start()
    assert await room.ask(7, 7, "/mutes") == "Nothing is muted here."
    await room.close()


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"url": "http://bot.example/x"}, "https://"),
        ({"url": "bot.example/x"}, "https://"),
        ({"url": f"https://bot.example/{TOKEN}"}, "holds the token"),
        ({"secret": "short"}, "16 to 256"),
        ({"secret": "a secret with blanks"}, "16 to 256"),
        ({"listen": "8443"}, "TELEGRAM_WEBHOOK_LISTEN"),
        ({"listen": "127.0.0.1:99999"}, "TELEGRAM_WEBHOOK_LISTEN"),
    ],
)
def test_settings_that_cannot_be(settings, words):
    """Each is one sentence that names the setting."""
    with pytest.raises(ValueError, match=words):
        hook(**{"url": "https://bot.example/x", "token": TOKEN} | settings)


def test_a_secret_is_made_where_none_is_set():
    """At each start another one, which no printed setting shows."""
    one, other = (hook("https://bot.example/x", token=TOKEN) for _ in range(2))
    assert one.secret != other.secret
    assert one.secret not in repr(one)
    assert (one.host, one.port, one.path) == ("127.0.0.1", 8443, "/x")
