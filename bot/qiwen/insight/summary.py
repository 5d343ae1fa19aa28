"""From marks to figures: shares, calibration, what is taken for what."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from qiwen.insight.marking import FALSE, INSIDE, OFFERED, OUTSIDE, Marked, Result
from qiwen.insight.share import Share

BINS = 10
NOTHING = "outside"
"""How "no intent at all" is called in tables."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Shares by name, of the questions in scope and of those out of scope."""

    inside: Mapping[str, Share]
    outside: Mapping[str, Share]


def summarise(marked: Iterable[Marked]) -> Summary:
    """Every result's share. `right_or_offered` joins right and clarified; `top_1`, `top_3` look at candidates only."""
    each = list(marked)
    inside = [one for one in each if not one.question.outside]
    outside = [one for one in each if one.question.outside]
    offered = (Result.RIGHT, Result.CLARIFIED)
    return Summary(
        inside={
            **{result.value: Share.of_all(one.result is result for one in inside) for result in INSIDE},
            "right_or_offered": Share.of_all(one.result in offered for one in inside),
            "top_1": Share.of_all(one.among(1) for one in inside),
            "top_3": Share.of_all(one.among(OFFERED) for one in inside),
        },
        outside={result.value: Share.of_all(one.result is result for one in outside) for result in OUTSIDE},
    )


def by_persona(one: Marked) -> str:
    """Who asks."""
    return one.question.persona or "?"


def by_intent(one: Marked) -> str:
    """What is asked for."""
    return one.question.intent or NOTHING


def grouped(marked: Iterable[Marked], key: Callable[[Marked], str]) -> dict[str, Summary]:
    """A summary for each value of `key`, in the order of their names, out of scope last."""
    groups: dict[str, list[Marked]] = {}
    for one in marked:
        groups.setdefault(key(one), []).append(one)
    return {name: summarise(groups[name]) for name in sorted(groups, key=lambda name: (name == NOTHING, name))}


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions whose best candidate scored between `start` and `end`: its mean score, and how often it was right."""

    start: float
    end: float
    mean: float | None
    right: Share


def calibration(marked: Sequence[Marked]) -> tuple[Bin, ...]:
    """Whether a score of 0.8 is right in 8 of 10. All questions count; out of scope no candidate is right."""
    bins: list[list[Marked]] = [[] for _ in range(BINS)]
    for one in marked:
        bins[min(int(one.match.score * BINS), BINS - 1)].append(one)
    return tuple(
        Bin(
            start=at / BINS,
            end=(at + 1) / BINS,
            mean=sum(one.match.score for one in held) / len(held) if held else None,
            right=Share.of_all(one.among(1) for one in held),
        )
        for at, held in enumerate(bins)
    )


def calibration_error(bins: Sequence[Bin]) -> float:
    """The expected calibration error: how far score and share right lie apart, weighed by questions."""
    total = sum(each.right.of for each in bins)
    apart = (
        each.right.of * abs(each.mean - each.right.value)
        for each in bins
        if each.mean is not None and each.right.value is not None
    )
    return sum(apart) / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Confusion:
    """`given` in place of `accepted`, `count` times, of which `answered` outright."""

    accepted: str
    given: str
    count: int
    answered: int


def confusions(marked: Sequence[Marked]) -> tuple[Confusion, ...]:
    """What is given in place of what is accepted (answered, or offered first), most frequent first."""
    pairs = Counter[tuple[str, str]]()
    answered = Counter[tuple[str, str]]()
    for one in marked:
        if one.given in (one.question.accept or ("",)) or one.result is Result.RIGHT:
            continue
        pair = by_intent(one), one.given or NOTHING
        pairs[pair] += 1
        answered[pair] += one.result in FALSE
    order = sorted(pairs, key=lambda pair: (-pairs[pair], -answered[pair], pair))
    return tuple(Confusion(*pair, pairs[pair], answered[pair]) for pair in order)
