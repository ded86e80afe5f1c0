from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import zstandard

ROOT = Path(__file__).resolve().parents[2]

# A process of its own, since the peak of this one counts all tests before; and not ru_maxrss, which a child inherits.
FETCH = """
import re, sys
from pathlib import Path
from sources.archive import ArchiveSource
from sources.registry import hash_author
from sources.types import Query

source = ArchiveSource(Path(sys.argv[1]), hash_author("salt"))
query = Query(keywords=("sync",), last_days=3650, limit_comments=5)
print(sum(len(page.documents) for page in source.fetch(query)))
print(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak from /proc")
def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    small_count, small_peak = _fetch(tmp_path / "small", documents=40_000)
    large_count, large_peak = _fetch(tmp_path / "large", documents=400_000)
    assert large_count == 10 * small_count > 0
    assert large_peak < 2 * small_peak


def _fetch(directory: Path, documents: int) -> tuple[int, int]:
    directory.mkdir()
    _write_dump(directory / "dump.zst", documents)
    done = subprocess.run(
        [sys.executable, "-c", FETCH, str(directory)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    count, peak_kib = done.stdout.split()
    return int(count), int(peak_kib)


def _write_dump(path: Path, documents: int) -> None:
    """Ten comments under each post; every tenth post has the keyword, and one comment under each other post."""
    with path.open("wb") as file, zstandard.ZstdCompressor(level=1).stream_writer(file) as writer:
        for number in range(documents):
            writer.write(json.dumps(_record(number)).encode() + b"\n")


def _record(number: int) -> dict[str, object]:
    post, place = divmod(number, 10)
    base = {"subreddit": "Tools", "author": f"user{number % 997}", "created_utc": 1_700_000_000 + number, "score": 1}
    word = "sync" if place == 3 or post % 10 == 0 else "other"
    if place == 0:
        return base | {"id": f"p{post}", "title": f"Trouble with {word}", "selftext": f"It is number {number} " * 10}
    return base | {
        "id": f"c{number}",
        "link_id": f"t3_p{post}",
        "body": f"My {word} has it too, for the {number}th time",
    }
