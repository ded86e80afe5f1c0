"""The labelled sets beside the repository."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
FOLDER = DATA / "cluster"
NAMES = ("hwu64_test", "tweet89", "agnews4", "app_review_issues")


@dataclass(frozen=True, slots=True)
class Part:
    """Texts that are grouped among themselves, in the order in which the engine sees them, and their true groups."""

    texts: list[str]
    truth: list[str]


def load_set(name: str) -> list[Part]:
    """Read a set of mentions: one part, or one for each app."""
    parts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in read_rows(FOLDER / f"{name}.ndjson"):
        parts[row.get("app", "")].append((row["text"], str(row["label"])))
    return [Part([text for text, _ in part], [label for _, label in part]) for part in map(sorted, parts.values())]


def read_rows(file: Path) -> list[dict[str, Any]]:
    """Read a file of JSON objects, one a line."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
