"""Who the stand-in knows: the bot itself, and what an administrator may do."""

from __future__ import annotations

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
