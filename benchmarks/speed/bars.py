"""What the engine must reach."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from benchmarks.speed.measuring import Measured

# On real documents, of which there are some 32,000 beside the repository.
COMPARED, MOST_TIMES_TFIDF, MOST_MB = 25_000, 4.0, 1024.0
LARGE, MOST_SECONDS, MOST_MB_LARGE = 100_000, 90.0, 1536.0
# How much more than n log n the time may grow between two sizes: single runs differ by about so much.
TOLERANCE = 1.15
# Below, starting costs more than reading.
FEWEST_FOR_GROWTH = 10_000


def bars(sizes: Sequence[Measured]) -> dict[str, bool]:
    """Return each bar in words with whether it holds."""
    return dict([*_bars_of_sizes(sizes), *_growth(sizes)])


def _bars_of_sizes(sizes: Sequence[Measured]) -> Iterator[tuple[str, bool]]:
    for size in sizes:
        what = f"{size.documents:,} documents in"
        if size.documents == COMPARED and size.ratio is not None:
            yield f"{what} {size.ratio:.2f} × TF-IDF (at most {MOST_TIMES_TFIDF:g})", size.ratio <= MOST_TIMES_TFIDF
            yield f"{what} {size.peak_mb:.0f} MB (at most {MOST_MB:.0f})", size.peak_mb <= MOST_MB
        if size.documents == LARGE:
            yield f"{what} {size.seconds:.0f} s (at most {MOST_SECONDS:.0f})", size.seconds <= MOST_SECONDS
            yield f"{what} {size.peak_mb:.0f} MB (at most {MOST_MB_LARGE:.0f})", size.peak_mb <= MOST_MB_LARGE


def _growth(sizes: Sequence[Measured]) -> Iterator[tuple[str, bool]]:
    for small, large in pairwise(size for size in sizes if size.documents >= FEWEST_FOR_GROWTH):
        grown = large.seconds / small.seconds
        allowed = large.documents * math.log(large.documents) / (small.documents * math.log(small.documents))
        yield (
            (
                f"{small.documents:,} to {large.documents:,} documents: {grown:.2f} times the seconds"
                f" (n log n: {allowed:.2f}, at most {TOLERANCE:g} times that)"
            ),
            grown <= TOLERANCE * allowed,
        )
