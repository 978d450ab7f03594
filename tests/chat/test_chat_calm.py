"""Routing and calm in the chat: what a chat takes, summaries of bursts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from chat_desk import NOW, ask, desk
from chat_room import ALERT, PRIVATE, Room

from chat.commands.table import answer
from chat.compose import compose
from chat.html import FSI, PDI, fits, shown
from chat.telegram import TelegramChannel
from model.alert import Alert, AlertKind
from model.article import Article, Match
from model.rulebook import Burst, Chat, Priority
from model.source import SourceState
from model.stores import Checked, Remembered


@pytest.mark.parametrize(
    ("language", "sources", "languages"),
    [
        ("en", "takes only from Courrier, agency", "takes only articles in Arabic, French"),
        ("fr", "ne prend que ce qui vient de Courrier, agency", "articles en arabe, français"),
        ("ar", "لا تأخذ إلا من", "بهذه اللغات: العربية، الفرنسية"),
    ],
)
async def test_why_and_settings_name_the_gates_of_a_chat(language, sources, languages):
    """What the chat takes stands in its settings, and by /why with what it stopped."""
    table = desk()
    told = Article(
        "a", "https://a.example/1", "Ports", "port", language="en", keys=("a.example/1",)
    )
    await table.store.commit_check(
        Checked(SourceState("Meridian Post", checks=1), NOW, articles=(Remembered(told),))
    )
    narrow = Chat("c", 1, language=language, burst=Burst(6, timedelta(minutes=10)))
    by_source = replace(narrow, sources=frozenset({"agency", "Courrier"}))
    by_language = replace(narrow, languages=frozenset({"fr", "ar"}), threads=(("ports", 7),))
    for chat, said in ((by_source, sources), (by_language, languages)):
        answered = await answer("why", ask("a.example/1", language, chat=chat), table)
        assert said in shown(answered.text)
        settings = await answer("settings", ask("", language, chat=chat), table)
        more = settings.text.count("📡") + settings.text.count("📰") + settings.text.count("🧵")
        assert (more, settings.text.count("🌊")) == (2 if chat.threads else 1, 1)


def burst_of(count: int) -> list[Alert]:
    """Alerts on two topics, the third of them urgent for its topic."""
    made = (
        replace(
            ALERT,
            dedupe=f"b{n}",
            article_id=f"b{n}",
            title=f"Harbour news {n}",
            priority=Priority.HIGH if n == 2 else Priority.NORMAL,
            matches=(Match("visits" if n % 3 else "arms", 1, ""),),
            titles=(("arms", "Arms <transfers>"), ("visits", "زيارات")),
        )
        for n in range(count)
    )
    return list(made)


@pytest.mark.parametrize(
    ("language", "count", "heading"),
    [
        ("en", 1, "1 more alert: 1 Arms <transfers>"),
        ("en", 12, "12 more alerts: 8 زيارات, 4 Arms <transfers>"),
        ("fr", 3, "3 autres alertes : 2 زيارات, 1 Arms <transfers>"),
        ("ar", 2, "تنبيهان آخران"),
        ("ar", 12, "12 تنبيهًا آخر"),
        ("ar", 5, "5 تنبيهات أخرى"),
    ],
)
def test_a_summary_says_how_many_on_what_and_the_most_urgent(language, count, heading):
    """Headed by its counts, silent, five headlines at most, the loudest first; it always fits."""
    chat = replace(PRIVATE, language=language)
    numbered = tuple(replace(one, id=n) for n, one in enumerate(burst_of(count), start=1))
    summary = Alert("c", "s", NOW, kind=AlertKind.SUMMARY, items=numbered)
    message = compose(summary, chat, NOW)
    first, *rest = message.plain.splitlines()
    assert heading in first.replace(FSI, "").replace(PDI, "")
    assert count < 3 or FSI in first  # a title that runs the other way stands apart
    titles = [line for line in rest if "Harbour news" in line]
    assert len(titles) == min(count, 5)
    assert count < 3 or "Harbour news 2" in titles[0]
    assert message.silent
    assert fits(message.html)


async def test_who_presses_show_all_gets_every_headline_in_pages(room: Room):
    """A message of its own that is turned over in place, for everybody in the group."""
    ids = await room.store.queue([replace(one, chat=PRIVATE.key) for one in burst_of(23)])
    for number in ids:
        summary = await room.store.gather(number, room.now, room.now - timedelta(minutes=9))
    claimed = await room.store.claim(PRIVATE.key, room.now, timedelta(minutes=2))
    assert claimed is not None
    filled = replace(claimed, items=tuple(await room.store.gathered(summary)))
    channel = TelegramChannel(room.bot, now=lambda: room.now)
    await channel.send(filled, PRIVATE)
    message = room.api.sent[-1]
    assert "23 more alerts" in message.text
    await room.press(message, "Show all")
    page = room.api.sent[-1]
    assert "· 1/3" in page.text
    assert page.text.count("Harbour news") == 10
    await room.press(page, "Next")
    assert "· 2/3" in page.text
