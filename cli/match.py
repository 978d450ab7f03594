"""bot.py match: articles as JSON lines → the topics they match."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from typing import Any

from cli.inputs import Line, read_lines
from cli.rulesfile import rulebook
from model.article import Article, Match
from model.rulebook import Rulebook


def run(options: argparse.Namespace) -> int:
    """Write one JSON line with the matches for each line of standard input."""
    book = rulebook(options.rules)
    for line in read_lines(sys.stdin, datetime.now(UTC)):
        print(json.dumps(_row(book, line), ensure_ascii=False), flush=True)
    return 0


def _row(book: Rulebook, line: Line) -> dict[str, Any]:
    if line.article is None:
        return {"id": line.id, "error": line.error}
    matches = book.matcher.match(line.article)
    return {"id": line.id, "matches": [as_json(match, line.article) for match in matches]}


def as_json(match: Match, article: Article) -> dict[str, Any]:
    """A match as the pipeline sees it; each span with the words it covers."""
    fields = {"title": article.title, "lead": article.lead, "text": article.text}
    return {
        "topic": match.topic,
        "score": round(match.score, 3),
        "excerpt": match.excerpt,
        "marks": [list(mark) for mark in match.marks],
        "spans": [
            {
                "field": span.field,
                "start": span.start,
                "end": span.end,
                "words": fields.get(span.field, "")[span.start : span.end],
            }
            for span in match.spans
        ],
        "rule_line": match.rule_line,
        "why": match.why,
    }
