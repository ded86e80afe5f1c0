"""The schema's version: applied migrations, what is missing, and what is too new."""

from __future__ import annotations

from pathlib import Path

from peewee import OperationalError
from playhouse.migrations import Migration, Runner

from models.database import DatabaseUnavailable, database, is_sqlite

MIGRATIONS = Path(__file__).parent / "migrations"


class SchemaTooOld(Exception):
    """The database lacks migrations; `cli.py migrate` mends it."""


class SchemaTooNew(Exception):
    """A newer version of the program made this database."""


def migrate() -> list[str]:
    """Bring the database up to this code and return the migrations applied.

    Raises:
      SchemaTooNew: The database has migrations that this code does not know.
      DatabaseUnavailable: It cannot be written.
    """
    _make_folder()
    refuse_newer_schema()
    try:
        applied: list[str] = _runner().up()
    except OperationalError as error:
        raise DatabaseUnavailable(
            f"Cannot write the database {database.database}: {error}. Check free disk space and permissions "
            "of its folder, or set DATA_DIR."
        ) from error
    return applied


def _make_folder() -> None:
    if not is_sqlite():
        return
    folder = Path(database.database).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseUnavailable(f"Cannot make the folder {folder}: {error.strerror}. Set DATA_DIR.") from error


def require_current_schema() -> None:
    """Refuse to work on any schema but this code's.

    Raises:
      SchemaTooOld, SchemaTooNew, DatabaseUnavailable
    """
    refuse_newer_schema()
    if missing := pending_migrations():
        raise SchemaTooOld(f"The database lacks {', '.join(missing)}. Run: .venv/bin/python cli.py migrate")


def refuse_newer_schema() -> None:
    unknown = [migration.name for migration in _status() if migration.path is None]
    if unknown:
        raise SchemaTooNew(
            f"The database was made by a newer version (it has {', '.join(unknown)}). "
            "Update the program, or set DATA_DIR to another folder."
        )


def pending_migrations() -> list[str]:
    return [migration.name for migration in _status() if not migration.applied]


def _status() -> list[Migration]:
    try:
        status: list[Migration] = _runner().status()
    except OperationalError as error:
        where = "its folder exists and is yours, or set DATA_DIR" if is_sqlite() else "it runs, and DATABASE_URL"
        raise DatabaseUnavailable(
            f"Cannot open the database {database.database}: {error}. Check that {where}."
        ) from error
    return status


def _runner() -> Runner:
    return Runner(database.obj, str(MIGRATIONS))
