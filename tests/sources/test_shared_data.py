from __future__ import annotations

from pathlib import Path

import pytest

from sources.archive import ArchiveSource
from sources.registry import hash_author
from sources.types import Query


@pytest.mark.shared_data
def test_all_real_dumps_are_read_to_the_last_record(shared_data: Path) -> None:
    """32,886 records, 819 of them deleted, one twice: 32,066 documents."""
    pages = list(ArchiveSource(shared_data / "reddit", hash_author("salt")).fetch(Query(include_nsfw=True)))
    coverage = pages[-1].coverage
    assert sum(entry.asked for entry in coverage) == 32_886
    assert sum(len(page.documents) for page in pages) == 32_886 - 819 - 1
    assert {entry.status for entry in coverage} == {"complete"}
    assert [entry.reason for entry in coverage if entry.reason] == [
        "225 deleted or removed",
        "1 repeated",
        "6 deleted or removed",
        "588 deleted or removed",
    ]
