"""/language [en|fr|ar]: the language the bot writes in, in this chat."""

from __future__ import annotations

import difflib

from chat import words
from chat.commands.ask import Ask, Desk
from chat.commands.phrases import say
from chat.commands.preferring import (
    Option,
    misunderstood,
    offered,
    own,
    remember,
    says_rules,
)
from chat.reply import Reply
from model.preferences import LANGUAGE

_OPTIONS = [Option(code, words.language_name(code, code)) for code in words.LANGUAGES]


def _named() -> dict[str, str]:
    """Every name of each language, in each language."""
    names = {
        words.language_name(code, spoken).casefold(): code
        for code in words.LANGUAGES
        for spoken in words.LANGUAGES
    }
    return names | {code: code for code in words.LANGUAGES} | {"عربي": "ar", "francais": "fr"}


_NAMES = _named()


async def reply(ask: Ask, desk: Desk) -> Reply:
    """Remember the language, then answer in it; or offer those there are."""
    wanted = ask.args.strip().casefold()
    if not wanted:
        return await page(ask, desk)
    code = None if says_rules(wanted) else _NAMES.get(wanted)
    if code is None and not says_rules(wanted):
        return await _unknown(wanted, ask, desk)
    return await remember(LANGUAGE, code, page, ask, desk)


async def page(ask: Ask, desk: Desk) -> Reply:
    """The language in force, and a button for each."""
    current = words.tongue(ask.language)
    said = say(ask.language, "language.page", name=words.language_name(current, current))
    return Reply(said, offered(LANGUAGE, _OPTIONS, current, ask, await own(ask, desk)))


async def _unknown(wanted: str, ask: Ask, desk: Desk) -> Reply:
    close = difflib.get_close_matches(wanted, _NAMES, n=3, cutoff=0.6)
    codes = dict.fromkeys(_NAMES[name] for name in close)
    near = [option for option in _OPTIONS if option.value in codes]
    how = say(ask.language, "language.how")
    return misunderstood(ask, how, LANGUAGE, near, await page(ask, desk))
