"""What the keeper reads of ill sources, in each language."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import yaml

from chat.ailing import NAMED, fell_ill, fell_ill_together, well_again
from model.health import Ailment, Illness
from model.rulebook import Chat
from model.source import SourceState
from tests.kit.line import START

DATA = Path(__file__).parent.parent / "data" / "chat" / "ailing.yaml"
GOLDEN = yaml.safe_load(DATA.read_text(encoding="utf-8"))
STATE = SourceState("Meridian Post", failures=4, message="meridian.example answers 500")
URL = "https://meridian.example/feed.xml"
NOW = START + timedelta(hours=3)


def ailment(illness: Illness, name: str = "Meridian Post") -> Ailment:
    """An illness that began at noon."""
    return Ailment(name, illness, START, NOW)


def texts(language: str) -> dict[str, str]:
    """Every notice there is, for a keeper in Tunis."""
    keeper = Chat("telegram:9", 9, language=language, timezone="Africa/Tunis")
    names = ("Meridian Post", "Courrier du Delta", "صحيفة الميناء", "Fjord", "Basalt")
    failing = [ailment(Illness.FAILING, name) for name in names]
    silent = [ailment(Illness.SILENT, name) for name in names]
    single = {
        str(illness): fell_ill(ailment(illness), STATE, URL, keeper, timedelta(hours=5), NOW)
        for illness in Illness
    }
    return single | {
        "outage": fell_ill_together(failing, 8, keeper, NOW),
        "few of many": fell_ill_together(failing, 100, keeper, NOW),
        "many silent": fell_ill_together(silent, 8, keeper, NOW),
        "well": well_again(failing[:1], (), keeper, NOW),
        "all well": well_again(failing, (), keeper, NOW),
        "most well": well_again(failing[:4], failing[4:], keeper, NOW),
    }


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_notices_read_as_they_should(language: str):
    """What happened, where, since when, and what to do about it."""
    assert texts(language) == GOLDEN[language]


def test_a_long_list_of_names_is_cut():
    """Ten names and the number of the others."""
    ailing = [ailment(Illness.FAILING, f"paper {number}") for number in range(NAMED + 7)]
    said = fell_ill_together(ailing, 1000, Chat("telegram:9", 9), NOW)
    assert "paper 9, +7" in said
    assert "paper 10" not in said


def test_hostile_names_and_messages_are_cut_and_cleaned():
    """A server's words may be anything."""
    state = SourceState("x", failures=3, message="a\u202eb\n" * 5000)
    one = ailment(Illness.FAILING, "{since} \u0000name\n" * 100)
    said = fell_ill(one, state, URL, Chat("telegram:9", 9), None, NOW)
    assert len(said) < 1000
    assert "\u202e" not in said
    assert "\u0000" not in said
