"""Who the stand-in knows: the bot itself, and what an administrator may do."""

from __future__ import annotations

from typing import Any

BOT_USER = {"id": 1, "is_bot": True, "first_name": "Wirewatch", "username": "wirewatch_bot"}
ME = BOT_USER | {
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
}

RIGHTS = dict.fromkeys(
    (
        "can_be_edited",
        "is_anonymous",
        "can_manage_chat",
        "can_delete_messages",
        "can_manage_video_chats",
        "can_restrict_members",
        "can_promote_members",
        "can_change_info",
        "can_invite_users",
        "can_post_stories",
        "can_edit_stories",
        "can_delete_stories",
    ),
    False,
)

PERMISSIONS = dict.fromkeys(
    (
        "is_member",
        "can_change_info",
        "can_invite_users",
        "can_pin_messages",
        "can_send_messages",
        "can_send_polls",
        "can_send_other_messages",
        "can_add_web_page_previews",
        "can_manage_topics",
        "can_send_audios",
        "can_send_documents",
        "can_send_photos",
        "can_send_videos",
        "can_send_video_notes",
        "can_send_voice_notes",
        "can_edit_tag",
        "can_react_to_messages",
    ),
    True,
)


def standing(status: str, **more: Any) -> dict[str, Any]:
    """What the bot is in a chat, as the server describes it."""
    rest: dict[str, Any] = {
        "administrator": RIGHTS,
        "restricted": PERMISSIONS | {"until_date": 0},
        "kicked": {"until_date": 0},
    }.get(status, {})
    return {"status": status, "user": BOT_USER} | rest | more
