"""What the server can do wrong, and where it is told to."""

from __future__ import annotations

import json
import threading
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

Kind = Literal[
    "private", "quarantined", "banned", "missing", "missing_redirect", "redirect", "blocked", "legal",
    "rate_limited", "server_error", "html", "truncated", "cut", "wrong_shape", "token_refused", "silent",
    "same_after", "same_page", "no_end",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
ENDLESS: tuple[Kind, ...] = ("same_after", "same_page", "no_end")

_HTML = b"<!doctype html><title>Something is wrong</title>"


@dataclass(slots=True)
class Fault:
    """One fault at one place: a subreddit's name, `token`, `comments`, `comments/<id>`, `info` or `morechildren`.

    It happens `times` times, always where that is None. `headers` come with the answer, `status` replaces a 500.
    """

    where: str
    kind: Kind
    times: int | None = None
    status: int = 500
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """`cut` closes the connection after half of the body."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False


class Faults:
    """The faults that wait to happen. A subreddit that is named like a kind of fault, `r/banned`, always has it."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []
        self._lock = threading.Lock()

    def add(self, where: str, kind: Kind, **more: Any) -> None:
        if kind not in KINDS:
            raise ValueError(f"there is no fault {kind!r}; there are {', '.join(KINDS)}")
        with self._lock:
            self._waiting.append(Fault(where.lower(), kind, **more))

    def clear(self) -> None:
        with self._lock:
            self._waiting.clear()

    def take(self, places: Collection[str]) -> Fault | None:
        """Give the next fault due at one of these places."""
        with self._lock:
            for fault in self._waiting:
                if fault.where in places:
                    if fault.times is not None:
                        fault.times -= 1
                        if not fault.times:
                            self._waiting.remove(fault)
                    return fault
        return next((Fault(kind, kind) for kind in KINDS if kind in places), None)


def answer_of(fault: Fault, good: bytes) -> Answer:
    """Make the answer of a fault, out of the good one where it spoils that."""
    match fault.kind:
        case "private" | "quarantined":
            return _refusal(403, {"reason": fault.kind, "message": "Forbidden", "error": 403}, fault)
        case "banned":
            return _refusal(404, {"reason": "banned", "message": "Not Found", "error": 404}, fault)
        case "missing":
            return _refusal(404, {"message": "Not Found", "error": 404}, fault)
        case "missing_redirect":
            return Answer(302, b"", {"Location": "/subreddits/search.json?q=nothing"} | fault.headers)
        case "redirect":
            return Answer(302, b"", {"Location": "/r/elsewhere/new.json"} | fault.headers)
        case "blocked":
            return Answer(403, _HTML, {"Content-Type": "text/html"} | fault.headers)
        case "legal":
            return _refusal(451, {"reason": "gated", "message": "", "error": 451}, fault)
        case "rate_limited":
            return _refusal(429, {"message": "Too Many Requests", "error": 429}, fault)
        case "server_error":
            return Answer(fault.status, _HTML, {"Content-Type": "text/html"} | fault.headers)
        case "html":
            return Answer(200, _HTML, {"Content-Type": "text/html"} | fault.headers)
        case "truncated":
            return Answer(200, good[: len(good) // 2], fault.headers)
        case "cut":
            return Answer(200, good, fault.headers, cut=True)
        case "wrong_shape":
            return _refusal(200, {"kind": "Listing"}, fault)
        case "token_refused":
            return _refusal(401, {"message": "Unauthorized", "error": 401}, fault)
    return Answer(200, good, fault.headers)  # an endless listing is spoilt where it is made


def _refusal(status: int, body: dict[str, Any], fault: Fault) -> Answer:
    return Answer(status, json.dumps(body).encode(), fault.headers)
