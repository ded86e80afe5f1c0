"""Measures each size and says which bars hold; SPEED_SIZES=1000,1000000 in the environment chooses other sizes."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.speed.bars import bars
from benchmarks.speed.corpus import Corpus
from benchmarks.speed.measuring import Measured, measure
from settings import ROOT

THREADS = ROOT.parent / "shared" / "data" / "reddit"
SIZES = "1000,10000,25000,100000"
STAGES = ("detect", "cluster", "describe")


def main() -> bool:
    """Print the table and return whether every bar holds."""
    corpus = Corpus(THREADS)
    if not corpus.records:
        print(f"{THREADS} is missing: nothing measured.")
        return False
    heads = ["documents", "mentions", "pain points", "seconds", *STAGES, "whole command", "peak MB"]
    print(f"| {' | '.join([*heads, 'TF-IDF(1,2) seconds', 'TF-IDF MB', '× TF-IDF'])} |")
    print("|---" * (len(heads) + 3) + "|")
    sizes = list(_measure_all(corpus))
    print(f"\nReal documents: {len(corpus.records):,}; beyond them, reworded copies.\n")
    held = bars(sizes)
    for bar, holds in held.items():
        print(f"- {'holds' if holds else 'DOES NOT HOLD'}: {bar}")
    return all(held.values())


def _measure_all(corpus: Corpus) -> Iterator[Measured]:
    for count in map(int, os.environ.get("SPEED_SIZES", SIZES).split(",")):
        with tempfile.TemporaryDirectory() as folder:
            archive = Path(folder) / "threads.ndjson"
            corpus.write(archive, count)
            measured = measure(archive, count)
        print(_row(measured), flush=True)
        yield measured


def _row(size: Measured) -> str:
    tfidf = ["–"] * 3
    if size.tfidf_s is not None and size.tfidf_mb is not None and size.ratio is not None:
        tfidf = [f"{size.tfidf_s:.1f}", f"{size.tfidf_mb:.0f}", f"{size.ratio:.2f}"]
    spent = [f"{size.stages.get(stage, 0.0):.1f}" for stage in STAGES]
    counts = [f"{number:,}" for number in (size.documents, size.mentions, size.pain_points)]
    times = [f"{size.seconds:.1f}", *spent, f"{size.command_s:.1f}", f"{size.peak_mb:.0f}"]
    return f"| {' | '.join([*counts, *times, *tfidf])} |"
