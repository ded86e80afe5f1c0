"""The API as it runs: gunicorn, its configuration, a port."""

from __future__ import annotations

import http.client
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.database import connect, database
from models.schema import migrate

ROOT = Path(__file__).resolve().parents[2]
STARTS_WITHIN_S = 20
STOPS_WITHIN_S = 10


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def start(data_dir: Path, port: int) -> subprocess.Popen[str]:
    env = {"DATA_DIR": str(data_dir), "PORT": str(port), "HOME": str(data_dir)}
    command = [sys.executable, "-m", "gunicorn", "--config", str(ROOT / "gunicorn.conf.py")]
    return subprocess.Popen(command, cwd=ROOT, env=env, stderr=subprocess.PIPE, text=True)


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    connect(f"sqlite:///{tmp_path}/painpointradar.db")
    migrate()
    database.close()
    return tmp_path


@pytest.fixture
def server(data_dir: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = free_port()
    process = start(data_dir, port)
    yield process, port
    process.kill()
    process.communicate()


def connected(port: int) -> http.client.HTTPConnection:
    deadline = time.monotonic() + STARTS_WITHIN_S
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.connect()
        except ConnectionRefusedError:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        else:
            return connection


def test_it_answers_and_stops_in_time_though_a_client_stays_connected(
    server: tuple[subprocess.Popen[str], int], data_dir: Path
) -> None:
    process, port = server
    connection = connected(port)
    connection.request("GET", "/healthz")
    answer = connection.getresponse()
    assert (answer.status, json.load(answer)) == (200, {"status": "ok"})
    assert answer.headers["Server"] == "gunicorn"  # without its version

    body = json.dumps({"source": "sample", "start_at": "2100-01-01T00:00:00Z"})
    connection.request("POST", "/api/scans", body, {"Content-Type": "application/json"})
    made = connection.getresponse()
    assert made.status == 202, made.read()
    connection.request("GET", made.headers["Location"])
    made.read()
    shown = connection.getresponse()
    assert json.load(shown)["status"] == "queued"

    process.terminate()
    assert process.wait(STOPS_WITHIN_S) == 0
    assert process.stderr is not None
    assert "Traceback" not in process.stderr.read()
    assert not (data_dir / ".gunicorn").exists()


def test_chunked_bodies_get_a_problem_not_a_hang(server: tuple[subprocess.Popen[str], int]) -> None:
    _, port = server
    connection = connected(port)
    headers = {"Content-Type": "application/json"}
    connection.request("POST", "/api/scans", iter([b'{"source": ', b'"sample"}']), headers, encode_chunked=True)
    answer = connection.getresponse()
    assert answer.status == 411
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("length", ["", "Content-Length: 0\r\n"])
def test_a_post_without_a_body_is_taken_as_curl_sends_it(
    server: tuple[subprocess.Popen[str], int], length: str
) -> None:
    _, port = server
    connection = connected(port)
    assert connection.sock is not None
    head = f"POST /api/queue/pause HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUser-Agent: curl/8\r\nAccept: */*\r\n"
    connection.sock.sendall(f"{head}{length}\r\n".encode())
    answer = http.client.HTTPResponse(connection.sock)
    answer.begin()
    assert (answer.status, json.load(answer)["paused"]) == (200, True)


@pytest.mark.parametrize("fresh", [True, False])
def test_a_start_that_cannot_be_ends_with_one_sentence(tmp_path: Path, fresh: bool) -> None:
    process = start(tmp_path, free_port() if fresh else 70_000)
    _, errors = process.communicate(timeout=STARTS_WITHIN_S)
    assert process.returncode != 0
    assert ("cli.py migrate" if fresh else "PORT") in errors
    assert "Traceback" not in errors
