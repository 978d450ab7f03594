"""Wirewatch: watches news pages and alerts a chat to the topics written down in rules.yaml.

python bot.py demo     see it work, on an invented news world on this machine
python bot.py run      watch the sources of rules.yaml until Ctrl-C
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from cli.stop import Stop, complain
from store.errors import StoreError

COMMANDS = {
    "run": "watch the sources of the rules file and alert, until Ctrl-C",
    "worker": "the same with the store on PostgreSQL, as one of many programs that share the work",
    "demo": "show it at work on an invented news world on this machine",
    "check": "validate the rules file; every problem with line, column and a hint",
    "status": "sources, failures in plain words, backlog and delays",
    "read": "page → article: the text as Wirewatch reads it",
    "links": "a page's links: which are articles, and why",
    "match": "articles as JSON lines on standard input → the topics they match",
    "backup": "a copy of all that is kept, also while it runs",
    "restore": "put a backup in the place of what is kept; that stays beside it",
    "migrate-store": "move all that is kept in the data folder into the database of DATABASE_URL",
    "publish-rules": "a rules file that holds from now on for all programs on one PostgreSQL",
    "check-store": "whether what is kept is whole; every fault found",
    "try": "page → article → topics → the message as it would look",
    "lists": "the word lists, your own and the built-in ones; `lists show NAME` for one",
    "terms": "what the words of a topic really match, language by language",
    "explain": "why a topic is found in an article, or what stops it",
    "story": "all articles of one story, and why each is in it",
    "backtest": "replay the rules over the stored archive: what is gained, what is lost",
}
MODULES = {
    "run": "cli.run",
    "worker": "cli.worker",
    "demo": "cli.demo",
    "check": "cli.check",
    "status": "cli.status",
    "read": "cli.read",
    "links": "cli.links",
    "match": "cli.match",
    "backup": "cli.backup",
    "restore": "cli.restore",
    "migrate-store": "cli.migrate_store",
    "publish-rules": "cli.publish_rules",
    "check-store": "cli.check_store",
    "try": "cli.trial",
    "lists": "cli.lists",
    "terms": "cli.terms",
    "explain": "cli.explain",
    "story": "cli.story",
    "backtest": "cli.backtest",
}

DATA = (
    "run",
    "worker",
    "status",
    "explain",
    "backtest",
    "story",
    "backup",
    "restore",
    "migrate-store",
    "check-store",
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    options = parser().parse_args(argv)
    try:
        return _dispatch(options)
    except Stop as stop:
        complain(str(stop))
        return stop.code
    except StoreError as why:  # a fault of the disk or the file, wherever it was met
        complain(str(why))
        return 1
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
    for name in ("run", "worker", "check", "match", "try", "explain", "lists", "terms"):
        subs[name].add_argument(
            "--rules", type=Path, default=Path("rules.yaml"), metavar="FILE", help="the rules file"
        )
    for name in DATA:
        subs[name].add_argument(
            "--data", type=Path, default=Path("data"), metavar="DIR", help="where all is kept"
        )
    for name in (
        "read",
        "match",
        "try",
        "status",
        "explain",
        "backtest",
        "lists",
        "terms",
        "story",
    ):
        subs[name].add_argument("--json", action="store_true", help="write JSON lines")
    for name in ("read", "try"):
        subs[name].add_argument(
            "page", nargs="?", default="-", metavar="FILE_OR_URL", help="or - for JSON lines"
        )
        subs[name].add_argument("--url", help="the address that a FILE was saved from")
    subs["read"].add_argument(
        "--explain", action="store_true", help="also what was left out of the text, and why"
    )
    subs["read"].add_argument(
        "--learn", nargs="+", default=(), metavar="FOLDER_FILE_OR_URL",
        help="other pages of the site: lines they share with the page are left out",
    )  # fmt: skip
    subs["status"].add_argument(
        "--all", action="store_true", help="every source, however many there are"
    )
    subs["lists"].add_argument("words", nargs="*", metavar="show NAME", help="one list: its words")
    subs["terms"].add_argument("topic", metavar="TOPIC", help="a topic's name or title")
    subs["terms"].add_argument("--language", metavar="XX", help="only articles in this language")
    _links_arguments(subs["links"])
    subs["story"].add_argument("article", metavar="ID", help="of the story or an article of it")
    _explain_arguments(subs["explain"])
    _backtest_arguments(subs["backtest"])
    _copies_arguments(subs["backup"], subs["restore"])
    subs["publish-rules"].add_argument("file", type=Path, metavar="FILE", help="the rules file")
    subs["run"].add_argument("--once", action="store_true", help="check everything once, then end")
    subs["demo"].add_argument("--keep", action="store_true", help="go on until Ctrl-C")
    return whole


def _copies_arguments(backup: argparse.ArgumentParser, restore: argparse.ArgumentParser) -> None:
    backup.description = (
        "Copies the database: articles, alerts, mutes, settings. Not in it: the rules file and "
        "the bot's token, which lie elsewhere."
    )
    backup.add_argument("file", type=Path, metavar="FILE", help="where the copy is written")
    backup.add_argument("--force", action="store_true", help="replace FILE where it is there")
    restore.add_argument("file", type=Path, metavar="FILE", help="a copy that `backup` wrote")


def _links_arguments(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "page", nargs="?", metavar="URL_OR_FILE", help="left out: the address of --source"
    )
    sub.add_argument("--url", help="the address that a FILE was saved from")
    sub.add_argument("--source", metavar="NAME", help="a source: its rules and what it taught")
    sub.add_argument("--rules", type=Path, default=Path("rules.yaml"), metavar="FILE")
    sub.add_argument("--data", type=Path, default=Path("data"), metavar="DIR")
    sub.add_argument("--all", action="store_true", help="every link with its reasons")
    sub.add_argument("--json", action="store_true", help="write JSON lines")


def _explain_arguments(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("topic", metavar="TOPIC", help="a topic's name or title")
    sub.add_argument("article", metavar="FILE_OR_URL_OR_ARTICLE_ID")
    sub.add_argument("--url", help="the address that a FILE was saved from")


def _backtest_arguments(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--rules", type=Path, metavar="FILE", help="new rules, to be compared")
    sub.add_argument(
        "--against", type=Path, default=Path("rules.yaml"), metavar="FILE", help="those in force"
    )
    sub.add_argument("--since", default="30d", metavar="TIME", help="90m, 12h, 30d or 2031-03-05")
    sub.add_argument("--topic", metavar="TOPIC", help="only this topic")
    sub.add_argument("--show", type=int, default=10, metavar="N", help="headlines a topic")


def _dispatch(options: argparse.Namespace) -> int:
    """Import only what the command needs: `check` must not wait for the page readers."""
    gc.disable()  # what is imported stays: to look for garbage in it is a tenth of the time
    command: Callable[[argparse.Namespace], int] = import_module(MODULES[options.command]).run
    gc.freeze()  # both: to the old ones at once
    gc.unfreeze()
    gc.enable()
    return command(options)


if __name__ == "__main__":
    sys.exit(main())
