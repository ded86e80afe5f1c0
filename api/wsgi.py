"""What gunicorn runs: `api.wsgi:app`, wired with the real database, broker and dispatcher."""

from __future__ import annotations

import logs
from actors.background_dispatch import ask_to_dispatch
from actors.broker import broker_problem, queue_depths
from api.app import create_app
from models.database import DatabaseUnavailable, close_all_connections, connect
from models.schema import SchemaTooNew, SchemaTooOld, require_current_schema
from settings import SettingsError, load_settings

try:
    settings = load_settings()
    logs.configure(settings)
    connect(settings.db_url)
    require_current_schema()
except (SettingsError, DatabaseUnavailable, SchemaTooOld, SchemaTooNew) as error:
    raise SystemExit(str(error)) from error

# gunicorn forks its workers after this; a connection must not cross a fork.
close_all_connections()

app = create_app(settings, dispatch=ask_to_dispatch, broker_problem=broker_problem, queue_depths=queue_depths)
