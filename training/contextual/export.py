"""Writes the network as an int8 model that onnxruntime runs."""

from __future__ import annotations

import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

OPSET = 17


class OneSentence(nn.Module):
    """A network without a mask: it rates sentences one at a time, and pads none."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor) -> Tensor:
        return self.network(ids, torch.ones_like(ids))


def export(network: nn.Module, path: Path) -> None:
    """Write `ids`, (1, length) int64, to `logits`, (1, 2).

    Weights keep seven bits (`reduce_range`): with eight, processors without VNNI overflow, and verdicts would differ
    from one machine to the next.
    """
    example = torch.randint(1000, 2000, (1, 12))
    with tempfile.TemporaryDirectory() as folder:
        exact = Path(folder) / "exact.onnx"
        torch.onnx.export(
            OneSentence(network).eval(),
            (example,),
            str(exact),
            input_names=["ids"],
            output_names=["logits"],
            dynamic_axes={"ids": {1: "length"}},
            opset_version=OPSET,
            dynamo=False,
        )
        quantize_dynamic(exact, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
