"""One structured line for each thing that happens: for people on a console, or as JSON."""

from __future__ import annotations

import logging
import sys
from typing import Any

import structlog

from settings import Settings

# What these say below these levels, our own lines say with more context.
CHATTY = {
    "apscheduler": logging.WARNING,
    "dramatiq": logging.WARNING,
    "dramatiq.worker.WorkerThread": logging.ERROR,
    "httpx": logging.WARNING,
}


def configure(settings: Settings) -> None:
    """Render every log line of this process, ours and the libraries', in the form that the settings ask for."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        # What is below the level is dropped before anything is done for it.
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_renderers(settings)],
    )
    root = logging.getLogger()
    if not root.handlers:
        root.addHandler(logging.StreamHandler(sys.stderr))
    # Dramatiq's worker processes log through a pipe to their master; its handler is kept, only its form changes.
    for handler in root.handlers:
        handler.setFormatter(formatter)
    root.setLevel(settings.log_level.upper())
    for name, level in CHATTY.items():
        logging.getLogger(name).setLevel(max(level, root.level))


def _renderers(settings: Settings) -> list[Any]:
    if settings.log_format == "json":
        return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    return [
        structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback)
    ]
