"""Our groups beside BERTopic's on sets that people have grouped, and how far ours move when they should not."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.quality.sets import FOLDER, NAMES, Part, load_set
from benchmarks.quality.stability import measure_stability
from benchmarks.queue.environments import CannotInstall, Environment, install
from benchmarks.queue.figures import header, row
from pipeline.metrics import grouping_metrics
from settings import ROOT

# BERTopic without sentence-transformers and torch: it is given vectors.
BERTOPIC = Environment(
    "pip",
    ("hdbscan==0.8.44", "umap-learn==0.5.12", "pandas==3.1.1", "plotly==7.1.0", "tqdm", "pyyaml"),
    without_dependencies=("bertopic==0.17.4",),
)
ENCODERS = ("static", "minilm", "auto")
MEASURES = ("nmi", "ari", "bcubed_f1", "pair_f1")
LEAST_TIMES_FASTER = 30
LEAST_STABLE = 0.9


@dataclass(frozen=True, slots=True)
class Result:
    """Seconds are those of embedding and grouping, models loaded and warm."""

    measures: Mapping[str, float]
    embed_s: float
    cluster_s: float
    peak_mb: float

    @property
    def seconds(self) -> float:
        return self.embed_s + self.cluster_s


def main() -> bool:
    """Print the tables and return whether every bar holds."""
    if not FOLDER.exists():
        print(f"{FOLDER} is missing: nothing measured.")
        return False
    try:
        install(BERTOPIC)
    except CannotInstall as error:
        print(f"BERTopic is not measured, it cannot be installed: {error}\n")
        return False
    results = {name: _measure(name) for name in NAMES}
    print(header("set", "method", "NMI", "ARI", "B-cubed F1", "pair F1", "seconds", "of it embedding", "peak MB"))
    for name, methods in results.items():
        for method, result in methods.items():
            print(row(name, method, *(f"{result.measures[measure]:.3f}" for measure in MEASURES), *_costs(result)))
    print(NOTES)
    held = [*_bars(results), *_stability_bars(measure_stability())]
    for bar, holds in held:
        print(f"- {'holds' if holds else 'DOES NOT HOLD'}: {bar}")
    return all(holds for _, holds in held)


def _costs(result: Result) -> list[str]:
    return [f"{result.seconds:.2f}", f"{result.embed_s:.2f}", f"{result.peak_mb:.0f}"]


def _measure(name: str) -> dict[str, Result]:
    parts = load_set(name)
    program = [sys.executable, "-m", "benchmarks.quality.group_with_ours", name]
    with TemporaryDirectory() as folder:
        results = {encoder: _run([*program, encoder, ""], parts) for encoder in ENCODERS}
        # BERTopic reads MiniLM alone, which it would run itself: embedding counts for it as it does for ours.
        embedding = _run([*program, "context", folder], parts)
        (Path(folder) / "texts.json").write_text(json.dumps([part.texts for part in parts]))
        there = BERTOPIC.program("python")
        found = _run([there, "benchmarks/quality/group_with_bertopic.py", folder], parts)
    results["BERTopic"] = Result(found.measures, embedding.embed_s, found.cluster_s, found.peak_mb)
    return results


def _run(command: list[str], parts: list[Part]) -> Result:
    run = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    found = json.loads(run.stdout.splitlines()[-1])
    truth = [f"{number} {label}" for number, part in enumerate(parts) for label in part.truth]
    names = [f"{number} {group}" for number, groups in enumerate(found["groups"]) for group in groups]
    numbers = {name: at for at, name in enumerate(dict.fromkeys(names))}
    measures = grouping_metrics(truth, [numbers[name] for name in names])
    shown = {measure: float(measures[measure] or 0.0) for measure in MEASURES}
    return Result(shown, found["embed_s"], found["cluster_s"], found["peak_mb"])


def _bars(results: Mapping[str, Mapping[str, Result]]) -> Iterator[tuple[str, bool]]:
    ours, theirs = (_mean_ari(results, method) for method in ("static", "BERTopic"))
    yield f"static's mean ARI is {ours:.3f}, BERTopic's {theirs:.3f}", ours >= theirs
    faster = _seconds(results, "BERTopic") / _seconds(results, "static")
    yield f"static takes {faster:.0f} times less time (at least {LEAST_TIMES_FASTER})", faster >= LEAST_TIMES_FASTER
    for method in ("minilm", "auto"):
        for name, methods in results.items():
            for measure in ("ari", "bcubed_f1"):
                one, other = methods[method].measures[measure], methods["BERTopic"].measures[measure]
                holds = one > other if method == "minilm" else one >= other
                yield f"{method} on {name}: {measure} {one:.3f}, BERTopic {other:.3f}", holds
    embed_s = sum(methods["minilm"].embed_s for methods in results.values())
    cluster_s = sum(methods["minilm"].cluster_s for methods in results.values())
    yield f"minilm groups in {cluster_s:.1f} s what took {embed_s:.1f} s to embed (less)", cluster_s < embed_s


def _stability_bars(scores: Mapping[str, float]) -> Iterator[tuple[str, bool]]:
    for name, score in scores.items():
        yield f"{name}: ARI {score:.3f} once texts are added (at least {LEAST_STABLE})", score >= LEAST_STABLE


def _mean_ari(results: Mapping[str, Mapping[str, Result]], method: str) -> float:
    return statistics.mean(methods[method].measures["ari"] for methods in results.values())


def _seconds(results: Mapping[str, Mapping[str, Result]], method: str) -> float:
    return sum(methods[method].seconds for methods in results.values())


NOTES = """
Every run has a process of its own; loading models and compiling are not counted. BERTopic runs with its defaults on
the vectors of the int8 MiniLM that our `minilm` uses, whose time is counted for it and whose memory is not; it is not
seeded, so its figures move from run to run. Rows that it leaves out, and those of an app with too few reviews for it,
count as groups of one. `app_review_issues` is grouped inside each app.
"""
