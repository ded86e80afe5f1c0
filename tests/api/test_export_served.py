"""Exports as gunicorn sends them."""

from __future__ import annotations

import http.client
import json
import subprocess
from pathlib import Path

import pytest

from models.database import database
from models.pain_point import Observation
from models.scan import Scan
from tests.api.test_gunicorn import connected, data_dir, server
from tests.api.world import make_finished_scan

__all__ = ["data_dir", "server"]

Server = tuple[subprocess.Popen[str], int]


@pytest.fixture
def scan(data_dir: Path) -> Scan:
    made = make_finished_scan(pain_points=3, quotes=400)
    database.close()
    return made


def ask(port: int, scan: Scan) -> http.client.HTTPResponse:
    connection = connected(port)
    connection.request("GET", f"/api/scans/{scan.id}/export?format=json")
    return connection.getresponse()


def test_an_export_comes_in_pieces_and_whole(scan: Scan, server: Server) -> None:
    answer = ask(server[1], scan)
    assert answer.status == 200
    assert answer.headers["Transfer-Encoding"] == "chunked"
    assert [len(shown["quotes"]) for shown in json.load(answer)["pain_points"]] == [400] * 3


def test_a_client_can_tell_an_export_that_broke_off(scan: Scan, server: Server) -> None:
    Observation.update(score_parts={"spread": {}}).where(Observation.rank == 3).execute()
    database.close()
    answer = ask(server[1], scan)
    assert answer.status == 200  # it was said before anything went wrong
    with pytest.raises(http.client.IncompleteRead):
        answer.read()
    assert ask(server[1], scan).status == 200
