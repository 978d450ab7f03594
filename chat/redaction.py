"""Keeps bot tokens out of everything that is logged."""

from __future__ import annotations

import logging
from collections.abc import Callable

_GUESSABLE = 10  # characters: shorter secrets occur in ordinary words and are not secrets
_FORMATTER = logging.Formatter()


class Redactor(logging.Filter):
    """Takes a token out of a record: its text, its arguments, its traceback."""

    def __init__(self, token: str) -> None:
        super().__init__()
        secret = token.partition(":")[2]
        self._hidden = secret if len(secret) >= _GUESSABLE else token

    def filter(self, record: logging.LogRecord) -> bool:
        """Always True; the record is changed where it holds the token."""
        message = record.getMessage()
        if self._hidden in message:
            record.msg, record.args = self.without(message), ()
        if record.exc_info and not record.exc_text:
            trace = _FORMATTER.formatException(record.exc_info)
            # exc_text is what every formatter prints once it is set
            record.exc_text = trace if self._hidden in trace else None
        if record.exc_text:
            record.exc_text = self.without(record.exc_text)
        return True

    def without(self, text: str) -> str:
        """`text` with the token replaced by an ellipsis."""
        return text.replace(self._hidden, "…")


_redactors: dict[str, Redactor] = {}


def keep_secret(token: str) -> None:
    """Redact the token in every record of this process, whichever logger or handler it takes.

    httpx names the whole address, token included, at INFO for every call: it and httpcore
    are set to WARNING besides.
    """
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
    if not _redactors:
        # a filter hangs on one logger or one handler; the factory makes every record there is
        logging.setLogRecordFactory(_redacting(logging.getLogRecordFactory()))
    _redactors.setdefault(token, Redactor(token))


def _redacting(make: Callable[..., logging.LogRecord]) -> Callable[..., logging.LogRecord]:
    def redacted(*args: object, **kwargs: object) -> logging.LogRecord:
        record = make(*args, **kwargs)
        for redactor in _redactors.values():
            redactor.filter(record)
        return record

    return redacted
