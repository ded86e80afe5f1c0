"""The command line on a database of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli import app
from models import clock
from models.database import close_all_connections, connect
from settings import load_settings
from tests.databases import migrated_database

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Call a command with its arguments; the database is connected and empty, and nothing else runs."""
    url = migrated_database(tmp_path)
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("PORT", "1")
    load_settings.cache_clear()
    connect(url)
    yield lambda *arguments: CliRunner().invoke(app, [str(argument) for argument in arguments])
    close_all_connections()
    clock.forget()
    load_settings.cache_clear()
