"""Pain points on a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.markup import escape

QUOTE_LENGTH = 160


def print_pain_points(console: Console, pain_points: Iterable[dict[str, Any]]) -> None:
    """Print each pain point: its rank, score and name, who states it, the best quote and where it was said."""
    for rank, pain_point in enumerate(pain_points, start=1):
        quote = pain_point["quotes"][0]
        console.print(
            f"[bold]{rank:>3}. {pain_point['score']:5.1f}  {escape(pain_point['name'])}[/bold]"
            f"  [dim]{pain_point['category']}, {_who(pain_point)}[/dim]",
            highlight=False,
            soft_wrap=True,
        )
        console.print(f"            “{escape(_shorten(quote['text']))}”", highlight=False, soft_wrap=True)
        console.print(
            f"            [dim]r/{quote['subreddit']}  {quote['permalink']}[/dim]", highlight=False, soft_wrap=True
        )


def _who(pain_point: dict[str, Any]) -> str:
    mentions, authors = pain_point["mentions"], pain_point["authors"]
    known = "" if pain_point["authors_known"] else " at most"
    return f"{mentions} mention{'s' * (mentions != 1)} by{known} {authors} author{'s' * (authors != 1)}"


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= QUOTE_LENGTH else f"{line[:QUOTE_LENGTH].rsplit(' ', 1)[0]} …"
