"""Ears: what each option of each question listens for, compiled once from content."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from qiwen.dialogue.clauses import Clause
from qiwen.dialogue.signs import Sign, Window
from qiwen.model.content import Check, Option, Question

UNSURE = "unsure"
"""The option that every question has: the person does not know."""

_FEW = 6
_FEW_WORDS = 3
"""Han characters and Latin words of a clause that says little by itself."""


@dataclass(frozen=True, slots=True)
class Ear:
    """What one option listens for. `own` are its ways of being said, `shared` those of lists such as @yes.

    `undone_by` are words that undo a statement that a condition is met, `undone_after` those that undo it from
    another clause; none stands in its own ways, and only an option that clears a condition has any.
    """

    option: Option
    own: frozenset[str]
    shared: frozenset[str]
    keys: tuple[Sign, ...]
    told: tuple[Sign, ...]
    undone_by: tuple[str, ...] = ()
    undone_after: tuple[str, ...] = ()

    def undone(self, parts: Sequence[Clause], at: int) -> bool:
        """Whether the clause at that place, or what is said around it, undoes what it seems to say for this option.

        A few words that a contrast follows say nothing yet: 可以，但车间不行.
        """
        if any(map(parts[at].window.holds, self.undone_by)):
            return True
        others = (*parts[:at], *parts[at + 1 :])
        if any(other.window.holds(word) for other in others for word in self.undone_after):
            return True
        if len(parts) == 1:
            return self.clears and parts[0].turns
        return self.clears and _is_short(parts[at].bare) and any(other.turns for other in parts[at + 1 : at + 2])

    @property
    def clears(self) -> bool:
        """Whether it speaks for going ahead."""
        return self.option.clears


def _is_short(text: str) -> bool:
    return len(text.split()) <= _FEW_WORDS if text.isascii() else len(text) <= _FEW


def _meaning(check: Check, option: Option) -> tuple[object, ...]:
    found = check.findings.get(option.finding or "")
    weight = found.weight.value if found else None
    return option.id, option.label, option.finding, weight, option.stop, option.go, option.check


Ears = Mapping[str, tuple[Ear, ...]]
"""By question."""


def agreed(alone: Sequence[set[str]], joined: Sequence[set[str]]) -> frozenset[str]:
    """The options told by clauses alone and by neighbours joined: what two say together overrules what one says.

    备份了，打开看过: the first clause alone would leave open whether anybody looked.
    """
    kept: set[str] = set()
    for at, found in enumerate(alone):
        around = [joined[near] for near in (at - 1, at) if 0 <= near < len(joined) and joined[near]]
        kept |= {id_ for id_ in found if all(id_ in wider for wider in around)}
    for at, found in enumerate(joined):
        kept |= found - alone[at] - alone[at + 1]
    return frozenset(kept)


@dataclass(frozen=True, slots=True)
class Listening:
    """Compiles a check, or folds a list of words, when it is first needed, and keeps it."""

    fold: Callable[[str], str]
    words: Mapping[str, tuple[str, ...]]
    _kept: dict[str, Ears] = field(default_factory=dict, compare=False, repr=False)
    _lists: dict[str, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)
    _stamps: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def to(self, check: Check) -> Ears:
        """The ears of `check`."""
        if check.id not in self._kept:
            self._kept[check.id] = {question.id: self._question(question) for question in check.questions}
        return self._kept[check.id]

    def words_of(self, list_: str) -> frozenset[str]:
        """A list of knowledge/words.toml, folded; empty where there is none of that name."""
        if list_ not in self._lists:
            self._lists[list_] = self._folded(list(self.words.get(list_, ())))
        return self._lists[list_]

    def stamp(self, check: Check) -> str:
        """A short name for what the check asks and what its answers lead to: another one where either has changed."""
        if check.id not in self._stamps:
            asked = [
                (each.id, each.ask, [_meaning(check, option) for option in each.options]) for each in check.questions
            ]
            self._stamps[check.id] = hashlib.sha256(repr(asked).encode()).hexdigest()[:12]
        return self._stamps[check.id]

    def sign(self, written: str) -> Sign:
        """One sign, compiled."""
        return Sign.parse(written, self.fold, self.words)

    def signs(self, list_: str) -> tuple[Sign, ...]:
        """A whole list of signs of knowledge/words.toml."""
        return tuple(map(self.sign, self.words.get(list_, ())))

    def _question(self, question: Question) -> tuple[Ear, ...]:
        return tuple(map(self._option, question.options))

    def _option(self, option: Option) -> Ear:
        lists = [way[1:] for way in option.says if way.startswith("@")]
        own = [way for way in option.says if not way.startswith("@")]
        label = option.label
        ways = self._folded([*own, label.hans, label.hant, label.en])
        return Ear(
            option,
            own=ways,
            shared=frozenset[str]().union(*map(self.words_of, lists)),
            keys=tuple(map(self.sign, option.keys)),
            told=tuple(map(self.sign, option.told)),
            undone_by=self._undoing(ways, "undoes") if option.clears else (),
            undone_after=self._undoing(ways, "undoes_after") if option.clears else (),
        )

    def _undoing(self, ways: frozenset[str], list_: str) -> tuple[str, ...]:
        windows = [Window.of(way) for way in ways]
        undoing = map(self.fold, self.words.get(list_, ()))
        return tuple(word for word in undoing if word and not any(window.holds(word) for window in windows))

    def _folded(self, ways: list[str]) -> frozenset[str]:
        return frozenset(filter(None, map(self.fold, ways)))
