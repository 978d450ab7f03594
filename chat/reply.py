"""What the bot says to one message or press: a text and the buttons under it. Pure nouns."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Button:
    """One button: what it shows, and what a press of it sends back (`presses.payload`)."""

    label: str
    payload: str


CAPTION = 1024  # code points that Telegram takes beside a file

# rows from top to bottom, each from the left as the sender's language is written
Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that goes with a message: a `picture` is shown, anything else is handed over."""

    name: str
    data: bytes
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """A message: `text` is Telegram's HTML; an empty one is not sent. Beside a `file` it is the
    caption, of at most CAPTION visible characters. `did` is what was changed on the way, for
    the log of who did what, in the words of no language; empty where nothing was. `later` gives
    what stands in its place when more is known; None leaves the message as it is by then."""

    text: str = ""
    buttons: Keyboard = ()
    file: Attached | None = None
    did: str = ""
    later: Callable[[], Awaitable[Reply | None]] | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to another chat than the one that asked."""

    address: int | str
    thread: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """What becomes of a press once all it changes is stored.

    `toast` is plain text of at most 200 characters, `window` shows it until it is closed.
    `text` (Telegram's HTML) and `buttons` replace those of the pressed message; None leaves
    them. `reply` is a message of its own. `anew` heads a message with the buttons where the
    pressed one is too old to be edited. `did` as in Reply. `letter` goes elsewhere.
    """

    toast: str = ""
    window: bool = False
    text: str | None = None
    buttons: Keyboard | None = None
    reply: Reply | None = None
    anew: str = ""
    did: str = ""
    letter: Letter | None = None
