"""Logs for machines: one JSON object a line."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

from chat.redaction import without_secrets

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "template"}


class JsonFormatter(logging.Formatter):
    """time (UTC, ISO 8601), level, logger, message; `fields` where the record has more, `exc`
    where it has a traceback. Secrets are taken out of all of it."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        fields = {key: value for key, value in vars(record).items() if key not in _STANDARD}
        if fields:
            line["fields"] = fields
        if record.exc_info or record.exc_text:
            told = record.exc_info
            line["exc"] = record.exc_text or (self.formatException(told) if told else "")
        return without_secrets(json.dumps(line, ensure_ascii=False, default=str))
