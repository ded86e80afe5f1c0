"""A migrated database of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.database import close_all_connections, connect
from tests.databases import migrated_database


@pytest.fixture(autouse=True)
def migrated(tmp_path: Path) -> Iterator[None]:
    connect(migrated_database(tmp_path))
    yield
    close_all_connections()
