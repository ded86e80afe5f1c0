"""What can go wrong on demand."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler

TIMED_OUT = b'{"data":null,"error":"Timeout. Maybe slow down a bit"}'


@dataclass(slots=True)
class Fault:
    """Answers with `behave` the requests that it fits: the first `times`, or for ever with None, after `skip` others.

    Every `where` must be among the request's parameters with that value (any value with None); `path` its end.
    """

    behave: Callable[[BaseHTTPRequestHandler], None]
    where: Mapping[str, str | None] = field(default_factory=dict)
    path: str = ""
    times: int | None = None
    skip: int = 0

    def strikes(self, path: str, params: Mapping[str, str]) -> bool:
        """Say whether this request is hit, and count it."""
        fits = path.endswith(self.path) and all(
            name in params and value in {None, params[name]} for name, value in self.where.items()
        )
        if not fits or self.times == 0:
            return False
        if self.skip:
            self.skip -= 1
            return False
        self.times = None if self.times is None else self.times - 1
        return True


def status(code: int, body: bytes = b"", **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    """Answer with a status, a body and headers; an underscore in a header's name is a hyphen."""

    def behave(handler: BaseHTTPRequestHandler) -> None:
        send(handler, code, body, {name.replace("_", "-"): value for name, value in headers.items()})

    return behave


def cut_connection(handler: BaseHTTPRequestHandler) -> None:
    """Promise more bytes than come."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"data": [')
    hang_up(handler)


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    """Close without a word."""
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)


def stall(seconds: float) -> Callable[[BaseHTTPRequestHandler], None]:
    """Say nothing for a while."""

    def behave(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(seconds)
        handler.close_connection = True

    return behave


def drip(handler: BaseHTTPRequestHandler) -> None:
    """Send a byte now and then, each soon enough for a timeout that starts anew."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    try:
        for _ in range(1000):
            handler.wfile.write(b" ")
            time.sleep(0.05)
    except OSError:
        handler.close_connection = True  # the other side has had enough


def send(handler: BaseHTTPRequestHandler, code: int, body: bytes, headers: Mapping[str, str]) -> None:
    """Send a whole answer."""
    handler.send_response_only(code)
    for name, value in {"Content-Type": "application/json", "Date": handler.date_time_string(), **headers}.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def send_json(handler: BaseHTTPRequestHandler, code: int, content: object, headers: Mapping[str, str]) -> None:
    """Send a whole answer as JSON."""
    send(handler, code, json.dumps(content).encode(), headers)
