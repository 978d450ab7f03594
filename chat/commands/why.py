"""/why, as a reply to an alert or with an address: which rule at which line and which words
found it, or which gate stopped it."""

from __future__ import annotations

from collections.abc import Iterator

from chat import words
from chat.commands import routes
from chat.commands.ask import Ask, Desk, Explained
from chat.commands.phrases import say
from chat.headlines import entry
from chat.html import line, page, text
from chat.reasons import worded
from chat.reply import Reply
from model.alert import IN_SUMMARY, UNFOLLOWED, Alert, Fate, Standing
from model.article import Article
from model.routing import stopped
from model.story import Story

_LONGEST = 300  # code points of one reason
_BY_REASON = {IN_SUMMARY: "fate.summary", UNFOLLOWED: "fate.unfollowed"}


async def reply(ask: Ask, desk: Desk) -> Reply:
    """All topics, those found first; then what became of it in this chat."""
    about = await desk.about(ask)
    if ask.args.strip():
        article = await desk.article_at(ask.args.strip())
        missing = Reply(say(ask.language, "why.unknown"))
    elif about is None or not about.article_id:
        return Reply(say(ask.language, "why.how"))
    else:
        article = await desk.store.article(about.article_id)
        missing = Reply(
            page(list(_by_alert(about, ask, desk.rules)), words.word("more", ask.language))
        )
    if article is None:
        return missing
    lines = [*await _told(article, ask, desk), await _became(article, ask, desk)]
    return Reply(page(lines, words.word("more", ask.language)))


def _by_alert(alert: Alert, ask: Ask, rules: str) -> Iterator[str]:
    """What the alert itself remembers, where its article is kept no longer."""
    titles = dict(alert.titles)
    yield entry(alert.title, alert.url, [alert.site or alert.source], ask.language)
    for match in alert.matches:
        topic = titles.get(match.topic, match.topic)
        why = line(worded(match.why, ask.language), _LONGEST)
        place = f"{rules}:{match.rule_line}"
        yield say(ask.language, "press.why", topic=topic, place=place, why=why)


async def _told(article: Article, ask: Ask, desk: Desk) -> list[str]:
    told = await desk.explain(article)
    followed = ask.chat.topics if ask.chat else None
    own = [one for one in told if followed is None or one.topic in followed]
    head = entry(article.title, article.url, [article.site or article.source], ask.language)
    found = [_one(_titled(one, ask, desk), ask, "why.found") for one in own if one.held]
    missed = [_one(_titled(one, ask, desk), ask, "why.missed") for one in own if not one.held]
    return [head, *found, *missed]


def _titled(one: Explained, ask: Ask, desk: Desk) -> Explained:
    topic = desk.book.topics.get(one.topic)
    return Explained(topic.title(ask.language) if topic else one.topic, one.held, one.why)


def _one(told: Explained, ask: Ask, phrase: str) -> str:
    why = line(worded(told.why, ask.language), _LONGEST)
    return say(ask.language, phrase, topic=told.topic, why=why)


async def _became(article: Article, ask: Ask, desk: Desk) -> str:
    """What became of the article's alert here; why there was none, where the store tells."""
    here = [one for one in await desk.store.standing(article.id) if ask.here(one.chat)]
    if here:
        return _fate(here[-1], ask.language)
    gate = stopped(article, ask.chat, desk.book.sources) if ask.chat else None
    if ask.chat and gate:
        value = routes.taken(ask.chat, gate, ask.language)
        return say(ask.language, f"gate.{gate}", value=value)
    story = await desk.store.story(article.id)
    return say(ask.language, await _silence(article, story, ask, desk))


def _fate(last: Standing, language: str) -> str:
    if last.reason in _BY_REASON:
        return say(language, _BY_REASON[last.reason])
    reason = "" if last.fate is Fate.SENT else text(line(last.reason, _LONGEST)).html
    return f"{say(language, f'fate.{last.fate}')} {reason}".rstrip()


async def _silence(article: Article, story: Story | None, ask: Ask, desk: Desk) -> str:
    """The phrase for why no alert was queued here."""
    members = story.members if story else ()
    if any(one.copy_of for one in members if one.article_id == article.id):
        return "fate.copy"
    for member in members:
        if any(ask.here(one.chat) for one in await desk.store.standing(member.article_id)):
            return "fate.told"
    return "fate.none"
