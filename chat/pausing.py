"""What administrators hear when a pause has ended by itself."""

from __future__ import annotations

from datetime import datetime

from chat.commands.phrases import say
from chat.html import shown
from model.alert import Alert, AlertKind
from model.pause import SENDING, Pause
from model.rulebook import Chat


def pause_over(pause: Pause, keeper: Chat, now: datetime) -> Alert:
    """The notice; queued twice it is sent once."""
    phrase = "pause.over" if pause.source == SENDING else "pause.over.source"
    return Alert(
        chat=keeper.key,
        dedupe=f"{keeper.key} notice pause {pause.since.isoformat()} {pause.source}",
        made_at=now,
        kind=AlertKind.NOTICE,
        text=shown(say(keeper.language, phrase, name=pause.source)),
    )
