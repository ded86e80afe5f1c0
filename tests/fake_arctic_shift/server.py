"""The server: answers from an archive, unless a fault strikes, and keeps a log of what it was asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

from tests.fake_arctic_shift.archive import Archive, BadRequest, NoSuchEndpoint, Record
from tests.fake_arctic_shift.faults import Fault, send_json


@dataclass(frozen=True, slots=True)
class Request:
    path: str
    params: Mapping[str, str]
    user_agent: str

    @property
    def url(self) -> str:
        return f"{self.path}?{'&'.join(f'{name}={value}' for name, value in sorted(self.params.items()))}"


@dataclass
class FakeArcticShift:
    """Listens on loopback while used by `with`; port 0 is a free one.

    `ignores` are parameters that it overlooks, `headers` go out with every answer.
    """

    records: Iterable[Record]
    port: int = 0
    faults: list[Fault] = field(default_factory=list)
    ignores: frozenset[str] = frozenset()
    headers: dict[str, str] = field(default_factory=lambda: {"X-RateLimit-Remaining": "90", "X-RateLimit-Reset": "30"})
    requests: list[Request] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.archive = Archive(self.records)
        fake = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # else each answer waits 40 ms for the client to confirm its headers

            def do_GET(self) -> None:
                fake.answer(self)

            def log_message(self, format: str, *args: Any) -> None:
                """Keep quiet: `requests` is the log."""

        self._http = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self._http.daemon_threads = True

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_port}"

    def __enter__(self) -> Self:
        Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.shutdown()
        self._http.server_close()

    def serve_forever(self) -> None:
        self._http.serve_forever()

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Log a request, then misbehave or answer."""
        target = urlsplit(handler.path)
        params = dict(parse_qsl(target.query, keep_blank_values=True))
        self.requests.append(Request(target.path, params, handler.headers.get("User-Agent", "")))
        fault = next((fault for fault in self.faults if fault.strikes(target.path, params)), None)
        if fault:
            fault.behave(handler)
            return
        heeded = {name: value for name, value in params.items() if name not in self.ignores}
        try:
            send_json(handler, 200, {"data": self.archive.answer(target.path, heeded)}, self.headers)
        except BadRequest as bad:
            send_json(handler, 400, {"data": None, "error": str(bad)}, self.headers)
        except NoSuchEndpoint:
            send_json(handler, 404, {"data": None, "error": "Not found"}, self.headers)
