"""The terminal channel: alerts as a reader would want to see them, in colour.

Text goes out in logical order: terminals that know Arabic turn it themselves, so that there
is no frame around it and no isolate in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.style import Style
from rich.text import Text

from chat import bursts, words
from chat.compose import EXCERPTS, moment, topic_titles, turn
from chat.excerpts import Excerpt, cut, merged, segments
from chat.html import clean, line
from model.alert import Alert, AlertKind, Outcome, Refused, Sent
from model.rulebook import Chat, Priority

_COLOURS = {
    Priority.LOW: "bright_black",
    Priority.NORMAL: "blue",
    Priority.HIGH: "red",
    Priority.URGENT: "bold red",
}
_ASCII_MARKS = {
    Priority.LOW: "(low)",
    Priority.NORMAL: "(*)",
    Priority.HIGH: "(!)",
    Priority.URGENT: "(!!!)",
}
_MATCHED = "bold black on yellow"
_MATCHED_COLOURLESS = "bold reverse"
_Part = Rule | Text | Padding
_EXCERPT = 600  # code points of one excerpt
_WIDEST = 100  # columns: longer lines are hard to read


class ConsoleChannel:
    """Implements `model.ports.Channel` on rich. Plain text where there is no terminal."""

    def __init__(
        self, console: Console, *, now: Callable[[], datetime], rules: str = "rules.yaml"
    ) -> None:
        """`rules` is the file whose lines the alerts refer to."""
        self._console = console
        self._now = now
        self._rules = rules

    def pause(self, _chat: Chat) -> timedelta:
        """None: a terminal takes all at once."""
        return timedelta(0)

    async def send(self, alert: Alert, chat: Chat) -> Outcome:
        """Print it. A terminal that is gone refuses everything from then on."""
        try:
            self.show(alert, chat)
        except (OSError, SystemExit):  # rich exits when the reader of a pipe goes away
            return Refused("the terminal is gone", gone=True)
        return Sent()

    async def edit(self, *_: object, **__: object) -> Outcome:
        """Nothing: what is printed stays."""
        return Sent()

    def show(self, alert: Alert, chat: Chat) -> None:
        """Print one alert, digest or notice, and an empty line."""
        width = min(self._console.width, _WIDEST)
        for part in (*self._parts(alert, chat), Text()):
            shown = self._writable(part) if isinstance(part, Text) else part
            self._console.print(shown, width=width, highlight=False)

    def _parts(self, alert: Alert, chat: Chat) -> Iterator[_Part]:
        match alert.kind:
            case AlertKind.NOTICE:
                yield Text(clean(alert.text), style="italic")
            case AlertKind.DIGEST:
                count = words.alerts(len(alert.items), chat.language)
                yield from self._many(
                    f"{words.word('quiet', chat.language)} · {count}", alert, chat
                )
            case AlertKind.SUMMARY:
                yield from self._many(bursts.heading(alert.items, chat.language), alert, chat)
            case AlertKind.ALERT:
                yield from self._alert(alert, chat)

    def _alert(self, alert: Alert, chat: Chat) -> Iterator[_Part]:
        yield self._heading(alert, chat)
        title = line(alert.title, 300) or words.word("untitled", chat.language)
        yield Text(title, style="bold")
        yield Text(self._details(alert, chat), style="cyan")
        for excerpt in merged(alert.matches)[:EXCERPTS]:
            yield self._quoted(excerpt)
        for match in alert.matches:
            if why := line(match.why, 200):
                yield self._why(why, match.rule_line, chat)
        if alert.url:
            yield _address(alert.url)

    def _heading(self, alert: Alert, chat: Chat) -> Rule:
        """A rule across the page with the priority's mark and the topics."""
        titles = " · ".join(filter(None, [turn(alert, chat), *topic_titles(alert)]))
        colour = _COLOURS[alert.priority]
        title = self._writable(
            Text(f"{self._mark(alert.priority)} {titles}", style=f"bold {colour}")
        )
        characters = "-" if self._ascii else "─"
        return Rule(title, align="left", style=colour, characters=characters)

    def _many(self, said: str, alert: Alert, chat: Chat) -> Iterator[_Part]:
        heading = self._writable(Text(said, style="bold"))
        yield Rule(heading, align="left", characters="-" if self._ascii else "─")
        for item in alert.items:
            yield Text(f"{self._mark(item.priority)} {line(item.title, 200)}", style="bold")
            yield Text(self._details(item, chat), style="cyan")
            if item.url:
                yield _address(item.url)

    def _details(self, alert: Alert, chat: Chat) -> str:
        parts = [line(alert.site or alert.source, 80), moment(alert, chat, self._now())]
        if alert.language:
            parts.append(words.language_name(line(alert.language, 8), chat.language))
        return " · ".join(part for part in parts if part)

    def _quoted(self, excerpt: Excerpt) -> Padding:
        matched = _MATCHED_COLOURLESS if self._console.no_color else _MATCHED
        quoted = Text()
        for part, marked in segments(cut(excerpt, _EXCERPT)):
            quoted.append(clean(part), style=matched if marked else None)
        return Padding.indent(self._writable(quoted), 2)

    def _why(self, why: str, rule_line: int, chat: Chat) -> Text:
        place = f" ({self._rules}:{rule_line})" if rule_line else ""
        return Text(f"{words.word('why', chat.language)}: {why}{place}", style="dim")

    @property
    def _ascii(self) -> bool:
        return self._console.options.ascii_only

    def _mark(self, level: Priority) -> str:
        return _ASCII_MARKS[level] if self._ascii else words.MARKS[level]

    def _writable(self, part: Text) -> Text:
        """The text in letters the terminal's encoding has, "?" for the others."""
        if not self._ascii:
            return part
        encoding = self._console.encoding
        part = part.copy()
        # one letter for one letter: the styles keep their places
        part.plain = part.plain.replace("·", "-").encode(encoding, "replace").decode(encoding)
        return part


def _address(url: str) -> Text:
    """The address, one press away in terminals that know links."""
    shown = "".join(clean(url).split())
    link = shown if shown.startswith(("http://", "https://")) else None
    return Text(shown, style=Style(dim=True, link=link), overflow="fold")
