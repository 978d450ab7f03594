"""“Not relevant”: remembered for the topics of the alert; pressed again, forgotten."""

from __future__ import annotations

from dataclasses import replace

from chat.commands.ask import Ask, Desk
from chat.presses.payload import number
from chat.presses.toasts import toast
from chat.presses.under import by_now
from chat.reply import Pressed
from model.alert import Alert, Feedback

_TAKEN_BACK = 0


async def reply(ask: Ask, values: tuple[str, ...], desk: Desk) -> Pressed:
    """values: alert, 1 to remember or 0 to forget: pressing an old button twice is once."""
    alert = await desk.told(ask, number(values))
    wish = number(values, 1)
    if alert is None or wish is None or not alert.matches:
        return toast(ask, "press.gone")
    if wish == _TAKEN_BACK:
        await desk.store.withdraw_feedback(alert.id)
        said = toast(ask, "press.relevant")
    else:
        await desk.store.keep_feedback(_words(alert, ask))
        said = toast(ask, "press.irrelevant")
    topics = ", ".join(sorted({match.topic for match in alert.matches}))
    did = f"alert {alert.id} ({topics}){' taken back' if wish == _TAKEN_BACK else ''}"
    return replace(said, buttons=await by_now(alert, ask, desk), did=did)


def _words(alert: Alert, ask: Ask) -> list[Feedback]:
    topics = dict.fromkeys(match.topic for match in alert.matches)
    return [Feedback(alert.id, topic, ask.now, ask.user) for topic in topics]
