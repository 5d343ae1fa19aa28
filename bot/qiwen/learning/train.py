"""Training: a linear model over features, then the mix of its scores with the channels, on hands it has not seen."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from sklearn.svm import LinearSVC

from qiwen.learning.features import Grouped, grouped, matrix, vocabulary
from qiwen.matching.channels import channels
from qiwen.matching.index import Index, index
from qiwen.matching.learned import Learned, asked, blended
from qiwen.matching.mixing import figures, probabilities
from qiwen.matching.net import Net
from qiwen.matching.reading import Reader, Reading
from qiwen.matching.score import Scores
from qiwen.model.content import Catalogue

EPOCHS = 5
"""Rounds of each net. Several short ones agree better with strangers than one long one."""

NETS = 1
"""Nets that learn from all hands. One more, which some hands were kept from, tells how far nets can be trusted."""

_STRENGTH = 0.6
_FOLDS = 5
_SEED = 20220421
_FULL_SCALE = 127

Progress = Callable[[str], None]


def train(catalogue: Catalogue, reader: Reader, tell: Progress = lambda _: None, *, net: bool = True) -> Learned:
    """Learn from the asks of `catalogue`. The same asks give the same weights on one machine.

    `tell` hears what is being done, a line a step. `net` needs torch; without it the linear model stands alone.
    """
    tell("reading the asks")
    asks, readings = read_asks(catalogue, reader)
    rows = grouped(readings)
    fold = hand_folds(asks)[0]
    stranger = _net(asks, readings, ~fold, tell) if net else None
    tell("testing on hands left out")
    stacked = fold_figures(asks, readings, rows, fold, stranger)
    tell("learning from all hands")
    everybody = np.ones_like(fold)
    nets = (stranger, *(_net(asks, readings, everybody, tell, at) for at in range(NETS))) if stranger else ()
    return _learned(catalogue, asks, rows, learn_mix(stacked, asks.owner[fold]), nets)


def relearn(catalogue: Catalogue, reader: Reader, old: Learned) -> Learned:
    """The linear model learned anew from changed asks; mix and nets stay. Takes seconds, not minutes."""
    asks, readings = read_asks(catalogue, reader)
    return _learned(
        catalogue, asks, grouped(readings), old.mix, tuple(net.relabelled(old.labels, asks.labels) for net in old.nets)
    )


def read_asks(catalogue: Catalogue, reader: Reader) -> tuple[Index, list[Reading]]:
    """The asks of `catalogue` indexed, and what each was read as; each is read once."""
    groups = (*(intent.asks for intent in catalogue.intents.values()), catalogue.outside)
    read = {ask.text: reader.read(ask.text) for group in groups for ask in group}
    asks = index(catalogue, reader, {text: (reading.text, reading.sound) for text, reading in read.items()})
    return asks, [read[ask.text] for ask in asks.asks]


def _learned(catalogue: Catalogue, asks: Index, rows: Sequence[Grouped], mix: Scores, nets: tuple[Net, ...]) -> Learned:
    known = vocabulary(rows)
    weights, bias = _linear(matrix(rows, known), asks.owner, len(asks.labels))
    used = np.abs(weights).max(axis=1) > 0
    step = np.maximum(np.abs(weights).max(axis=0), 1e-9) / _FULL_SCALE
    return Learned(
        labels=asks.labels,
        keys=known.keys[used],
        rarity=known.rarity[used],
        weights=np.round(weights[used] / step).astype(np.int8),
        step=step.astype(np.float32),
        bias=bias.astype(np.float32),
        mix=mix,
        content=asked(catalogue),
        nets=nets,
        readings={ask.text: (text, sound) for ask, text, sound in zip(asks.asks, asks.texts, asks.sounds, strict=True)},
    )


def steps(*, net: bool = True) -> int:
    """How many times `train` tells what it is doing."""
    return 3 + ((1 + NETS) * EPOCHS if net else 0)


def _net(asks: Index, readings: Sequence[Reading], which: npt.NDArray[np.bool_], tell: Progress, at: int = 0) -> Net:
    """A net that has seen the asks `which`; another choice of asks, or another number, starts it from other chance."""
    from qiwen.learning.net import train_net  # noqa: PLC0415 - torch is heavy and not always there

    seen = np.flatnonzero(which)
    shown = [readings[int(i)] for i in seen]
    return train_net(shown, asks.owner[seen], len(asks.labels), tell, epochs=EPOCHS, seed=_SEED + len(shown) + at)


def hand_folds(asks: Index, folds: int = _FOLDS) -> list[npt.NDArray[np.bool_]]:
    """The asks in `folds` parts of whole hands, as even as can be, so that no hand is scored by its own words."""
    hands = np.array([ask.hand for ask in asks.asks])
    names, counts = np.unique(hands, return_counts=True)
    parts: list[list[str]] = [[] for _ in range(min(folds, len(names)))]
    sizes = [0] * len(parts)
    for at in np.argsort(-counts, kind="stable"):
        smallest = int(np.argmin(sizes))
        parts[smallest].append(str(names[at]))
        sizes[smallest] += int(counts[at])
    return [np.isin(hands, part) for part in parts]


def fold_figures(
    asks: Index,
    readings: Sequence[Reading],
    rows: Sequence[Grouped],
    fold: npt.NDArray[np.bool_],
    net: Net | None = None,
) -> Scores:
    """The figures of the asks in `fold` as those see them who learned from the other asks only, `net` among them."""
    held = [readings[int(at)] for at in np.flatnonzero(fold)]
    linear = _scores_of(rows, asks, fold)
    if net:
        linear = blended(linear, np.stack([net.scores(reading) for reading in held]))
    near = np.stack([channels(reading, asks, without=fold) for reading in held])
    return figures(linear, near)


def _scores_of(rows: Sequence[Grouped], asks: Index, fold: npt.NDArray[np.bool_]) -> Scores:
    """The linear scores of the asks in `fold`, learned from the others."""
    others, held = np.flatnonzero(~fold), np.flatnonzero(fold)
    known = vocabulary([rows[int(i)] for i in others])
    weights, bias = _linear(matrix([rows[int(i)] for i in others], known), asks.owner[others], len(asks.labels))
    scores: Scores = (matrix([rows[int(i)] for i in held], known) @ weights + bias).astype(np.float32)
    return scores


def _linear(
    features: object, owner: npt.NDArray[np.intp], labels: int
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Weights (features, labels) and bias; a label without asks scores -1 always."""
    model = LinearSVC(C=_STRENGTH, random_state=_SEED).fit(features, owner)
    weights = np.zeros((model.coef_.shape[1], labels))
    bias = np.full(labels, -1.0)
    weights[:, model.classes_] = model.coef_.T
    bias[model.classes_] = model.intercept_
    return weights, bias


def learn_mix(stacked: Scores, owner: npt.NDArray[np.intp], ridge: float = 1e-4) -> Scores:
    """The mix that makes the right labels most probable."""
    rows = np.arange(len(stacked))

    def loss(mix: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        share = probabilities(stacked, mix.astype(np.float32))
        slope = (share[..., None] * stacked).sum(axis=1) - stacked[rows, owner]
        value = -np.log(share[rows, owner] + 1e-12).mean() + ridge * (mix**2).sum()
        return float(value), slope.mean(axis=0).astype(np.float64) + 2 * ridge * mix

    found = minimize(loss, np.ones(stacked.shape[2]), jac=True, method="L-BFGS-B")
    mix: Scores = found.x.astype(np.float32)
    return mix
