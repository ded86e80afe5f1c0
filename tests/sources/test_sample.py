from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sources.errors import FileRefused, NothingToRead
from sources.registry import hash_author
from sources.sample import CORPUS as BUNDLED
from sources.sample import SampleSource
from sources.types import Query
from tests.sources.conformance import Serve, SourceConformance
from tests.sources.dumps import submission, write_ndjson


class TestSample(SourceConformance):
    @pytest.fixture
    def serve(self, tmp_path: Path) -> Serve:
        def serve(records: list[dict[str, Any]], page_size: int = 500) -> SampleSource:
            write_ndjson(tmp_path / "community.ndjson", records)
            return SampleSource(hash_author("salt"), directory=tmp_path, page_size=page_size)

        return serve


def test_each_community_is_a_target(tmp_path: Path) -> None:
    write_ndjson(tmp_path / "garden.ndjson", [submission("one")])
    write_ndjson(tmp_path / "attic.ndjson", [submission("two")])
    (page,) = SampleSource(hash_author("salt"), directory=tmp_path).fetch(Query())
    assert [entry.target for entry in page.coverage] == ["attic", "garden"]


def test_it_has_no_files_to_choose() -> None:
    with pytest.raises(FileRefused, match="leave `files` out"):
        list(SampleSource(hash_author("salt")).fetch(Query(files=("a.ndjson",))))


def test_a_missing_corpus_is_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(NothingToRead):
        list(SampleSource(hash_author("salt"), directory=tmp_path).fetch(Query()))


def test_the_bundled_corpus_can_be_read_to_the_last_line() -> None:
    *_, last = SampleSource(hash_author("salt")).fetch(Query(include_nsfw=True))
    assert [entry.target for entry in last.coverage] == sorted(path.stem for path in BUNDLED.glob("*.ndjson"))
    assert not [entry for entry in last.coverage if entry.status != "complete" or "read" in (entry.reason or "")]
