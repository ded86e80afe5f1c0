"""What gunicorn runs in a drill: the real API, sending messages as the drill does."""

from __future__ import annotations

from api.wsgi import app
from tests.chaos import drill

__all__ = ["app", "drill"]
