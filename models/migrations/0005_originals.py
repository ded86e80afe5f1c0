"""What scans saw of pain points before people moved their mentions; the source that a curation speaks of."""

from __future__ import annotations

from typing import Any

from peewee import CharField, CompositeKey, ForeignKeyField, JSONField, Model


def up(migrator: Any, db: Any) -> None:
    migrator.migrate(migrator.add_column("curation", "source", CharField(default="")))
    _create_originals(db)


def _create_originals(db: Any) -> None:
    class Table(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Scan(Table):
        id = CharField(primary_key=True)

        class Meta:
            table_name = "scan"

    class PainPoint(Table):
        id = CharField(primary_key=True)

        class Meta:
            table_name = "pain_point"

    class Original(Table):
        scan = ForeignKeyField(Scan, on_delete="CASCADE", index=False)
        pain_point = ForeignKeyField(PainPoint)
        seen = JSONField()
        quotes = JSONField()

        class Meta:
            table_name = "original"
            primary_key = CompositeKey("scan", "pain_point")

    db.create_tables([Original])
