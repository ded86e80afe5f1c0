"""What Prometheus reads is what the database holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from falcon.testing import Result, TestClient
from prometheus_client import Metric
from prometheus_client.parser import text_string_to_metric_families

from api.app import create_app
from models.clock import now
from models.database import connect
from models.job import STAGES, Job, create_job
from models.queue_control import pause_queue, resume_queue
from models.tally import Tally, add
from models.waiting_line import ScanStart
from models.worker import beat
from tests.api.world import HOST, World
from tests.factories import make_scan


def scrape(client: TestClient) -> Result:
    answer = client.simulate_get("/metrics")
    assert answer.status_code == 200, answer.text
    return answer


def families(client: TestClient) -> dict[str, Metric]:
    return {family.name: family for family in text_string_to_metric_families(scrape(client).text)}


def values(client: TestClient, name: str) -> dict[tuple[str, ...], float]:
    """Return the samples of that name by the values of their labels, in the order of the labels' names."""
    samples = [sample for family in families(client).values() for sample in family.samples]
    found = {
        tuple(value for _, value in sorted(sample.labels.items())): sample.value
        for sample in samples
        if sample.name == f"painpointradar_{name}"
    }
    assert found, f"there is no {name}"
    return found


def make_job(*, not_before_s: int = 0, queued_s_ago: int = 0, state: str = "waiting") -> None:
    not_before = now() + timedelta(seconds=not_before_s) if not_before_s else None
    job = create_job(make_scan(at=now()), priority="low", not_before=not_before, now=now())
    Job.update(state=state, queued_at=now() - timedelta(seconds=queued_s_ago)).where(Job.id == job.id).execute()


def test_it_is_text_in_the_exposition_format(client: TestClient) -> None:
    assert scrape(client).headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"


def test_everything_is_named_explained_and_about_the_queue(client: TestClient) -> None:
    described = families(client)
    assert {name: family.type for name, family in described.items()} == {
        f"painpointradar_{name}": kind
        for name, kind in {
            "jobs": "gauge",
            "oldest_waiting_seconds": "gauge",
            "slots": "gauge",
            "start_limit_retry_after_seconds": "gauge",
            "paused": "gauge",
            "workers": "gauge",
            "attempts": "counter",
            "attempts_begun": "counter",
            "stage_duration_seconds": "histogram",
            "deferrals": "counter",
            "recoveries": "counter",
            "messages_suppressed": "counter",
            "lost_claims": "counter",
        }.items()
    }
    assert all(family.documentation.endswith(".") for family in described.values())


def test_what_never_happened_is_there_as_0(client: TestClient) -> None:
    by_stage = {(stage,): 0 for stage in STAGES}
    for name in ("attempts_begun", "messages_suppressed", "lost_claims"):
        assert values(client, f"{name}_total") == by_stage
    outcomes = ("completed", "retried", "failed")
    assert values(client, "attempts_total") == {(outcome, stage): 0 for outcome in outcomes for stage in STAGES}
    assert values(client, "deferrals_total") == {("source",): 0, ("start_limit",): 0}
    assert values(client, "recoveries_total") == {("message",): 0, ("worker",): 0, ("crash_loop",): 0}
    assert values(client, "stage_duration_seconds_count") == by_stage
    assert len(values(client, "stage_duration_seconds_bucket")) == 12 * len(STAGES)


def test_jobs_are_counted_by_state(world: World) -> None:
    make_job()
    make_job()
    make_job(not_before_s=3600)
    for state in ("completed", "failed", "failed", "cancelled"):
        make_job(state=state)
    assert values(world.client, "jobs") == {
        ("waiting",): 2,
        ("delayed",): 1,
        ("active",): 1,  # the world's own
        ("completed",): 1,
        ("failed",): 2,
        ("cancelled",): 1,
    }


def test_the_oldest_due_job_says_how_long_it_waits(world: World) -> None:
    assert values(world.client, "oldest_waiting_seconds") == {(): 0}
    make_job(queued_s_ago=50)
    make_job(queued_s_ago=90)
    make_job(queued_s_ago=900, not_before_s=3600)
    (age_s,) = values(world.client, "oldest_waiting_seconds").values()
    assert 90 <= age_s < 120


def test_a_full_window_delays_jobs_and_says_for_how_long(world: World) -> None:
    make_job()
    assert values(world.client, "start_limit_retry_after_seconds") == {(): 0}
    for number in range(4):  # the running scan is the fifth
        ScanStart.create(key=f"scan-x:{number}", at=now() - timedelta(seconds=20))
    (retry_after_s,) = values(world.client, "start_limit_retry_after_seconds").values()
    assert 10 < retry_after_s <= 40
    jobs = values(world.client, "jobs")
    assert (jobs["waiting",], jobs["delayed",]) == (0, 1)


def test_workers_are_counted_by_role_while_they_live(world: World) -> None:
    assert values(world.client, "workers") == {("worker",): 0, ("scheduler",): 0}
    beat("worker-1", host="laptop", pid=1, now=now())
    beat("worker-2", host="laptop", pid=2, now=now())
    beat("worker-3", host="laptop", pid=3, now=now() - timedelta(minutes=1))
    beat("scheduler-1", host="laptop", pid=4, now=now(), role="scheduler")
    assert values(world.client, "workers") == {("worker",): 2, ("scheduler",): 1}


def test_a_paused_queue_says_so(world: World) -> None:
    assert values(world.client, "paused") == {(): 0}
    pause_queue(now=now())
    assert values(world.client, "paused") == {(): 1}
    resume_queue()
    assert values(world.client, "paused") == {(): 0}


def test_the_slots_are_those_of_the_settings(world: World) -> None:
    assert values(world.client, "slots") == {(): 2}


def test_counts_of_several_flushes_add_up(world: World) -> None:
    add({("attempts", "persist begun"): 4, ("attempts", "persist retried"): 2, ("deferrals", "start_limit"): 3})
    add({("attempts", "persist retried"): 1, ("deferrals", "source"): 1, ("deferrals", "start_limit"): 2})
    assert values(world.client, "attempts_begun_total")["persist",] == 4
    attempts = values(world.client, "attempts_total")
    assert attempts["retried", "persist"] == 3
    assert attempts["retried", "cluster"] == attempts["failed", "persist"] == 0
    assert values(world.client, "deferrals_total") == {("source",): 1, ("start_limit",): 5}


def test_a_label_that_this_version_does_not_know_is_shown_too(world: World) -> None:
    add({("recoveries", "volcano"): 1})
    assert values(world.client, "recoveries_total")["volcano",] == 1


def test_every_process_answers_alike_and_a_new_one_too(world: World) -> None:
    add({("deferrals", "source"): 7, ("stage_seconds_bucket", "cluster 0.5"): 1, ("stage_seconds_sum", "cluster"): 0.4})
    again = create_app(world.settings, dispatch=lambda: None, broker_problem=lambda: None, queue_depths=list)
    assert scrape(TestClient(again, headers=HOST)).text == scrape(world.client).text


DURATIONS = {
    ("stage_seconds_bucket", "cluster 0.1"): 2,
    ("stage_seconds_bucket", "cluster 5.0"): 3,
    ("stage_seconds_bucket", "cluster inf"): 1,
    ("stage_seconds_sum", "cluster"): 8_012.5,
}


def test_durations_are_a_histogram(world: World) -> None:
    add(DURATIONS)
    buckets = dict(buckets_of(world.client, "cluster"))
    assert (buckets["0.1"], buckets["0.5"], buckets["2.5"], buckets["5.0"]) == (2, 2, 2, 5)
    assert (buckets["7200.0"], buckets["+Inf"]) == (5, 6)
    assert values(world.client, "stage_duration_seconds_count")["cluster",] == 6
    assert values(world.client, "stage_duration_seconds_sum")["cluster",] == 8_012.5
    assert buckets_of(world.client, "persist")[-1] == ("+Inf", 0)


def test_buckets_never_decrease_also_where_their_bounds_have_changed(world: World) -> None:
    add(DURATIONS)
    add({("stage_seconds_bucket", "cluster 7.0"): 4})  # of a version that had such a bound
    bounds, counts = zip(*buckets_of(world.client, "cluster"), strict=True)
    assert [float(bound) for bound in bounds] == sorted(float(bound) for bound in bounds)
    assert list(counts) == sorted(counts)
    assert dict(zip(bounds, counts, strict=True))["7.0"] == 9
    assert values(world.client, "stage_duration_seconds_count")["cluster",] == counts[-1] == 10
    assert [bound for bound, _ in buckets_of(world.client, "persist")] == list(bounds)


def buckets_of(client: TestClient, stage: str) -> list[tuple[str, float]]:
    """Return (le, count) in the order in which they are written."""
    name = "stage_duration_seconds_bucket"
    return [(le, count) for (le, of), count in values(client, name).items() if of == stage]


def test_asking_changes_nothing(world: World) -> None:
    before = world.rows()
    scrape(world.client)
    assert world.rows() == before
    assert Tally.select().count() == 0


@pytest.fixture
def broken(world: World, tmp_path: Path) -> Iterator[TestClient]:
    (tmp_path / "broken.db").write_text("This is a text that is long enough to be no database.")
    connect(f"sqlite:///{tmp_path}/broken.db")
    yield world.client
    connect(world.database_url)


def test_a_broken_database_answers_503(broken: TestClient) -> None:
    answer = broken.simulate_get("/metrics")
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["retry-after"] == "2"
    assert "/readyz" in answer.json["detail"]


def test_parameters_are_refused(client: TestClient) -> None:
    assert client.simulate_get("/metrics?name=jobs").status_code == 422
