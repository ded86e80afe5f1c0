"""The server: a token, listings, searches, threads, and what was folded away."""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

from tests.fake_reddit.faults import ENDLESS, Answer, Faults, answer_of
from tests.fake_reddit.quota import Quota
from tests.fake_reddit.routes import Routes
from tests.fake_reddit.store import Record, Store

CLIENT_ID, CLIENT_SECRET = "fake-client", "fake-secret"
SILENCE_S = 0.5  # in the developer's server a slow answer, in tests longer than they wait


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str
    params: dict[str, str]
    at: float


class FakeReddit:
    """Serves records on 127.0.0.1 until closed; `log` holds every request, `faults` waits to be filled.

    `quota` is the number of queries in ten minutes, after which all answers are 429; None leaves out the headers too.
    """

    def __init__(
        self,
        records: Iterable[Record],
        *,
        port: int = 0,
        clock: Callable[[], float] = time.time,
        quota: int | None = None,
        comments_at_once: int = 500,
    ) -> None:
        self.clock = clock
        self.faults = Faults()
        self.log: list[Request] = []
        self.tokens: set[str] = set()
        self.quota = Quota(quota, clock)
        self.routes = Routes(Store(records), clock, comments_at_once)
        self._http = ThreadingHTTPServer(("127.0.0.1", port), _handler_of(self))
        self._http.daemon_threads = True
        threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_port}"

    def paths(self, prefix: str = "/") -> list[str]:
        """List the paths asked for, with the page where it is a listing."""
        return [
            request.path + (f"?after={request.params['after']}" if "after" in request.params else "")
            for request in self.log
            if request.path.startswith(prefix)
        ]

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _handler_of(reddit: FakeReddit) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # head and body leave apart; the second would wait 40 ms for the first

        def do_GET(self) -> None:
            self._answer("")

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode())

        def _answer(self, body: str) -> None:
            url = urlsplit(self.path)
            if url.path.startswith("/_"):
                self._send(_control(reddit, url.path, body))
                return
            request = Request(
                self.command, url.path.rstrip("/"), dict(parse_qsl(f"{url.query}&{body}")), reddit.clock()
            )
            reddit.log.append(request)
            answer = _respond(reddit, request, self.headers.get("Authorization", ""))
            self._send(answer, reddit.quota.headers())

        def _send(self, answer: Answer, more: dict[str, str] | None = None) -> None:
            self.send_response_only(answer.status)
            headers = {"Date": formatdate(reddit.clock(), usegmt=True), "Content-Type": "application/json"}
            headers |= {"Content-Length": str(len(answer.body))} | (more or {}) | answer.headers
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body[: len(answer.body) // 2] if answer.cut else answer.body)
            self.close_connection = answer.cut

        def log_message(self, *_: object) -> None:
            """Stay silent: `log` has it all."""

    return Handler


def _respond(reddit: FakeReddit, request: Request, authorization: str) -> Answer:
    if not reddit.quota.spend():
        return Answer(429, b'{"message": "Too Many Requests", "error": 429}')
    places = reddit.routes.places(request.path)
    fault = reddit.faults.take(places)
    endless = fault.kind if fault and fault.kind in ENDLESS else None
    if request.path == "/api/v1/access_token":
        good = _token(reddit, authorization)
    elif authorization.removeprefix("bearer ") not in reddit.tokens:
        return Answer(401, b'{"message": "Unauthorized", "error": 401}')
    else:
        good = reddit.routes.answer(request.path, request.params, endless)
    if fault and fault.kind == "silent":
        time.sleep(SILENCE_S)
    if fault:
        return answer_of(fault, good.body)
    return good


def _token(reddit: FakeReddit, authorization: str) -> Answer:
    expected = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
    if authorization != f"Basic {expected}":
        return Answer(401, b'{"message": "Unauthorized", "error": 401}')
    token = f"token{len(reddit.tokens)}"
    reddit.tokens.add(token)
    answer = {"access_token": token, "token_type": "bearer", "expires_in": 86_400, "scope": "*"}
    return Answer(200, json.dumps(answer).encode())


def _control(reddit: FakeReddit, path: str, body: str) -> Answer:
    """Let another process add a fault (POST /_faults), forget them (POST /_faults with nothing) or read the log."""
    if path == "/_faults" and body:
        fault: dict[str, Any] = json.loads(body)
        reddit.faults.add(**fault)
    elif path == "/_faults":
        reddit.faults.clear()
    elif path != "/_log":
        return Answer(404, b"{}")
    log = [[request.method, request.path, request.params] for request in reddit.log]
    return Answer(200, json.dumps({"log": log} if path == "/_log" else {}).encode())
