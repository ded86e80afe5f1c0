"""What the speed benchmark measures on: reworded copies must be new to the engine, and as full of pains."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import zstandard

from benchmarks.speed.bars import bars
from benchmarks.speed.corpus import Corpus
from benchmarks.speed.measuring import Measured
from benchmarks.speed.rewording import count_words, plan_swaps, reword
from commands.archive_reading import ArchiveReading
from pipeline.analyse import analyse
from pipeline.types import Document

SAMPLE = Path(__file__).parents[2] / "samples" / "corpus"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("threads")
    for file in sorted(SAMPLE.glob("*.ndjson"))[:2]:
        (folder / f"{file.stem}.zst").write_bytes(zstandard.ZstdCompressor().compress(file.read_bytes()))
    return Corpus(folder)


def read(corpus: Corpus, folder: Path, count: int) -> list[Document]:
    corpus.write(folder / "threads.ndjson", count)
    return list(ArchiveReading([folder / "threads.ndjson"]).documents())


def test_an_archive_has_the_documents_asked_for_each_with_an_id_of_its_own(corpus: Corpus, tmp_path: Path):
    count = 2 * len(corpus.records) + 5
    corpus.write(tmp_path / "threads.ndjson", count)
    reading = ArchiveReading([tmp_path / "threads.ndjson"])
    documents = list(reading.documents())
    assert reading.records == count
    assert len({document.id for document in documents}) == len(documents) > 0.9 * count


def test_the_same_archive_is_written_every_time(corpus: Corpus, tmp_path: Path):
    for name in ("one", "two"):
        corpus.write(tmp_path / name, 300)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_reworded_copies_are_no_copies_to_the_engine_and_hold_as_many_pains(corpus: Corpus, tmp_path: Path):
    real = len(corpus.records)
    once = analyse(read(corpus, tmp_path, real), encoder="static")
    thrice = analyse(read(corpus, tmp_path, 3 * real), encoder="static")
    assert len(thrice.copies) <= 3 * len(once.copies) + 0.05 * len(thrice.evidence)
    assert 2.7 * once.mentions < thrice.mentions < 3.3 * once.mentions


def test_words_for_pains_and_short_words_stay_and_capitals_are_kept():
    counts = count_words(["Garden tool crashes in the garden", "Meadow harbour crashes", "harbour WINDOW"])
    assert not {"crashes", "the", "in"} & set(counts)
    assert reword("The GARDEN crashes. Garden!", {"garden": "meadow"}) == "The MEADOW crashes. Meadow!"


def test_no_two_words_become_one():
    counts = count_words(" ".join(f"word{letter}" for letter in "abcdefghij") for _ in range(3))
    for number in range(1, 4):
        swaps = plan_swaps(counts, number)
        assert sorted(swaps.values()) == sorted(swaps)
        assert all(old != new for old, new in swaps.items())


GOOD = Measured(25_000, 9_000, 800, 18.0, 22.0, {"detect": 18.0}, 900.0, 5.0, 700.0)


def test_bars_hold_for_what_is_fast_and_small():
    large = replace(GOOD, documents=100_000, seconds=75.0, peak_mb=1_400.0)
    assert all(bars([GOOD, large]).values())


@pytest.mark.parametrize(
    "large",
    [
        {"seconds": 91.0},
        {"peak_mb": 1_600.0},
        {"documents": 50_000, "seconds": 60.0},  # more than n log n
    ],
)
def test_bars_fail_for_what_is_not(large: dict[str, Any]):
    slow = replace(GOOD, **{"documents": 100_000, "seconds": 75.0, "peak_mb": 900.0, **large})
    assert not all(bars([GOOD, slow]).values())
    assert not all(bars([replace(GOOD, seconds=20.1)]).values())
    assert not all(bars([replace(GOOD, peak_mb=1_025.0)]).values())
