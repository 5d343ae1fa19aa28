"""The stored figure of the last release, and whether today's is worse by more than chance."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

import msgspec

from qiwen.insight.share import Share
from qiwen.model.errors import Problem, QuestionsError

_HEAD = """\
# The asks scored against themselves, one hand left out at a time. Written, never edited, by
#   qiwen eval --cross --save {path}
# In scope: how many asks have their own intent as the first candidate.
"""


class _Count(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    top_1: int
    of: int


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    overall: _Count
    hands: dict[str, _Count]


def as_toml(hands: Mapping[str, Share], path: Path) -> str:
    """The text of a reference file. A hand that wrote nothing in scope is left out."""
    overall = Share(sum(each.count for each in hands.values()), sum(each.of for each in hands.values()))
    tables = [("[overall]", overall)]
    tables += ((f"[hands.{json.dumps(hand)}]", share) for hand, share in hands.items() if share.of)
    body = "\n".join(f"{head}\ntop_1 = {share.count}\nof = {share.of}\n" for head, share in tables)
    return f"{_HEAD.format(path=path.as_posix())}\n{body}"


def read_reference(path: Path) -> dict[str, Share]:
    """The stored figure of each hand. Raises QuestionsError where the file cannot be used."""
    try:
        file = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File)
    except (OSError, ValueError) as slip:
        raise QuestionsError((Problem(str(path), str(slip)),)) from slip
    return {hand: Share(row.top_1, row.of) for hand, row in file.hands.items()}


@dataclass(frozen=True, slots=True)
class Change:
    """From `before` to `now`, over the same hands, and how much chance alone may do (`noise`, two standard errors)."""

    before: float
    now: float
    noise: float
    hands: tuple[str, ...]

    @property
    def worse(self) -> bool:
        """Whether the figure dropped by more than its noise."""
        return self.before - self.now > self.noise

    def __str__(self) -> str:
        verdict = "worse" if self.worse else "no worse"
        return (
            f"{verdict} than the reference: top-1 {100 * self.before:.2f} % then, {100 * self.now:.2f} % now, "
            f"noise ±{100 * self.noise:.2f} points, over {len(self.hands)} hands"
        )


def compare(before: Mapping[str, Share], now: Mapping[str, Share]) -> Change:
    """Compare over the hands that both know, each weighed as it was then.

    A hand that came or went makes the asks harder or easier, not the matcher better or worse; so it does not count.
    Within a hand the asks may have changed, and the file does not tell which were right: the two shares are taken as
    independent samples, and the standard error of their difference is the root of p(1-p)/n summed over both. Where
    most asks stayed the same this is more than chance does, so the check is rather too patient than too nervous.
    Raises QuestionsError where no hand is known to both.
    """
    hands = tuple(sorted(hand for hand in before.keys() & now.keys() if before[hand].of and now[hand].of))
    if not hands:
        raise QuestionsError((Problem("reference", "none of its hands stands in the content: nothing to compare"),))
    total = sum(before[hand].of for hand in hands)
    weight = {hand: before[hand].of / total for hand in hands}
    variance = sum(weight[hand] ** 2 * (_variance(before[hand]) + _variance(now[hand])) for hand in hands)
    return Change(
        before=sum(weight[hand] * (before[hand].value or 0) for hand in hands),
        now=sum(weight[hand] * (now[hand].value or 0) for hand in hands),
        noise=2 * sqrt(variance),
        hands=hands,
    )


def _variance(share: Share) -> float:
    """Of the share, as if one more ask had been right and one more wrong: all right of few is not certainty."""
    value = (share.count + 1) / (share.of + 2)
    return value * (1 - value) / share.of
