"""What is logged, for people and for machines: no secret in either."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import sys

import httpx
import pytest
from telegram.error import InvalidToken, NetworkError

from chat.inbox import Inbox
from chat.intake import open_application
from chat.redaction import without_secrets
from chat.telegram import close_bot, open_bot
from operation.logs import JsonFormatter
from tests.standin import faults
from tests.standin.botapi import BotApi

SECRET = "AAE-never-to-be-seen"
TOKEN = f"123456:{SECRET}"
PASSWORD = "https://ada:hunter-two@post.example/feed"
FORMATS = [logging.Formatter("%(name)s %(levelname)s %(message)s"), JsonFormatter()]


@pytest.fixture(params=FORMATS, ids=["plain", "json"])
def log(request):
    """Everything that is logged, at DEBUG, as text."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(request.param)
    root = logging.getLogger()
    names = ("httpx", "httpcore", "telegram", "")
    levels = {name: logging.getLogger(name).level for name in names}
    root.addHandler(handler)
    yield text
    root.removeHandler(handler)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def loud() -> None:
    """Every library says all it can, whatever `open_bot` has set."""
    for name in ("httpx", "httpcore", "telegram", ""):
        logging.getLogger(name).setLevel(logging.DEBUG)


async def test_the_token_is_in_no_log_of_a_bot_in_trouble(log):
    """Errors of every kind while it comes up, polls, answers and ends, all logged at DEBUG."""
    kinds = [
        faults.server_error(),
        faults.flood(0),
        faults.bad_request("x"),
        faults.forbidden(),
        faults.reset(recorded=False),
        faults.garbage(),
        faults.unauthorized(),
    ]
    async with BotApi(TOKEN) as api:
        bot = open_bot(TOKEN, api.url)
        loud()
        for kind in kinds:
            for method in ("sendMessage", "setMyCommands"):
                api.fail(kind, method=method)
                with pytest.raises((NetworkError, Exception)) as why:
                    await (
                        bot.send_message(7, "x")
                        if method == "sendMessage"
                        else bot.set_my_commands([])
                    )
                error = why.value
                logging.getLogger("any").error("failed: %s %r", error, error, exc_info=error)
        api.fail(faults.unauthorized(), method="getMe")
        with pytest.raises(InvalidToken):
            await bot.initialize()
        await close_bot(bot)
    assert "failed" in log.getvalue()
    assert SECRET not in log.getvalue()


async def test_the_token_is_in_no_log_of_an_inbox(log):
    """Polling with a server that is gone, then refuses the token."""
    fatal: asyncio.Queue[str] = asyncio.Queue()
    async with BotApi(TOKEN) as api:
        bot = open_bot(TOKEN, api.url)
        loud()
        api.fail(faults.server_error(), method="getMe")
        api.fail(faults.unauthorized(), method="getMe")
        inbox = Inbox(
            open_application(bot),
            desk=lambda: None,
            now=lambda: None,
            on_fatal=fatal.put_nowait,
        )
        await inbox.start()
        await asyncio.wait_for(fatal.get(), 10)
        await inbox.stop()
        await close_bot(bot)
    assert SECRET not in log.getvalue()


@pytest.mark.parametrize(
    ("message", "arguments"),
    [
        (f"in the words {TOKEN}", ()),
        ("as an argument %s", (TOKEN,)),
        ("within one %r", ({"url": f"https://api/bot{TOKEN}/x"},)),
        ("of another name %s", (httpx.URL(f"https://api/bot{TOKEN}/getMe"),)),
        ("too few arguments %s %s", (TOKEN,)),
        ("of the wrong kind %d", (TOKEN,)),
        ("a password %s", (PASSWORD,)),
    ],
)
def test_secrets_are_taken_out_wherever_they_stand(log, capsys, message, arguments):
    """In the text, in arguments, in a traceback, also where logging itself would complain."""
    open_bot(TOKEN)
    loud()
    try:
        raise RuntimeError(TOKEN) from ValueError(PASSWORD)  # noqa: TRY301 # what is logged
    except RuntimeError:
        logging.getLogger("x").exception(message, *arguments, extra={"address": PASSWORD})
    whole = log.getvalue() + "".join(capsys.readouterr())
    assert SECRET not in whole
    assert "hunter-two" not in whole
    assert "RuntimeError" in whole


def test_a_program_that_ends_by_a_fault_does_not_show_it(capsys):
    """The traceback on the terminal is redacted as well."""
    open_bot(TOKEN)
    error = InvalidToken(f"The token `{TOKEN}` was rejected by the server.")
    sys.excepthook(type(error), error, None)
    said = capsys.readouterr().err
    assert "was rejected" in said
    assert SECRET not in said


def test_a_line_for_machines():
    """One object: when, how bad, who, what, and all that was given besides."""
    record = logging.makeLogRecord(
        {"name": "wirewatch", "levelno": 30, "levelname": "WARNING", "created": 0.5}
        | {"msg": "%s is slow\nvery", "args": ("صحيفة المرفأ",), "source": "Post"}
    )
    line = JsonFormatter().format(record)
    assert "\n" not in line
    assert json.loads(line) == {
        "time": "1970-01-01T00:00:00.500+00:00",
        "level": "warning",
        "logger": "wirewatch",
        "message": "صحيفة المرفأ is slow\nvery",
        "fields": {"source": "Post"},
    }


def test_a_traceback_for_machines():
    """Under `exc`, still on one line."""
    error = KeyError(PASSWORD)
    record = logging.makeLogRecord({"msg": "x", "exc_info": (KeyError, error, None)})
    line = json.loads(JsonFormatter().format(record))
    assert line["exc"].startswith("KeyError: ")
    assert "hunter-two" not in line["exc"]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("https://a.example/feed?key=s3cret", "https://a.example/feed?key=…"),
        ("https://a.example/?page=2&apiKey=s3cret&x=1", "https://a.example/?page=2&apiKey=…&x=1"),
        ("<https://a.example/?x-api-key=s3cret#top>", "<https://a.example/?x-api-key=…#top>"),
        ("https://a.example/?a=1&amp;access_token=s3", "https://a.example/?a=1&amp;access_token=…"),
        ('"https://a.example/?X-Amz-Signature=s3" is', '"https://a.example/?X-Amz-Signature=…" is'),
        ("https://ada:s3@a.example/?pwd=s3", "https://…@a.example/?pwd=…"),
        ("https://a.example/?keyword=drones&author=Ada&monkey=1", None),
        ("the key=word of a rule, token=x", None),
    ],
)
def test_a_key_within_an_address_is_hidden(address, told):
    """Where its name says what it is; the rest of the address is still to be read."""
    assert without_secrets(address) == (told or address)
