"""Group a set with one of our encoders, and print groups, seconds and peak memory as JSON."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import cast

import numpy as np

from benchmarks.quality.sets import load_set
from pipeline.cluster import cluster
from pipeline.embed import Encoder, EncoderName, load_encoder
from pipeline.minilm_encoder import MiniLmEncoder


def main(name: str, encoder: str, vectors_folder: str) -> None:
    """Loading the model is not timed. Vectors are left in the folder, if one is named, part by part."""
    parts = load_set(name)
    model = _load(encoder, sum(len(part.texts) for part in parts))
    model.encode(["to warm up"])
    embed_s = cluster_s = 0.0
    groups: list[list[int]] = []
    for number, part in enumerate(parts):
        began = time.perf_counter()
        vectors = model.encode(part.texts)
        embedded = time.perf_counter()
        groups.append(cluster(vectors))
        embed_s += embedded - began
        cluster_s += time.perf_counter() - embedded
        if vectors_folder:
            np.save(Path(vectors_folder) / f"{number}.npy", vectors)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"groups": groups, "embed_s": embed_s, "cluster_s": cluster_s, "peak_mb": peak_mb}))


def _load(encoder: str, mentions: int) -> Encoder:
    """Load one of ours by name; `context` is the part of `minilm` that others use alone."""
    return MiniLmEncoder() if encoder == "context" else load_encoder(cast("EncoderName", encoder), mentions)


if __name__ == "__main__":
    main(*sys.argv[1:])
