from __future__ import annotations

from pathlib import Path

import pytest

from sources.errors import UnknownSource
from sources.reddit.credentials import RedditCredentials
from sources.registry import SOURCE_NAMES, Access, hash_author, open_source


class NoBudget:
    def take(self) -> float:
        return 0.0


def access(folder: Path) -> Access:
    return Access(
        author_salt="salt",
        archive_dir=folder,
        reddit=RedditCredentials("id", "secret", "python:tests:1 (nobody)"),
        budget=NoBudget(),
        arctic_shift_url="http://127.0.0.1:1",
        user_agent="python:tests:1 (nobody)",
    )


@pytest.mark.parametrize("name", SOURCE_NAMES)
def test_it_opens_every_source_by_its_name(tmp_path: Path, name: str) -> None:
    assert open_source(name, access(tmp_path)).name == name


def test_an_unknown_name_is_told_which_there_are(tmp_path: Path) -> None:
    with pytest.raises(UnknownSource, match="there are reddit, arctic_shift, archive, sample"):
        open_source("usenet", access(tmp_path))


def test_a_hash_depends_on_name_and_salt() -> None:
    ours, theirs = hash_author("ours"), hash_author("theirs")
    assert ours("ann") == ours("ann")
    assert len({ours("ann"), ours("bob"), theirs("ann")}) == 3


def test_a_hash_is_32_hexadecimal_digits_with_a_salt_of_any_length() -> None:
    assert len(bytes.fromhex(hash_author("s" * 1000)("ann"))) == 16


def test_an_empty_salt_is_refused() -> None:
    with pytest.raises(ValueError, match="must not be empty"):
        hash_author("")
