"""Understanding an answer to an open question: which option was meant, if any, and how firmly."""

import re
from dataclasses import dataclass

from qiwen.dialogue.clauses import Clause, pairs
from qiwen.dialogue.ears import UNSURE, Ear, agreed
from qiwen.dialogue.mind import Mind
from qiwen.matching.score import closeness
from qiwen.model.content import Option

_NEGATION = re.compile(
    r"不|没|未|别|無|无(?!所谓)|否|冇|唔|\bno\b|\bnot\b|n t\b|\bnever\b|"
    r"\bnobody\b|\bnone\b|\bhardly\b|\bwithout\b|\bnor\b|\bdoubt\b"
)
_SIDE = re.compile(r"(?<![a-z0-9])[ab](?![a-z0-9])")
ALMOST = 82.0

_WORD_FOR_WORD = 100.0
_BY_SIGN = 95.0
_BY_LIST = 90.0
_DOUBTED = 97.0  # a plain "I do not know" is believed before signs, after an answer word for word
_LIKENESS = 0.94  # what is only alike counts below what is told by a sign
_APART = 5.0


@dataclass(frozen=True, slots=True)
class Heard:
    """An option; whether it was said with a hedge, and whether firmly: in words of its own, not a bare yes or no."""

    option: Option
    hedged: bool = False
    firm: bool = True


def understand(ears: tuple[Ear, ...], text: str, mind: Mind) -> Heard | None:
    """The option that `text` names, or None where it names none or two alike.

    A number picks by position. Else the words decide: an option's own, up to a slip of the pen, or its signs. Words
    that deny what an option says never pick it, however alike they look, and a question is no answer.
    """
    all_of_it = mind.whole(text)
    if not all_of_it.folded:
        return None
    by_place = _by_place(ears, all_of_it.folded)
    if by_place:
        return Heard(by_place, firm=False)
    parts = mind.clauses(text)
    signed = _signed(ears, parts)
    scored = sorted(
        ((_score(ear, all_of_it, parts, signed, mind), ear.option.id, ear.option) for ear in ears), reverse=True
    )
    (best, _, option), (second, _, _) = scored[0], scored[1] if len(scored) > 1 else (0.0, "", None)
    if best < ALMOST * _LIKENESS or best - second < (_APART if best < _DOUBTED else 1):
        return None
    softly = any(part.hedged for part in parts) or _is_half_read(ears, option, parts, best)
    return Heard(option, option.id != UNSURE and softly, firm=best >= _BY_SIGN)


def _by_place(ears: tuple[Ear, ...], said: str) -> Option | None:
    """A bare number. Letters do not count: A and B are what the two enterprises are called."""
    place = said.removeprefix("第").removesuffix("个").removesuffix("项").strip()
    places = {str(number): ear.option for number, ear in enumerate(ears, 1)}
    return places.get(place)


def _score(ear: Ear, all_of_it: Clause, parts: tuple[Clause, ...], signed: frozenset[str], mind: Mind) -> float:
    """How much speaks for this option, 0 to 100."""
    if {all_of_it.folded, all_of_it.bare} & ear.own:
        return _WORD_FOR_WORD
    if ear.option.id == UNSURE and any(all_of_it.window.holds(word) for word in mind.unsure_words):
        return _DOUBTED
    if {all_of_it.folded, all_of_it.bare} & ear.shared:
        return _BY_LIST
    if ear.option.id in signed:
        return _BY_SIGN
    if not ear.option.stop and _by_list(ear, parts):
        return _BY_LIST
    if all_of_it.asks or any(map(all_of_it.window.holds, ear.undone_by)):
        return 0.0
    return _alike(ear, all_of_it.bare)


def _is_half_read(ears: tuple[Ear, ...], option: Option, parts: tuple[Clause, ...], score: float) -> bool:
    """Whether to ask back before believing it: a bare yes that ends a check, or one with an unread contrast behind."""
    if option.stop:
        return score <= _BY_LIST
    if not option.clears or score >= _WORD_FOR_WORD or len(parts) == 1:
        return False
    mine = tuple(ear for ear in ears if ear.option is option)
    told = {at for at in range(len(parts)) if _told_by(mine, parts, at, whole_too=True)}
    joined = tuple(pairs(parts))
    told |= {at + step for at in range(len(joined)) for step in (0, 1) if _told_by(mine, joined[at : at + 1], 0)}
    unread = [part for at, part in enumerate(parts) if at not in told and not part.asks and len(part.bare) > 1]
    plain = [part for part in unread if not {part.folded, part.bare} & mine[0].shared]
    return any(part.turns for part in plain)


def _by_list(ear: Ear, parts: tuple[Clause, ...]) -> bool:
    """Whether a clause is a plain yes or no that nothing around it undoes."""
    return any(
        not part.asks and {part.folded, part.bare} & ear.shared and not ear.undone(parts, at)
        for at, part in enumerate(parts)
    )


def _signed(ears: tuple[Ear, ...], parts: tuple[Clause, ...]) -> frozenset[str]:
    """Options told by signs, or by clauses that are word for word an option's own."""
    joined = tuple(pairs(parts))
    alone = [_told_by(ears, parts, at, whole_too=True) for at in range(len(parts))]
    return agreed(alone, [_told_by(ears, joined[at : at + 1], 0) for at in range(len(joined))])


def _told_by(ears: tuple[Ear, ...], parts: tuple[Clause, ...], at: int, *, whole_too: bool = False) -> set[str]:
    part = parts[at]
    if part.asks:
        return set()
    found = {ear for ear in ears if any(sign.fits(part.window) for sign in ear.keys)}
    if whole_too:
        found |= {ear for ear in ears if {part.folded, part.bare} & ear.own}
    return {ear.option.id for ear in found if not ear.undone(parts, at)}


def _alike(ear: Ear, said: str) -> float:
    """How near `said` comes to an own way of the option that denies as often and is about the same sides."""
    negative, sides = negations(said) % 2, _sides(said)
    ways = (way for way in ear.own if negations(way) % 2 == negative and _sides(way) in (sides, frozenset()))
    best = max((closeness(said, way) for way in ways), default=0.0)
    return best * _LIKENESS if best >= ALMOST else 0.0


def _sides(text: str) -> frozenset[str]:
    """Which of A and B `text` names."""
    return frozenset(_SIDE.findall(text))


def negations(text: str) -> int:
    """How many words of denial stand in `text`; two of them undo each other."""
    return len(_NEGATION.findall(text))
