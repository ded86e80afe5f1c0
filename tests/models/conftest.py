"""A migrated database in a file of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.database import connect, database
from models.schema import migrate


@pytest.fixture(autouse=True)
def migrated(tmp_path: Path) -> Iterator[None]:
    connect(f"sqlite:///{tmp_path}/test.db")
    migrate()
    yield
    database.close()
