# ruff: noqa: ISC004 # phrases longer than a line are the rule here
"""What the keeper reads of sources that fell ill or are well again. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from babel.dates import format_timedelta

from chat import words
from chat.html import line
from chat.redaction import without_secrets
from model.health import Ailment, Illness
from model.rulebook import Chat
from model.source import SourceState

NAMED = 10  # sources that one notice names
_NAME, _MESSAGE, _URL = 80, 400, 300

# Arabic lines begin with an Arabic word, so that they run its way whatever the source is called.
_PHRASES: dict[str, tuple[str, str, str]] = {
    "failing": (
        "⚠️ Source “{source}” cannot be read since {since}; tries in a row: {failures}. {message}\n"
        "It is tried again by itself. If its address has changed, correct it in rules.yaml: {url}",
        "⚠️ La source « {source} » est illisible depuis {since} ; essais de suite : {failures}. "
        "{message}\nElle sera réessayée d’elle-même. Si son adresse a changé, corrigez-la dans "
        "rules.yaml : {url}",
        "⚠️ المصدر «{source}» تتعذر قراءته منذ {since}؛ المحاولات المتتالية: {failures}. "
        "{message}\nتُعاد المحاولة تلقائيًا. إن تغيّر عنوانه فصححوه في rules.yaml: {url}",
    ),
    "rebuilt": (
        "⚠️ The page of source “{source}” may have been rebuilt: since {since} it does not list "
        "articles as it used to. {message}\n"
        "`python bot.py links` shows which links are taken; `links:` in rules.yaml names them: "
        "{url}",
        "⚠️ La page de la source « {source} » a peut-être été refaite : depuis {since} elle ne "
        "présente plus ses articles comme avant. {message}\n"
        "`python bot.py links` montre les liens retenus ; `links:` dans rules.yaml les désigne : "
        "{url}",
        "⚠️ صفحة المصدر «{source}» ربما أُعيد تصميمها: منذ {since} لم تعد تعرض المقالات كما كانت. "
        "{message}\nالأمر `python bot.py links` يبيّن الروابط المأخوذة، و`links:` في rules.yaml "
        "يحددها: {url}",
    ),
    "silent": (
        "⚠️ Source “{source}” has had nothing new since {since}; the usual gap between two articles "
        "is {gap}.\nIt can be read. Look whether the news still appears there: {url}",
        "⚠️ La source « {source} » n’a rien de nouveau depuis {since} ; l’intervalle habituel "
        "entre deux articles : {gap}.\n"
        "Elle est lisible. Vérifiez que les nouvelles y paraissent encore : {url}",
        "⚠️ المصدر «{source}» لا جديد فيه منذ {since}؛ الفاصل المعتاد بين مقالين: {gap}.\n"
        "قراءته ممكنة. تأكدوا من أن الأخبار ما زالت تُنشر هناك: {url}",
    ),
    "together": (
        "⚠️ Sources that began to fail at about the same moment, since {since}: {count} of {all}."
        "\n{names}",
        "⚠️ Sources tombées en panne à peu près au même moment, depuis {since} : {count} sur "
        "{all}.\n{names}",
        "⚠️ مصادر تعطلت في وقت واحد تقريبًا، منذ {since}: {count} من {all}.\n{names}",
    ),
    "many": (
        "⚠️ Sources that have gone silent or changed their pages: {count} of {all}.\n{names}\n"
        "Each is told by: python bot.py status",
        "⚠️ Sources devenues muettes ou dont la page a changé : {count} sur {all}.\n{names}\n"
        "Le détail : python bot.py status",
        "⚠️ مصادر صمتت أو تغيرت صفحاتها: {count} من {all}.\n{names}\nالتفاصيل: python bot.py status",
    ),
    "network": (
        "So many at once: look first at this machine’s own connection.",
        "Autant à la fois : vérifiez d’abord la connexion de cette machine.",
        "هذا العدد دفعة واحدة: تحققوا أولًا من اتصال هذا الجهاز بالشبكة.",
    ),
    "well": (
        "✅ Source “{source}” is well again, after {length}.",
        "✅ La source « {source} » va de nouveau bien, après {length}.",
        "✅ المصدر «{source}» عاد إلى حاله. المدة: {length}.",
    ),
    "well.together": (
        "✅ Sources that are well again, after {length}: {count}.\n{names}",
        "✅ Sources qui vont de nouveau bien, après {length} : {count}.\n{names}",
        "✅ مصادر عادت إلى حالها: {count}. المدة: {length}.\n{names}",
    ),
    "still": ("Still failing: {names}", "Toujours en panne : {names}", "ما زالت معطلة: {names}"),
}


def fell_ill(
    one: Ailment, state: SourceState, url: str, keeper: Chat, gap: timedelta | None, now: datetime
) -> str:
    """One source: what is wrong since when, and what to do. `url` is the one in the rules, `gap`
    the usual time between two of its articles."""
    return _say(
        one.illness.value,
        keeper,
        source=line(one.source, _NAME),
        since=_moment(one.since, keeper, now),
        failures=state.failures,
        message=_sentence(line(state.message, _MESSAGE)),
        gap=_length(gap or timedelta(), keeper),
        url=line(without_secrets(url), _URL),
    )


def fell_ill_together(ailing: Sequence[Ailment], known: int, keeper: Chat, now: datetime) -> str:
    """Several of `known` sources at once; where it is most of them the cause may be at home."""
    failing = all(one.illness is Illness.FAILING for one in ailing)
    since = min(one.since for one in ailing)
    said = _say(
        "together" if failing else "many",
        keeper,
        since=_moment(since, keeper, now),
        count=len(ailing),
        all=known,
        names=_names(ailing, keeper),
    )
    at_home = failing and 2 * len(ailing) >= known
    return f"{said}\n{_say('network', keeper)}" if at_home else said


def well_again(
    ailing: Sequence[Ailment], still: Sequence[Ailment], keeper: Chat, now: datetime
) -> str:
    """One source or several, how long it lasted, and those of the same outage that are not."""
    length = _length(now - min(one.since for one in ailing), keeper)
    if len(ailing) == 1 and not still:
        return _say("well", keeper, source=line(ailing[0].source, _NAME), length=length)
    names = _names(ailing, keeper)
    said = _say("well.together", keeper, length=length, count=len(ailing), names=names)
    return f"{said}\n{_say('still', keeper, names=_names(still, keeper))}" if still else said


def _say(phrase: str, keeper: Chat, **values: object) -> str:
    told = _PHRASES[phrase][words.LANGUAGES.index(words.tongue(keeper.language))]
    return told.format(**values)


def _moment(at: datetime, keeper: Chat, now: datetime) -> str:
    return words.when(at, now, words.zone(keeper.timezone), keeper.language)


def _length(length: timedelta, keeper: Chat) -> str:
    """In words and the largest fitting unit: "3 hours", "5 jours", "يومان"."""
    return format_timedelta(length, threshold=1.5, locale=words.tongue(keeper.language))


def _names(ailing: Sequence[Ailment], keeper: Chat) -> str:
    comma = "، " if words.tongue(keeper.language) == "ar" else ", "
    named = [line(one.source, _NAME) for one in ailing[:NAMED]]
    rest = [f"+{len(ailing) - NAMED}"] if len(ailing) > NAMED else []
    return comma.join([*named, *rest])


def _sentence(message: str) -> str:
    return message if not message or message.endswith((".", "!", "?")) else f"{message}."
