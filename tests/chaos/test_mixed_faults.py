"""A short soak: everything at once, by a seed. `make soak` runs the long one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.chaos.conftest import Fleets
from tests.chaos.soak.report import report_on
from tests.chaos.soak.run import soak

pytestmark = pytest.mark.chaos

SCANS = 30
SEED = 11


def test_whatever_is_mixed_no_scan_is_lost_and_no_effect_comes_twice(fleets: Fleets, tmp_path: Path):
    fleets.stop()  # one fleet at a time: they share this process's connection to the database
    with soak(tmp_path, scans=SCANS, seed=SEED, longest_s=90) as soaked:
        report = report_on(soaked)
    assert report.wrong == []
    assert (report.ends.total(), report.lost, report.doubled) == (SCANS, 0, 0)
    assert report.faults.total() > 0
