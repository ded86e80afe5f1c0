"""The files of one scan, and how far their reading has come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from sources.faults import UnreadableFile
from sources.readers import Numbered, read_records


class FileSet:
    """Files to read in this order; `paths` maps each one's name in the coverage to where it lies."""

    def __init__(self, paths: Mapping[str, Path], max_window_bytes: int) -> None:
        self.paths = paths
        self._max_window_bytes = max_window_bytes
        self._open_file: BinaryIO | None = None
        self._finished_bytes = 0

    def records(self, target: str) -> Iterator[Numbered]:
        """Yield the records of one file.

        Raises:
          FileNotFoundError: There is no such file.
          UnreadableFile: Nothing of it can be read.
          DamagedFile: Reading cannot go on; the records so far are good.
        """
        path = self.paths[target]
        with _open(path) as file:
            self._open_file = file
            try:
                yield from read_records(file, path.suffix.lower(), self._max_window_bytes)
            finally:
                self._open_file = None
                self._finished_bytes += _size(path)

    def share_read(self, passes: int) -> float:
        """Say how much of so many passes over all files is behind, 0..1, by bytes as they lie on disk."""
        read = self._finished_bytes + (self._open_file.tell() if self._open_file else 0)
        in_all = passes * sum(_size(path) for path in self.paths.values())
        return min(1.0, read / in_all) if in_all else 0.0  # above 1 where a file grows meanwhile


def _open(path: Path) -> BinaryIO:
    if path.exists() and not path.is_file():  # opening a pipe would wait for ever
        raise UnreadableFile("it is not a regular file")
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise
    except OSError as error:
        raise UnreadableFile(f"it cannot be opened ({error.strerror})") from error


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0
