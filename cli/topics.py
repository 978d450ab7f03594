"""A topic named on the command line."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from cli.stop import Stop
from model.rulebook import Topic
from rules.suggest import closest

MOST_NAMED = 20  # topics


def named_topic(name: str, topics: Mapping[str, Topic], rules: str) -> Topic:
    """The topic of this name, whatever its case, or of this title. Raises Stop."""
    if name in topics:
        return topics[name]
    wanted = name.strip().casefold()
    for topic in topics.values():
        if wanted in (topic.name.casefold(), *(one.casefold() for one in topic.titles.values())):
            return topic
    near = closest(name, topics)
    if near:
        raise Stop(f"{rules} has no topic {name}: did you mean {near}?")
    named = ", ".join(islice(topics, MOST_NAMED)) or "none"
    more = ", …" if len(topics) > MOST_NAMED else "."
    raise Stop(f"{rules} has no topic {name}. Topics: {named}{more}")
