"""The network of the encoder: a transformer whose pieces see their own row and earlier ones."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from moderation.management.encoding.base import Base
from moderation.screening.encoder.encoder import TOLLS
from moderation.screening.encoder.told import UNTOLD
from moderation.screening.encoder.windows import LONGEST

# The lowest layers stay as the base has them: they know words, and what they make of a window is reckoned once.
FROZEN = 5
_DROPOUT = 0.1
_INNER = 128  # a judge's inner width
_EPSILON = 1e-12
_UNSEEN = -1e9  # what is added to the weight of a piece that is not seen: nothing is left of it


class Network(nn.Module):
    """Reads a batch of windows and says of a piece whether the words that begin there are a toll, and of what effect.

    A judge says it of a figure's source or a label's voice, from two pieces and from what the rules said.

    The embeddings stay as the base has them: too few words of the corpus would be moved to leave the others behind.
    """

    def __init__(self, base: Base, kept: list[int], layers: int, classes: Mapping[str, int]) -> None:
        super().__init__()
        blocks = base.packed[kept]
        self.register_buffer("pairs", torch.from_numpy(blocks["pairs"].copy()))
        self.register_buffer("scales", torch.from_numpy(blocks["scale"].copy()))
        places = base.tensors["emb.pos"].reshape(-1, base.width) + base.tensors["emb.type"][: base.width]
        self.places = nn.Parameter(torch.from_numpy(places[:LONGEST]))
        self.norm = _norm(base, "emb.ln")
        self.layers = nn.ModuleList(_Layer(base, f"l{layer}") for layer in range(layers))
        self.tolls = nn.Linear(base.width, classes[TOLLS])
        self.judges = nn.ModuleDict(
            {name: Judge(base.width, len(told), classes[name]) for name, told in UNTOLD.items()}
        )

    def encode(self, numbers: Tensor, rows: Tensor) -> Tensor:
        """Return a vector for each piece; *numbers* and *rows* are windows by pieces, a row of -2 is no piece."""
        return self.finish(self.begin(numbers, rows), rows)

    def begin(self, numbers: Tensor, rows: Tensor) -> Tensor:
        """Return what the layers that are not fitted make of each piece."""
        hidden = self.norm(self._embed(numbers) + self.places[: numbers.shape[1]])
        return _through(self.layers[:FROZEN], hidden, rows)

    def finish(self, begun: Tensor, rows: Tensor) -> Tensor:
        """Return what the fitted layers make of what *begin* has *begun*."""
        return _through(self.fitted, functional.dropout(begun, _DROPOUT, self.training), rows)

    @property
    def fitted(self) -> nn.ModuleList:
        """Return the layers that are fitted."""
        return self.layers[FROZEN:]

    def _embed(self, numbers: Tensor) -> Tensor:
        pairs = self.pairs[numbers]
        halves = torch.cat([pairs & 15, pairs >> 4], dim=-1).to(torch.float32) - 8
        return (halves * self.scales[numbers].to(torch.float32).unsqueeze(-1)).flatten(-2)


class Judge(nn.Module):
    """Says of which class a figure's source or a label is, from two vectors and from what the rules said."""

    def __init__(self, width: int, traits: int, classes: int) -> None:
        super().__init__()
        self.inner, self.outer = nn.Linear(2 * width + traits, _INNER), nn.Linear(_INNER, classes)
        self.rules = nn.Linear(traits, classes)

    def forward(self, vector: Tensor, cue: Tensor, told: Tensor) -> Tensor:
        """Return the log-likelihoods of the classes; all three may be rows of as many."""
        inner = functional.gelu(self.inner(torch.cat([vector, cue, told], dim=-1)))
        return functional.log_softmax(self.outer(inner) + self.rules(told), dim=-1)


class Reader(nn.Module):
    """The network as screening runs it: a window in, log-likelihoods of effects and a vector a piece out."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, numbers: Tensor, rows: Tensor) -> tuple[Tensor, Tensor]:
        """Return the log-likelihoods for a window's *numbers* and *rows*, then the vectors."""
        hidden = self.network.encode(numbers[None], rows[None])[0]
        return functional.log_softmax(self.network.tolls(hidden), dim=-1), hidden


class _Layer(nn.Module):
    def __init__(self, base: Base, name: str) -> None:
        super().__init__()
        wide, inner = base.width, base.inner
        self.heads = base.heads
        self.query, self.key, self.value = (_linear(base, f"{name}.{part}", wide, wide) for part in "qkv")
        self.joined = _linear(base, f"{name}.ao", wide, wide)
        self.up, self.down = _linear(base, f"{name}.fi", inner, wide), _linear(base, f"{name}.fo", wide, inner)
        self.norm_of_joined, self.norm_of_down = _norm(base, f"{name}.aln"), _norm(base, f"{name}.oln")

    def forward(self, hidden: Tensor, unseen: Tensor) -> Tensor:
        query, key, value = (self._split(part(hidden)) for part in (self.query, self.key, self.value))
        weights = query @ key.transpose(-1, -2) / math.sqrt(query.shape[-1])
        weights = (weights + unseen).softmax(dim=-1)
        joined = self.joined((weights @ value).transpose(1, 2).flatten(-2))
        hidden = self.norm_of_joined(hidden + functional.dropout(joined, _DROPOUT, self.training))
        down = self.down(functional.gelu(self.up(hidden)))
        return self.norm_of_down(hidden + functional.dropout(down, _DROPOUT, self.training))

    def _split(self, vectors: Tensor) -> Tensor:
        return vectors.unflatten(-1, (self.heads, -1)).transpose(1, 2)


def _through(layers: nn.ModuleList, hidden: Tensor, rows: Tensor) -> Tensor:
    """Return what *layers* make of *hidden*; a piece sees its own row and earlier ones."""
    sees = (rows[:, None, :] <= rows[:, :, None]) & (rows[:, None, :] > -2)
    # Added, not chosen: the answers are the same, and the exported graph runs an eighth quicker.
    unseen = torch.where(sees, 0.0, _UNSEEN)[:, None]
    for layer in layers:
        hidden = layer(hidden, unseen)
    return hidden


def _linear(base: Base, name: str, out: int, into: int) -> nn.Linear:
    made = nn.Linear(into, out)
    _fill(made, base.tensors[f"{name}.w"].reshape(out, into), base.tensors[f"{name}.b"])
    return made


def _norm(base: Base, name: str) -> nn.LayerNorm:
    made = nn.LayerNorm(base.width, eps=_EPSILON)
    _fill(made, base.tensors[f"{name}.w"], base.tensors[f"{name}.b"])
    return made


def _fill(module: Any, weight: Any, bias: Any) -> None:
    module.weight.data, module.bias.data = torch.from_numpy(weight), torch.from_numpy(bias)
