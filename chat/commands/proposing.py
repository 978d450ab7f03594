"""How a change of rules.yaml is shown: what differs, what it would have told, what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from chat import words
from chat.commands.ask import Ask, Desk
from chat.commands.office import Office
from chat.commands.phrases import say
from chat.headlines import entry
from chat.html import fits, line, page, shown, text
from chat.presses.payload import encode
from chat.redaction import without_secrets
from chat.reply import Button, Keyboard, Reply
from model.editing import Cause, Counts, Effect, Headline, InForce, Proposal, Refusal, Wrong

_CHANGES = 15  # told of one change
_CHANGE = 200  # code points
_BLOCK = 1500  # code points of one problem


def office_of(desk: Desk, ask: Ask) -> Office | Reply:
    """Where rules are changed, or the sentence where this program changes none."""
    return desk.office or Reply(say(ask.language, "rules.no_office"))


def counted(counts: Counts, ask: Ask) -> str:
    """A version in one line of numbers."""
    return say(
        ask.language,
        "rules.counts",
        version=counts.version,
        topics=counts.topics,
        sources=counts.sources,
        chats=counts.chats,
    )


def refused(why: Refusal, ask: Ask) -> Reply:
    """What was not done, and what to do."""
    about_address = why.cause in (Cause.PRIVATE, Cause.UNREACHABLE, Cause.NO_ADDRESS)
    detail = line(without_secrets(why.detail), 400 if about_address else _CHANGE)
    return Reply(say(ask.language, f"rules.{why.cause.name.lower()}", detail=detail))


def wrong(found: Wrong, ask: Ask) -> Reply:
    """All problems that fit into one message, none of them cut in two."""
    head = say(ask.language, "rules.wrong", count=len(found.problems))
    return Reply(blocks(head, found.problems, ask))


def blocks(head: str, whole: Sequence[str], ask: Ask) -> str:
    """A line and below it blocks of fixed width, as many as fit."""
    told = [text(without_secrets(one)[:_BLOCK]).html for one in whole]
    for kept in range(len(told), 0, -1):
        rest = len(told) - kept
        more = f"\n{words.word('more', ask.language).format(count=rest)}" if rest else ""
        markup = f"{head}\n<pre>{_joined(told[:kept])}</pre>{more}"
        if fits(markup):
            return markup
    return head


def _joined(told: Iterable[str]) -> str:
    return "\n\n".join(told)


def changed(changes: Sequence[str], ask: Ask) -> list[str]:
    """What differs, line by line."""
    if not changes:
        return [say(ask.language, "rules.nothing_differs")]
    lines = [text(f"• {line(one, _CHANGE)}").html for one in changes[:_CHANGES]]
    rest = len(changes) - _CHANGES
    return [*lines, words.word("more", ask.language).format(count=rest)] if rest > 0 else lines


def taken(found: InForce, ask: Ask, head: str = "rules.in_force") -> str:
    """Rules that are in force by now."""
    lines = [say(ask.language, head), counted(found.counts, ask), *changed(found.changes, ask)]
    markup = page(lines, words.word("more", ask.language))
    if not found.warnings:
        return markup
    warned = say(ask.language, "rules.warnings", count=len(found.warnings))
    whole = blocks(f"{markup}\n{warned}", found.warnings, ask)
    return whole if fits(whole) else markup


def offered(
    found: Proposal | Wrong | Refusal, office: Office, ask: Ask, *, above: Sequence[str] = ()
) -> Reply:
    """A proposal with its buttons; what it would have told follows as soon as it is known."""
    if isinstance(found, Refusal):
        return refused(found, ask)
    if isinstance(found, Wrong):
        return wrong(found, ask)
    lines = [*above, say(ask.language, "rules.proposed"), counted(found.counts, ask)]
    lines += changed(found.changes, ask)
    if found.leaves:
        lines.append(say(ask.language, "rules.leaves"))
    if found.warnings:
        lines.append(say(ask.language, "rules.warned", count=len(found.warnings)))
    if not found.articles:
        return _asking([*lines, say(ask.language, "rules.same_alerts")], found.id, ask)

    async def later() -> Reply | None:
        effect = await office.effect(found.id)
        return _asking([*lines, *_told(effect, ask)], found.id, ask) if effect else None

    looking = say(ask.language, "rules.looking", count=found.articles)
    return replace(_asking([*lines, looking], found.id, ask), later=later)


def _asking(lines: Sequence[str], proposal: str, ask: Ask) -> Reply:
    buttons = choice(proposal, "button.apply", "button.discard", ask)
    return Reply(page(lines, words.word("more", ask.language)), buttons)


def choice(proposal: str, yes: str, no: str, ask: Ask) -> Keyboard:
    """The two buttons under a proposal."""
    return (
        (
            Button(shown(say(ask.language, yes)), encode("apply", proposal)),
            Button(shown(say(ask.language, no)), encode("discard", proposal)),
        ),
    )


def _told(effect: Effect, ask: Ask) -> list[str]:
    if effect.late or effect.unknown:
        return [say(ask.language, "rules.late" if effect.late else "rules.unknown")]
    whole = say(
        ask.language,
        "rules.effect",
        articles=effect.articles,
        gained=effect.gained,
        lost=effect.lost,
    )
    lines: list[str] = [whole]
    for phrase, found in (("rules.gained", effect.some_gained), ("rules.lost", effect.some_lost)):
        if found:
            lines += [say(ask.language, phrase), *(headline(one, ask) for one in found)]
    return lines


def headline(one: Headline, ask: Ask) -> str:
    """An article with its time, its source and the topics in question."""
    at = words.when(one.at, ask.now, ask.place, ask.language) if one.at else ""
    moment = at or words.word("undated", ask.language)
    return entry(one.title, one.url, [moment, one.source, ", ".join(one.topics)], ask.language)
