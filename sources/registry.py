"""Opening a source by the name a scan gives."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path

from sources.archive import MAX_WINDOW_BYTES, ArchiveSource
from sources.errors import UnknownSource
from sources.sample import SampleSource
from sources.types import HashAuthor, Source

SOURCE_NAMES = ("archive", "sample")


def open_source(
    name: str, *, archive_dir: Path, author_salt: str, archive_max_window_bytes: int = MAX_WINDOW_BYTES
) -> Source:
    """Open the source of that name.

    Raises:
      UnknownSource: There is none.
    """
    hashed = hash_author(author_salt)
    match name:
        case "archive":
            return ArchiveSource(archive_dir, hashed, max_window_bytes=archive_max_window_bytes)
        case "sample":
            return SampleSource(hashed)
    raise UnknownSource(f"there is no source {name!r}; there are {', '.join(SOURCE_NAMES)}")


def hash_author(salt: str) -> HashAuthor:
    """Make the function that turns an author's name into 32 hexadecimal digits: BLAKE2b, keyed with the salt.

    Raises:
      ValueError: The salt is empty, and anyone could find the names by trying them.
    """
    if not salt:
        raise ValueError("the salt that hides authors must not be empty")
    key = blake2b(salt.encode()).digest()  # a salt of any length becomes the 64 bytes that a key may have

    def hash_name(name: str) -> str:
        return blake2b(name.encode(), key=key, digest_size=16).hexdigest()

    return hash_name
