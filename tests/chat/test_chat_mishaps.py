"""What the keeper reads of chats that cannot be reached, messages refused, our own faults."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError, TimedOut

from chat import failures, life, telegram
from chat.failures import judge
from chat.mishaps import back, because, lost, own_fault, refused, topic_gone
from chat.wording.mishaps import REFUSALS
from model.alert import Later, Refused
from model.rulebook import Chat

NEWSROOM = Chat("telegram:-1001", -1001)
ERRORS = [
    *(BadRequest(said) for said in failures._GONE),
    *(Forbidden(f"Forbidden: {said}") for said in failures._FORBIDDEN),
    *(BadRequest(said) for said in failures._NO_RIGHTS),
    BadRequest("WEBPAGE_URL_INVALID"),
    TimedOut(),
    NetworkError("Bad Gateway"),
    TelegramError("garbage"),
    ValueError("no error of Telegram's"),
]


def keeper(language: str) -> Chat:
    """An admin chat of that language."""
    return Chat("telegram:99", 99, language=language)


def test_the_keeper_reads_of_a_lost_chat_in_their_own_language():
    """The sentence, the reason in it, and what to do."""
    why = life.BLOCKED
    assert lost(keeper("en"), NEWSROOM, "Drones <over> the port", why) == (
        "Alerts for -1001 cannot be delivered: the bot was blocked by the user. First affected: "
        "“Drones <over> the port”. It is kept as refused. Those to come wait for a day: invite "
        "the bot back, or take the chat out of rules.yaml or of /invite."
    )
    french = lost(keeper("fr"), NEWSROOM, "", why)
    assert french.startswith("Les alertes pour -1001 ne peuvent pas être remises : la personne a")
    assert "Première touchée" not in french
    arabic = lost(keeper("ar"), NEWSROOM, "", why)
    assert arabic.startswith("تعذر تسليم التنبيهات إلى -1001: حظر الشخص البوت.")


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_each_notice_names_what_it_is_about(language: str):
    """In every language, and in none as in another."""
    here = keeper(language)
    told = [
        back(here, NEWSROOM),
        topic_gone(here, NEWSROOM, 5),
        refused(here, NEWSROOM, "Drones", "https://post.example/1", "Telegram refuses: Bad {x}"),
    ]
    assert all("-1001" in one for one in told)
    assert "5" in told[1]
    assert "Drones" in told[2]
    assert "https://post.example/1" in told[2]
    assert "Bad {x}" in told[2]
    fault = own_fault(here, "a task … failed", "KeyError", "rules/match.py:8", 0)
    assert "a task … failed" in fault
    assert "KeyError" in fault
    assert len({own_fault(here, "a", "b", "c", count) for count in (0, 1, 2, 3)}) == 4
    english = [back(keeper("en"), NEWSROOM), topic_gone(keeper("en"), NEWSROOM, 5)]
    assert (told[:2] == english) is (language == "en")


@pytest.mark.parametrize("error", ERRORS, ids=str)
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_whatever_refuses_a_message_has_its_words(error: Exception, language: str):
    """The reason as it is recorded is English; no notice leaves it so."""
    outcome = judge(error)
    assert isinstance(outcome, Refused | Later)
    assert because(outcome.reason, language) != outcome.reason
    assert because(outcome.reason, "en") == outcome.reason


def test_each_translation_is_of_something_that_is_said():
    """Where chats and messages are refused, word for word."""
    said = {
        node.value
        for module in (failures, life, telegram)
        for node in ast.walk(ast.parse(Path(module.__file__).read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert {key.partition("{")[0] for key in REFUSALS} <= said


def test_a_reason_of_nobody_s_words_stays_as_it_is():
    """Better English than nothing."""
    assert because("it is Tuesday", "fr") == "it is Tuesday"
