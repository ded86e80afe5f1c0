"""A real Valkey server for tests that need one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stack.embedded_broker import start_embedded_broker


@contextmanager
def a_broker(folder: Path) -> Iterator[str]:
    """Start a server with its data in `folder`, and give its URL."""
    server = start_embedded_broker(folder)
    try:
        url: str = json.loads((folder / "broker.json").read_text())["url"]
        yield url
    finally:
        server.stop()
