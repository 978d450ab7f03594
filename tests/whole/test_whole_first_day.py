"""A new user's first day, from the token to the rules file."""

from __future__ import annotations

from tests.whole.first_day import CHAPTERS, live

FAILURES = ("Something went wrong", "Quelque chose a échoué", "حدث خطأ")


async def test_a_first_day_goes_well():
    """Every command and press is answered, none with a failure; one story is one alert."""
    said: list[str] = []
    await live(said.append)
    whole = "".join(said)
    assert whole.count("## ") == len(CHAPTERS)
    assert not [failure for failure in FAILURES if failure in whole]
    assert "also: " in whole
    assert "Applied" in whole
