"""/stats: what is counted, what stands out, the picture and the words beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from chat_desk import NOW, PARIS, ask, desk, takes
from chat_room import ALERT, PRIVATE, Room
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from chat import words
from chat.chart import Chart
from chat.commands.ask import Ask, Desk
from chat.commands.table import answer
from chat.drawing import COLOURS, WIDTH, draw, drawable
from chat.html import shown
from chat.presses.table import press
from chat.reply import CAPTION, Reply
from chat.volume import LEAST, dates, stands_out, until_now, whole_days
from model.alert import Alert, Fate, Receipt
from model.article import Match
from model.rulebook import Topic

DAY = timedelta(days=1)
TITLES = {"en": "Ports", "fr": "Ports", "ar": "الموانئ"}


@pytest.mark.parametrize(
    ("before", "count", "unusual"),
    [
        ([4, 5, 6, 4, 5, 6, 5], 12, True),  # median 5, spread √5
        ([4, 5, 6, 4, 5, 6, 5], 11, False),
        ([0] * 20, 3, True),  # three where there never was one
        ([0] * 20, 2, False),
        ([5, 40, 5, 6, 4, 5, 60], 13, True),  # earlier spikes do not hide this one
        ([1, 30, 2, 28, 3, 31, 2, 29, 15], 50, False),  # it swings as much every day
        ([4] * (LEAST - 1), 99, False),  # nobody knows yet what is usual
    ],
)
def test_what_stands_out(before, count, unusual):
    """Three robust spreads above the usual, given enough days to know it."""
    assert stands_out(before, count) is unusual


@given(st.lists(st.integers(0, 500), min_size=LEAST, max_size=28), st.integers(0, 500))
def test_more_never_stands_out_less(before, count):
    """And what is no more than usual never does."""
    if stands_out(before, count):
        assert stands_out(before, count + 1)
    assert not stands_out(before, min(before))


@given(
    st.datetimes(
        min_value=datetime(2000, 1, 1), max_value=datetime(2090, 1, 1), timezones=st.just(UTC)
    ),
    st.sampled_from(["Europe/Paris", "Africa/Casablanca", "Asia/Beirut", "UTC"]),
)
def test_days_follow_each_other_over_every_change_of_the_clocks(now, zone):
    """Each begins where the one before it ends, and now is in the last."""
    place = ZoneInfo(zone)
    days = dates(now, place, 40)
    whole = whole_days(days, place)
    assert all(end == start for (_, end), (start, _) in pairwise(whole))
    assert whole[-1][0] <= now < whole[-1][1]
    for (start, end), (midnight, over) in zip(until_now(days, now, place), whole, strict=True):
        assert start == midnight <= end <= over + timedelta(hours=1)


async def filled(counts: dict[int, int], **other: object) -> Desk:
    """A desk whose chat had so many alerts so many days ago; each fifth of two topics."""
    table = desk()
    ports = Topic("ports", TITLES)
    table = replace(table, book=replace(table.book, topics={**table.book.topics, "ports": ports}))
    for back, count in counts.items():
        await table.store.queue([_alert(back, number, other) for number in range(count)])
    return table


def _alert(back: int, number: int, other: dict[str, object]) -> Alert:
    topics = ("ports", "arms-transfers") if number % 5 == 4 else ("ports",)
    usual = {
        "chat": "c",
        "dedupe": f"{back} {number}",
        "made_at": NOW - back * DAY - timedelta(minutes=number),
        "article_id": f"{back} {number}",
        "source": "صحيفة المرفأ" if number % 3 else "Meridian <Post>",
        "matches": tuple(Match(topic, 1.0, "") for topic in topics),
    }
    return Alert(**(usual | other))


BUSY = {back: 4 + back % 3 for back in range(12)} | {3: 25}


async def stats(table: Desk, args: str = "", language: str = "en") -> Reply:
    """The answer, which Telegram takes."""
    reply = await answer("stats", ask(args, language), table)
    assert takes(reply.buttons)
    assert reply.file is None or len(shown(reply.text)) <= CAPTION
    return reply


def plain(reply: Reply) -> str:
    """What a reader sees, with plain blanks."""
    return shown(reply.text).replace("\xa0", " ")


def opened(reply: Reply) -> Image.Image:
    """The picture of an answer."""
    assert reply.file is not None
    assert reply.file.picture
    return Image.open(BytesIO(reply.file.data))


CAPTIONS = {
    "en": [
        "All topics · last 30 days",
        "In all: 81 alerts",
        "Busiest day: Sat 28 Feb (25)",
        "Today so far: 4; usual by this hour: 4",
        "▼ Unusually many: Sat 28 Feb (25)",
        "Most came from: صحيفة المرفأ (50), Meridian <Post> (31)",
    ],
    "fr": [
        "Tous les sujets · période : 30 jours",
        "En tout : 81 alertes",
        "Jour le plus chargé : sam. 28 févr. (25)",
        "Aujourd’hui jusqu’ici : 4 ; d’habitude à cette heure : 4",
        "▼ Inhabituellement nombreuses : sam. 28 févr. (25)",
        "Sources principales : صحيفة المرفأ (50), Meridian <Post> (31)",
    ],
    "ar": [
        "كل المواضيع · آخر 30 يومًا",
        "المجموع: 81 تنبيهًا",
        "أكثر الأيام: السبت، 28 فبراير (25)",
        "اليوم حتى الآن: 4؛ المعتاد حتى هذه الساعة: 4",
        "▼ عدد غير معتاد: السبت، 28 فبراير (25)",
        "أكثر المصادر: صحيفة المرفأ (50)، Meridian <Post> (31)",
    ],
}


@pytest.mark.parametrize("language", CAPTIONS)
async def test_the_caption_tells_it_without_the_picture(language):
    """Totals, the busiest day, today against the usual, what stands out, who told most."""
    reply = await stats(await filled(BUSY), "", language)
    assert plain(reply).splitlines() == CAPTIONS[language]
    assert opened(reply).width == WIDTH


async def test_one_topic_counts_all_its_alerts():
    """Also those that stand under another topic in the picture of all."""
    reply = await stats(await filled({1: 10}), "arms-transfers 7d")
    told = shown(reply.text)
    assert "Arms <transfers> · last 7 days" in told
    assert "In all: 2 alerts" in told


async def test_muted_alerts_are_counted_and_named():
    """They were found all the same."""
    table = await filled({1: 3})
    await table.store.record(Receipt(1, Fate.MUTED, NOW))
    told = shown((await stats(table)).text)
    assert "In all: 3 alerts · held back by mutes: 1" in told
    assert "Today so far: 0" in told


@pytest.mark.parametrize(
    ("args", "span"),
    [
        ("", "30 days"),
        ("7d", "7 days"),
        ("2 weeks", "14 days"),
        ("٧", "7 days"),
        ("ports 90 jours", "90 days"),
        ("400", "90 days"),
        ("2h", "1 day"),
    ],
)
async def test_spans_as_people_write_them(args, span):
    """Days at least one, at most ninety."""
    assert f"last {span}" in shown((await stats(await filled({0: 1}), args)).text)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "No alerts in this chat in the last 30 days."),
        ("fr", "Aucune alerte dans ce chat ; période : 30 jours."),
        ("ar", "لا تنبيهات في هذه المحادثة. المدة: آخر 30 يومًا."),
    ],
)
async def test_without_alerts_there_is_a_sentence_and_no_picture(language, sentence):
    """An empty chart tells nobody anything."""
    reply = await stats(desk(), "", language)
    assert (plain(reply), reply.file) == (sentence, None)


async def test_an_unknown_topic_is_met_with_what_was_meant():
    """One press away, for the same span."""
    table = await filled({1: 3})
    reply = await stats(table, "prots 7d")
    assert "I know no topic “prots”" in reply.text
    [[button]] = reply.buttons
    pressed = await press(button.payload, ask(), table)
    assert pressed.reply is not None
    assert "Ports</b> · last 7 days" in pressed.reply.text


async def test_buttons_lead_to_other_spans():
    """And stay within them whatever is sent."""
    table = await filled({1: 3})
    reply = await stats(table, "ports")
    assert [one.label for one in reply.buttons[0]] == ["7 days", "90 days"]
    pressed = await press(reply.buttons[0][1].payload, ask(), table)
    assert pressed.reply is not None
    assert "last 90 days" in pressed.reply.text
    for data in ("v1:stats:all:999999", "v1:stats:nobody:7", "v1:stats:all:0", "v1:stats"):
        asked: Ask = ask()
        done = await press(data, asked, table)
        assert done.toast or (done.reply and "last 90 days" in done.reply.text)


def chart(language: str, series: int, days: int, *marked: int) -> Chart:
    """A chart of rising days."""
    return Chart(
        title="Alerts “$x^2$” 🚢",
        note="Last days · Europe/Paris",
        language=language,
        series=tuple(
            (f"Topic number {one} " + "long " * 20, tuple(range(days))) for one in range(series)
        ),
        ticks=((days - 1, "3 Mar"),),
        marked=marked,
        mark="unusually many",
        heading="Most came from",
        rows=(("Meridian Post " * 9, 1203), ("صحيفة المرفأ", 1)),
    )


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize(("series", "days"), [(1, 7), (3, 30), (8, 90)])
def test_the_picture_has_its_size_and_its_parts(language, series, days):
    """Every series' colour is there, nothing runs over the edge, Telegram takes it."""
    picture = Image.open(BytesIO(draw(chart(language, series, days, days - 1)))).convert("RGB")
    assert picture.width == WIDTH
    assert picture.width + picture.height <= 10_000
    seen = {colour for _, colour in picture.getcolors(1 << 24) or ()}
    wanted = [tuple(bytes.fromhex(colour[1:])) for colour in COLOURS[:series]]
    assert [colour for colour in wanted if colour not in seen] == []
    card = picture.getpixel((0, 0))
    edges = [(0, 0, 16, picture.height), (WIDTH - 16, 0, WIDTH, picture.height)]
    for box in edges:
        assert picture.crop(box).getcolors(4) == [(16 * picture.height, card)]


def test_what_the_font_lacks_is_left_out():
    """No boxes, and no marks of direction."""
    assert drawable("🚢 \u2068صحيفة\u2069 Côte ▼") == "صحيفة Côte ▼"


async def test_days_are_those_of_the_chat():
    """An alert at half past midnight in Paris is of the new day."""
    made = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    table = await filled({0: 1}, made_at=made)
    assert "Busiest day: Tue 3 Mar (1)" in (await stats(table)).text
    assert dates(NOW, PARIS, 1)[0].isoformat() == "2026-03-03"


async def test_the_picture_arrives_with_its_caption(room: Room):
    """Over the messenger's own protocol; another span is a picture of its own."""
    await room.tell(PRIVATE, ALERT)
    await room.ask(7, 7, "/stats")
    first = room.api.sent[-1]
    assert first.file
    assert first.file.picture
    assert first.file.data.startswith(b"\x89PNG")
    assert first.text.startswith("All topics · last 30 days")
    await room.press(first, "7 days")
    second = room.api.sent[-1]
    assert second.file
    assert second.file.picture
    assert second.text.startswith("All topics · last 7 days")
    assert first.edits == 0
