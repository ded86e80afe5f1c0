"""Opening a source by the name a scan gives."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from sources.archive import MAX_WINDOW_BYTES, ArchiveSource
from sources.arctic_shift.source import ArcticShiftSource
from sources.errors import UnknownSource
from sources.reddit.credentials import RedditCredentials
from sources.reddit.source import RedditSource
from sources.sample import SampleSource
from sources.types import Budget, HashAuthor, Source

SOURCE_NAMES = ("reddit", "arctic_shift", "archive", "sample")


@dataclass(frozen=True, slots=True)
class Access:
    """What it takes to open any source: where files lie, how we name ourselves, and with what credentials we ask.

    `budget` is shared by all who ask Reddit with these credentials. `sleep` waits so many seconds, or raises what ends
    the wait.
    """

    author_salt: str
    archive_dir: Path
    reddit: RedditCredentials
    budget: Budget
    arctic_shift_url: str
    user_agent: str
    archive_max_window_bytes: int = MAX_WINDOW_BYTES
    sleep: Callable[[float], None] = time.sleep


def open_source(name: str, access: Access) -> Source:
    """Open the source of that name.

    Raises:
      UnknownSource: There is none.
    """
    hashed = hash_author(access.author_salt)
    match name:
        case "reddit":
            return RedditSource(access.reddit, hashed, budget=access.budget, sleep=access.sleep)
        case "arctic_shift":
            return ArcticShiftSource(access.arctic_shift_url, hashed, user_agent=access.user_agent, sleep=access.sleep)
        case "archive":
            return ArchiveSource(access.archive_dir, hashed, max_window_bytes=access.archive_max_window_bytes)
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
