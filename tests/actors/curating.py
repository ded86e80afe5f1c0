"""Curating and undoing in a series of two scans."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from actors.curation import curate, undo
from actors.movement import judge_movement
from models.curation import Curation
from models.owner import LOCAL_OWNER_ID
from models.scan import Scan
from models.series import finished_scans, series_of
from tests.actors.series_of_scans import finish_scan
from tests.factories import NOON

LATER = NOON + timedelta(days=100)


def do(scan: Scan, pain_point_id: str, action: str, **details: Any) -> Curation:
    return curate(scan, pain_point_id, action, details, at=LATER)


def take_back(curation: Curation) -> None:
    assert undo(curation.id, LOCAL_OWNER_ID, at=LATER) is not None


def two_scans() -> tuple[Scan, Scan]:
    earlier = finish_scan({"a": [0, 5, 10], "b": [2, 7], "c": [3]})
    later = finish_scan({"a": [5, 10, 15, 20], "b": [7, 12], "d": [1]}, day=7)
    scans = finished_scans(series_of(later))
    judge_movement(scans, {later.id})
    return earlier, later
