"""/status in the chat's words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from chat_desk import NOW, ask, desk

from chat import words
from chat.commands.phrases import PHRASES
from chat.commands.table import answer
from chat.html import shown
from model.alert import Delay, Fate, Tally
from model.health import Mood, Overview
from model.source import SourceState, Trouble

HOUR = timedelta(hours=1)
WELL = SourceState("Meridian <Post>", last_check=NOW - HOUR / 12)
GONE = SourceState(
    "Delta", last_check=NOW - HOUR, failures=3, trouble=Trouble.GONE, trouble_since=NOW - 5 * HOUR
)
SILENT = SourceState("صحيفة المرفأ", last_check=NOW - HOUR, last_new=NOW - 72 * HOUR)
TALLY = Tally(
    fates={Fate.QUEUED: 2, Fate.HELD: 3, Fate.SENT: 1204, Fate.MUTED: 5},
    oldest_queued=NOW - HOUR / 3,
    from_discovery=Delay(1.4, 40, 9),
    from_publication=Delay(180, 5400, 9),
    articles=12_000,
)
FOUND = Overview(
    NOW,
    (
        (WELL, Mood.WELL),
        (GONE, Mood.FAILING),
        (SILENT, Mood.SILENT),
        (SourceState("New"), Mood.NEW),
    ),
    TALLY,
)
EXPECTED = {
    "en": """1 of 4 sources well, 1 not checked yet
Last check: 5 minutes ago
✗ Delta: the page is gone, for 5 hours
◦ صحيفة المرفأ: silent for longer than usual, last article 3 days ago
Waiting to be sent: 2, the oldest for 20 minutes
Held for a digest: 3
From discovery to message, last 24 hours: half within 1 second, 95 % within 40 seconds
From publication to message, last 24 hours: half within 3 minutes, 95 % within 2 hours
Last 24 hours: articles read 12,000, alerts sent 1,204, held back by mutes 5, refused 0
Rules: v1""",
    "fr": """Sources en bon état : 1 sur 4, pas encore vérifiées : 1
Dernière vérification : il y a 5 minutes
✗ Delta : la page n’existe plus, depuis 5 heures
◦ صحيفة المرفأ : muette plus longtemps que d’habitude, dernier article il y a 3 jours
En attente d’envoi : 2, la plus ancienne depuis 20 minutes
Retenues pour un résumé : 3
De la découverte au message, 24 heures : la moitié en 1 seconde, 95 % en 40 secondes
De la publication au message, 24 heures : la moitié en 3 minutes, 95 % en 2 heures
24 heures : articles lus 12 000, alertes envoyées 1 204, retenues par des sourdines 5, refusées 0
Règles : v1""",
    "ar": """المصادر السليمة: 1 من 4، لم تُفحص بعد: 1
المدة منذ آخر فحص: 5 دقائق
✗ Delta: الصفحة لم تعد موجودة · المدة: 5 ساعات
◦ صحيفة المرفأ: صامت أكثر من المعتاد · المدة منذ آخر مقال: 3 أيام
تنتظر الإرسال: 2 · مدة انتظار الأقدم: 20 دقيقة
محجوزة لملخص: 3
من الاكتشاف إلى الرسالة خلال 24 ساعة: النصف: ثانية، 95٪: 40 ثانية
من النشر إلى الرسالة خلال 24 ساعة: النصف: 3 دقائق، 95٪: ساعتان
آخر 24 ساعة: مقالات قُرئت 12,000، تنبيهات أُرسلت 1,204، حجبها إسكات 5، رُفضت 0
القواعد: v1""",
}


async def said(found: Overview, language: str = "en") -> str:
    """What /status shows, with plain blanks."""

    async def status() -> Overview:
        return found

    reply = await answer("status", ask("", language), replace(desk(), status=status))
    return shown(reply.text).replace("\xa0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("language", words.LANGUAGES)
async def test_all_of_it_in_the_chats_language(language):
    """Sources, those that ail, what waits, how late, the day, the rules."""
    assert await said(FOUND, language) == EXPECTED[language]


async def test_at_most_five_are_named():
    """The rest is a number."""
    ill = tuple((replace(GONE, name=f"Delta {one}"), Mood.FAILING) for one in range(8))
    told = await said(Overview(NOW, ill, Tally()))
    assert told.count("✗") == 5
    assert "and others: 3" in told


async def test_nothing_watched_yet():
    """A first start."""
    told = await said(Overview(NOW, (), Tally()))
    assert told.startswith("No sources yet.\nNothing waits to be sent.")


@pytest.mark.parametrize("trouble", Trouble)
def test_every_trouble_has_its_words(trouble):
    """In all languages; a new one is not forgotten."""
    assert f"trouble.{trouble}" in PHRASES
