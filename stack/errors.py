"""Why the stack cannot run."""

from __future__ import annotations


class StackError(Exception):
    """The stack cannot start or go on; the message says what mends it."""
