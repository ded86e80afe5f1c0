from __future__ import annotations

from pathlib import Path

import pytest
from playhouse.schema_diff import diff_models

from models import schema
from models.database import DatabaseUnavailable, connect, database
from models.tables import TABLES
from tests.databases import empty_database


def test_migrations_make_exactly_the_tables_of_the_models():
    assert not str(diff_models(database.obj, list(TABLES))).strip()


def test_migrating_twice_changes_nothing():
    assert schema.migrate() == []


def test_an_older_database_is_refused_with_the_command_that_mends_it(tmp_path: Path):
    connect(empty_database(tmp_path))
    with pytest.raises(schema.SchemaTooOld, match=r"cli\.py migrate"):
        schema.require_current_schema()


def test_a_newer_database_is_refused_everywhere():
    database.execute_sql(
        "INSERT INTO schema_migration (name, applied) VALUES ('9999_from_the_future', '2099-01-01 00:00:00')"
    )
    with pytest.raises(schema.SchemaTooNew, match="9999_from_the_future"):
        schema.migrate()
    with pytest.raises(schema.SchemaTooNew):
        schema.require_current_schema()


@pytest.mark.parametrize("url", ["mysql://localhost/x", "sqlite:/x", "nonsense"])
def test_an_unknown_kind_of_database_is_refused_by_name(url: str):
    with pytest.raises(DatabaseUnavailable, match="DATABASE_URL"):
        connect(url)


def test_a_database_that_is_a_folder_says_so(tmp_path: Path):
    (tmp_path / "dir.db").mkdir()
    connect(f"sqlite:///{tmp_path}/dir.db")
    with pytest.raises(DatabaseUnavailable, match=r"dir\.db"):
        schema.migrate()
