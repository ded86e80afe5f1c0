"""Running totals of what workers saw, added up over all of them; they only ever grow."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

from peewee import EXCLUDED, CharField, CompositeKey, FloatField

from models.database import Table
from models.job import STAGES

# Upper bounds in seconds; a stage takes from milliseconds (persist) to hours (a large fetch).
BUCKETS_S = (0.1, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 1_800.0, 7_200.0, inf)
# Every name, with the labels that it can have: what never happened is shown as 0, not left out.
LABELS: dict[str, tuple[str, ...]] = {
    "attempts": tuple(f"{stage} {what}" for stage in STAGES for what in ("begun", "completed", "retried", "failed")),
    "deferrals": ("source", "start_limit"),
    "recoveries": ("message", "worker", "crash_loop"),
    "messages_suppressed": STAGES,
    "lost_claims": STAGES,
    # How many completions took at most so long and longer than the bound before; they add up for `le`.
    "stage_seconds_bucket": tuple(f"{stage} {bound}" for stage in STAGES for bound in BUCKETS_S),
    "stage_seconds_sum": STAGES,
}


class Tally(Table):
    name = CharField()
    label = CharField()
    value = FloatField(default=0)

    class Meta:
        primary_key = CompositeKey("name", "label")


def add(amounts: Mapping[tuple[str, str], float]) -> None:
    """Add to the totals, given by (name, label); all of them or none."""
    # In one order everywhere, so that two writers cannot wait for each other.
    rows = [(name, label, amount) for (name, label), amount in sorted(amounts.items())]
    Tally.insert_many(rows, fields=[Tally.name, Tally.label, Tally.value]).on_conflict(
        conflict_target=[Tally.name, Tally.label], update={Tally.value: Tally.value + EXCLUDED.value}
    ).execute()


def totals() -> dict[str, dict[str, float]]:
    """Return the totals by name and label, with 0 for what has not been counted yet."""
    counted = {name: dict.fromkeys(labels, 0.0) for name, labels in LABELS.items()}
    for row in Tally.select():
        counted.setdefault(row.name, {})[row.label] = row.value
    return counted
