"""One stack on one DATA_DIR."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stack.errors import StackError


@contextmanager
def locked(data_dir: Path) -> Iterator[None]:
    """Hold the folder's lock; the system drops it with the process, however that ends.

    Raises:
      StackError: Another stack runs on the folder, or it cannot be written.
    """
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        file = (data_dir / "stack.lock").open("w")
    except OSError as error:
        raise StackError(
            f"Cannot write to DATA_DIR {data_dir}: {error.strerror}. Set DATA_DIR to a folder of yours."
        ) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StackError(
                f"PainPointRadar already runs on {data_dir}. Use that one, stop it, or set DATA_DIR to another folder."
            ) from error
        yield
