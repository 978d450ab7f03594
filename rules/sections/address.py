"""How a chat is named in the store for good."""

from __future__ import annotations


def chat_key(address: int | str, thread: int | None = None) -> str:
    """`telegram:<chat>`, with `:<thread>` for a forum topic."""
    return f"telegram:{address}" if thread is None else f"telegram:{address}:{thread}"
