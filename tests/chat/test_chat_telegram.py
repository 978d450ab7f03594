"""The Telegram channel against the stand-in, over real HTTP."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from chat.telegram import TelegramChannel, close_bot, open_bot
from model.alert import Alert, AlertKind, Later, Moved, Outcome, Refused, Sent
from model.article import Match
from model.rulebook import Chat, Priority
from tests.standin import faults
from tests.standin.botapi import BotApi

NOW = datetime(2026, 3, 3, 13, 2, tzinfo=UTC)
ALERT = Alert(
    chat="telegram:7",
    dedupe="a",
    made_at=NOW,
    url="https://post.example/1",
    title="Governor gives five drones",
    site="Meridian Post",
    published=NOW,
    language="en",
    matches=(Match("arms-transfers", 1, "He gave five drones.", ((8, 19),)),),
    titles=(("arms-transfers", "Arms transfers"),),
)
PRIVATE = Chat("telegram:7", 7)
FORUM = Chat("telegram:-100:5", -100, thread=5)


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """A running stand-in."""
    async with BotApi("1:standin-token") as running:
        yield running


async def send(api: BotApi, chat: Chat = PRIVATE, alert: Alert = ALERT) -> Outcome:
    """One send of a fresh channel."""
    bot = open_bot(api.token, api.url)
    try:
        return await TelegramChannel(bot, now=lambda: NOW).send(alert, chat)
    finally:
        await close_bot(bot)


async def test_a_message_arrives_as_composed(api):
    """The reader sees headline, details and the matched words in bold, with a small preview."""
    outcome = await send(api)
    [message] = api.sent
    assert outcome == Sent(message.message_id)
    assert "Governor gives five drones\nMeridian Post · 13:02 · English" in message.text
    assert [e["type"] for e in message.entities].count("bold") == 3
    assert message.preview == {"url": ALERT.url, "prefer_small_media": True}
    assert not message.silent


async def test_low_priority_is_silent(api):
    """Low priority arrives without a sound."""
    await send(api, alert=Alert("c", "d", NOW, priority=Priority.LOW, title="x"))
    assert api.sent[0].silent


@pytest.mark.parametrize(
    "words",
    [
        "can't parse entities: Unsupported start tag",
        "unsupported start tag",
        "ENTITY_BOUNDS_INVALID",
    ],
)
async def test_refused_markup_goes_as_plain_text(api, words):
    """A 400 on markup costs the markup, not the alert."""
    api.fail(faults.bad_request(words))
    outcome = await send(api)
    assert isinstance(outcome, Sent)
    assert outcome.note.startswith("as plain text")
    assert api.sent[0].mode is None
    assert ALERT.url in api.sent[0].text


async def test_plain_text_is_tried_once(api):
    """Markup refused twice is a refusal: no endless loop."""
    api.fail(faults.bad_request("can't parse entities: x"), times=5)
    assert isinstance(await send(api), Refused)
    assert len(api.calls) == 2


async def test_a_message_too_long_goes_shortened(api):
    """What the server finds too long is cut and sent once more."""
    api.fail(faults.bad_request("message is too long"), times=1)
    text = "A sentence of six plain words. " * 120
    outcome = await send(api, alert=Alert("c", "d", NOW, kind=AlertKind.NOTICE, text=text))
    assert isinstance(outcome, Sent)
    assert len(api.sent[0].text) <= 2000


@pytest.mark.parametrize("closed", [False, True])
async def test_a_lost_topic_falls_back_to_the_chat(api, closed):
    """A deleted or closed forum topic sends the alert to the chat itself."""
    api.threads[-100] = {5} if closed else {9}
    if closed:
        api.closed.add((-100, 5))
    outcome = await send(api, FORUM)
    assert isinstance(outcome, Sent)
    assert "outside its forum topic" in outcome.note
    assert api.sent[0].thread is None


async def test_both_remedies_may_be_needed(api):
    """A closed topic and refused markup together still deliver the alert."""
    api.threads[-100] = {9}
    api.fail(faults.bad_request("can't parse entities: x"))
    outcome = await send(api, FORUM)
    assert isinstance(outcome, Sent)
    assert outcome.note.count(";") == 1


async def test_the_general_topic_is_not_named(api):
    """Thread 1 is the General topic, which the server knows by no number."""
    api.threads[-100] = {5}
    await send(api, Chat("c", -100, thread=1))
    assert "message_thread_id" not in api.calls[0][1]


CASES = {
    "a flood": (faults.flood(3), Later("Telegram asks for a pause", timedelta(seconds=3.5))),
    "a migration": (faults.migrated(-1005), Moved(-1005)),
    "a block": (faults.forbidden(), Refused("the bot was blocked by the user", gone=True)),
    "a kick": (
        faults.forbidden("bot was kicked from the supergroup chat"),
        Refused("the bot was removed from the chat", gone=True),
    ),
    "a deleted account": (
        faults.forbidden("user is deactivated"),
        Refused("this account was deleted", gone=True),
    ),
    "a wrong token": (
        faults.unauthorized(),
        Later("the token is refused: check TELEGRAM_BOT_TOKEN", everyone=True),
    ),
    "a bad gateway": (
        faults.server_error(),
        Later("Telegram has a fault of its own", unknown=True),
    ),
    "garbage": (faults.garbage(), Later("Telegram's answer could not be read", unknown=True)),
    "a reset": (
        faults.reset(recorded=False),
        Later("the connection broke before Telegram answered", unknown=True),
    ),
    "a reset after delivery": (
        faults.reset(recorded=True),
        Later("the connection broke before Telegram answered", unknown=True),
    ),
}


@pytest.mark.parametrize("name", CASES)
async def test_faults_become_outcomes(api, name):
    """Each fault of the server is the outcome the line acts on."""
    fault, expected = CASES[name]
    api.fail(fault)
    assert await send(api) == expected


async def test_an_unknown_chat_is_gone(api):
    """A chat Telegram does not know is refused for good, in words that help."""
    api.fail(faults.bad_request("chat not found"))
    outcome = await send(api)
    assert isinstance(outcome, Refused)
    assert outcome.gone
    assert "rules.yaml" in outcome.reason


async def test_a_server_that_is_down_was_not_reached(api):
    """No connection means: not sent, and nobody can be served."""
    await api.stop()
    assert await send(api) == Later("Telegram cannot be reached", everyone=True)


async def test_a_silent_server_times_out(api, monkeypatch):
    """An answer that never comes leaves it open whether the message arrived."""
    monkeypatch.setattr("chat.telegram._READ", 0.2)
    api.fail(faults.hang(recorded=True))
    assert await send(api) == Later("Telegram did not answer in time", unknown=True)
    assert len(api.sent) == 1


async def test_cancelling_is_the_one_thing_that_gets_through(api):
    """Stopping the program must not be mistaken for a failure."""
    api.fail(faults.hang())
    task = asyncio.create_task(send(api))
    await api.called("sendMessage")
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_fault_of_ours_costs_one_message(api, caplog):
    """An alert that cannot be composed is refused, and the line goes on."""
    broken = Alert("c", "d", NOW, url=object())
    assert isinstance(await send(api, alert=broken), Refused)
    assert not api.calls


def test_pauses_follow_the_kind_of_chat():
    """A second for a person, three for groups and channels."""
    channel = TelegramChannel(open_bot("1:standin-token"), now=lambda: NOW)
    seconds = [channel.pause(Chat("c", address)).seconds for address in (7, -7, "@wire")]
    assert seconds == [1, 3, 3]


async def test_the_token_is_in_no_log(api, caplog):
    """Neither httpx at DEBUG nor a traceback shows the token."""
    caplog.set_level(logging.DEBUG)
    for name in ("httpx", "httpcore"):
        caplog.set_level(logging.DEBUG, name)
    await send(api)
    try:
        int(f"{api.url}/bot{api.token}/getMe")
    except ValueError:
        logging.getLogger("anything").exception("went wrong with %s", api.token)
    assert "standin-token" not in caplog.text
    assert "went wrong" in caplog.text


@pytest.mark.parametrize("token", ["", "x", "123", ":abc", "12 3:abc", "123:", "123:ab\n"])
def test_what_cannot_be_a_token_is_said_at_once(token):
    """A mistyped token ends in one clear sentence."""
    with pytest.raises(ValueError, match="does not look like a token"):
        open_bot(token)
