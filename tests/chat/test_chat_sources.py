"""/sources: all of them page by page, and one with all there is to say of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from chat_desk import BOOK, NOW, ask, desk, takes
from chat_room import Room

from chat.commands.ask import Desk
from chat.commands.sources import PAGE, address
from chat.commands.table import answer
from chat.html import shown
from chat.presses.table import press
from chat.reply import Reply
from chat.words import LANGUAGES
from model.alert import Alert, Fate, Receipt, Tally
from model.article import Article, Match
from model.health import Mood, Overview
from model.pause import Pause
from model.push import Subscription
from model.source import Kind, Push, Source, SourceState, Trouble
from model.stores import Checked, Remembered

HOUR = timedelta(hours=1)
MERIDIAN = SourceState(
    "Meridian <Post>",
    Kind.FEED,
    "https://ada:secret@post.example/rss?key=abc",
    checks=9,
    last_check=NOW - HOUR / 12,
    last_ok=NOW - HOUR / 12,
    last_new=NOW - HOUR,
    pace=timedelta(minutes=10),
)
DELTA = SourceState(
    "Delta",
    last_check=NOW - HOUR,
    last_ok=NOW - 5 * HOUR,
    last_new=NOW - 30 * HOUR,
    checks=4,
    failures=3,
    trouble=Trouble.GONE,
    trouble_since=NOW - 5 * HOUR,
)
BUSY = replace(DELTA, name="Inlet", trouble=Trouble.RATE_LIMITED)
SILENT = SourceState("صحيفة المرفأ", last_check=NOW - HOUR, last_new=NOW - 72 * HOUR)
STATES = (
    (DELTA, Mood.FAILING),
    (BUSY, Mood.RESTING),
    (MERIDIAN, Mood.WELL),
    (SourceState("New"), Mood.NEW),
    (replace(MERIDIAN, name="Paused"), Mood.WELL),
    (SILENT, Mood.SILENT),
)
LISTED = {
    "en": """2 of 6 sources well, 1 not checked yet
✗ Delta: the page is gone, for 5 hours · last article Mon 2 Mar 08:00 · today: 0
⏳ Inlet: asks for a pause, for 5 hours · last article Mon 2 Mar 08:00 · today: 0
◦ صحيفة المرفأ: silent for longer than usual, last article 3 days ago · today: 0
✓ Meridian <Post> · last article 13:00 · today: 1
○ New: not checked yet · today: 0
⏸ Paused: paused · last article 13:00 · today: 0
More on one: /sources and its name""",
    "fr": """Sources en bon état : 2 sur 6, pas encore vérifiées : 1
✗ Delta : la page n’existe plus, depuis 5 heures · dernier article lun. 2 mars 08:00 · \
aujourd’hui : 0
⏳ Inlet : demande une pause, depuis 5 heures · dernier article lun. 2 mars 08:00 · \
aujourd’hui : 0
◦ صحيفة المرفأ : muette plus longtemps que d’habitude, dernier article il y a 3 jours · \
aujourd’hui : 0
✓ Meridian <Post> · dernier article 13:00 · aujourd’hui : 1
○ New : pas encore vérifiée · aujourd’hui : 0
⏸ Paused : en pause · dernier article 13:00 · aujourd’hui : 0
Plus sur l’une d’elles : /sources suivi de son nom""",
    "ar": """المصادر السليمة: 2 من 6، لم تُفحص بعد: 1
✗ Delta: الصفحة لم تعد موجودة · المدة: 5 ساعات · آخر مقال الاثنين، 2 مارس 08:00 · اليوم: 0
⏳ Inlet: يطلب التمهل · المدة: 5 ساعات · آخر مقال الاثنين، 2 مارس 08:00 · اليوم: 0
◦ صحيفة المرفأ: صامت أكثر من المعتاد · المدة منذ آخر مقال: 3 أيام · اليوم: 0
✓ Meridian <Post> · آخر مقال 13:00 · اليوم: 1
○ New: لم يُفحص بعد · اليوم: 0
⏸ Paused: متوقف مؤقتًا · آخر مقال 13:00 · اليوم: 0
المزيد عن أحدها: /sources واسمه""",
}
ONE = {
    "en": """Meridian <Post>
feed, checked every 5 minutes to 30 minutes, at present 10 minutes (quiet hours)
https://post.example/rss?…
✓ well
Last check 13:55 · last success 13:55
Alerts here in 7 days: 1
Its newest:
13:00
A drone over town""",
    "fr": """Meridian <Post>
flux, vérifiée ; période : de 5 minutes à 30 minutes, en ce moment 10 minutes (heures calmes)
https://post.example/rss?…
✓ en bon état
Dernière vérification 13:55 · dernière réussite 13:55
Alertes ici en 7 jours : 1
Ses derniers articles :
13:00
A drone over town""",
    "ar": """Meridian <Post>
خلاصة · الفحص كل: 5 دقائق إلى 30 دقيقة، حاليًا 10 دقائق (ساعات هادئة)
https://post.example/rss?…
✓ سليم
آخر فحص 13:55 · آخر نجاح 13:55
التنبيهات هنا خلال 7 أيام: 1
أحدث مقالاته:
13:00
A drone over town""",
}
_INVISIBLE = dict.fromkeys(map(ord, "\u200e\u200f\u2068\u2069"))


def plain(reply: Reply) -> str:
    """The text without what nobody sees."""
    told = shown(reply.text).translate(_INVISIBLE)
    return told.replace("\xa0", " ").replace("\u202f", " ")


async def watching(states=STATES) -> Desk:
    """A desk that knows these sources; one of them is paused, one had an article and an alert."""

    async def status() -> Overview:
        return Overview(NOW, states, Tally())

    paces = {"every": timedelta(minutes=5), "every_at_most": timedelta(minutes=30)}
    named = {
        state.name: Source(state.name, state.url or "https://a.example/", **paces)
        for state, _ in states
    }
    table = replace(desk(), status=status, book=replace(BOOK, sources=named))
    await table.store.pause(Pause("Paused", NOW))
    await table.store.keep_sources(named.values(), NOW)
    article = Article(
        "a", "https://post.example/1", "A drone over town", "", source=MERIDIAN.name,
        published=NOW - HOUR, found_at=NOW - HOUR,
    )  # fmt: skip
    alert = Alert(
        "c", "a", NOW - HOUR, article_id="a", source=MERIDIAN.name, matches=(Match("ports", 1, ""),)
    )
    (number,) = await table.store.commit_check(
        Checked(MERIDIAN, NOW, articles=(Remembered(article),), alerts=(alert,))
    )
    await table.store.record(Receipt(number, Fate.SENT, NOW))
    return table


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_list(language):
    """Those that ail first, each with its mark, its last article, today's count."""
    assert plain(await answer("sources", ask("", language), await watching())) == LISTED[language]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_one_source(language):
    """Kind, pace, address without login and key, checks, alerts here, headlines."""
    reply = await answer("sources", ask("meridian <post>", language), await watching())
    assert plain(reply) == ONE[language]
    assert 'href="https://post.example/1"' in reply.text


async def test_a_source_in_trouble_says_which():
    """In the chat's language, whatever the log says."""
    table = await watching()
    await table.store.commit_check(Checked(DELTA, NOW))
    told = plain(await answer("sources", ask("delta", "fr"), table))
    assert "✗ Delta : la page n’existe plus, depuis 5 heures" in told
    await table.store.pause(Pause("Delta", NOW))
    told = plain(await answer("sources", ask("delta"), table))
    assert "⏸ Delta: paused" in told
    assert "Trouble at the last try: the page is gone" in told


PUSHED = {
    "en": "Push by hub.example: on, and in time\nLast push 13:59",
    "fr": "Envoi immédiat par hub.example : actif, à temps\nDernier envoi 13:59",
    "ar": "الإرسال الفوري من hub.example: يعمل وفي وقته\nآخر إرسال 13:59",
}


async def pushed(**more: object) -> Desk:
    """A desk whose source is pushed by a hub."""
    table = await watching()
    one = Subscription(
        token="wwt-token", secret="wws-secret", source=MERIDIAN.name, hub="https://hub.example/h?k=1",
        topic="t", base="https://bot.example", made_at=NOW, next_try=NOW,
    )  # fmt: skip
    await table.store.subscribe(replace(one, **more))
    return table


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_source_that_is_pushed(language):
    """By whom, how it goes, when the last push came."""
    table = await pushed(state=Push.TRUSTED, pushed_at=NOW - HOUR / 60)
    told = plain(await answer("sources", ask("meridian <post>", language), table))
    assert PUSHED[language] in told
    assert "wwt-" not in told


@pytest.mark.parametrize("state", [one for one in Push if one is not Push.LEAVING])
@pytest.mark.parametrize("language", LANGUAGES)
async def test_each_way_a_push_may_go_has_its_words(language, state):
    """And what is wrong is said as it is."""
    table = await pushed(state=state, message="<b> answers 500")
    told = plain(await answer("sources", ask("meridian <post>", language), table))
    assert "hub.example" in told
    assert ("<b> answers 500" in told) == (state is not Push.SILENT)


async def test_pages():
    """Buttons lead on and back, in the same message; a page that is gone is the last one."""
    count = 2 * PAGE + 1
    states = tuple(
        (SourceState(f"Paper {one:02}", last_check=NOW), Mood.WELL) for one in range(count)
    )
    table = await watching(states)
    first = await answer("sources", ask(), table)
    assert plain(first).count("✓") == PAGE
    assert "· 1/3" in plain(first)
    [[on]] = first.buttons
    second = await press(on.payload, ask(), table)
    assert second.reply is None
    assert "Paper 10" in str(second.text)
    back, on = second.buttons[0]
    assert (await press(back.payload, ask(), table)).text == first.text
    last = await press("v1:sources:99", ask(), table)
    assert "Paper 20" in str(last.text)
    assert len(last.buttons[0]) == 1
    assert (await press("v1:sources:x", ask(), table)).toast


async def test_a_name_that_is_nearly_right():
    """Is answered with buttons that lead to the source; topics are none."""
    table = await watching()
    near = await answer("sources", ask("meridian post"), table)
    assert takes(near.buttons)
    [[button]] = near.buttons
    assert button.label == "Meridian <Post>"
    done = await press(button.payload, ask(), table)
    assert plain(done.reply) == ONE["en"]
    assert not (await answer("sources", ask("xyzzy"), table)).buttons
    assert (await press("v1:source:ffffffffffff", ask(), table)).toast


async def test_nothing_watched_yet():
    """A first start."""
    assert plain(await answer("sources", ask(), await watching(()))) == "No sources yet."


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("https://a.example/rss", "https://a.example/rss"),
        ("https://ada:secret@a.example:8443/", "https://a.example:8443/"),
        ("https://a.example/feed?token=x#y", "https://a.example/feed?…"),
    ],
)
def test_no_secret_of_an_address_is_shown(url, read):
    """Neither a login nor a key behind the question mark."""
    assert address(url) == read


async def test_over_the_messengers_own_protocol(room: Room):
    """A page press edits the message, a name that was perhaps meant is answered with one more."""
    states = tuple((SourceState(f"P{one:02}", last_check=room.now), Mood.WELL) for one in range(12))

    async def status() -> Overview:
        return Overview(room.now, states, Tally())

    room.status = status
    await room.ask(7, 7, "/sources")
    message = room.api.sent[-1]
    assert "· 1/2" in message.text
    await room.press(message, "Next")
    assert "P11" in message.text
    assert message.edits == 1
    await room.ask(7, 7, "/sources Meridien Post")
    await room.press(room.api.sent[-1], "Meridian Post")
    assert room.api.sent[-1].text.startswith("Meridian Post\n")
