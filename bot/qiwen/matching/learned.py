"""What was learned from the asks: weights as plain arrays. Training lives elsewhere; here is only looking up and adding."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from qiwen.matching.grams import groups
from qiwen.matching.net import Net
from qiwen.matching.reading import Reading
from qiwen.matching.score import Scores


@dataclass(frozen=True, slots=True)
class Learned:
    """A linear model over hashed features, and how its scores and the channels are put together.

    `keys` are sorted feature numbers, `rarity` their inverse document frequency, `weights` (features, labels) in steps
    of `step`, `bias` per label. `mix` weighs the figures of one label (see mixing.py). `readings` are asks already
    read. `net` is the second opinion. `content` names the asks it was learned from.
    """

    labels: tuple[str, ...]
    keys: npt.NDArray[np.uint32]
    rarity: Scores
    weights: npt.NDArray[np.int8]
    step: Scores
    bias: Scores
    mix: Scores
    content: str
    net: Net | None = None
    readings: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def scores(self, reading: Reading) -> Scores:
        """Two figures a label: how far on the label's side of its border the text lies, and the net's log-probability."""
        second = self.net.scores(reading) if self.net else np.zeros(len(self.labels), dtype=np.float32)
        return np.stack([self._linear(reading), second], axis=1)

    def _linear(self, reading: Reading) -> Scores:
        total = self.bias.copy()
        for counted, share in zip(groups(reading), SHARES, strict=True):
            numbers = np.fromiter(counted.keys(), dtype=np.uint32, count=len(counted))
            counts = np.fromiter(counted.values(), dtype=np.float32, count=len(counted))
            at = np.searchsorted(self.keys, numbers)
            at[at == len(self.keys)] = 0
            known = self.keys[at] == numbers if len(self.keys) else np.zeros(len(at), dtype=bool)
            strength = (1 + np.log(counts[known])) * self.rarity[at[known]]
            length = float(np.sqrt((strength**2).sum())) or 1.0
            total += share / length * (strength @ self.weights[at[known]].astype(np.float32)) * self.step
        return total


SHARES: Sequence[float] = (1.0, 1.0, 0.2)
"""How much each group of features counts: written, spoken, concepts. Training uses the same.

Concepts count little: with ten thousand asks they add to what the words say only where words are rare."""
