"""What tests of every folder share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of real threads and labelled sets; tests that use it are marked `shared_data`."""
    if not SHARED_DATA.is_dir():
        if os.environ.get("REQUIRE_SHARED_DATA"):
            pytest.fail(f"{SHARED_DATA} is missing, and REQUIRE_SHARED_DATA is set")
        pytest.skip(f"{SHARED_DATA} is missing")
    return SHARED_DATA
