"""What can be wrong with a file. The message continues the sentence "this file could not be read: …"."""

from __future__ import annotations


class UnreadableFile(Exception):
    """Nothing of the file can be read."""


class DamagedFile(Exception):
    """The file cannot be read beyond this point; what came before it is good."""
