"""Long answers travel compressed, and everything else stays as it was."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from typing import Any

import falcon
import pytest
from falcon import Request, Response
from falcon.testing import TestClient

from api.middleware.compression import LEAST_BYTES, Compression
from api.middleware.etag import ETags
from tests.api.world import World

GZIP = {"Accept-Encoding": "gzip"}


class Lines:
    """As many bytes as asked for, of the asked kind."""

    def on_get(self, req: Request, resp: Response, kind: str, size: int) -> None:
        body = "x" * size
        match kind:
            case "text":
                resp.text = body
            case "data":
                resp.data = body.encode()
            case "stream":
                resp.stream = self._parts(body)
            case "encoded":
                resp.data = body.encode()
                resp.set_header("Content-Encoding", "br")

    @staticmethod
    def _parts(body: str) -> Iterator[bytes]:
        yield body.encode()


@pytest.fixture
def lines() -> TestClient:
    middleware: list[Any] = [Compression(), ETags()]
    app = falcon.App(middleware=middleware)
    app.add_route("/{kind}/{size:int}", Lines())
    return TestClient(app)


def pain_points(world: World) -> str:
    return f"/api/scans/{world.finished.id}/pain-points"


def test_a_long_list_travels_compressed_to_those_who_can_read_it_so(world: World) -> None:
    plain = world.client.simulate_get(pain_points(world))
    small = world.client.simulate_get(pain_points(world), headers=GZIP)
    assert "content-encoding" not in plain.headers
    assert small.headers["content-encoding"] == "gzip"
    assert small.headers["content-type"] == "application/json"
    assert json.loads(gzip.decompress(small.content)) == plain.json
    assert int(small.headers["content-length"]) == len(small.content) < len(plain.content) / 3


def test_one_tag_holds_for_both_forms_and_spares_compressing_again(world: World) -> None:
    plain = world.client.simulate_get(pain_points(world))
    small = world.client.simulate_get(pain_points(world), headers=GZIP)
    assert small.headers["etag"] == plain.headers["etag"]
    assert small.headers["etag"].startswith("W/")
    again = world.client.simulate_get(pain_points(world), headers={**GZIP, "If-None-Match": small.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["vary"] == small.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    assert "content-encoding" not in again.headers


@pytest.mark.parametrize("kind", ["text", "data"])
def test_what_is_short_is_left_alone(lines: TestClient, kind: str) -> None:
    assert "content-encoding" not in lines.simulate_get(f"/{kind}/{LEAST_BYTES}", headers=GZIP).headers
    longer = lines.simulate_get(f"/{kind}/{LEAST_BYTES + 1}", headers=GZIP)
    assert longer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(longer.content) == b"x" * (LEAST_BYTES + 1)


def test_what_has_an_encoding_already_is_left_alone(lines: TestClient) -> None:
    answer = lines.simulate_get("/encoded/5000", headers=GZIP)
    assert answer.headers["content-encoding"] == "br"
    assert answer.content == b"x" * 5_000


def test_streams_pass_untouched_and_untagged(lines: TestClient) -> None:
    answer = lines.simulate_get("/stream/5000", headers={**GZIP, "If-None-Match": "*"})
    assert answer.status_code == 200
    assert answer.content == b"x" * 5_000
    assert "etag" not in answer.headers
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("br;q=1.0, gzip;q=0.8, *;q=0.1", "gzip"),
        ("x-gzip", "gzip"),
        ("gzip; q=0.001", "gzip"),
        ("gzip;q=0", None),
        ("gzip; q=0.000", None),
        ("br", None),
        ("notgzip", None),
        ("*", None),
        ("", None),
        (",;=,", None),
    ],
)
def test_the_client_decides(lines: TestClient, header: str, encoding: str | None) -> None:
    answer = lines.simulate_get("/text/5000", headers={"Accept-Encoding": header})
    assert answer.headers.get("content-encoding") == encoding


def test_the_same_answer_is_always_the_same_bytes(world: World) -> None:
    address = f"/api/scans/{world.finished.id}/pain-points"
    assert len({world.client.simulate_get(address, headers=GZIP).content for _ in range(3)}) == 1
