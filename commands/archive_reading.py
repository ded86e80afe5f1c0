"""Documents of archive files that may lie in different folders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from pipeline.types import Document
from settings import load_settings
from sources.archive import ArchiveSource
from sources.registry import hash_author
from sources.types import Coverage, Query

# Authors are only counted here, never stored: a constant salt keeps the output the same in every run.
SALT = "analyse"


class ArchiveReading:
    """Reads files once. `coverage` says afterwards what became of each, keyed by its path."""

    def __init__(self, files: list[Path]) -> None:
        self.files = [file.resolve() for file in files]
        self.coverage: dict[Path, Coverage] = {}

    @property
    def records(self) -> int:
        """How many posts and comments were read, those with a deleted body included."""
        return sum(entry.asked for entry in self.coverage.values())

    def documents(self) -> Iterator[Document]:
        """Yield every document, file by file.

        Raises:
          sources.errors.SourceError: None of a folder's files could be read.
        """
        by_folder: dict[Path, list[str]] = defaultdict(list)
        for file in self.files:
            by_folder[file.parent].append(file.name)
        window = load_settings().archive_max_window_mb << 20
        for folder, names in by_folder.items():
            source = ArchiveSource(folder, hash_author(SALT), max_window_bytes=window)
            for page in source.fetch(Query(files=tuple(names), include_nsfw=True)):
                self.coverage |= {folder / entry.target: entry for entry in page.coverage}
                yield from page.documents
