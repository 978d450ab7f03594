"""/story, as a reply to an alert, with an address or with words: every outlet that tells it."""

from __future__ import annotations

from chat.commands.ask import Ask, Desk
from chat.commands.phrases import say
from chat.reply import Reply
from chat.timeline import timeline


async def reply(ask: Ask, desk: Desk) -> Reply:
    """The story in the order it was found; alone, that of the chat's last alert."""
    article_id = await _meant(ask, desk)
    story = await desk.store.story(article_id) if article_id else None
    if story is None:
        return Reply(say(ask.language, "story.unknown" if article_id else "story.how"))
    return timeline(story, ask, desk)


async def _meant(ask: Ask, desk: Desk) -> str:
    """The id of the article whose story is asked for, or ""."""
    wanted = ask.args.strip()
    if wanted:
        article = await desk.article_at(wanted)
        hits = [article] if article else await desk.store.search(wanted, 1)
        return hits[0].id if hits else ""
    about = await desk.about(ask)
    if about is None:
        about = next(iter(await desk.store.latest(ask.key, None, 1)), None)
    return about.article_id if about else ""
