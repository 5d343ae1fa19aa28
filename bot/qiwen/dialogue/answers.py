"""Understanding an answer to an open question: which option was meant, if any."""

import re
from collections.abc import Iterable, Mapping

from qiwen.dialogue.mind import Mind
from qiwen.matching.score import closeness
from qiwen.model.content import Option, Question

_NEGATION = re.compile(r"不|没|未|别|無|无(?!所谓)|否|\bno\b|\bnot\b|n t\b|\bnever\b")
ALMOST = 82.0
_APART = 8.0


def understand(question: Question, text: str, mind: Mind) -> Option | None:
    """The option that `text` names, or None where it names none or two alike.

    A number picks by position; else the words must be an option's own, up to a slip of the pen. Words that
    deny what an option says never pick it, however alike they look.
    """
    said = mind.fold(text)
    if not said:
        return None
    by_place = _by_place(question.options, said)
    if by_place:
        return by_place
    scored = sorted(
        ((_closest(said, _ways(option, mind)), option) for option in question.options),
        key=lambda pair: -pair[0],
    )
    (best, option), (second, _) = scored[0], scored[1] if len(scored) > 1 else (0.0, None)
    return option if best >= ALMOST and best - second >= _APART else None


def _by_place(options: tuple[Option, ...], said: str) -> Option | None:
    """A bare number. Letters do not count: A and B are what the two enterprises are called."""
    place = said.removeprefix("第").removesuffix("个").removesuffix("项")
    places = {str(number): option for number, option in enumerate(options, 1)}
    return places.get(place)


def _ways(option: Option, mind: Mind) -> Iterable[str]:
    for way in (*expand(option.says, mind.catalogue.words), option.label.hans, option.label.hant, option.label.en):
        yield mind.fold(way)


def expand(says: Iterable[str], words: Mapping[str, tuple[str, ...]]) -> Iterable[str]:
    """`says` with every `@name` replaced by the list of that name."""
    for way in says:
        if way.startswith("@"):
            yield from words.get(way[1:], ())
        else:
            yield way


def _closest(said: str, ways: Iterable[str]) -> float:
    negative = negations(said) % 2
    return max((closeness(said, way) for way in ways if negations(way) % 2 == negative), default=0.0)


def negations(text: str) -> int:
    """How many words of denial stand in `text`; two of them undo each other."""
    return len(_NEGATION.findall(text))
