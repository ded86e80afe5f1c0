"""The first schema: scans, their jobs, documents, mentions and pain points.

The models here are frozen copies: later changes of the application's models must not change this migration.
"""

from __future__ import annotations

from typing import Any

from peewee import (
    BigIntegerField,
    BooleanField,
    CharField,
    CompositeKey,
    FloatField,
    ForeignKeyField,
    IntegerField,
    JSONField,
    Model,
    SqliteDatabase,
    TextField,
)

LOCAL_OWNER = {"name": "local"}  # gets the id 1


def up(migrator: Any, db: Any) -> None:
    class Table(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Owner(Table):
        name = CharField(unique=True)

        class Meta:
            table_name = "owner"

    class Scan(Table):
        id = CharField(primary_key=True)
        owner = ForeignKeyField(Owner)
        source = CharField()
        question = TextField(index=True)
        request = JSONField()
        status = CharField(index=True, default="queued")
        stage = CharField(null=True)
        progress = IntegerField(default=0)
        posts = IntegerField(default=0)
        comments = IntegerField(default=0)
        duplicates = IntegerField(default=0)
        mentions = IntegerField(default=0)
        pain_points = IntegerField(default=0)
        error_code = CharField(null=True)
        error_message = TextField(null=True)
        error_stage = CharField(null=True)
        error_retryable = BooleanField(null=True)
        encoder = CharField(null=True)
        as_of_utc = BigIntegerField(null=True)
        corpus_stats = JSONField(null=True)
        stage_seconds = JSONField(default=dict)
        created_at = BigIntegerField(index=True)
        started_at = BigIntegerField(null=True)
        finished_at = BigIntegerField(null=True)

        class Meta:
            table_name = "scan"

    class Coverage(Table):
        scan = ForeignKeyField(Scan, on_delete="CASCADE", index=False)
        target = CharField()
        asked = IntegerField()
        fetched = IntegerField()
        status = CharField()
        reason = TextField(null=True)
        from_utc = BigIntegerField(null=True)
        to_utc = BigIntegerField(null=True)

        class Meta:
            table_name = "coverage"
            primary_key = CompositeKey("scan", "target")

    class Document(Table):
        id = CharField(primary_key=True)
        subreddit = CharField()
        title = TextField(null=True)
        body = TextField()
        author = CharField(null=True)
        created_utc = BigIntegerField()
        upvotes = IntegerField(null=True)
        permalink = TextField()
        post_id = CharField(null=True)
        crosspost_parent = CharField(null=True)
        is_bot = BooleanField(default=False)
        over_18 = BooleanField(default=False)
        fetched_at = BigIntegerField()

        class Meta:
            table_name = "document"

    class IdempotencyKey(Table):
        owner = ForeignKeyField(Owner, index=False)
        key = CharField()
        body_hash = CharField()
        scan = ForeignKeyField(Scan, on_delete="CASCADE")
        created_at = BigIntegerField()

        class Meta:
            table_name = "idempotency_key"
            primary_key = CompositeKey("owner", "key")

    class Installation(Table):
        key = CharField(primary_key=True)
        value = TextField()

        class Meta:
            table_name = "installation"

    class Job(Table):
        id = CharField(primary_key=True)
        scan = ForeignKeyField(Scan, unique=True, on_delete="CASCADE")
        state = CharField(default="waiting")
        priority = IntegerField(default=1)
        slot = IntegerField(unique=True, null=True)
        stage = CharField(default="fetch_reddit")
        stage_state = CharField(default="ready")
        run_token = CharField()
        claim = CharField(null=True)
        worker = CharField(null=True)
        lease_until = BigIntegerField(null=True)
        sent_at = BigIntegerField(null=True)
        not_before = BigIntegerField(null=True)
        cursor = JSONField(null=True)
        attempts_made = IntegerField(default=0)
        max_attempts = IntegerField(default=3)
        worker_deaths = IntegerField(default=0)
        failed_reason = TextField(null=True)
        created_at = BigIntegerField()
        started_at = BigIntegerField(null=True)
        finished_at = BigIntegerField(null=True)

        class Meta:
            table_name = "job"
            indexes = ((("state", "priority", "created_at"), False),)

    class PainPoint(Table):
        id = CharField(primary_key=True)
        owner = ForeignKeyField(Owner)
        question = TextField(index=True)
        created_at = BigIntegerField()

        class Meta:
            table_name = "pain_point"

    class Mention(Table):
        scan = ForeignKeyField(Scan, on_delete="CASCADE", index=False)
        document = ForeignKeyField(Document)
        start = IntegerField()
        end = IntegerField()
        category = CharField()
        probability = FloatField()
        intensity = FloatField()
        intent_to_pay = FloatField()
        group_number = IntegerField(null=True)
        pain_point = ForeignKeyField(PainPoint, null=True)
        rank = IntegerField(null=True)

        class Meta:
            table_name = "mention"
            indexes = ((("scan", "document", "start", "end"), True), (("scan", "pain_point", "rank"), False))

    class Observation(Table):
        scan = ForeignKeyField(Scan, on_delete="CASCADE", index=False)
        pain_point = ForeignKeyField(PainPoint)
        rank = IntegerField()
        name = TextField()
        category = CharField()
        score = FloatField()
        score_parts = JSONField()
        confidence_level = CharField()
        mentions = IntegerField()
        authors = IntegerField()
        authors_known = BooleanField()
        subreddits = JSONField()
        first_seen_utc = BigIntegerField()
        last_seen_utc = BigIntegerField()
        trend = JSONField()

        class Meta:
            table_name = "observation"
            primary_key = CompositeKey("scan", "pain_point")
            indexes = ((("scan", "rank"), True),)

    class ScanDocument(Table):
        scan = ForeignKeyField(Scan, on_delete="CASCADE", index=False)
        document = ForeignKeyField(Document)

        class Meta:
            table_name = "scan_document"
            primary_key = CompositeKey("scan", "document")
            without_rowid = isinstance(db, SqliteDatabase)

    class ScanStart(Table):
        key = CharField(index=True)
        at = BigIntegerField(index=True)

        class Meta:
            table_name = "scan_start"

    class Worker(Table):
        id = CharField(primary_key=True)
        host = CharField()
        pid = IntegerField()
        started_at = BigIntegerField()
        seen_at = BigIntegerField()

        class Meta:
            table_name = "worker"

    db.create_tables(
        [
            Owner,
            Scan,
            Coverage,
            Document,
            IdempotencyKey,
            Installation,
            Job,
            PainPoint,
            Mention,
            Observation,
            ScanDocument,
            ScanStart,
            Worker,
        ]
    )
    Owner.insert(LOCAL_OWNER).execute()
