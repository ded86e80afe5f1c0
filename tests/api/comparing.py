"""Asking the API to compare."""

from __future__ import annotations

from typing import Any

from models.scan import Scan
from tests.api.world import World


def compare(world: World, earlier: Scan, later: Scan, more: str = "") -> dict[str, Any]:
    answer = world.client.simulate_get(f"/api/compare?earlier={earlier.id}&later={later.id}{more}")
    assert answer.status_code == 200, answer.text
    compared: dict[str, Any] = answer.json
    return compared
