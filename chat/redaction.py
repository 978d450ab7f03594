"""Keeps secrets out of everything that is logged: bot tokens, the webhook's secret, and the
passwords and keys within addresses."""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import Callable
from types import TracebackType

_GUESSABLE = 10  # characters: shorter secrets occur in ordinary words and are not secrets
_FORMATTER = logging.Formatter()
_PASSWORD = re.compile(r'(?<=://)[^/?#\s"]+@')  # https://ada:sec@ret@post.example/

# https://post.example/feed?api_key=…; not ?keyword=, ?author= or ?monkey=
_KEY = re.compile(
    r"""(?<=[?&;])((?:[\w.-]{0,40}[_.-])?(?:api|app|access|auth|client|private|subscription)?
    (?:key|token|secret|password|passwd|pwd|auth|sig|signature)=)[^&#\s"'<>]+""",
    re.IGNORECASE | re.VERBOSE,
)

# tokens and secrets of subscriptions at hubs: too many to be listed
_ISSUED = re.compile(r"ww[ts]-[A-Za-z0-9_-]{43}")

_hidden: set[str] = set()


def watch_records() -> None:
    """Redact every record of this process, whichever logger or handler it takes, and the
    traceback of a program that ends by a fault. Harmless when done twice.

    httpx names the whole address, token included, at INFO for every call: it and httpcore
    are set to WARNING besides.
    """
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
    if sys.excepthook is not _last_words:
        # a filter hangs on one logger or one handler; the factory makes every record there is
        logging.setLogRecordFactory(_redacting(logging.getLogRecordFactory()))
        sys.excepthook = _last_words


def keep_secret(secret: str) -> None:
    """Redact a token, or another secret, besides the passwords within addresses."""
    watch_records()
    behind = secret.partition(":")[2]
    _hidden.add(behind if len(behind) >= _GUESSABLE else secret)


def without_secrets(text: str) -> str:
    """`text` with each secret replaced by an ellipsis."""
    for hidden in _hidden:
        text = text.replace(hidden, "…")
    if "ww" in text:
        text = _ISSUED.sub("…", text)
    if "=" in text:
        text = _KEY.sub(r"\1…", text)
    return _PASSWORD.sub("…@", text) if "@" in text else text


def redact(record: logging.LogRecord) -> None:
    """Take secrets out of a record: its text, its arguments, its traceback.

    `template`, set on a record that had some, is its text before the arguments were filled in.
    """
    message = _message(record)
    clean = without_secrets(f"{record.msg} {record.args!r}" if message is None else message)
    if clean != message:
        record.__dict__["template"] = record.msg
        record.msg, record.args = clean, ()
    if record.exc_info and not record.exc_text:
        trace = _FORMATTER.formatException(record.exc_info)
        clean = without_secrets(trace)
        # exc_text is what every formatter prints once it is set
        record.exc_text = clean if clean != trace else None
    record.stack_info = record.stack_info and without_secrets(record.stack_info)


def _message(record: logging.LogRecord) -> str | None:
    """The whole message; None where the arguments do not fit it: logging would print them."""
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):
        return None


def _redacting(make: Callable[..., logging.LogRecord]) -> Callable[..., logging.LogRecord]:
    def redacted(*args: object, **kwargs: object) -> logging.LogRecord:
        record = make(*args, **kwargs)
        redact(record)
        return record

    return redacted


def _last_words(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    sys.stderr.write(without_secrets("".join(traceback.format_exception(kind, error, trace))))
