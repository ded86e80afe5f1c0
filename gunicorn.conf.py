"""How gunicorn serves the API. Run `gunicorn` in this folder; it finds this file by its name."""

from __future__ import annotations

import sys

from settings import SettingsError, load_settings

try:
    _settings = load_settings()
except SettingsError as error:
    sys.exit(str(error))

wsgi_app = "api.wsgi:app"
# Loopback only, as the settings insist; IPv6 addresses need brackets.
bind = f"[{_settings.host}]:{_settings.port}" if ":" in _settings.host else f"{_settings.host}:{_settings.port}"
# Requests wait for SQLite, which releases the GIL: threads serve them. The second process answers while one restarts.
worker_class = "gthread"
workers = 2
threads = 8
# Loaded once before the fork, so that a missing migration stops the start with one sentence instead of a restart loop.
preload_app = True
# Idle connections of a polling dashboard stay open between two polls.
keepalive = 15
# `make run` gives its children 10 s to go; requests take milliseconds.
graceful_timeout = 8
# It would open a socket in the user's home, where a second instance finds it taken.
control_socket_disable = True
# No proxy stands before a loopback address, so nobody's X-Forwarded-* is believed.
forwarded_allow_ips = ""
# The API logs its requests itself, with their duration, in the form that LOG_FORMAT asks for.
accesslog = None
loglevel = _settings.log_level
proc_name = "painpointradar-api"
