"""Teaches the network: all layers first, then the few that ship, from the labels and from what the first has learned.

    python -m training.contextual.learn SENTENCES.json MODEL.onnx

`SENTENCES.json` holds `labelled`, rows of text, pain, wish and weight, and `unlabelled`, a list of texts. The few
layers learn from the verdicts of all six on both (distillation: Hinton, Vinyals, Dean 2015), at a third of the cost.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import BertWordPieceTokenizer
from torch import Tensor
from torch.nn import functional

from pipeline.contextual import MOST_PIECES
from pipeline.minilm_encoder import VOCABULARY
from training.contextual.export import export
from training.contextual.network import ALL_LAYERS, Network, pretrained

SHIPPED_LAYERS = 3
EPOCHS = 2
BATCH, BATCHES_SORTED_TOGETHER = 32, 50
TEACHER_RATE, STUDENT_RATE, HEAD_RATE = 5e-5, 8e-5, 1e-3
WARM_UP, DECAY, LONGEST_STEP = 0.1, 0.01, 1.0
# How much of a target is the teacher's verdict where there is a label, and how much a text without one counts.
TEACHER_SHARE, UNLABELLED_WEIGHT = 0.5, 0.7
SEED = 0


def main(sentences: str, model: str) -> None:
    random.seed(SEED)
    torch.manual_seed(SEED)
    data = json.loads(Path(sentences).read_text(encoding="utf-8"))
    rows: list[dict[str, Any]] = data["labelled"]
    labels = torch.tensor([[row["pain"], row["wish"]] for row in rows]).float()
    weights = torch.tensor([row["weight"] for row in rows])
    texts = [row["text"] for row in rows]
    pieces = cut_into_pieces(texts + data["unlabelled"])

    teacher = pretrained(ALL_LAYERS)
    teach(teacher, pieces[: len(rows)], labels, weights, TEACHER_RATE)
    targets = rate(teacher, pieces)
    targets[: len(rows)] = TEACHER_SHARE * targets[: len(rows)] + (1 - TEACHER_SHARE) * labels
    weights = torch.cat([weights, torch.full((len(data["unlabelled"]),), UNLABELLED_WEIGHT)])
    student = pretrained(SHIPPED_LAYERS)
    teach(student, pieces, targets, weights, STUDENT_RATE)
    export(student, Path(model))


def cut_into_pieces(texts: Sequence[str]) -> list[list[int]]:
    tokenizer = BertWordPieceTokenizer(str(VOCABULARY), lowercase=True)
    tokenizer.enable_truncation(MOST_PIECES)
    return [encoding.ids for encoding in tokenizer.encode_batch(list(texts))]


def teach(network: Network, pieces: Sequence[list[int]], targets: Tensor, weights: Tensor, rate: float) -> None:
    """Fit log-odds to targets of 0 to 1, each text as important as its weight."""
    # The vectors of words stay: most are too rare here to be taught anything, and the step over them is dear.
    network.word.requires_grad_(False)
    body = [each for name, each in network.named_parameters() if each.requires_grad and not name.startswith("head")]
    groups = [{"params": body, "lr": rate}, {"params": network.head.parameters(), "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=DECAY)
    steps = EPOCHS * -(-len(pieces) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _share_of_rate(step, steps))
    began, done, lost = time.monotonic(), 0, 0.0
    network.train()
    for _ in range(EPOCHS):
        for batch in _shuffled_batches(pieces):
            # Quicker by half where the processor has bfloat16 (AVX512_BF16, AMX).
            with torch.autocast("cpu", torch.bfloat16):
                verdicts = network(*_pad([pieces[i] for i in batch]))
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


def rate(network: Network, pieces: Sequence[list[int]]) -> Tensor:
    """Return the probabilities of pain and wish, (n, 2)."""
    network.eval()
    rated = torch.zeros(len(pieces), 2)
    order = sorted(range(len(pieces)), key=lambda i: len(pieces[i]))
    with torch.no_grad():
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            rated[batch] = torch.sigmoid(network(*_pad([pieces[i] for i in batch])))
    return rated


def _share_of_rate(step: int, steps: int) -> float:
    return min(step / (WARM_UP * steps), (steps - step) / ((1 - WARM_UP) * steps), 1.0)


def _shuffled_batches(pieces: Sequence[list[int]]) -> Iterator[list[int]]:
    """Batches of texts of like length, so that little is padding, in random order."""
    order = random.sample(range(len(pieces)), len(pieces))
    batches = []
    for start in range(0, len(order), BATCH * BATCHES_SORTED_TOGETHER):
        near = sorted(order[start : start + BATCH * BATCHES_SORTED_TOGETHER], key=lambda i: len(pieces[i]))
        batches += [near[i : i + BATCH] for i in range(0, len(near), BATCH)]
    yield from random.sample(batches, len(batches))


def _pad(rows: Sequence[list[int]]) -> tuple[Tensor, Tensor]:
    ids = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
    mask = np.zeros_like(ids)
    for number, row in enumerate(rows):
        ids[number, : len(row)], mask[number, : len(row)] = row, 1
    return torch.from_numpy(ids), torch.from_numpy(mask)


if __name__ == "__main__":
    main(*sys.argv[1:])
