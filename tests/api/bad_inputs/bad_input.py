"""One thing that clients get wrong, and short ways to write it down."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

from falcon.testing import Result

from tests.api.world import World

JSON = {"Content-Type": "application/json"}
SAMPLE = b'{"source": "sample"}'
FOUND = "/api/scans/{finished}/pain-points"
USED_KEY = "used-before"
LONG_AGO = "2001-01-01T00:00:00Z"


@dataclass(frozen=True)
class BadInput:
    """`path` may name the `{finished}` and the `{running}` scan; `named` is the field that the answer must name."""

    what: str
    status: int
    named: str | None = None
    method: str = "POST"
    path: str = "/api/scans"
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=lambda: JSON)

    def send(self, world: World) -> Result:
        path = self.path.format(finished=world.finished.id, running=world.running.id)
        return world.client.simulate_request(self.method, path, body=self.body, headers=self.headers)


def scan(what: str, named: str, **body: Any) -> BadInput:
    return BadInput(what, 422, named, body=json.dumps({"source": "sample", **body}).encode())


def raw(what: str, status: int, body: bytes, named: str | None = None, **headers: str) -> BadInput:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return BadInput(what, status, named, body=body, headers={**JSON, **names})


def get(what: str, status: int, path: str, named: str | None = None, **headers: str) -> BadInput:
    return BadInput(what, status, named, method="GET", path=path, headers=headers)


def change(
    what: str, status: int, path: str, named: str | None = None, *, method: str = "POST", **body: Any
) -> BadInput:
    return BadInput(what, status, named, method=method, path=path, body=json.dumps(body).encode())


def cursor(position: str) -> str:
    """Encode a position as the API does, whatever is wrong with it."""
    return urlsafe_b64encode(position.encode()).decode().rstrip("=")


def bodyless(what: str, status: int, path: str, **headers: str) -> BadInput:
    return BadInput(what, status, path=path, headers={name.replace("_", "-"): value for name, value in headers.items()})
