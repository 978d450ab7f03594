"""“Show all”: what a summary tells, page by page in a message of its own."""

from __future__ import annotations

from chat.bursts import heading
from chat.commands.ask import Ask, Desk
from chat.commands.phrases import say
from chat.compose import listing
from chat.html import bold, escaped, shown
from chat.presses.payload import encode, number
from chat.presses.toasts import toast
from chat.reply import Button, Keyboard, Pressed, Reply
from model.alert import Alert, AlertKind

PAGE = 10  # headlines


async def reply(ask: Ask, values: tuple[str, ...], desk: Desk) -> Pressed:
    """values: summary, and the page in place of the one shown. Nothing is stored."""
    summary = await desk.told(ask, number(values))
    known = summary is not None and summary.kind is AlertKind.SUMMARY
    items = await desk.store.gathered(summary.id) if summary and known else []
    if summary is None or not items or ask.chat is None:
        return toast(ask, "press.gone")
    at = number(values, 1)
    page = _page(items, min(at or 0, (len(items) - 1) // PAGE), summary, ask)
    return Pressed(reply=page) if at is None else Pressed(text=page.text, buttons=page.buttons)


def _page(items: list[Alert], at: int, summary: Alert, ask: Ask) -> Reply:
    pages = (len(items) - 1) // PAGE + 1
    place = f" · {at + 1}/{pages}" if pages > 1 else ""
    head = bold(escaped(f"{heading(items, ask.language)}{place}")).html
    here = items[at * PAGE : (at + 1) * PAGE]
    told = listing(head, here, ask.chat, ask.now) if ask.chat else ""
    return Reply(told, _ways(at, pages, summary, ask))


def _ways(at: int, pages: int, summary: Alert, ask: Ask) -> Keyboard:
    """To the page before, and to the one behind."""
    ways = (("button.earlier", at - 1), ("button.later", at + 1))
    row = tuple(
        Button(shown(say(ask.language, label)), encode("all", summary.id, page))
        for label, page in ways
        if 0 <= page < pages
    )
    return (row,) if row else ()
