from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from actors.vector_cache import FileVectorCache, vector_cache
from settings import Settings

MEGABYTE = 1 << 20
VECTOR = b"v" * 1536


def hashes(start: int, count: int) -> list[bytes]:
    return [number.to_bytes(16) for number in range(start, start + count)]


def test_what_was_kept_is_found_by_encoder_and_hash(tmp_path: Path):
    cache = FileVectorCache(tmp_path / "vectors.db", MEGABYTE)
    cache.keep("one 1", dict.fromkeys(hashes(0, 1200), VECTOR[:4]))
    assert cache.find("one 1", hashes(1000, 400)) == dict.fromkeys(hashes(1000, 200), VECTOR[:4])
    assert cache.find("one 2", hashes(0, 10)) == {}


def test_the_oldest_vectors_make_room(tmp_path: Path):
    file = tmp_path / "vectors.db"
    cache = FileVectorCache(file, MEGABYTE)
    for start in range(0, 3000, 100):
        cache.keep("one", dict.fromkeys(hashes(start, 100), VECTOR))
    assert file.stat().st_size < 1.3 * MEGABYTE
    assert cache.find("one", hashes(0, 1)) == {}
    assert len(cache.find("one", hashes(2700, 300))) == 300


def test_a_broken_file_only_costs_time(tmp_path: Path):
    file = tmp_path / "vectors.db"
    file.write_bytes(b"this is no database at all, and long enough to be taken for one" * 100)
    cache = FileVectorCache(file, MEGABYTE)
    cache.keep("one", {b"hash": VECTOR})
    assert cache.find("one", [b"hash"]) == {}


def _keep_some(file: Path, start: int) -> None:
    for at in range(start, start + 200, 20):
        FileVectorCache(file, 8 * MEGABYTE).keep("one", dict.fromkeys(hashes(at, 20), VECTOR))


def test_processes_share_it(tmp_path: Path):
    file = tmp_path / "vectors.db"
    with ProcessPoolExecutor(3) as pool:
        list(pool.map(_keep_some, [file] * 3, (0, 200, 400)))
    assert len(FileVectorCache(file, MEGABYTE).find("one", hashes(0, 600))) == 600


def test_a_size_of_nought_turns_it_off(tmp_path: Path):
    assert vector_cache(Settings(data_dir=tmp_path, vector_cache_mb=0)) is None
    assert vector_cache(Settings(data_dir=tmp_path, vector_cache_mb=1)) is not None
