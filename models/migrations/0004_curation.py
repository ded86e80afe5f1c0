"""What people make of pain points, audiences, and how a pain point has moved since the scan before."""

from __future__ import annotations

from typing import Any

from peewee import (
    AutoField,
    BigIntegerField,
    BooleanField,
    CharField,
    ForeignKeyField,
    JSONField,
    Model,
    TextField,
)


def up(migrator: Any, db: Any) -> None:
    migrator.migrate(
        migrator.add_column("pain_point", "curated_name", TextField(null=True)),
        migrator.add_column("pain_point", "starred", BooleanField(default=False)),
        migrator.add_column("pain_point", "rejected", BooleanField(default=False)),
        migrator.add_column("pain_point", "note", TextField(null=True)),
        migrator.add_column("observation", "state", CharField(null=True)),
        migrator.add_column("mention", "found_in", CharField(null=True)),
    )
    db.execute_sql("UPDATE mention SET found_in = pain_point_id")
    _create_tables(db)


def _create_tables(db: Any) -> None:
    class Table(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Owner(Table):
        id = AutoField()

        class Meta:
            table_name = "owner"

    class PainPoint(Table):
        id = CharField(primary_key=True)

        class Meta:
            table_name = "pain_point"

    class Curation(Table):
        id = AutoField()
        owner = ForeignKeyField(Owner)
        pain_point = ForeignKeyField(PainPoint)
        question = TextField(index=True)
        action = CharField()
        details = JSONField()
        created_at = BigIntegerField()
        undone_at = BigIntegerField(null=True)

        class Meta:
            table_name = "curation"

    class Audience(Table):
        id = CharField(primary_key=True)
        owner = ForeignKeyField(Owner)
        name = CharField()
        key = CharField()
        subreddits = JSONField()
        created_at = BigIntegerField()
        updated_at = BigIntegerField()

        class Meta:
            table_name = "audience"
            indexes = ((("owner", "key"), True),)

    db.create_tables([Curation, Audience])
