"""What a pain point rests on: reasons of mentions, copies, centres of groups, intent to pay, other languages."""

from __future__ import annotations

from typing import Any

from peewee import (
    BlobField,
    CharField,
    CompositeKey,
    FloatField,
    ForeignKeyField,
    IntegerField,
    JSONField,
    Model,
)


def up(migrator: Any, db: Any) -> None:
    migrator.migrate(
        migrator.add_column("scan", "other_languages", IntegerField(default=0)),
        migrator.add_column("mention", "reasons", JSONField(null=True)),
        migrator.add_column("mention", "similarity", FloatField(null=True)),
        migrator.add_column("mention", "copy_of", CharField(null=True)),
        migrator.add_column("observation", "group_number", IntegerField(null=True)),
        migrator.add_column("observation", "intent_to_pay", FloatField(default=0.0)),
    )
    _create_centroids(db)
    _take_intent_to_pay_from_the_parts(db)


def _create_centroids(db: Any) -> None:
    class Table(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Scan(Table):
        id = CharField(primary_key=True)

        class Meta:
            table_name = "scan"

    class Centroid(Table):
        scan = ForeignKeyField(Scan, on_delete="CASCADE", index=False)
        group_number = IntegerField()
        vector = BlobField()

        class Meta:
            table_name = "centroid"
            primary_key = CompositeKey("scan", "group_number")

    db.create_tables([Centroid])


def _take_intent_to_pay_from_the_parts(db: Any) -> None:
    class Observation(Model):
        scan = CharField(column_name="scan_id")
        pain_point = CharField(column_name="pain_point_id")
        score_parts = JSONField()
        intent_to_pay = FloatField()

        class Meta:
            database = db
            table_name = "observation"
            primary_key = CompositeKey("scan", "pain_point")

    for row in list(Observation.select()):
        if part := row.score_parts.get("intent_to_pay"):
            Observation.update(intent_to_pay=part["value"]).where(
                Observation.scan == row.scan, Observation.pain_point == row.pain_point
            ).execute()
