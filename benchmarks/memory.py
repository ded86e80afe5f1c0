"""Memory of fetching and preprocessing does not grow with the scan: ten times the documents, not twice the memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import zstandard

ROOT = Path(__file__).resolve().parents[1]
MOST_RATIO = 2.0

SENTENCE = (
    "the morning batch of mugs came out of the kiln with a soft blue glaze and we packed them for the market "
    "where people asked about colours handles prices and the little stall next to ours sold bread jam and lanterns"
)
WORDS = SENTENCE.split()
PAIN = "The label printer jams every single time and I waste an hour on it."
PAIN_EVERY = 50


def main(small: int = 40_000, large: int = 400_000) -> bool:
    """Print a table and return whether the ratio holds."""
    print("| documents | mentions | seconds fetch | seconds preprocess | peak MB |\n|---|---|---|---|---|")
    peaks = [_measure(count) for count in (small, large)]
    ratio = peaks[1] / peaks[0]
    print(f"\n{large // small} times the documents need {ratio:.2f} times the memory (at most {MOST_RATIO}).")
    return ratio < MOST_RATIO


def _measure(count: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        write_corpus(Path(folder) / "archive" / "synthetic.zst", count)
        run = subprocess.run(
            [sys.executable, "-m", "benchmarks.two_stages"],
            cwd=ROOT,
            env={**os.environ, "DATA_DIR": folder, "LOG_LEVEL": "error"},
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    found = json.loads(run.stdout)
    seconds = f"{found['fetch_reddit']:.1f} | {found['preprocess_nlp']:.1f}"
    print(f"| {found['documents']:,} | {found['mentions']:,} | {seconds} | {found['peak_mb']:.0f} |")
    return float(found["peak_mb"])


def write_corpus(file: Path, count: int) -> None:
    """Write so many comments of different words, every fiftieth with a pain, as a compressed dump."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as raw, zstandard.ZstdCompressor().stream_writer(raw) as out:
        for number in range(count):
            out.write((json.dumps(_comment(number)) + "\n").encode())


def _comment(number: int) -> dict[str, object]:
    start, step = number % len(WORDS), 1 + number // len(WORDS) % 7
    words = [WORDS[(start + step * place) % len(WORDS)] for place in range(25)]
    body = f"Note {number}: {' '.join(words)}."
    return {
        "id": f"z{number:07d}",
        "body": f"{body} {PAIN}" if number % PAIN_EVERY == 0 else body,
        "author": f"person{number % 5_000}",
        "subreddit": "stall",
        "score": number % 40,
        "created_utc": 1_790_000_000 + number,
        "link_id": f"t3_p{number // 100:06d}",
    }
