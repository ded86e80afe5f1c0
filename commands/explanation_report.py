"""An explanation on a terminal."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.markup import escape

from pipeline.explain import Cue, in_one_sentence


def print_explanation(console: Console, explanation: dict[str, Any], *, most_mentions: int) -> None:
    """Print the parts of the score, then what speaks for each of the best mentions."""
    mentions = explanation["mentions"]
    _print(
        console,
        f"[bold]{explanation['score']:.1f}  {escape(explanation['name'])}[/bold]  [dim]{explanation['id']}[/dim]",
    )
    _print(console, "\nThe score is the sum of its parts (value × weight = points):")
    for name, part in explanation["score_parts"].items():
        sum_ = f"{part['value']:.2f} × {part['weight']:2.0f} = {part['points']:5.2f}"
        _print(console, f"  {name:<14} {sum_}  [dim]{escape(part['reason'])}[/dim]")
    _print(console, f"\nIts mentions, {min(most_mentions, len(mentions))} of {len(mentions)}:")
    for mention in mentions[:most_mentions]:
        _print(console, f"\n  “{escape(' '.join(mention['text'].split()))}”  [dim]{mention['permalink']}[/dim]")
        for sentence in _sentences(mention, alone=len(mentions) == 1):
            _print(console, f"    {escape(sentence)}")


def _sentences(mention: dict[str, Any], *, alone: bool) -> list[str]:
    return [sentence for sentence in (_verdict(mention), _place(mention, alone=alone), _copies(mention)) if sentence]


def _verdict(mention: dict[str, Any]) -> str:
    if mention["read_as"] is None:
        return "An older version found it, and kept no reasons: scan again to have them."
    cues = in_one_sentence([Cue(**cue) for cue in mention["cues"]])
    taken = f"Taken as a {mention['read_as']}: {mention['probability']:.0%} sure, {mention['threshold']:.0%} is enough."
    return f"{taken} {cues} Every sentence starts from {mention['base']:+.2f}."


def _place(mention: dict[str, Any], *, alone: bool) -> str:
    if alone or mention["similarity"] is None:
        return "No other mention is like it." if alone else ""
    return f"Its likeness to the centre of the group is {mention['similarity']:.2f} of 1."


def _copies(mention: dict[str, Any]) -> str:
    copies = mention["copies"]
    return f"Left out as copies of its document: {', '.join(copies)}." if copies else ""


def _print(console: Console, line: str) -> None:
    console.print(line, soft_wrap=True)
