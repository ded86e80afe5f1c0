"""A file is written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from stack.errors import StackError


def write_whole(file: Path, pieces: Iterable[bytes]) -> int:
    """Write pieces beside `file` and put them in its place at the end; return how many bytes they have.

    A device or a pipe takes them as they come, and a link stays one.

    Raises:
      StackError: It cannot stand there. What stood there before stays, whatever goes wrong.
    """
    file = file.resolve()
    if file.is_dir():
        raise StackError(f"{file} is a folder. Name a file in it.")
    if not file.parent.is_dir():
        raise StackError(f"There is no folder {file.parent}. Make it, or name another.")
    if file.exists() and not file.is_file():
        with file.open("wb") as out:
            return sum(out.write(piece) for piece in pieces)
    unfinished = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with unfinished.open("wb") as out:
            size = sum(out.write(piece) for piece in pieces)
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
    return size
