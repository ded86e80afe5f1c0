"""Group texts with BERTopic's defaults, in an environment of its own that holds nothing of ours."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

import numpy as np
from bertopic import BERTopic  # type: ignore[import-not-found]

WARM_UP_ROWS = 200
OUTLIER = -1


def main(folder: str) -> None:
    """Read `texts.json`, a list of parts, and their vectors; print groups, seconds and peak memory as JSON."""
    parts = json.loads((Path(folder) / "texts.json").read_text())
    vectors = [np.load(Path(folder) / f"{number}.npy") for number in range(len(parts))]
    # Numba compiles on first use, which is not counted.
    noise = np.random.default_rng(0).normal(size=(WARM_UP_ROWS, vectors[0].shape[1])).astype(np.float32)
    BERTopic().fit_transform([f"text {row}" for row in range(WARM_UP_ROWS)], noise)
    began = time.perf_counter()
    groups = [group_part(texts, rows) for texts, rows in zip(parts, vectors, strict=True)]
    seconds = time.perf_counter() - began
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"groups": groups, "embed_s": 0.0, "cluster_s": seconds, "peak_mb": peak_mb}))


def group_part(texts: list[str], vectors: np.ndarray) -> list[int]:
    """Number the groups; each outlier, and each row of a part too small for BERTopic, is alone."""
    try:
        topics = BERTopic().fit_transform(texts, vectors)[0]
    except (TypeError, ValueError):
        topics = [OUTLIER] * len(texts)
    return [topic if topic != OUTLIER else -1 - row for row, topic in enumerate(topics)]


if __name__ == "__main__":
    main(*sys.argv[1:])
