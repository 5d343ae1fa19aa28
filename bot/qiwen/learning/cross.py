"""The asks scored against themselves, one hand left out at a time: what the bot makes of words nobody taught it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qiwen.learning.features import grouped
from qiwen.learning.train import fold_figures, learn_mix, read_asks
from qiwen.matching.decide import decide
from qiwen.matching.index import Index
from qiwen.matching.mixing import probabilities
from qiwen.matching.reading import Reader, Reading
from qiwen.matching.score import Scores
from qiwen.model.content import Ask, Catalogue
from qiwen.model.errors import ContentError, Problem
from qiwen.model.match import Match

Hands = npt.NDArray[np.str_]


@dataclass(frozen=True, slots=True)
class Held:
    """An ask, its intent ("" out of scope), and what those make of it who never saw a word of its hand."""

    ask: Ask
    intent: str
    match: Match


def hands(catalogue: Catalogue) -> tuple[str, ...]:
    """Every hand that wrote asks, by name."""
    asks = [*catalogue.outside, *(ask for intent in catalogue.intents.values() for ask in intent.asks)]
    return tuple(sorted({ask.hand for ask in asks}))


def cross(catalogue: Catalogue, reader: Reader, tell: Callable[[str], None] = lambda _: None) -> tuple[Held, ...]:
    """Every ask as decided without its hand, at the thresholds of the content. Raises ContentError for a single hand.

    The linear model, the features' rarity and the channels come from the other hands alone. The net would take hours
    and is left out, so the shipped mix, which counts on it, will not do: the mix is learned anew for each hand, from
    the figures that the *other* hands got when each of them was left out in turn. (Those figures were seen by models
    that knew this hand's asks; a mix of a few numbers cannot carry that over.) So the figure is lower than what is
    shipped, and honest as a difference between two releases. `tell` hears the name of each hand, before it is tested.
    """
    names = hands(catalogue)
    if len(names) == 1:
        raise ContentError(
            (Problem("intents", f"all asks are by one hand, {names[0]!r}: nobody is left to learn from"),)
        )
    asks, readings = read_asks(catalogue, reader)
    wrote = np.array([ask.hand for ask in asks.asks])
    stacked = _figures(asks, readings, wrote, names, tell)
    return tuple(held for name in names for held in _decided(name, wrote, stacked, asks, catalogue))


def _figures(
    asks: Index, readings: list[Reading], wrote: Hands, names: tuple[str, ...], tell: Callable[[str], None]
) -> Scores:
    """The figures of every ask, in the order of asks."""
    rows = grouped(readings)
    parts = {}
    for name in names:
        tell(name)
        parts[name] = fold_figures(asks, readings, rows, wrote == name)
    stacked = np.zeros((len(wrote), *parts[names[0]].shape[1:]), dtype=np.float32)
    for name, part in parts.items():
        stacked[wrote == name] = part
    return stacked


def _decided(name: str, wrote: Hands, stacked: Scores, asks: Index, catalogue: Catalogue) -> Iterator[Held]:
    mine = np.flatnonzero(wrote == name)
    others = wrote != name
    shares = probabilities(stacked[mine], learn_mix(stacked[others], asks.owner[others]))
    for at, share in zip(mine, shares, strict=True):
        match = decide(asks.labels, share, catalogue.tuning)
        yield Held(asks.asks[at], asks.labels[asks.owner[at]], match)
