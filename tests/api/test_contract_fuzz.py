"""Whatever is sent, within what /openapi.json allows or beyond it, the answer is one that it declares.

Schemathesis writes the requests for every route there is: a new one needs nothing here, unless its address names a new
kind of thing. The same requests are sent each time.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.core.parameters import ParameterLocation

from api.app import create_app
from models.clock import now
from models.worker import beat
from settings import Settings
from tests.api.world import HOST, World, make_failed_scan, make_finished_scan, make_waiting_scan

KEY = "Idempotency-Key"
EXAMPLES = 12  # beside those that try each bound of each field

FOLDER = Path(tempfile.mkdtemp(prefix="painpointradar-tests-"))
# It asks the database that is connected when it is called, which is one for each test. Nothing reads from Reddit.
APP = create_app(
    Settings(_env_file=None, data_dir=FOLDER, reddit_client_id="an-id", reddit_client_secret="a-secret"),
    dispatch=lambda: None,
    broker_problem=lambda: None,
    queue_depths=list,
)
api = schemathesis.openapi.from_wsgi("/openapi.json", APP, headers=HOST)
# A body that is wrong by its length is refused before it is read.
api.config.checks.negative_data_rejection.expected_statuses = ["400", "404", "405", "409", "413", "415", "422"]
# No description has words for all our rules: cursors are ours, a range has an order, 1.0 is no whole number here, names
# differ by more than case. That breaking them is answered 422 is declared, and checked like every answer.
api.config.checks.positive_data_acceptance.enabled = False
HEADERS = {**HOST, "Accept-Encoding": "identity"}  # what sends the requests unpacks nothing


@api.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much, HealthCheck.too_slow],
)
def test_every_answer_is_one_that_is_declared(case: schemathesis.Case, things: dict[str, list[str]]) -> None:
    name_real_things(case, things)
    case.call_and_validate(headers=HEADERS)


@pytest.fixture
def things(world: World) -> dict[str, list[str]]:
    """Ids of what there is, by the parameter that takes them."""
    world.client.app = APP
    beat("worker-1", host="laptop", pid=1, now=now())
    scan_id, other = world.finished.id, make_finished_scan(pain_points=3).id
    curated = world.client.simulate_post(
        f"/api/scans/{scan_id}/pain-points/{scan_id}-pain3/curations", json={"action": "rename", "name": "Kilns trip"}
    )
    named = world.client.simulate_post("/api/audiences", json={"name": "potters", "subreddits": ["pottery"]})
    return {
        # Most requests ask for results.
        "scan_id": [scan_id, scan_id, scan_id, make_failed_scan().id, world.running.id, make_waiting_scan().id],
        "pain_point_id": [f"{scan_id}-pain1", f"{scan_id}-pain2"],
        "ids": [f"{scan_id}-pain1", f"{scan_id}-pain1,{scan_id}-pain2"],
        "curation_id": [str(curated.json["id"])],
        "audience_id": [named.json["id"]],
        "earlier": [other],
        "later": [scan_id],
        "jobId": [f"scan-{scan_id}", f"scan-{world.running.id}"],
    }


def name_real_things(case: schemathesis.Case, things: dict[str, list[str]]) -> None:
    """Put what there is in the place of most that was invented, unless that is wrong on purpose."""
    chance = crc32(repr((case.path_parameters, case.query, case.headers, case.body)).encode())
    for location, values in ((ParameterLocation.PATH, case.path_parameters), (ParameterLocation.QUERY, case.query)):
        if case.meta is None or case.meta.is_negative_at(location) or chance % 8 == 0:
            continue
        for name in values.keys() & things.keys():
            # One scan for all that belongs to one.
            known = things[name][:1] if "pain_point_id" in values else things[name]
            values[name] = known[chance % len(known)]
    if KEY in case.headers and case.meta and not case.meta.is_negative_at(ParameterLocation.HEADER):
        case.headers[KEY] = str(chance)  # or all would use the same few


def test_there_is_a_real_thing_for_every_kind_that_an_address_names(things: dict[str, list[str]]) -> None:
    named = {
        parameter["name"]
        for verbs in api.raw_schema["paths"].values()
        for operation in verbs.values()
        for parameter in operation.get("parameters", ())
        if parameter["in"] == "path"
    }
    assert named <= set(things)


def test_the_description_is_one_of_the_whole_api(world: World) -> None:
    described: dict[str, Any] = world.client.simulate_get("/openapi.json").json
    assert api.raw_schema["paths"].keys() == described["paths"].keys()
