from __future__ import annotations

from peewee import Select, Value

from models.job import Job
from models.prepared import Prepared, slot
from tests.factories import NOON, make_job


def test_a_query_takes_other_values_each_time_and_stores_them_as_its_fields_do():
    at = Prepared(lambda: Job.select(Job.id).where(Job.created_at == slot("at", Job.created_at)))
    job = make_job(at=NOON)
    assert at.run(at=NOON).fetchall() == [(job.id,)]
    assert at.run(at=NOON.replace(year=2020)).fetchall() == []


def test_rows_come_back_as_their_fields_read_them():
    first = Prepared(lambda: Job.select(Job.id, Job.created_at).where(Job.id == slot("id")))
    job = make_job(at=NOON)
    assert first.first([Job.id, Job.created_at], id=job.id) == {"id": job.id, "created_at": NOON}
    assert first.first([Job.id, Job.created_at], id="none") is None


def test_a_query_without_a_table_of_its_own_is_spelled_for_the_database_in_use():
    make_job()
    both = Prepared(lambda: Select(columns=[Job.select(Value(1)).where(Job.id != slot("id")).limit(1), Value(2)]))
    assert both.run(id="none").fetchone() == (1, 2)
