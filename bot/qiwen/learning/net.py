"""Training the net of qiwen.matching.net with torch, which is imported here and nowhere else.

To see through slips of the pen and of the ear, it is shown texts with characters left out, and texts in which
characters are hidden while their sound stays.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import nn
from torch.nn import functional

from qiwen.matching.net import UNKNOWN, WIDTHS, Net, numbers
from qiwen.matching.reading import Reading

_DEPTH, _FILTERS = 64, 128
_BATCH = 64
_FASTEST = 2.5e-3
_HIDDEN_TEXTS, _HIDDEN_SHARE = 0.35, 0.3
_LEFT_OUT = (0.0, 0.05, 0.1)
_LEAST = 2  # times that a character must stand in the asks to be known


class _Model(nn.Module):
    def __init__(self, written: int, spoken: int, labels: int) -> None:
        super().__init__()
        self.written = nn.Embedding(written, _DEPTH, padding_idx=0)
        self.spoken = nn.Embedding(spoken, _DEPTH, padding_idx=0)
        self.filters = nn.ModuleList(nn.Conv1d(2 * _DEPTH, _FILTERS, width, padding=width // 2) for width in WIDTHS)
        self.query = nn.Linear(_FILTERS * len(WIDTHS), 1)
        self.out = nn.Linear(2 * _FILTERS * len(WIDTHS), labels)

    def forward(self, written: torch.Tensor, spoken: torch.Tensor) -> torch.Tensor:
        there = written > 0
        seen = torch.cat([self.written(written), self.spoken(spoken)], -1)
        seen = functional.dropout(seen, 0.2, self.training).transpose(1, 2)
        size = written.size(1)
        found = torch.cat([functional.gelu(each(seen)[..., :size], approximate="tanh") for each in self.filters], 1)
        best = found.masked_fill(~there[:, None], -1e4).amax(2)
        weight = self.query(found.transpose(1, 2)).squeeze(-1).masked_fill(~there, -1e4).softmax(1)
        pooled = torch.cat([best, (found * weight[:, None]).sum(2)], 1)
        logits: torch.Tensor = self.out(functional.dropout(pooled, 0.4, self.training))
        return logits


def train_net(
    readings: Sequence[Reading],
    owner: npt.NDArray[np.intp],
    labels: int,
    tell: Callable[[str], None],
    *,
    epochs: int,
    seed: int,
) -> Net:
    """A net that knows `owner` of `readings`. Deterministic on one machine: one thread, one `seed`."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    chance = np.random.default_rng(seed)
    written, spoken = _characters([r.plain for r in readings]), _characters([r.plain_sound for r in readings])
    model = _Model(len(written) + 2, len(spoken) + 2, labels)
    truth = torch.from_numpy(owner.astype(np.int64))
    steps = epochs * -(-len(readings) // _BATCH)
    optimiser = torch.optim.AdamW(model.parameters(), lr=_FASTEST, weight_decay=0.02)
    pace = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=_FASTEST, total_steps=steps)
    for epoch in range(epochs):
        tell(f"training the net, round {epoch + 1} of {epochs}")
        for batch in _batches(readings, chance):
            shown = [_spoiled(numbers(readings[at], written, spoken), chance) for at in batch]
            loss = functional.cross_entropy(model(*_padded(shown)), truth[batch], label_smoothing=0.05)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(model.parameters(), 2)
            optimiser.step()
            pace.step()
    return _as_net(model, written, spoken)


def _characters(texts: Sequence[str]) -> dict[str, int]:
    counted = Counter(char for text in texts for char in text)
    kept = sorted(char for char, count in counted.items() if count >= _LEAST)
    return {char: number for number, char in enumerate(kept, UNKNOWN + 1)}


def _batches(readings: Sequence[Reading], chance: np.random.Generator) -> Iterator[list[int]]:
    """Texts of about one length together, in random order: little is spent on padding."""
    length = np.array([len(reading.plain) for reading in readings]) + chance.random(len(readings)) * 6
    order = np.argsort(length, kind="stable")
    batches = [order[start : start + _BATCH].tolist() for start in range(0, len(order), _BATCH)]
    for at in chance.permutation(len(batches)):
        yield batches[at]


def _spoiled(seen: tuple[list[int], list[int]], chance: np.random.Generator) -> tuple[list[int], list[int]]:
    written, spoken = seen
    left_out = chance.choice(_LEFT_OUT)
    kept = [at for at in range(len(written)) if chance.random() > left_out] or [0]
    written, spoken = [written[at] for at in kept], [spoken[at] for at in kept]
    if chance.random() < _HIDDEN_TEXTS:
        written = [UNKNOWN if chance.random() < _HIDDEN_SHARE else char for char in written]
    return written, spoken


def _padded(shown: Sequence[tuple[list[int], list[int]]]) -> tuple[torch.Tensor, torch.Tensor]:
    longest = max(len(written) for written, _ in shown)
    rows = np.zeros((2, len(shown), longest), dtype=np.int64)
    for at, pair in enumerate(shown):
        for which, row in enumerate(pair):
            rows[which, at, : len(row)] = row
    return torch.from_numpy(rows[0]), torch.from_numpy(rows[1])


def _as_net(model: _Model, written: dict[str, int], spoken: dict[str, int]) -> Net:
    def array(tensor: torch.Tensor) -> Any:  # noqa: ANN401 - torch's own numpy type
        return tensor.detach().numpy().astype(np.float16).astype(np.float32)

    def linear(layer: nn.Linear) -> tuple[Any, Any]:
        return array(layer.weight).T.copy(), array(layer.bias)

    query, query_offset = linear(model.query)
    out, out_offset = linear(model.out)
    arrays = {
        "written": np.array("".join(written)),
        "spoken": np.array("".join(spoken)),
        "e_written": array(model.written.weight),
        "e_spoken": array(model.spoken.weight),
        "query": query[:, 0].copy(),
        "query_offset": query_offset,
        "out": out,
        "out_offset": out_offset,
    }
    for width, each in zip(WIDTHS, model.filters, strict=True):
        arrays[f"filter{width}"] = array(each.weight).transpose(2, 1, 0).copy()  # type: ignore[arg-type]
        arrays[f"offset{width}"] = array(each.bias)  # type: ignore[arg-type]
    return Net.of(arrays)
