"""The composer: whatever is in an alert, Telegram takes the message, whole."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from chat.compose import compose
from chat.html import VISIBLE, measure
from chat.outgoing import markup
from chat.presses.under import at_first
from model.alert import Alert, AlertKind, Turn
from model.article import Match
from model.rulebook import Chat, Priority
from model.story import Spread
from tests.fuzz.draws import Draws
from tests.standin.buttons import checked
from tests.standin.markup import parse

NOW = datetime(2026, 3, 3, 13, tzinfo=UTC)
CONTROLS = set("\x00\x1b\u202e\u202d\u2066\u2028")


def run(data: bytes) -> None:
    """Strict HTML, at most 4,096 visible code points and 100 entities, buttons that fit."""
    draws = Draws(data)
    chat = Chat("c", 1, language=draws.one(["en", "fr", "ar", "de"]), timezone="Europe/Paris")
    alert = _alert(draws)
    if draws.number(3) == 0:
        kind = draws.one([AlertKind.DIGEST, AlertKind.SUMMARY])
        alert = _alert(draws, kind, tuple(_alert(draws) for _ in draws.times(4)) * draws.number(60))
    message = compose(alert, chat, NOW, _spread(draws))
    parsed = parse(message.html, "HTML")
    assert not parsed.dropped or alert.kind is AlertKind.NOTICE, message.html
    assert measure(message.html)[0] == len(parsed.text) <= VISIBLE
    assert parsed.text.strip(), message.html
    assert not CONTROLS & set(parsed.text), parsed.text
    assert len(parse(message.plain, None).text) <= VISIBLE
    buttons = markup(at_first(alert, chat.language))
    checked(buttons.to_dict() if buttons else None)


def _alert(draws: Draws, kind: AlertKind | None = None, items: tuple[Alert, ...] = ()) -> Alert:
    long = 1 if draws.number(3) else draws.number(400)
    matches = tuple(
        Match(
            draws.text(30), 1.0, draws.text() * long,
            tuple((draws.number(600), draws.number(600)) for _ in draws.times(9)),
        )
        for _ in draws.times(4)
    )  # fmt: skip
    return Alert(
        chat="c",
        dedupe="d",
        made_at=NOW,
        id=1,
        article_id="a",
        priority=draws.one(list(Priority)),
        turn=draws.one(list(Turn)),
        url=draws.one(["https://a.example/x", draws.text(90), "https://a.example/" + draws.text()]),
        title=draws.text() * long,
        source=draws.text(60),
        site=draws.text(60),
        published=draws.one([None, NOW, NOW - timedelta(days=draws.number(20_000))]),
        language=draws.one([None, "en", "ar", draws.text(9)]),
        matches=matches,
        titles=tuple((match.topic, draws.text(60)) for match in matches),
        text=draws.text() * long,
        kind=kind or draws.one([AlertKind.ALERT, AlertKind.ALERT, AlertKind.NOTICE]),
        items=items,
    )


def _spread(draws: Draws) -> Spread | None:
    if draws.number(1):
        return None
    return Spread(
        draws.number(300), draws.number(300), tuple(draws.text(5) for _ in draws.times(9))
    )
