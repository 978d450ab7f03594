"""Where lines end, for YAML: the one rule by which all line numbers are counted."""

from __future__ import annotations

import re

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


def split_lines(text: str) -> list[str]:
    """The lines of `text` without their ends; always at least one."""
    return _BREAK.split(text)
