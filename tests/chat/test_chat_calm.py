"""Routing and calm in the chat: what a chat takes, summaries of bursts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from chat_desk import NOW, ask, desk

from chat.commands.table import answer
from chat.html import shown
from model.article import Article
from model.rulebook import Burst, Chat
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
