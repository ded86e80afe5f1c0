"""Which files of the archive folder may be read. Nothing outside it ever is."""

from __future__ import annotations

from pathlib import Path

from sources.errors import FileRefused

SUFFIXES = (".zst", ".ndjson", ".jsonl", ".csv")


def list_archive_files(directory: Path) -> list[str]:
    """Name the files that can be read, in name order. A folder that is not there has none."""
    if not directory.is_dir():
        return []
    return sorted(path.name for path in directory.iterdir() if _is_readable_archive(directory, path))


def resolve_archive_file(directory: Path, name: str) -> Path:
    """Find a file by its bare name; the path may lead to nothing yet.

    Raises:
      FileRefused: The name leads out of the folder, is hidden, or has no suffix that can be read.
    """
    if not name or not name.isprintable() or "/" in name or "\\" in name or name.startswith("."):
        raise FileRefused(f"{name!r} is not a plain file name; give the name of a file inside the archive folder")
    if not name.lower().endswith(SUFFIXES):
        raise FileRefused(f"{name!r} cannot be read; archive files end in {', '.join(SUFFIXES)}")
    path = directory / name
    if not _stays_inside(directory, path):
        raise FileRefused(f"{name!r} is a link that leads out of the archive folder")
    return path


def _is_readable_archive(directory: Path, path: Path) -> bool:
    try:
        return resolve_archive_file(directory, path.name).is_file()
    except FileRefused:
        return False


def _stays_inside(directory: Path, path: Path) -> bool:
    try:
        return path.resolve().is_relative_to(directory.resolve())
    except (RuntimeError, OSError):  # a link that leads to itself; Python 3.13 says OSError
        return False
