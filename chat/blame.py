"""Whose fault it is that something in the chat failed: the log's line, plain or with a trace."""

from __future__ import annotations

import logging

from model.stores import StoreError


def blame(log: logging.Logger, error: Exception, what: str, *about: object) -> None:
    """Tell what failed. A store that cannot do its work says why in a sentence, and no trace
    helps; any other error is ours and comes with its trace."""
    if isinstance(error, StoreError):
        log.error("%s: %s", what % about, error)
    else:
        log.error(what, *about, exc_info=error)
