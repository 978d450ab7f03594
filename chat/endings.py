"""What is said when a mute has ended: one line, silently, with a button for what it held back."""

from __future__ import annotations

from datetime import datetime

from chat.commands import silences
from chat.commands.phrases import say
from chat.html import shown
from model.alert import Alert, AlertKind, Mute
from model.rulebook import Chat, Priority, Rulebook
from model.stores import Store


async def mute_ended(mute: Mute, chat: Chat, book: Rulebook, store: Store, now: datetime) -> Alert:
    """The notice for the mute's chat; queued twice it is sent once."""
    what = await silences.what(mute, chat.language, book, store)
    return Alert(
        chat=mute.chat,
        dedupe=f"{mute.chat} mute {mute.id} ended",
        made_at=now,
        kind=AlertKind.NOTICE,
        priority=Priority.LOW,
        text=shown(say(chat.language, "held.ended", what=what, count=mute.held_back)),
        mute=mute.id if mute.held_back else 0,
    )
