"""Wirewatch: watches news pages and alerts a chat to the topics written down in rules.yaml.

python bot.py demo     see it work, on an invented news world on this machine
python bot.py run      watch the sources of rules.yaml until Ctrl-C
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

COMMANDS = {
    "run": "watch the sources of the rules file and alert, until Ctrl-C",
    "demo": "show it at work on an invented news world on this machine",
    "check": "validate the rules file; every problem with line, column and a hint",
    "status": "sources, failures in plain words, backlog and delays",
    "read": "page → article: the text as Wirewatch reads it",
    "match": "articles as JSON lines on standard input → the topics they match",
    "try": "page → article → topics → the message as it would look",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    options = parser().parse_args(argv)
    try:
        return _dispatch(options)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader of our pipe went away, which is its right
        sys.stderr.close()
        return 0


def parser() -> argparse.ArgumentParser:
    """The command line."""
    whole = argparse.ArgumentParser(prog="bot.py", description=(__doc__ or "").split("\n", 1)[0])
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    subs = {name: commands.add_parser(name, help=text) for name, text in COMMANDS.items()}
    for name in ("run", "check", "match", "try"):
        subs[name].add_argument(
            "--rules", type=Path, default=Path("rules.yaml"), metavar="FILE", help="the rules file"
        )
    for name in ("run", "status"):
        subs[name].add_argument(
            "--data", type=Path, default=Path("data"), metavar="DIR", help="where all is kept"
        )
    for name in ("read", "match", "try", "status"):
        subs[name].add_argument("--json", action="store_true", help="write JSON lines")
    for name in ("read", "try"):
        subs[name].add_argument(
            "page", nargs="?", default="-", metavar="FILE_OR_URL", help="or - for JSON lines"
        )
        subs[name].add_argument("--url", help="the address that a FILE was saved from")
    subs["run"].add_argument("--once", action="store_true", help="check everything once, then end")
    subs["demo"].add_argument("--keep", action="store_true", help="go on until Ctrl-C")
    return whole


def _dispatch(options: argparse.Namespace) -> int:
    """Import only what the command needs: `check` must not wait for the page readers."""
    match options.command:
        case "run":
            from cli.run import run as command
        case "demo":
            from cli.demo import run as command
        case "check":
            from cli.check import run as command
        case "status":
            from cli.status import run as command
        case "read":
            from cli.read import run as command
        case "match":
            from cli.match import run as command
        case _:
            from cli.trial import run as command
    return command(options)


if __name__ == "__main__":
    sys.exit(main())
