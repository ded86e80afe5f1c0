"""Teaches the networks: a large one from the labels, then the two that ship from the labels and from what that says.

    python -m training.contextual.learn SENTENCES.json CONTEXTUAL.onnx SECOND_OPINION.onnx

`SENTENCES.json` holds `labelled`, rows of text, pain, wish and weight, and `unlabelled`, a list of texts. Those that
ship learn from the large one's verdicts on both (distillation: Hinton, Vinyals, Dean 2015).
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import BertWordPieceTokenizer
from torch import Tensor, nn
from torch.nn import functional

from pipeline.contextual import MOST_PIECES
from pipeline.minilm_encoder import VOCABULARY
from pipeline.second_opinion import renumber
from training.contextual.export import export
from training.contextual.mpnet import Mpnet, lower_half, unpack
from training.contextual.network import pretrained

CONTEXTUAL_LAYERS = 3
TEACHER_EPOCHS, CONTEXTUAL_EPOCHS, SECOND_EPOCHS = 2, 2, 1
BATCH, BATCHES_SORTED_TOGETHER = 32, 50
TEACHER_RATE, CONTEXTUAL_RATE, SECOND_RATE, HEAD_RATE = 2e-5, 8e-5, 5e-5, 1e-3
WARM_UP, DECAY, LONGEST_STEP = 0.1, 0.01, 1.0
# How much of a target is the teacher's verdict where there is a label, and how much a text without one counts.
TEACHER_SHARE, UNLABELLED_WEIGHT = 0.6, 0.7
SEED = 0
Pieces = Sequence[list[int]]


def main(sentences: str, contextual: str, second_opinion: str) -> None:
    random.seed(SEED)
    torch.manual_seed(SEED)
    data = json.loads(Path(sentences).read_text(encoding="utf-8"))
    rows: list[dict[str, Any]] = data["labelled"]
    labels = torch.tensor([[row["pain"], row["wish"]] for row in rows]).float()
    weights = torch.tensor([row["weight"] for row in rows])
    pieces = cut_into_pieces([row["text"] for row in rows] + data["unlabelled"])
    renumbered = [renumber(each) for each in pieces]

    with tempfile.TemporaryDirectory() as folder:
        teacher = Mpnet(unpack(Path(folder)))
    teach(teacher, renumbered[: len(rows)], labels, weights, TEACHER_RATE, TEACHER_EPOCHS)
    targets = rate(teacher, renumbered)
    targets[: len(rows)] = TEACHER_SHARE * targets[: len(rows)] + (1 - TEACHER_SHARE) * labels
    weights = torch.cat([weights, torch.full((len(data["unlabelled"]),), UNLABELLED_WEIGHT)])
    half = lower_half(teacher)
    teach(half, renumbered, targets, weights, SECOND_RATE, SECOND_EPOCHS)
    export(half, Path(second_opinion))
    small = pretrained(CONTEXTUAL_LAYERS)
    teach(small, pieces, targets, weights, CONTEXTUAL_RATE, CONTEXTUAL_EPOCHS)
    export(small, Path(contextual))


def cut_into_pieces(texts: Sequence[str]) -> list[list[int]]:
    tokenizer = BertWordPieceTokenizer(str(VOCABULARY), lowercase=True)
    tokenizer.enable_truncation(MOST_PIECES)
    return [encoding.ids for encoding in tokenizer.encode_batch(list(texts))]


def teach(network: nn.Module, pieces: Pieces, targets: Tensor, weights: Tensor, rate: float, epochs: int) -> None:
    """Fit log-odds to targets of 0 to 1, each text as important as its weight."""
    body = [each for name, each in network.named_parameters() if each.requires_grad and not name.startswith("head")]
    groups = [{"params": body, "lr": rate}, {"params": network.head.parameters(), "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=DECAY)
    steps = epochs * -(-len(pieces) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _share_of_rate(step, steps))
    began, done, lost = time.monotonic(), 0, 0.0
    network.train()
    for _ in range(epochs):
        for batch in _shuffled_batches(pieces):
            # Quicker by half where the processor has bfloat16 (AVX512_BF16, AMX).
            with torch.autocast("cpu", torch.bfloat16):
                verdicts = network(*_pad([pieces[i] for i in batch], network.padding))
            losses = functional.binary_cross_entropy_with_logits(verdicts.float(), targets[batch], reduction="none")
            loss = (losses.mean(1) * weights[batch]).mean()
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), LONGEST_STEP)
            optimizer.step()
            schedule.step()
            done, lost = done + 1, lost + loss.item()
            if done % 200 == 0:
                print(f"step {done} of {steps}, loss {lost / 200:.3f}, {time.monotonic() - began:.0f} s", flush=True)
                lost = 0.0


def rate(network: nn.Module, pieces: Pieces) -> Tensor:
    """Return the probabilities of pain and wish, (n, 2)."""
    network.eval()
    rated = torch.zeros(len(pieces), 2)
    order = sorted(range(len(pieces)), key=lambda i: len(pieces[i]))
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            verdicts = network(*_pad([pieces[i] for i in batch], network.padding))
            rated[batch] = torch.sigmoid(verdicts.float())
    return rated


def _share_of_rate(step: int, steps: int) -> float:
    return min(step / (WARM_UP * steps), (steps - step) / ((1 - WARM_UP) * steps), 1.0)


def _shuffled_batches(pieces: Pieces) -> Iterator[list[int]]:
    """Batches of texts of like length, so that little is padding, in random order."""
    order = random.sample(range(len(pieces)), len(pieces))
    batches = []
    for start in range(0, len(order), BATCH * BATCHES_SORTED_TOGETHER):
        near = sorted(order[start : start + BATCH * BATCHES_SORTED_TOGETHER], key=lambda i: len(pieces[i]))
        batches += [near[i : i + BATCH] for i in range(0, len(near), BATCH)]
    yield from random.sample(batches, len(batches))


def _pad(rows: Pieces, padding: int) -> tuple[Tensor, Tensor]:
    ids = np.full((len(rows), max(map(len, rows))), padding, dtype=np.int64)
    mask = np.zeros_like(ids)
    for number, row in enumerate(rows):
        ids[number, : len(row)], mask[number, : len(row)] = row, 1
    return torch.from_numpy(ids), torch.from_numpy(mask)


if __name__ == "__main__":
    main(*sys.argv[1:])
