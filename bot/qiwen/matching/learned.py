"""What was learned from the asks: weights as plain arrays. Training lives elsewhere; here it is looked up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

import numpy as np
import numpy.typing as npt

from qiwen.matching.grams import groups
from qiwen.matching.net import Net
from qiwen.matching.reading import Reading
from qiwen.matching.score import Scores
from qiwen.model.content import Catalogue


@dataclass(frozen=True, slots=True)
class Learned:
    """A linear model over hashed features, and how its scores and the channels are put together.

    `keys` are sorted feature numbers, `rarity` their inverse document frequency, `weights` (features, labels) in steps
    of `step`, `bias` per label. `mix` weighs the figures of one label (see mixing.py). `readings` are asks already
    read. `nets` are further opinions. `content` names what it was learned from (see `asked`).
    """

    labels: tuple[str, ...]
    keys: npt.NDArray[np.uint32]
    rarity: Scores
    weights: npt.NDArray[np.int8]
    step: Scores
    bias: Scores
    mix: Scores
    content: str
    nets: tuple[Net, ...] = ()
    readings: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def scores(self, reading: Reading) -> Scores:
        """One figure a label: how far on its side of the border the text lies, blended with the nets' opinion."""
        linear = self._linear(reading)
        return blended(linear, opinion(self.nets, reading)) if self.nets else linear

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


def asked(catalogue: Catalogue) -> str:
    """A name for what is learned from: every ask with its intent and hand, and the lexicon. Wording does not count."""
    digest = sha256(repr((catalogue.lexicon, catalogue.outside)).encode())
    for intent in catalogue.intents.values():
        digest.update(repr((intent.id, intent.asks)).encode())
    return digest.hexdigest()


SHARES: Sequence[float] = (1.0, 1.0, 0.2)
"""How much each group of features counts: written, spoken, concepts. Training uses the same.

Concepts count little: with ten thousand asks they add to what the words say only where words are rare."""

NET_SHARE = 0.2
"""How much of the net's log-probability is added to a linear score, which gives both about equal say.

It is set and not learned: hands of one project resemble each other more than strangers do, so what is learned on them
undervalues the net, which is the better of the two with strange words.
"""


def opinion(nets: Sequence[Net], reading: Reading) -> Scores:
    """The mean of what the nets say."""
    said = np.stack([net.scores(reading) for net in nets])
    return np.asarray(said.mean(axis=0), dtype=np.float32)


def blended(linear: Scores, net: Scores) -> Scores:
    """Linear scores and the net's log-probabilities as one figure; a log-probability counts down to -12."""
    return np.asarray(linear + NET_SHARE * np.maximum(net, -12), dtype=np.float32)
