"""Print the table for the documentation."""

from __future__ import annotations

import sys

import structlog

from tests.api.bad_inputs.table import table

structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
sys.stdout.write(table())
