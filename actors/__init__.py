"""Background work. `dramatiq actors` imports this package: it sets the broker and declares the actors.

Light to import: the engine and the sources are loaded at worker boot, not here, so that the API may import it.
"""

from __future__ import annotations

import dramatiq

from actors.broker import create_broker
from models.database import connect
from settings import SettingsError, load_settings

try:
    settings = load_settings()
except SettingsError as error:
    raise SystemExit(str(error)) from error

connect(settings.db_url)
broker = create_broker(settings)
dramatiq.set_broker(broker)

from actors import scan  # noqa: E402 - actors are declared on the broker that was just set

__all__ = ["broker", "scan", "settings"]
