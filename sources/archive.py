"""Posts and comments from files on disk, in the form of the public Reddit dumps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sources.archive_files import list_archive_files, resolve_archive_file
from sources.errors import NothingToRead
from sources.file_set import FileSet
from sources.pages import read_pages
from sources.types import HashAuthor, Page, Query

MAX_WINDOW_BYTES = 128 * 2**20


class ArchiveSource:
    """Reads `.zst`, `.ndjson`, `.jsonl` and `.csv` files of one folder, submissions and comments mixed.

    A CSV file has a header row with the names of the dumps; `text`, `created` and `date` are understood too. Without
    `files` in the query the whole folder is read, in name order. Memory does not grow with the files.

    `limit_posts` keeps the newest posts and leaves out the comments of the others; `limit_comments` keeps the first
    that match under each post, in file order. Comments whose post is in none of the files are kept. A document that
    comes twice is yielded once, short of a repeat a million documents later (`sources.seen_ids`). NSFW posts take their
    comments with them.
    """

    name = "archive"

    def __init__(
        self,
        directory: Path,
        hash_author: HashAuthor,
        *,
        max_window_bytes: int = MAX_WINDOW_BYTES,
        page_size: int = 500,
    ) -> None:
        self._directory = directory
        self._hash_author = hash_author
        self._max_window_bytes = max_window_bytes
        self._page_size = page_size

    def fetch(self, query: Query, cursor: dict[str, Any] | None = None) -> Iterator[Page]:
        """Yield pages of at most `page_size` documents.

        Raises:
          FileRefused: A name in `query.files` leads out of the folder or has no suffix that can be read.
          NothingToRead: The folder is empty, or no file holds a record that can be read.
          NothingInRange: There are documents, all of them outside the range.
        """
        names = query.files or list_archive_files(self._directory)
        if not names:
            raise NothingToRead(f"{self._directory} holds no .zst, .ndjson, .jsonl or .csv file; put one there")
        files = FileSet({name: resolve_archive_file(self._directory, name) for name in names}, self._max_window_bytes)
        yield from read_pages(files, query, cursor, hash_author=self._hash_author, page_size=self._page_size)
