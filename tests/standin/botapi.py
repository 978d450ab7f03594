"""A Bot API server for tests and for trying things by hand, over real HTTP on loopback.

    python -m tests.standin.botapi --port 8081 --token 1:x

prints what arrives. In tests:

    async with BotApi() as api:
        api.fail(faults.flood(1), chat=7)
        api.say(7, 7, "/topics")
        await api.wait_for(2)
        assert api.sent[0].text == …
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web

from tests.standin.buttons import LONGEST_TOAST, ButtonError, Row, checked, inaccessible, query
from tests.standin.faults import HANG, RESET, Fault, bad_request, conflict
from tests.standin.floods import Floods
from tests.standin.markup import MarkupError, Parsed, parse
from tests.standin.people import ME, RIGHTS, standing
from tests.standin.posting import post

TOKEN = "1:standin-token"
CAPTION = 1024
CALM = 10  # looks in a row at which nobody is connected
_NESTED = (
    "link_preview_options",
    "commands",
    "allowed_updates",
    "reply_parameters",
    "reply_markup",
    "scope",
)


@dataclass(frozen=True, slots=True)
class Handed:
    """A file that came with a message; a `picture` was sent as one."""

    name: str
    data: bytes
    picture: bool = False


@dataclass(slots=True)
class Delivery:
    """One message as it arrived; `at` is loop time in seconds, `text` what a reader sees."""

    chat: int | str
    message_id: int
    text: str
    raw: str
    at: float
    thread: int | None = None
    silent: bool = False
    preview: dict[str, Any] = field(default_factory=dict)
    entities: list[dict[str, Any]] = field(default_factory=list)
    dropped: int = 0
    mode: str | None = None
    edits: int = 0
    buttons: list[Row] = field(default_factory=list)
    replies_to: int | None = None
    file: Handed | None = None

    @property
    def labels(self) -> list[list[str]]:
        """What the buttons show, row by row."""
        return [[button["text"] for button in row] for row in self.buttons]

    def payload(self, label: str) -> str:
        """What the first button whose label holds these words sends."""
        buttons = [button for row in self.buttons for button in row]
        return next(one["callback_data"] for one in buttons if label in one["text"])


@dataclass(slots=True)
class Toast:
    """The answer to a press; `at` is loop time in seconds."""

    text: str
    window: bool
    at: float


class ApiError(Exception):
    """Ends a call with a fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.description)
        self.fault = fault


class BotApi:
    """The server. Everything a test wants to know or to arrange is an attribute."""

    def __init__(self, token: str = TOKEN, *, floods: bool = False) -> None:
        self.token = token
        self.url = ""
        self.sent: list[Delivery] = []
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.floods = Floods() if floods else None
        self.threads: dict[int | str, set[int]] = {}  # forums: their open topics
        self.closed: set[tuple[int | str, int]] = set()
        self.deleted: set[tuple[int | str, int]] = set()  # messages, by chat and number
        self.members: dict[tuple[int, int], str] = {}
        self.left: list[int] = []  # chats that the bot left
        self.commands: dict[tuple[str, str], list[dict[str, str]]] = {}
        self.webhook: dict[str, Any] = {}
        self._posting: asyncio.Task[None] | None = None
        self.trouble: dict[str, Any] = {}  # what getWebhookInfo says besides
        self.files: dict[str, bytes] = {}  # that people sent, by file id
        self.toasts: dict[str, Toast] = {}  # by callback query
        self.expired: set[str] = set()  # callback queries that take no answer any more
        self._presses = 0
        self._faults: list[tuple[str, int | str | None, Fault]] = []
        self._updates: list[dict[str, Any]] = []
        self._next_update = 1
        self._next_message = 1
        self._poll = 0
        self._allowed: list[str] = []
        self._changed = asyncio.Event()
        self._closing = asyncio.Event()
        self._runner: web.AppRunner | None = None

    # life

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self, port: int = 0) -> str:
        """Listen on 127.0.0.1; the base address to hand to the bot."""
        app = web.Application(client_max_size=8_000_000)
        app.router.add_route("*", "/bot{token}/{method}", self._serve)
        app.router.add_get("/file/bot{token}/{path}", self._download)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self.url

    async def stop(self) -> None:
        """End every long poll and hang, then close."""
        self._closing.set()
        self._tell()
        await self._no_webhook()
        if self._runner:
            await self._runner.cleanup()

    # what tests arrange

    def fail(
        self,
        fault: Fault,
        *,
        chat: int | str | None = None,
        times: int = 1,
        method: str = "sendMessage",
    ) -> None:
        """Commit `fault` at the next `times` calls of `method` (to `chat`, if given)."""
        self._faults += [(method.lower(), chat, fault)] * times

    def clear_faults(self) -> None:
        """Be well again."""
        self._faults.clear()

    def waits(self, fault: Fault) -> bool:
        """Whether a fault is still to be committed."""
        return any(one is fault for *_, one in self._faults)

    def say(self, chat: int, user: int, text: str, **more: Any) -> int:
        """A person writes `text`; the update's number. `more` goes into the message;
        `edited=True` makes it an edit, `name=` the person's first name."""
        kind = "edited_message" if more.pop("edited", False) else "message"
        name = more.pop("name", "Ada")
        message = self._message(chat) | {"text": text}
        message["from"] = {"id": user, "is_bot": False, "first_name": name}
        if text.startswith("/"):
            length = len(text.split(maxsplit=1)[0])
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        if "message_thread_id" in more:
            message["is_topic_message"] = True
        if (about := more.pop("reply_to", None)) is not None:
            message["reply_to_message"] = self._message(chat) | {"message_id": about, "text": "…"}
        return self.update({kind: message | more})

    def hand(
        self, chat: int, user: int, name: str, data: bytes, caption: str = "", **more: Any
    ) -> int:
        """A person sends a file; the update's number. `size=` lies about its length."""
        number = f"file{len(self.files)}"
        self.files[number] = data
        document = {
            "file_id": number,
            "file_unique_id": number,
            "file_name": name,
            "file_size": more.pop("size", len(data)),
        }
        message = self._message(chat) | {"document": document}
        if caption:
            message["caption"] = caption
        message["from"] = {"id": user, "is_bot": False, "first_name": more.pop("name", "Ada")}
        if (about := more.pop("reply_to", None)) is not None:
            message["reply_to_message"] = self._message(chat) | {"message_id": about, "text": "…"}
        return self.update({"message": message | more})

    def become(self, chat: int, before: str, after: str, **more: Any) -> int:
        """The bot's own standing in a chat changes (kicked: blocked, in private); the update's
        number. `more` goes into the new standing, as `can_send_messages=False`."""
        change = self._message(chat) | {
            "from": {"id": 5, "is_bot": False, "first_name": "Ada"},
            "old_chat_member": standing(before),
            "new_chat_member": standing(after, **more),
        }
        return self.update({"my_chat_member": change})

    def migrate(self, old: int, new: int) -> None:
        """A group becomes a supergroup: both say so."""
        for chat, said in (
            (old, {"migrate_to_chat_id": new}),
            (new, {"migrate_from_chat_id": old}),
        ):
            self.update({"message": self._message(chat) | said})

    def press(
        self,
        message: Delivery,
        user: int,
        label: str = "",
        *,
        data: str | None = None,
        seen: bool = True,
        expired: bool = False,
        name: str = "Ada",
    ) -> str:
        """A person presses the button that shows `label`, or one that sends `data`; the id of
        the callback query. `seen=False`: the message is too old for the bot; `expired`: no
        answer is taken any more."""
        payload = message.payload(label) if data is None else data
        self._presses += 1
        if expired:
            self.expired.add(str(self._presses))
        whole = self._message(message.chat) | {"message_id": message.message_id}
        if message.thread:
            whole |= {"message_thread_id": message.thread, "is_topic_message": True}
        told = (
            whole | {"text": message.text}
            if seen
            else inaccessible(whole["chat"], message.message_id)
        )
        self.update(query(self._presses, user, name, payload, told))
        return str(self._presses)

    async def toast(self, press: str, timeout: float = 10) -> Toast:  # noqa: ASYNC109 # tests read better so
        """The answer to a press, as soon as it is there."""
        async with asyncio.timeout(timeout):
            while press not in self.toasts:
                await self._changed.wait()
        return self.toasts[press]

    async def until(self, holds: Callable[[], bool], timeout: float = 10) -> None:  # noqa: ASYNC109 # likewise
        """Return once something holds; looked at whenever anything has changed."""
        async with asyncio.timeout(timeout):
            while not holds():
                await self._changed.wait()

    def update(self, content: dict[str, Any]) -> int:
        """Queue any update; its number."""
        number = self._next_update
        self._next_update += 1
        if not self._allowed or next(iter(content)) in self._allowed:
            self._updates.append({"update_id": number} | content)
            self._tell()
        return number

    async def wait_for(self, count: int, timeout: float = 10) -> list[Delivery]:  # noqa: ASYNC109 # tests read better so
        """The messages sent, as soon as there are at least `count`."""
        async with asyncio.timeout(timeout):
            while len(self.sent) < count:
                await self._changed.wait()
        return self.sent

    async def called(self, method: str, count: int = 1, timeout: float = 10) -> None:  # noqa: ASYNC109 # likewise
        """Return once `method` was called `count` times."""
        async with asyncio.timeout(timeout):
            while sum(name == method.lower() for name, _ in self.calls) < count:
                await self._changed.wait()

    def texts(self, chat: int | str) -> list[str]:
        """What the chat reads, in order of arrival."""
        return [one.text for one in self.sent if one.chat == chat]

    async def quiet(self) -> None:
        """Return when no program is connected and all that came has been taken in."""
        calm = 0
        while calm < CALM:  # what came last may not be accepted yet
            calm = 0 if self._connected() else calm + 1
            await asyncio.sleep(0.01)

    def _connected(self) -> bool:
        """Whether anybody still waits for an answer; one that hangs outlives who asked for it."""
        server = self._runner.server if self._runner else None
        return server is not None and any(one.transport for one in server.connections)

    # the server

    def _tell(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"].lower()
        if request.match_info["token"] != self.token:
            return _answer(Fault(401, "Unauthorized"))
        arguments = _arguments(await _fields(request) | dict(request.query))
        self.calls.append((method, arguments))
        self._tell()
        if (fault := self._due(method, arguments.get("chat_id"))) is not None:
            return await self._commit(fault, request, method, arguments)
        return await self._call(method, arguments)

    def _due(self, method: str, chat: int | str | None) -> Fault | None:
        for place, (name, where, fault) in enumerate(self._faults):
            if name == method and where in (None, chat):
                del self._faults[place]
                return fault
        return None

    async def _commit(
        self, fault: Fault, request: web.Request, method: str, arguments: dict[str, Any]
    ) -> web.StreamResponse:
        if fault.recorded:
            await self._call(method, arguments)
        if fault.deed == HANG:
            await self._closing.wait()
        if fault.deed == RESET and request.transport is not None:
            request.transport.abort()
        if fault.body is not None:
            return web.Response(text=fault.body, status=fault.status, content_type="text/html")
        return _answer(fault)

    async def _call(self, method: str, arguments: dict[str, Any]) -> web.Response:
        handler = getattr(self, f"_do_{method}", None)
        if handler is None:
            return _answer(Fault(404, "Not Found"))
        try:
            return web.json_response({"ok": True, "result": await handler(arguments)})
        except ApiError as error:
            return _answer(error.fault)

    # its methods, each named as in the Bot API in lower case

    async def _do_getme(self, _: dict[str, Any]) -> dict[str, Any]:
        return ME

    async def _do_deletewebhook(self, _: dict[str, Any]) -> bool:
        await self._no_webhook()
        return True

    async def _do_setwebhook(self, given: dict[str, Any]) -> bool:
        """Post updates from now on; http:// will do, as with a server of one's own."""
        await self._no_webhook()
        self.webhook = given
        self._allowed = given.get("allowed_updates", self._allowed)
        secret = given.get("secret_token", "")
        work = post(given["url"], secret, self._oldest, self._updates.remove)
        self._posting = asyncio.create_task(work)
        return True

    async def _do_getwebhookinfo(self, _: dict[str, Any]) -> dict[str, Any]:
        known = {"url": self.webhook.get("url", ""), "has_custom_certificate": False}
        return known | {"pending_update_count": len(self._updates)} | self.trouble

    async def _no_webhook(self) -> None:
        self.webhook = {}
        if self._posting is not None:
            self._posting.cancel()
            await asyncio.gather(self._posting, return_exceptions=True)
            self._posting = None

    def _oldest(self) -> dict[str, Any] | None:
        return self._updates[0] if self._updates else None

    async def _do_close(self, _: dict[str, Any]) -> bool:
        return True

    async def _do_logout(self, _: dict[str, Any]) -> bool:
        return True

    async def _do_answercallbackquery(self, given: dict[str, Any]) -> bool:
        number, said = str(given["callback_query_id"]), str(given.get("text", ""))
        if number in self.expired or number in self.toasts:
            why = "query is too old and response timeout expired or query ID is invalid"
            raise ApiError(bad_request(why))
        if len(said.encode("utf-16-le")) // 2 > LONGEST_TOAST:
            raise ApiError(bad_request("MESSAGE_TOO_LONG"))
        self.toasts[number] = Toast(said, given.get("show_alert") == "true", self._time())
        self._tell()
        return True

    async def _do_getupdates(self, given: dict[str, Any]) -> list[dict[str, Any]]:
        if "allowed_updates" in given:
            self._allowed = given["allowed_updates"]
        if self.webhook:
            raise ApiError(conflict("can't use getUpdates method while webhook is active"))
        offset = int(given.get("offset", 0))
        self._updates = [one for one in self._updates if one["update_id"] >= offset]
        self._poll += 1
        self._tell()  # ends the poll of another program
        await self._news(self._poll, float(given.get("timeout", 0)))
        return self._updates[: int(given.get("limit", 100))]

    async def _news(self, mine: int, patience: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(patience):
                while not self._updates and not self._closing.is_set():
                    await self._changed.wait()
                    if self._poll != mine:
                        raise ApiError(conflict())

    async def _download(self, request: web.Request) -> web.Response:
        data = self.files.get(request.match_info["path"])
        if request.match_info["token"] != self.token or data is None:
            return _answer(Fault(404, "Not Found"))
        return web.Response(body=data)

    async def _do_getfile(self, given: dict[str, Any]) -> dict[str, Any]:
        number = str(given.get("file_id"))
        if number not in self.files:
            raise ApiError(bad_request("wrong file_id or the file is temporarily unavailable"))
        return {"file_id": number, "file_unique_id": number, "file_path": number}

    async def _do_sendphoto(self, given: dict[str, Any]) -> dict[str, Any]:
        return await self._with_file(given, "photo")

    async def _do_senddocument(self, given: dict[str, Any]) -> dict[str, Any]:
        return await self._with_file(given, "document")

    async def _with_file(self, given: dict[str, Any], kind: str) -> dict[str, Any]:
        """A message whose text is its caption."""
        name, data = next(one for one in given.values() if isinstance(one, tuple))
        message = await self._do_sendmessage(given | {"text": given.get("caption") or "-"})
        if len(self.sent[-1].text) > CAPTION:
            self.sent.pop()
            raise ApiError(bad_request("message caption is too long"))
        self.sent[-1].file = Handed(name, data, picture=kind == "photo")
        unique = {"file_id": name, "file_unique_id": name}
        size = {"width": 1, "height": 1}
        return message | {kind: [unique | size] if kind == "photo" else unique}

    async def _do_sendmessage(self, given: dict[str, Any]) -> dict[str, Any]:
        chat = given.get("chat_id", "")
        thread = self._thread(chat, given.get("message_thread_id"))
        self._count(chat)
        raw = str(given.get("text", ""))
        parsed = _parsed(raw, given.get("parse_mode"))
        buttons = _buttons(given)
        message = self._message(chat)
        self.sent.append(
            Delivery(
                chat,
                message["message_id"],
                parsed.text,
                raw,
                self._time(),
                thread,
                silent=given.get("disable_notification") == "true",
                preview=given.get("link_preview_options", {}),
                entities=[entity.as_json() for entity in parsed.entities],
                dropped=parsed.dropped,
                mode=given.get("parse_mode"),
                buttons=buttons,
                replies_to=self._replied(chat, given.get("reply_parameters", {})),
            )
        )
        self._tell()
        return message | {"text": parsed.text, "entities": self.sent[-1].entities}

    async def _do_editmessagetext(self, given: dict[str, Any]) -> dict[str, Any]:
        chat, number = given.get("chat_id", ""), int(given.get("message_id", 0))
        self._count(chat)
        raw = str(given.get("text", ""))
        parsed = _parsed(raw, given.get("parse_mode"))
        one = self._edited(given, raw)
        one.raw, one.text = raw, parsed.text
        self._tell()
        return self._message(chat) | {"message_id": number, "text": parsed.text}

    def _count(self, chat: int | str) -> None:
        """One more message or edit, where limits are kept."""
        if self.floods and (wait := self.floods.judge(chat, self._time())):
            said = f"Too Many Requests: retry after {wait}"
            raise ApiError(Fault(429, said, {"retry_after": wait}))

    async def _do_editmessagereplymarkup(self, given: dict[str, Any]) -> dict[str, Any]:
        one = self._edited(given, None)
        self._tell()
        return self._message(one.chat) | {"message_id": one.message_id, "text": one.text}

    def _edited(self, given: dict[str, Any], raw: str | None) -> Delivery:
        """The message with its new buttons; refused where text and buttons stay as they are."""
        wanted = given.get("chat_id"), int(given.get("message_id", 0))
        found = [one for one in self.sent if (one.chat, one.message_id) == wanted]
        if not found:
            raise ApiError(bad_request("message to edit not found"))
        one, buttons = found[0], _buttons(given)
        if raw in (None, one.raw) and buttons == one.buttons:
            raise ApiError(bad_request("message is not modified"))
        one.buttons, one.edits = buttons, one.edits + 1
        return one

    async def _do_getchatmember(self, given: dict[str, Any]) -> dict[str, Any]:
        chat, user = int(given["chat_id"]), int(given["user_id"])
        status = self.members.get((chat, user), "member")
        person = {"id": user, "is_bot": False, "first_name": "Ada"}
        rights = RIGHTS if status == "administrator" else {"is_anonymous": False}
        return {"status": status, "user": person} | rights

    async def _do_leavechat(self, given: dict[str, Any]) -> bool:
        self.left.append(given["chat_id"])
        self._tell()
        return True

    async def _do_getmycommands(self, given: dict[str, Any]) -> list[dict[str, str]]:
        return self.commands.get(_menu(given), [])

    async def _do_setmycommands(self, given: dict[str, Any]) -> bool:
        self.commands[_menu(given)] = given["commands"]
        return True

    # details

    def _time(self) -> float:
        return asyncio.get_running_loop().time()

    def _message(self, chat: int | str) -> dict[str, Any]:
        number = self._next_message
        self._next_message += 1
        described: dict[str, Any] = {"id": chat, "type": "private", "first_name": "Ada"}
        if isinstance(chat, str):
            described = {"id": -1009, "type": "channel", "title": chat, "username": chat[1:]}
        elif chat < 0:
            described = {"id": chat, "type": "supergroup", "title": "Newsroom"}
        return {"message_id": number, "date": 1_772_000_000, "chat": described}

    def _replied(self, chat: int | str, wish: dict[str, Any]) -> int | None:
        """To which message, where it is still there; refused unless the bot said otherwise."""
        number = wish.get("message_id")
        if (chat, number) not in self.deleted:
            return number
        if not wish.get("allow_sending_without_reply"):
            raise ApiError(bad_request("message to be replied not found"))
        return None

    def _thread(self, chat: int | str, given: object) -> int | None:
        """Outside forums a thread is ignored; in one, General must not be named."""
        if given is None or chat not in self.threads:
            return None
        thread = int(str(given))
        if (chat, thread) in self.closed:
            raise ApiError(bad_request("TOPIC_CLOSED"))
        if thread not in self.threads[chat]:
            raise ApiError(bad_request("message thread not found"))
        return thread


def _menu(given: dict[str, Any]) -> tuple[str, str]:
    """The menu's scope, with the chat's number where it is for one chat, and its language."""
    scope = given.get("scope") or {}
    where = scope.get("type", "default"), scope.get("chat_id", "")
    return " ".join(map(str, where)).strip(), given.get("language_code") or ""


def _buttons(given: dict[str, Any]) -> list[Row]:
    try:
        return checked(given.get("reply_markup"))
    except ButtonError as error:
        raise ApiError(bad_request(str(error))) from None


def _parsed(raw: str, mode: str | None) -> Parsed:
    try:
        return parse(raw, mode)
    except MarkupError as error:
        raise ApiError(bad_request(str(error))) from None


async def _fields(request: web.Request) -> dict[str, Any]:
    """The form; a file is its name and what it holds."""
    form = await request.post()
    return {
        name: (one.filename, one.file.read()) if isinstance(one, web.FileField) else one
        for name, one in form.items()
    }


def _arguments(form: dict[str, Any]) -> dict[str, Any]:
    for name in _NESTED:
        if isinstance(form.get(name), str):
            form[name] = json.loads(form[name])
    with contextlib.suppress(KeyError, ValueError):
        form["chat_id"] = int(form["chat_id"])
    return form


def _answer(fault: Fault) -> web.Response:
    return web.json_response(fault.payload(), status=fault.status)


async def arrivals(api: BotApi) -> AsyncIterator[Delivery]:
    """Every message as it arrives, without end."""
    told = 0
    while True:
        await api.wait_for(told + 1, timeout=1e9)
        while told < len(api.sent):
            yield api.sent[told]
            told += 1


async def _by_hand(port: int, token: str) -> None:
    api = BotApi(token)
    sys.stdout.write(f"Bot API stand-in on {await api.start(port)}\n")
    async for one in arrivals(api):
        quiet = ", silent" if one.silent else ""
        sys.stdout.write(f"--- to {one.chat}{quiet}\n{one.text}\n")
        sys.stdout.flush()


def main() -> None:
    """Serve until Ctrl-C, printing what arrives."""
    options = argparse.ArgumentParser(description="A Bot API server on loopback")
    options.add_argument("--port", type=int, default=8081)
    options.add_argument("--token", default="1:x")
    given = options.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_by_hand(given.port, given.token))


if __name__ == "__main__":
    main()
