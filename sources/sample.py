"""The bundled corpus, so that everything can be tried without Reddit and without an archive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sources.errors import FileRefused
from sources.file_set import FileSet
from sources.pages import read_pages
from sources.types import HashAuthor, Page, Query

CORPUS = Path(__file__).resolve().parents[1] / "samples" / "corpus"


class SampleSource:
    """Reads the corpus through the same reader as an archive; each file is one community, and a target of coverage."""

    name = "sample"

    def __init__(self, hash_author: HashAuthor, *, directory: Path = CORPUS, page_size: int = 500) -> None:
        self._hash_author = hash_author
        self._directory = directory
        self._page_size = page_size

    def fetch(self, query: Query, cursor: dict[str, Any] | None = None) -> Iterator[Page]:
        """Yield pages of at most `page_size` documents.

        Raises:
          FileRefused: The query names files.
          NothingToRead: The corpus is not there.
          NothingInRange: There are documents, all of them outside the range.
        """
        if query.files:
            raise FileRefused("the sample has no files to choose from; leave `files` out, or use the archive source")
        communities = {path.stem: path for path in sorted(self._directory.glob("*.ndjson"))}
        files = FileSet(communities, max_window_bytes=0)  # no file of the corpus is compressed
        yield from read_pages(files, query, cursor, hash_author=self._hash_author, page_size=self._page_size)
