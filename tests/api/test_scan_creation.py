"""A POST that may be repeated, and what only the moment of the request can refuse."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import PosixPath
from threading import Barrier

import pytest
from falcon.testing import Result

from api.problems import Problem
from api.requests import ScanRequest
from api.scan_creation import accept_scan
from models.clock import now
from models.idempotency import IdempotencyKey
from models.job import Job
from models.scan import Scan
from tests.api.world import World


def post(world: World, body: Mapping[str, object], *, key: str) -> Result:
    return world.client.simulate_post("/api/scans", json=body, headers={"Idempotency-Key": key})


def test_a_repeated_key_gives_the_same_scan(world: World) -> None:
    first = post(world, {"source": "sample", "keywords": ["kiln"]}, key="once")
    again = post(world, {"keywords": [" kiln"], "source": "sample"}, key="once")
    assert again.status_code == 202
    assert again.json == first.json
    assert again.headers["location"] == first.headers["location"]


def test_a_repeated_key_is_answered_even_when_the_start_has_gone_by(world: World) -> None:
    request = ScanRequest(source="sample", start_at=(now() + timedelta(hours=1)).isoformat())

    def accept(at: datetime, key: str) -> str:
        return accept_scan(request, key, settings=world.settings, now=at)

    first = accept(now(), "later")
    assert accept(now() + timedelta(hours=2), "later") == first
    with pytest.raises(Problem):
        accept(now() + timedelta(hours=2), "another")


def test_a_key_is_free_again_after_24_hours(world: World) -> None:
    first = post(world, {"source": "sample"}, key="daily")
    IdempotencyKey.update(created_at=now() - timedelta(hours=25)).execute()
    second = post(world, {"source": "sample", "keywords": ["kiln"]}, key="daily")
    assert second.status_code == 202
    assert second.json["id"] != first.json["id"]


def test_many_requests_with_one_key_at_a_time_make_one_scan(world: World) -> None:
    before = Scan.select().count()
    ready = Barrier(8)

    def send(_: int) -> str:
        ready.wait()
        made = post(world, {"source": "sample"}, key="racing")
        assert made.status_code == 202, made.text
        return str(made.json["id"])

    with ThreadPoolExecutor(8) as pool:
        ids = set(pool.map(send, range(8)))
    assert len(ids) == 1
    assert Scan.select().count() == before + 1
    assert Job.select().where(Job.scan == ids.pop()).count() == 1


class MeetingPlace(PosixPath):
    """A folder that is looked at by two requests at once: both have found their key unused by then."""

    both_are_here = Barrier(2)

    def is_dir(self) -> bool:
        self.both_are_here.wait(timeout=10)
        return super().is_dir()


@pytest.mark.parametrize("keyword", ["kiln", "glaze"])
def test_the_slower_of_two_requests_with_one_key_loses(world: World, keyword: str) -> None:
    before = Scan.select().count()

    def accept(word: str) -> str:
        request = ScanRequest(source="archive", keywords=[word])
        folder = MeetingPlace(world.settings.archives)
        try:
            return accept_scan(
                request, "racing", settings=world.settings.model_copy(update={"archive_dir": folder}), now=now()
            )
        except Problem as problem:
            return f"refused: {problem.errors[0].field}"

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(accept, ["kiln", keyword]))
    assert Scan.select().count() == before + 1
    if keyword == "kiln":
        assert answers[0] == answers[1]
    else:
        assert answers.count("refused: Idempotency-Key") == 1
