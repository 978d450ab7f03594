"""“Why?”: the rule's words and its line, in a window."""

from __future__ import annotations

from chat.commands.ask import Ask, Desk
from chat.commands.phrases import say
from chat.html import line, shown
from chat.presses.payload import number
from chat.presses.toasts import LONGEST, cut, toast
from chat.reasons import worded
from chat.reply import Pressed
from model.alert import Alert

_TOPICS = 3  # told of in 200 characters


async def reply(ask: Ask, values: tuple[str, ...], desk: Desk) -> Pressed:
    """values: alert. Nothing is stored; /why tells more."""
    alert = await desk.told(ask, number(values))
    if alert is None or not alert.matches:
        return toast(ask, "press.gone")
    return Pressed(told(alert, ask.language, desk.rules), window=True)


def told(alert: Alert, language: str, rules: str) -> str:
    """For each topic found its title, its place in the rules and why, within 200 UTF-16 units."""
    titles = dict(alert.titles)
    matches = alert.matches[:_TOPICS]
    room = (LONGEST - 2) // len(matches) - 1
    parts = [
        cut(
            shown(
                say(
                    language,
                    "press.why",
                    topic=line(titles.get(match.topic) or match.topic, 40),
                    place=f"{rules}:{match.rule_line}",
                    why=line(worded(match.why, language), LONGEST),
                )
            ),
            room,
        )
        for match in matches
    ]
    more = len(alert.matches) - len(parts)
    return cut("\n".join([*parts, f"+{more}"] if more else parts))
