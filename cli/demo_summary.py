"""What the demo's world published, held against what its reader was told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from rich.console import Console
from rich.rule import Rule

from chat.words import language_name
from demo.story import Published
from model.alert import Alert
from model.story import Story


@dataclass(frozen=True, slots=True)
class Summary:
    """What was published, what was told and when, and the stories that the telling made."""

    published: Sequence[Published]
    got: Sequence[tuple[Alert, datetime]]
    began: datetime
    stories: Sequence[Story] = ()

    @property
    def wanted(self) -> list[Published]:
        """Articles of which a reader should be told, by an alert of theirs or of their event's."""
        return [one for one in self.published if one.expectation.alerts]

    @property
    def silent(self) -> list[Published]:
        """Articles that should pass without a word."""
        return [one for one in self.published if not one.expectation.alerts]

    @property
    def joined(self) -> list[Published]:
        """Articles whose event was told by another outlet's report."""
        return [one for one in self.wanted if one.story.title not in self._topics()]

    @property
    def missed(self) -> list[Published]:
        """Articles of which neither they nor their event was told on their topics."""
        return [one for one in self.wanted if not self._caught(one)]

    @property
    def wrong(self) -> list[str]:
        """Headlines that should not have alerted, or whose event had been told on all topics."""
        events = {one.story.title: one.story.event for one in self.wanted}
        titles = [alert.title for alert, _ in self.got]
        told = [events.get(title, "") for title in titles]
        return [title for n, title in enumerate(titles) if not told[n] or told[n] in told[:n]]

    @property
    def right(self) -> bool:
        """Nothing missed, nothing wrong, nothing twice."""
        return not self.missed and not self.wrong

    def delays(self) -> list[float]:
        """Seconds from publication to alert, of the stories that appeared while one watched."""
        fresh = {one.story.title: one.when for one in self.wanted if one.story.at > 0}
        return [
            max((at - fresh[alert.title]).total_seconds(), 0)
            for alert, at in self.got
            if alert.title in fresh
        ]

    def _topics(self) -> dict[str, set[str]]:
        """The topics of each headline that was told."""
        return {alert.title: {match.topic for match in alert.matches} for alert, _ in self.got}

    def _caught(self, one: Published) -> bool:
        told = self._topics()
        tellings = [
            other.story.title for other in self.wanted if other.story.event == one.story.event
        ]
        topics = told.get(one.story.title) or set().union(*(told.get(t, set()) for t in tellings))
        return topics == set(one.expectation.alerts)


def conclude(console: Console, report: Summary, requests: dict[int, int]) -> None:
    """Print the summary."""
    console.print(Rule("what happened", align="left", style="bold"))
    for line in [*_counts(report, requests), *_tellings(report), *_faults(report)]:
        console.print(line, markup=False)
    console.print(
        "\nYour turn: [bold]rules.yaml[/] says what to watch and what to look for; "
        "[bold]python bot.py run[/] starts watching, and says how to connect a chat."
    )


def _counts(report: Summary, requests: dict[int, int]) -> list[str]:
    languages = {one.story.language for one in report.published}
    copies = [one for one in report.silent if one.expectation.copy_of]
    alike = [one for one in report.silent if one.expectation.reason == "look-alike"]
    others = len(report.silent) - len(copies) - len(alike)
    first = (report.got[0][1] - report.began).total_seconds() if report.got else 0
    stories = f"{len(report.published)} articles in {len(languages)} languages"
    start = f"the first {first:.1f} s after the start"
    lines = [
        f"{stories}; {len(report.got)} alerts, {start}.",
        (
            f"Silent: {len(report.joined)} further reports of what was told, {len(copies)} wire "
            f"copies, {len(alike)} look-alikes, {others} other articles."
        ),
    ]
    if delays := report.delays():
        spread = f"median {median(delays):.1f} s, longest {max(delays):.1f} s"
        lines.append(f"From publication to alert: {spread}; each source is asked once a second.")
    asked, unchanged = sum(requests.values()), requests.get(304, 0)
    lines.append(f'{asked} requests, {unchanged} of them answered "304, not modified".')
    return lines


def _tellings(report: Summary) -> list[str]:
    """Stories that outlets told in several languages, each by one alert."""
    lines = []
    for story in report.stories:
        languages = {one.language for one in story.members}
        if len(languages) > 1:
            by = ", ".join(
                f"{one.outlet} ({language_name(one.language or '', 'en')})" for one in story.members
            )
            lines.append(f"One story, one alert: “{story.members[0].title}” by {by}.")
    return lines


def _faults(report: Summary) -> list[str]:
    if report.right:
        return ["Nothing was missed, nothing was wrong, nothing came twice."]
    return [
        *(
            f"MISSED: {one.story.title} ({', '.join(one.expectation.alerts)})"
            for one in report.missed
        ),
        *(f"WRONG: {title}" for title in report.wrong),
    ]
