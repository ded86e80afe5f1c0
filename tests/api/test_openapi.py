"""/openapi.json says what the API does, no more and no less."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import falcon.inspect
import pytest
from falcon.testing import Result

from actors.curation import curate
from api import docs, pages
from models.clock import now
from models.curation import find_curation
from models.database import connect
from models.owner import LOCAL_OWNER_ID
from models.scan import Scan
from models.worker import beat
from tests.api.bad_inputs import BAD_INPUTS
from tests.api.bad_inputs.preparation import take_names, use_key
from tests.api.world import World, make_claimed_scan, make_failed_scan, make_finished_scan, make_waiting_scan

BODYLESS = {"204", "304"}
PAGES_AND_FILES = {*pages.ADDRESSES, pages.FILES, docs.ADDRESS, docs.ASSETS}
CHART = "/api/scans/{scan_id}/pain-points/{pain_point_id}/trend.svg"
WITHOUT_SCHEMA = {("/openapi.json", "200"), ("/metrics", "200"), (CHART, "200")}


@pytest.fixture
def document(world: World) -> dict[str, Any]:
    described: dict[str, Any] = world.client.simulate_get("/openapi.json").json
    return described


def operations(document: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    return {(verb, path): what for path, verbs in document["paths"].items() for verb, what in verbs.items()}


def test_every_route_is_described_and_every_description_has_a_route(world: World, document: dict[str, Any]) -> None:
    served = {
        (method.method.lower(), route.path)
        for route in falcon.inspect.inspect_routes(world.app)
        if route.path not in PAGES_AND_FILES
        for method in route.methods
        if not method.internal
    }
    assert served == set(operations(document))


def test_every_operation_says_what_it_does_under_a_name_of_its_own(document: dict[str, Any]) -> None:
    described = operations(document).values()
    assert all(what["summary"].endswith(".") and what["tags"] for what in described)
    assert len({what["operationId"] for what in described}) == len(described)


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    missing = {
        name for name in _references(document) if name.rpartition("/")[2] not in document["components"]["schemas"]
    }
    assert not missing


def _references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        yield from (part["$ref"],) if "$ref" in part else ()
        for value in part.values():
            yield from _references(value)
    elif isinstance(part, list):
        for value in part:
            yield from _references(value)


def test_the_parameters_are_those_that_are_taken(document: dict[str, Any]) -> None:
    operation = operations(document)["get", "/api/scans/{scan_id}/pain-points"]
    names = {(parameter["in"], parameter["name"]) for parameter in operation["parameters"]}
    query = {"limit", "cursor", "sort", "q", "min_score", "min_intent_to_pay", "subreddit", "category", "confidence"}
    query |= {"state", "starred", "rejected", "ids"}
    assert names == {("path", "scan_id")} | {("query", name) for name in query}
    post = operations(document)["post", "/api/scans"]
    assert {parameter["name"] for parameter in post["parameters"]} == {"Idempotency-Key"}
    assert post["requestBody"]["content"].keys() == {"application/json"}


@pytest.mark.parametrize(
    ("verb", "path", "is_required"),
    [
        ("post", "/api/scans", True),
        ("patch", "/api/scans/{scan_id}", True),
        ("post", "/api/queue/clean", True),
        ("post", "/api/audiences", True),
        ("put", "/api/audiences/{audience_id}", True),
        ("post", "/api/audiences/import", True),
        ("post", "/api/scans/{scan_id}/pain-points/{pain_point_id}/curations", True),
        ("post", "/api/queue/retry-failed", False),
    ],
)
def test_a_body_is_required_where_none_is_refused(
    world: World, document: dict[str, Any], verb: str, path: str, is_required: bool
) -> None:
    assert operations(document)[verb, path]["requestBody"]["required"] is is_required
    address = path.format(scan_id=world.finished.id, pain_point_id=f"{world.finished.id}-pain1", audience_id="bakers")
    assert (world.client.simulate_request(verb.upper(), address).status_code == 422) is is_required


ESTIMATE = "/api/scans/estimate"
PARTS = ("", "/explanation", "/quotes", "/related", "/trend.svg")


def test_answers_are_described_exactly(world: World, document: dict[str, Any], tmp_path: Path) -> None:
    """Whatever was answered is declared, with its media type; and whatever is declared, save a bug, was answered."""
    described = operations(document)
    answered: dict[tuple[str, str], set[str]] = defaultdict(set)
    for verb, path, result in _use_everything(world, tmp_path):
        if (verb, path) not in described:
            assert result.status_code in (404, 405)
            continue
        status = str(result.status_code)
        responses = described[verb, path]["responses"]
        assert status in responses, f"{verb} {path} answered {status}: {result.text}"
        if status not in BODYLESS and (path, status) not in WITHOUT_SCHEMA:
            assert result.headers["content-type"] in responses[status]["content"], f"{verb} {path} {status}"
        answered[verb, path].add(status)
    assert answered == {operation: set(what["responses"]) - {"500"} for operation, what in described.items()}


def _use_everything(world: World, folder: Path) -> Iterator[tuple[str, str, Result]]:
    use_key(world)
    take_names()
    for bad in BAD_INPUTS:
        yield bad.method.lower(), _template(world, bad.path), bad.send(world)
        if bad.path == "/api/scans" and bad.body is not None:
            for verb, address, _ in [
                *_AUDIENCE_CHANGES,
                *_curations(world),
                *_changes(world.finished, world.finished),
            ]:
                yield verb, _template(world, address), replace(bad, method=verb.upper(), path=address).send(world)
    scan = f"/api/scans/{world.finished.id}"
    addresses = [
        *(f"{scan}/pain-points/{world.finished.id}-pain1{part}" for part in PARTS),
        *(f"{scan}/pain-points", f"{scan}/export", f"{scan}/curations", f"{scan}/events", scan, "/api/scans"),
        f"/api/compare?earlier={make_finished_scan(pain_points=1).id}&later={world.finished.id}",
        *("/api/audiences", "/api/audiences/export", "/api/audiences/bakers"),
        *("/api/sources", "/api/queue/status", "/api/queue/jobs"),
        *("/healthz", "/readyz", "/metrics", "/openapi.json"),
    ]
    failed, waiting, claimed = make_failed_scan(), make_waiting_scan(), make_claimed_scan()
    changes = [
        *_AUDIENCE_CHANGES,
        ("delete", "/api/audiences/bakers", {}),
        *_curations(world),
        *_changes(failed, waiting),
    ]
    yield from _everywhere(world, addresses, changes, headers={"Origin": "null"})
    yield from _everywhere(world, addresses, changes, query="?unknown=1")
    with _broken_database(folder, world.database_url):
        yield from _everywhere(world, addresses, changes)
    beat("worker-1", host="laptop", pid=1, now=now())
    yield from _everywhere(world, addresses, [], headers={"If-None-Match": "*"})
    yield from _everywhere(world, addresses, changes)
    address = f"/api/scans/{claimed.scan_id}/cancel"
    yield "post", _template(world, address), world.client.simulate_post(address)


_AUDIENCE_CHANGES: list[tuple[str, str, dict[str, Any]]] = [
    ("post", ESTIMATE, {"source": "sample", "audience": "Bakers"}),
    ("post", "/api/audiences", {"name": "Weavers", "subreddits": ["weaving"]}),
    ("put", "/api/audiences/bakers", {"name": "Bakers", "subreddits": ["baking"]}),
    ("post", "/api/audiences/import", {"audiences": []}),
]


def _curations(world: World) -> list[tuple[str, str, dict[str, Any]]]:
    """A curation of a finished scan, and undoing the first one that there ever was, which is made here."""
    pain_point, star = f"{world.finished.id}-pain1", {"action": "star", "starred": True}
    if find_curation(1, LOCAL_OWNER_ID) is None:
        curate(world.finished, pain_point, "star", {"starred": True}, at=now())
    address = f"/api/scans/{world.finished.id}/pain-points/{pain_point}/curations"
    return [("post", address, star), ("post", "/api/curations/1/undo", {})]


def _changes(failed: Scan, waiting: Scan) -> list[tuple[str, str, dict[str, Any]]]:
    """Everything that changes something but creating and deleting scans, in an order in which each succeeds."""
    return [
        ("post", f"/api/scans/{failed.id}/retry", {}),
        ("patch", f"/api/scans/{waiting.id}", {"priority": "low"}),
        ("post", f"/api/scans/{waiting.id}/cancel", {}),
        ("post", "/api/queue/pause", {}),
        ("post", "/api/queue/resume", {}),
        ("post", "/api/queue/retry-failed", {}),
        ("post", "/api/queue/clean", {"state": "cancelled"}),
    ]


@contextmanager
def _broken_database(folder: Path, url: str) -> Iterator[None]:
    (folder / "broken.db").write_text("This is a text that is long enough to be no database.")
    connect(f"sqlite:///{folder}/broken.db")
    yield
    connect(url)


def _everywhere(
    world: World,
    addresses: list[str],
    changes: list[tuple[str, str, dict[str, Any]]],
    *,
    query: str = "",
    headers: dict[str, str] | None = None,
) -> Iterator[tuple[str, str, Result]]:
    client = world.client
    for address in addresses:
        path = _template(world, address)
        yield "get", path, client.simulate_get(address + query, headers=headers)
        if path == "/api/scans":
            yield "post", path, client.simulate_post(address + query, json={"source": "sample"}, headers=headers)
    for verb, address, body in changes:
        answer = client.simulate_request(verb.upper(), address + query, json=body, headers=headers)
        yield verb, _template(world, address), answer
    if changes:
        address = f"/api/scans/{world.finished.id}"
        yield "delete", _template(world, address), client.simulate_delete(address + query, headers=headers)


def _template(world: World, address: str) -> str:
    path = address.partition("?")[0].format(finished=world.finished.id, running=world.running.id)
    parts = path.split("/")
    if path.startswith("/api/scans/") and path != ESTIMATE:
        parts[3] = "{scan_id}"
    if len(parts) >= 6 and parts[4] == "pain-points":
        parts[5] = "{pain_point_id}"
    if path.startswith("/api/curations/"):
        parts[3] = "{curation_id}"
    if path.startswith("/api/audiences/") and parts[3] not in ("export", "import"):
        parts[3] = "{audience_id}"
    return "/".join(parts)
