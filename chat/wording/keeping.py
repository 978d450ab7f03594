# ruff: noqa: ISC004 # phrases longer than a line are the rule here
"""Who may do what: the log of deeds, invites, pauses, and the life of a chat."""

from __future__ import annotations

PHRASES: dict[str, tuple[str, str, str]] = {
    "menu.audit": ("Who changed what", "Qui a changé quoi", "من غيّر ماذا"),
    "audit": ("Who changed what · {about}", "Qui a changé quoi · {about}", "من غيّر ماذا · {about}"),
    "audit.none": (
        "Nothing of the kind is kept. All of it: <code>/audit</code>; of one person or command: "
        "<code>/audit Ada</code>, <code>/audit 20 mute</code>",
        "Rien de tel n’est conservé. Tout : <code>/audit</code> ; d’une personne ou d’une "
        "commande : <code>/audit Ada</code>, <code>/audit 20 mute</code>",
        "لا شيء محفوظ من هذا. الكل: <code>/audit</code>؛ لشخص أو أمر: <code>/audit Ada</code>، "
        "<code>/audit 20 mute</code>",
    ),
    "audit.older": ("Older ›", "Plus anciens ›", "‹ الأقدم"),
    "audit.newest": ("‹ Newest", "‹ Les derniers", "الأحدث ›"),
}
