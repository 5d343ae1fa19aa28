"""All asks, read once, in the arrays that scoring wants."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qiwen.matching.reading import Reader
from qiwen.model.content import Ask, Catalogue

OUTSIDE = ""
"""The label of what must not be answered; it comes last."""


@dataclass(frozen=True, slots=True)
class Index:
    """Asks by number, grouped by label: as written, folded, as they sound. `starts` is each label's first ask."""

    labels: tuple[str, ...]
    asks: tuple[Ask, ...]
    texts: tuple[str, ...]
    sounds: tuple[str, ...]
    owner: npt.NDArray[np.intp]
    starts: npt.NDArray[np.intp]


def index(catalogue: Catalogue, reader: Reader, known: Mapping[str, tuple[str, str]] | None = None) -> Index:
    """Index the asks of `catalogue`. `known` are asks already read (text and sound), which saves reading them again."""
    groups = [(intent.id, intent.asks) for intent in catalogue.intents.values()]
    groups.append((OUTSIDE, catalogue.outside))
    asks = tuple(ask for _, group in groups for ask in group)
    read = [_read(ask.text, reader, known or {}) for ask in asks]
    owner = np.array([number for number, (_, group) in enumerate(groups) for _ in group], dtype=np.intp)
    return Index(
        labels=tuple(label for label, _ in groups),
        asks=asks,
        texts=tuple(text for text, _ in read),
        sounds=tuple(sound for _, sound in read),
        owner=owner,
        starts=np.searchsorted(owner, np.arange(len(groups))),
    )


def _read(text: str, reader: Reader, known: Mapping[str, tuple[str, str]]) -> tuple[str, str]:
    if text in known:
        return known[text]
    reading = reader.read(text)
    return reading.text, reading.sound
