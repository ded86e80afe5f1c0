"""What tests of every folder share."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

# Before anything of ours is imported: no test reads the developer's settings or touches the developer's data.
for name in ("REDIS_URL", "REDIS_HOST", "REDIS_PASSWORD", "DATABASE_URL", "ARCHIVE_DIR", "PORT", "HOST"):
    os.environ.pop(name, None)
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="painpointradar-tests-")

from settings import Settings  # noqa: E402

Settings.model_config["env_file"] = None

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of real threads and labelled sets; tests that use it are marked `shared_data`."""
    if not SHARED_DATA.is_dir():
        if os.environ.get("REQUIRE_SHARED_DATA"):
            pytest.fail(f"{SHARED_DATA} is missing, and REQUIRE_SHARED_DATA is set")
        pytest.skip(f"{SHARED_DATA} is missing")
    return SHARED_DATA
