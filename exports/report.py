"""What every format is given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Report:
    """The results of a scan on their way into a file.

    `about` is what `exports.about.describe_export` returns. `contents` yields {id, name, score, mentions} of every pain
    point and `pain_points` the same ones as the API shows them; each is read once, in order, and so are the `quotes` of
    a pain point before the next one is asked for: they may come straight from a database.
    """

    about: dict[str, Any]
    contents: Iterable[dict[str, Any]]
    pain_points: Iterable[dict[str, Any]]
