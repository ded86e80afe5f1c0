"""What every command of the queue begins with, and how those that let scans start end."""

from __future__ import annotations

from models import clock
from models.clock import now
from models.database import connect
from models.queue_control import paused_since
from models.schema import require_current_schema
from models.worker import live_workers
from settings import Settings, load_settings

START = "`make run`, or `.venv/bin/dramatiq actors` beside a broker, starts one"


def open_queue() -> Settings:
    """Connect to the database and go by its clock, as the workers do.

    Raises:
      settings.SettingsError, models.database.DatabaseUnavailable
      models.schema.SchemaTooOld, models.schema.SchemaTooNew
    """
    settings = load_settings()
    connect(settings.db_url)
    require_current_schema()
    clock.sync()
    return settings


def say_what_starts() -> str:
    """Say in a sentence who starts what waits now, and when."""
    if paused_since():
        return "The queue is paused: nothing starts before `cli.py queue resume`."
    if not live_workers(now()):
        return f"No worker is alive: what waits starts once there is one ({START})."
    return "The workers start what may start, within seconds."
