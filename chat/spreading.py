"""How far a story has spread, as one line of its first alert. Pure."""

from __future__ import annotations

from chat import words
from chat.html import RLM, isolated, line
from model.story import Spread

MOST = 8  # languages named
_CODE = 8  # code points of one

_LINE = {
    "en": "also: {outlets} ({independent} independent)",
    "fr": "aussi : {outlets} ({independent})",
    "ar": "أيضًا: {outlets} ({independent})",
}
_OUTLETS: dict[str, dict[str, str]] = {
    "en": {"one": "{count} outlet", "other": "{count} outlets"},
    "fr": {"one": "{count} média", "other": "{count} médias"},
    "ar": {
        "one": "وسيلة إعلام واحدة",
        "two": "وسيلتا إعلام",
        "few": "{count} وسائل إعلام",
        "other": "{count} وسيلة إعلام",
    },
}
_INDEPENDENT: dict[str, dict[str, str]] = {
    "en": {"other": "{count}"},
    "fr": {"one": "{count} indépendant", "other": "{count} indépendants"},
    "ar": {
        "zero": "لا مستقل منها",
        "one": "مستقلة واحدة",
        "two": "مستقلتان",
        "other": "المستقلة: {count}",
    },
}


def also(spread: Spread, language: str) -> str:
    """As in “also: 3 outlets (2 independent), en fr ar”."""
    language = words.tongue(language)
    said = _LINE[language].format(
        outlets=words.counted(_OUTLETS, spread.others, language),
        independent=words.counted(_INDEPENDENT, spread.independent, language),
    )
    codes = " ".join(line(code, _CODE) for code in spread.languages[:MOST])
    if not codes:
        return said
    base = words.base(language)
    comma = "، " if base == "rtl" else ", "
    return f"{RLM if base == 'rtl' else ''}{said}{comma}{isolated(codes, base)}"
