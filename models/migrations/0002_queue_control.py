"""Order by turn, cancellation, running alone, what workers are, events, and running totals."""

from __future__ import annotations

from typing import Any

from peewee import (
    AutoField,
    BigIntegerField,
    BooleanField,
    CharField,
    CompositeKey,
    FloatField,
    ForeignKeyField,
    IntegerField,
    JSONField,
    Model,
)

# What models/waiting_line.py adds to a waiting job's time for each class below premium, in milliseconds.
AGEING_MS = 1_800_000


def up(migrator: Any, db: Any) -> None:
    migrator.migrate(
        migrator.add_column("job", "queued_at", BigIntegerField(default=0)),
        migrator.add_column("job", "turn_at", BigIntegerField(default=0)),
        migrator.add_column("job", "cancel_requested_at", BigIntegerField(null=True)),
        migrator.add_column("job", "alone", BooleanField(default=False)),
        migrator.add_column("worker", "role", CharField(default="worker")),
        migrator.add_column("worker", "machine", CharField(default="")),
    )
    db.execute_sql(f"UPDATE job SET queued_at = created_at, turn_at = created_at + priority * {AGEING_MS}")
    migrator.migrate(
        migrator.drop_index("job", "job_state_priority_created_at"),
        migrator.add_index("job", ("state", "turn_at"), False),
    )
    _create_tables(db)


def _create_tables(db: Any) -> None:
    class Table(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Scan(Table):
        id = CharField(primary_key=True)

        class Meta:
            table_name = "scan"

    class Event(Table):
        id = AutoField()
        scan = ForeignKeyField(Scan, on_delete="CASCADE", index=False)
        at = BigIntegerField()
        kind = CharField()
        stage = CharField(null=True)
        attempt = IntegerField(null=True)
        worker = CharField(null=True)
        detail = JSONField(default=dict)

        class Meta:
            table_name = "event"
            indexes = ((("scan", "id"), False),)

    class Tally(Table):
        name = CharField()
        label = CharField()
        value = FloatField(default=0)

        class Meta:
            table_name = "tally"
            primary_key = CompositeKey("name", "label")

    db.create_tables([Event, Tally])
