"""What drilled stages leave behind: a row for each page, without any key that would hide a second one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from peewee import AutoField, CharField, IntegerField

from models.database import Table
from models.job import STAGES
from models.pain_point import Observation
from models.scan import Scan
from tests.chaos.plan import read_plan

END = -1  # in place of a page: the stage's last transaction


class Effect(Table):
    id = AutoField()
    scan_id = CharField(index=True)
    stage = CharField()
    page = IntegerField()
    worker = CharField()

    class Meta:
        table_name = "drill_effect"


def wrong_effects() -> list[str]:
    """Say of each scan which effects it has twice, and of completed ones which they lack."""
    counts: dict[str, Counter[tuple[str, int]]] = {}
    for effect in Effect.select():
        counts.setdefault(effect.scan_id, Counter())[effect.stage, effect.page] += 1
    rows: Any = Observation.select(Observation.scan).tuples()
    results = Counter(scan_id for (scan_id,) in rows)
    return [line for scan in Scan.select() for line in _wrong(scan, counts.get(scan.id, Counter()), results[scan.id])]


def doubled(lines: list[str]) -> int:
    """Count those of the lines that tell of a doubled effect."""
    return sum(" times" in line for line in lines)


def _wrong(scan: Scan, effects: Counter[tuple[str, int]], results: int) -> Iterator[str]:
    for (stage, page), count in effects.items():
        if count > 1:
            yield f"{scan.id}: page {page} of {stage} was stored {count} times"
    if results > 1:
        yield f"{scan.id}: its result was stored {results} times"
    if scan.status == "completed":
        pages = [*range(read_plan(scan.request).pages), END]
        missing = [(stage, page) for stage in STAGES for page in pages if (stage, page) not in effects]
        if missing or not results:
            yield f"{scan.id}: completed without {missing or 'its result'}"
    elif results:
        yield f"{scan.id}: {scan.status}, and has a result"
