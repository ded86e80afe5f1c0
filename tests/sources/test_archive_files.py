from __future__ import annotations

from pathlib import Path

import pytest

from sources.archive_files import list_archive_files, resolve_archive_file
from sources.errors import FileRefused


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "outside.zst").touch()
    folder = tmp_path / "archive"
    folder.mkdir()
    for name in ("b.csv", "a.zst", "C.NDJSON", "d.jsonl", "notes.txt", ".hidden.zst"):
        (folder / name).touch()
    (folder / "folder.zst").mkdir()
    (folder / "out.zst").symlink_to(tmp_path / "outside.zst")
    (folder / "in.zst").symlink_to(folder / "a.zst")
    (folder / "loop.zst").symlink_to(folder / "loop.zst")
    return folder


def test_it_lists_what_can_be_read_in_name_order(folder: Path) -> None:
    assert list_archive_files(folder) == ["C.NDJSON", "a.zst", "b.csv", "d.jsonl", "in.zst"]


def test_a_folder_that_is_not_there_has_no_files(tmp_path: Path) -> None:
    assert list_archive_files(tmp_path / "none") == []


@pytest.mark.parametrize("name", ["a.zst", "C.NDJSON", "in.zst", "not_there.csv", "with space.zst", "naïve.zst"])
def test_a_plain_name_is_found_in_the_folder(folder: Path, name: str) -> None:
    assert resolve_archive_file(folder, name) == folder / name


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../outside.zst",
        "/etc/passwd",
        "x/../a.zst",
        "sub/a.zst",
        "..\\a.zst",
        "a.zst\x00",
        "a\n.zst",
        ".hidden.zst",
    ],
)
def test_any_other_name_is_refused(folder: Path, name: str) -> None:
    with pytest.raises(FileRefused, match="is not a plain file name"):
        resolve_archive_file(folder, name)


def test_a_suffix_that_cannot_be_read_is_refused(folder: Path) -> None:
    with pytest.raises(FileRefused, match=r"archive files end in \.zst, \.ndjson"):
        resolve_archive_file(folder, "notes.txt")


@pytest.mark.parametrize("name", ["out.zst", "loop.zst"])
def test_a_link_that_does_not_stay_inside_is_refused(folder: Path, name: str) -> None:
    with pytest.raises(FileRefused, match="leads out"):
        resolve_archive_file(folder, name)
