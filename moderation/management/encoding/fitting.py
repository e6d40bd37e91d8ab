"""Fit the network to the figures, sources and labels of the annotated corpus."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

import torch
from torch import Tensor, nn
from torch.nn import functional

from moderation.management.encoding.lessons import Lesson, Mark
from moderation.management.encoding.network import Network
from moderation.screening.encoder.encoder import TOLLS
from moderation.screening.encoder.told import GRADES, LABELS
from moderation.screening.encoder.windows import Window

_PASSES = 3
_BATCH = 3000  # pieces
_RATE, _HEADS_RATE = 1.5e-4, 1.5e-3
_WARM = 0.06  # the share of the steps over which the rates rise before they fall
_CLIP = 1.0
_DECAY = 0.01
_SMOOTHING = 0.02
_COUNTS = {TOLLS: 1.0, LABELS: 0.6, GRADES: 1.0}  # what mistakes count for
# How often a judge is not told what the rules said: so that it learns to read itself, too.
_UNTOLD = 0.25
_JUDGES_DROPOUT = 0.1
_SEED = 1
# Half the precision is enough for gradients, and quicker where the processor knows it. Others emulate it, and take
# seven times as long as for the whole.
_KNOWS_HALVES = torch.backends.cpu.get_cpu_capability() == "AVX512"


_Lesson = TypeVar("_Lesson", Lesson, "_Begun")


class _Begun(NamedTuple):
    """A lesson, and what the layers that are not fitted make of its window."""

    window: Window
    marks: tuple[Mark, ...]
    vectors: Tensor


def fit(network: Network, lessons: Sequence[Lesson], say: Callable[[str], None]) -> None:
    """Fit *network* to *lessons*, always in the same order."""
    torch.manual_seed(_SEED)
    chance = random.Random(_SEED)  # noqa: S311 - an order, no secret
    heads = [*network.tolls.parameters(), *network.judges.parameters()]
    body = list(network.fitted.parameters())
    groups = [{"params": heads, "most": _HEADS_RATE}, {"params": body, "most": _RATE}]
    optimizer = torch.optim.AdamW(groups, lr=_RATE, weight_decay=_DECAY, fused=True)
    begun = list(_begin(network, lessons))
    steps = [batch for _ in range(_PASSES) for batch in _batches(begun, chance)]
    network.train()
    for number, batch in enumerate(steps):
        share = min(1.0, number / (_WARM * len(steps))) * (1 - number / len(steps))
        for group in optimizer.param_groups:
            group["lr"] = group["most"] * share
        loss = _loss(network, batch)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), _CLIP)
        optimizer.step()
        if number % 50 == 0:
            say(f"step {number} of {len(steps)}, loss {loss.item():.3f}")
    network.eval()


def _begin(network: Network, lessons: Sequence[Lesson]) -> Iterator[_Begun]:
    """Yield the lessons with what the layers make of them that are not fitted: once, not in every pass."""
    network.eval()
    ordered = sorted(lessons, key=lambda lesson: len(lesson.window.numbers))
    for batch in _cut(ordered):
        numbers, rows = pad(lesson.window for lesson in batch)
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16, enabled=_KNOWS_HALVES):
            begun = network.begin(numbers, rows).to(torch.bfloat16)
        for lesson, vectors in zip(batch, begun, strict=True):
            yield _Begun(*lesson, vectors[: len(lesson.window.numbers)].clone())


def _loss(network: Network, batch: Sequence[_Begun]) -> Tensor:
    _, rows = pad(lesson.window for lesson in batch)
    begun = nn.utils.rnn.pad_sequence([lesson.vectors for lesson in batch], batch_first=True)
    with torch.autocast("cpu", torch.bfloat16, enabled=_KNOWS_HALVES):
        hidden = network.finish(begun.float(), rows)
    return torch.stack([_loss_of(network, name, hidden, batch) for name in _COUNTS]).sum()


def _loss_of(network: Network, name: str, hidden: Tensor, batch: Sequence[_Begun]) -> Tensor:
    """Return what the head of that *name* got wrong in *batch*, nothing where it was not asked."""
    asked = [(at, mark) for at, lesson in enumerate(batch) for mark in lesson.marks if mark.head == name]
    if not asked:
        return torch.zeros(())
    vectors = hidden[[at for at, _ in asked], [mark.place for _, mark in asked]].float()
    said = network.tolls(vectors) if name == TOLLS else _judge(network, vectors, hidden, asked)
    answers = torch.tensor([mark.answer for _, mark in asked])
    return _COUNTS[name] * functional.cross_entropy(said, answers, label_smoothing=_SMOOTHING)


def _judge(network: Network, vectors: Tensor, hidden: Tensor, asked: Sequence[tuple[int, Mark]]) -> Tensor:
    """Return what their judge says of *vectors*, those of the marks *asked* about, all of one head."""
    places = [mark.told.cue for _, mark in asked]
    is_told = torch.rand(len(asked), 1) >= _UNTOLD
    has_cue = torch.tensor([[place is not None] for place in places])
    cues = hidden[[at for at, _ in asked], [place or 0 for place in places]].float() * (has_cue & is_told)
    told = torch.tensor([mark.told.traits for _, mark in asked]) * is_told
    drop = nn.Dropout(_JUDGES_DROPOUT)
    return network.judges[asked[0][1].head](drop(vectors), drop(cues), told)


def pad(windows: Iterable[Window]) -> tuple[Tensor, Tensor]:
    """Return the numbers and rows of *windows*, all as long as the longest; what fills them up is in row -2."""
    taken = list(windows)
    longest = max(len(window.numbers) for window in taken)
    numbers = torch.ones((len(taken), longest), dtype=torch.long)
    rows = torch.full((len(taken), longest), -2)
    for at, window in enumerate(taken):
        numbers[at, : len(window.numbers)] = torch.tensor(window.numbers)
        rows[at, : len(window.rows)] = torch.tensor(window.rows)
    return numbers, rows


def _batches(begun: Sequence[_Begun], chance: random.Random) -> list[list[_Begun]]:
    """Return batches of lessons of about one length, in an order by *chance*."""
    ordered = sorted(begun, key=lambda lesson: len(lesson.window.numbers) + chance.random() * 20)
    batches = list(_cut(ordered))
    chance.shuffle(batches)
    return batches


def _cut(ordered: Iterable[_Lesson]) -> Iterator[list[_Lesson]]:
    batch: list[_Lesson] = []
    for lesson in ordered:
        if batch and len(lesson.window.numbers) * (len(batch) + 1) > _BATCH:
            yield batch
            batch = []
        batch.append(lesson)
    if batch:
        yield batch
