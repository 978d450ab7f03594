"""What a running monitor learns: the furniture of a site, the links of a list."""

from __future__ import annotations

from model.source import Kind
from scheduler.check import check
from tests.kit.line import Line, make_book, make_source, page

FRONT = "https://post.example/"
TEASER = "Trois raisons de lire le supplément de dimanche"  # no pattern of ours knows it
NAMES = ("island", "bridge", "harbour", "valley", "tower", "forest", "river", "castle")


def furnished(name: str) -> str:
    """An article's page with a line within its text that other pages of the site show too."""
    return page(f"Drones over the {name}", name).replace("</p><p>", f"</p><p>{TEASER}</p><p>")


def front(*paths: str) -> str:
    """A front page: a list of links with headlines."""
    rows = "".join(f'<li><a href="{path}">{headline(path)}</a></li>' for path in paths)
    return f"<html lang='en'><body><main><ul>{rows}</ul></main></body></html>"


def headline(path: str) -> str:
    """Seven words that name the path's last part."""
    return f"Mayor of {path.rsplit('/', 1)[-1]} speaks of drones and more"


async def text_of(line: Line, name: str) -> str:
    """The text of an article as it was kept."""
    archive = await line.world.store.archive(line.clock.now(), None, 99)
    return next(one.text for one in archive if name in one.title)


async def test_a_line_that_recurs_on_a_site_is_left_out(line: Line):
    """A line that no pattern knows is article text on a site's first pages, and furniture once
    several articles have shown it."""
    await line.adopt(make_book(make_source(backfill=9)))
    for count in range(1, len(NAMES) + 1):
        for name in NAMES[:count]:
            line.web.put(f"https://post.example/world/{name}", furnished(name))
        line.web.feed(*[(name, f"Drones over the {name}") for name in NAMES[:count]])
        await check(line.world, "post")
    assert TEASER in await text_of(line, NAMES[0])
    assert TEASER not in await text_of(line, NAMES[-1])
    assert "Nobody in the town hall" in await text_of(line, NAMES[-1])


async def test_sections_that_were_followed_in_vain_are_not_followed_again(line: Line):
    """Links of a form that led to no article are none any more, those that did still are."""
    await line.adopt(make_book(make_source(url=FRONT, kind=Kind.PAGE, backfill=99)))
    sections = [f"/s/section-of-{name}-and-its-people" for name in NAMES]
    stories = [f"/world/2026/11/22/{name}-hears-of-drones-again" for name in NAMES]
    for story, name in zip(stories, NAMES, strict=True):
        line.web.put(f"https://post.example{story}", page(f"Drones over the {name}", name))
    for section in sections:
        line.web.put(f"https://post.example{section}", front(*stories))
    line.web.put(FRONT, front(*stories[:5], *sections[:5]))
    await check(line.world, "post")
    await check(line.world, "post")
    asked = len(line.web.asked)
    line.web.put(FRONT, front(*stories, *sections))
    await check(line.world, "post")
    await check(line.world, "post")
    asked_since = (request.url for request in line.web.asked[asked:])
    followed = {url.removeprefix("https://post.example") for url in asked_since}
    assert set(stories[5:]) <= followed
    assert not followed.intersection(sections)


async def test_a_list_that_shrinks_says_so_and_is_still_read(line: Line):
    """A page that shows far fewer articles than it used to is reported in plain words."""
    await line.adopt(make_book(make_source(url=FRONT, kind=Kind.PAGE, backfill=0)))
    stories = [f"/world/2026/11/22/{name}-hears-of-drones-again" for name in NAMES]
    for turn in range(5):
        line.web.put(FRONT, front(*stories) + f"<!-- {turn} -->")
        await check(line.world, "post")
    state = await line.world.store.source_state("post")
    assert state is not None
    assert state.message == ""
    line.web.put(FRONT, front(stories[0]))
    await check(line.world, "post")
    state = await line.world.store.source_state("post")
    assert state is not None
    assert "1 article link where it usually shows 8" in state.message
