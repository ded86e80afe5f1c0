"""The labelled sets of mentions beside the repository."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "cluster"
NAMES = ("hwu64_test", "tweet89", "agnews4", "app_review_issues")


@dataclass(frozen=True, slots=True)
class Part:
    """Texts that are grouped among themselves, in the order in which the engine sees them, and their true groups."""

    texts: list[str]
    truth: list[str]


def load_set(name: str) -> list[Part]:
    """Read a set: one part, or one for each app."""
    rows = [json.loads(line) for line in (FOLDER / f"{name}.ndjson").read_text(encoding="utf-8").splitlines()]
    parts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        parts[row.get("app", "")].append((row["text"], str(row["label"])))
    return [Part([text for text, _ in part], [label for _, label in part]) for part in map(sorted, parts.values())]
