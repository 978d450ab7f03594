"""All targets, written out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.fuzz import seeds
from tests.fuzz.targets import (
    charset,
    conversation,
    dates,
    edits,
    hubs,
    listings,
    message,
    page,
    rules_file,
    rules_query,
    urls,
)


@dataclass(frozen=True, slots=True)
class Target:
    """What is fed, and with what it begins. `longest`: bytes of an input."""

    run: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]
    longest: int = 4096


TARGETS: dict[str, Target] = {
    "rules-file": Target(rules_file.run, seeds.rules_files),
    "rules-query": Target(rules_query.run, seeds.queries, 400),
    "rules-edit": Target(edits.run, seeds.rules_files),
    "feed": Target(listings.feed, seeds.feeds),
    "listing": Target(listings.listing, seeds.lists),
    "sitemap": Target(listings.sitemap, seeds.sitemaps),
    "page": Target(page.run, seeds.pages),
    "charset": Target(charset.run, seeds.texts, 600),
    "dates": Target(dates.run, seeds.moments, 120),
    "urls": Target(urls.run, seeds.urls, 300),
    "hubs": Target(hubs.run, seeds.hubs, 600),
    "message": Target(message.run, seeds.texts, 1200),
    "commands": Target(conversation.commands, seeds.commands, 300),
    "times": Target(conversation.times, seeds.times, 80),
    "presses": Target(conversation.presses, seeds.presses, 100),
    "messages": Target(conversation.messages, seeds.texts, 400),
    "updates": Target(conversation.updates, seeds.updates, 3000),
}
