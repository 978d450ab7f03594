"""health(): the keeper hears once that a source ails, and once that it is well again."""

from __future__ import annotations

from alerts.health import SILENT_FOR, Report, examine, usual_gap
from alerts.notices import notice
from chat.ailing import fell_ill, fell_ill_together, well_again
from model.alert import Alert
from model.rulebook import Chat
from model.source import SourceState
from scheduler.resting import resting
from scheduler.world import World


async def health(world: World) -> int:
    """Queue a notice for each piece of news; how many were new.

    What was told is kept in the same transaction: after a restart nothing is told twice. Where
    nobody would hear of it, nothing counts as told.
    """
    if world.keeper is None:
        return 0
    rest, now = await resting(world), world.clock.now()
    ailments = [one for one in await world.store.ailments() if one.source not in rest]
    # of thousands of sources few may ail: the others are not even read
    found_ill, every = await world.store.may_ail({one.source for one in ailments}, SILENT_FOR)
    states = {one.name: one for one in found_ill if one.name not in rest}
    every -= len(rest & world.book.sources.keys())
    found = examine(states.values(), ailments, now)
    keeper = await world.spoken_to() if found else None
    if keeper is None:
        return 0
    told = [_told(world, keeper, report, states, every) for report in found.reports]
    new = await world.store.keep_ailments(found.kept, found.ended, told)
    if new:
        world.woken.set()
    return len(new)


def _told(
    world: World, keeper: Chat, report: Report, states: dict[str, SourceState], every: int
) -> Alert:
    """What is said of one report; `every`: how many sources there are."""
    now, first = world.clock.now(), report.ailing[0]
    if report.well:
        text, what = well_again(report.ailing, report.still, keeper, now), "well"
    elif len(report.ailing) > 1:
        text, what = fell_ill_together(report.ailing, every, keeper, now), "ill"
    else:
        source = world.book.sources.get(first.source)
        url = source.url if source else ""
        state = states[first.source]
        text, what = fell_ill(first, state, url, keeper, usual_gap(state), now), "ill"
    return notice(keeper, f"{what} {first.source} {first.since.isoformat()}", text, now)
