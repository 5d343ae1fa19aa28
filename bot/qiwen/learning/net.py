"""Training the net of qiwen.matching.net with torch, which is imported here and nowhere else.

To see through slips of the pen and of the ear, it is shown texts with characters left out, and texts in which
characters are hidden while their sound stays.

Embeddings start near zero: at torch's own start, ten times as far off, a rare word keeps its noise for good. A Latin
word is one place (see qiwen.matching.words).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import nn
from torch.nn import functional

from qiwen.matching.net import UNKNOWN, WIDTHS, Net, numbers
from qiwen.matching.reading import Reading
from qiwen.matching.words import places

_DEPTH, _FILTERS = 64, 192
_BATCH = 64
_FASTEST = 5e-3
_START = 0.1
_HIDDEN_TEXTS, _HIDDEN_SHARE = 0.35, 0.3
_LEFT_OUT = (0.0, 0.05, 0.1)
_LEAST = 2  # times that a word must stand in the asks to be known

_Row = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]
"""The numbers of what is written at each place of a text, and of its sound."""


class _Model(nn.Module):
    def __init__(self, written: int, spoken: int, labels: int) -> None:
        super().__init__()
        self.written = nn.Embedding(written, _DEPTH, padding_idx=0)
        self.spoken = nn.Embedding(spoken, _DEPTH, padding_idx=0)
        for each in (self.written, self.spoken):
            each.weight.data.mul_(_START)
        self.taps = nn.Linear(2 * _DEPTH, _FILTERS * sum(WIDTHS), bias=False)
        self.offset = nn.Parameter(torch.zeros(_FILTERS * len(WIDTHS)))
        for width, tap in zip(WIDTHS, self.taps.weight.data.split([_FILTERS * width for width in WIDTHS]), strict=True):
            nn.init.uniform_(tap, -((2 * _DEPTH * width) ** -0.5), (2 * _DEPTH * width) ** -0.5)
        self.query = nn.Linear(_FILTERS * len(WIDTHS), 1)
        self.out = nn.Linear(2 * _FILTERS * len(WIDTHS), labels)

    def forward(self, written: torch.Tensor, spoken: torch.Tensor) -> torch.Tensor:
        nowhere = (written == 0)[..., None] * -1e4
        seen = torch.cat([self.written(written), self.spoken(spoken)], -1)
        found = torch.relu(self._convolved(functional.dropout(seen, 0.2, self.training)) + self.offset)
        best = (found + nowhere).amax(1)
        weight = (self.query(found) + nowhere).softmax(1)
        pooled = torch.cat([best, (weight.transpose(1, 2) @ found).squeeze(1)], 1)
        logits: torch.Tensor = self.out(functional.dropout(pooled, 0.4, self.training))
        return logits

    def _convolved(self, seen: torch.Tensor) -> torch.Tensor:
        """As Net does it: one product for all taps of all filters, each then moved to its place."""
        taps = iter(self.taps(seen).split(_FILTERS, 2))
        return torch.cat([sum(_moved(next(taps), tap - width // 2) for tap in range(width)) for width in WIDTHS], 2)


def _moved(part: torch.Tensor, by: int) -> torch.Tensor:
    """Each row taken from `by` places further on."""
    size = part.size(1)
    return functional.pad(part, (0, 0, max(-by, 0), max(by, 0)))[:, max(by, 0) : max(by, 0) + size]


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
    stand = [places(reading.plain, reading.plain_sound) for reading in readings]
    written, spoken = (_known(each) for each in zip(*stand, strict=True))
    rows = [_row(numbers(reading, written, spoken)) for reading in readings]
    model = _Model(len(written) + 2, len(spoken) + 2, labels)
    truth = torch.from_numpy(owner.astype(np.int64))
    steps = epochs * -(-len(readings) // _BATCH)
    optimiser = torch.optim.AdamW(model.parameters(), lr=_FASTEST, weight_decay=0.02)
    pace = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=_FASTEST, total_steps=steps)
    for epoch in range(epochs):
        tell(f"training the net, round {epoch + 1} of {epochs}")
        for batch in _batches(rows, chance):
            shown = [_spoiled(rows[at], chance) for at in batch]
            loss = functional.cross_entropy(model(*_padded(shown)), truth[batch], label_smoothing=0.05)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(model.parameters(), 2)
            optimiser.step()
            pace.step()
    return _as_net(model, written, spoken)


def _known(texts: Iterable[Sequence[str]]) -> dict[str, int]:
    counted = Counter(word for text in texts for word in text)
    kept = sorted(word for word, count in counted.items() if count >= _LEAST)
    return {word: number for number, word in enumerate(kept, UNKNOWN + 1)}


def _row(seen: tuple[list[int], list[int]]) -> _Row:
    return np.array(seen[0]), np.array(seen[1])


def _batches(rows: Sequence[_Row], chance: np.random.Generator) -> Iterator[list[int]]:
    """Texts of about one length together, in random order: little is spent on padding."""
    length = np.array([len(written) for written, _ in rows]) + chance.random(len(rows)) * 6
    order = np.argsort(length, kind="stable")
    batches = [order[start : start + _BATCH].tolist() for start in range(0, len(order), _BATCH)]
    for at in chance.permutation(len(batches)):
        yield batches[at]


def _spoiled(seen: _Row, chance: np.random.Generator) -> _Row:
    kept = chance.random(len(seen[0])) >= chance.choice(_LEFT_OUT)
    written, spoken = (row[kept] if kept.any() else row[:1] for row in seen)
    if chance.random() < _HIDDEN_TEXTS:
        written = np.where(chance.random(len(written)) < _HIDDEN_SHARE, UNKNOWN, written)
    return written, spoken


def _padded(shown: Sequence[_Row]) -> tuple[torch.Tensor, torch.Tensor]:
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
    return Net.of(
        {
            "written": np.array("\n".join(written)),
            "spoken": np.array("\n".join(spoken)),
            "e_written": array(model.written.weight),
            "e_spoken": array(model.spoken.weight),
            "taps": array(model.taps.weight).T.copy(),
            "offset": array(model.offset),
            "query": query[:, 0].copy(),
            "query_offset": query_offset,
            "out": out,
            "out_offset": out_offset,
        }
    )
