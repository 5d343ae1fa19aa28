"""What a clause says of a thing: the sets of words found in it, each affirmed, allowed, denied, forbidden or spared.

可以取消, 不可取消, 请勿取消 and 无需取消 hold the same word and mean four things. Which, is told by the nearest modal
or negation before the word in its clause (or a complement after it: 取消是不行的); their wordings stand in content.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum

GAP = "…"
"""In a word: up to eight characters of the same clause."""

_GAP = ".{0,8}?"
_REACH = 10  # characters that a modal may stand before its word
_NEGATIVE = "不无未没勿"  # 可以取消 begins inside 不可以 and is denied all the same
_NEAR_REACH = 2  # the same for a bare 不, which denies what follows at once


class Sign(IntEnum):
    """What a clause says of a word."""

    SAID = 0
    ALLOWED = 1
    DENIED = 2
    FORBIDDEN = 3
    SPARED = 4


Sense = tuple[int, int, int, int, int]
"""Sets of words as bits, one number for each Sign."""

NOTHING: Sense = (0, 0, 0, 0, 0)


def joined(senses: Iterable[Sense]) -> Sense:
    """What several clauses say together."""
    a = b = c = d = e = 0
    for one in senses:
        a, b, c, d, e = a | one[0], b | one[1], c | one[2], d | one[3], e | one[4]
    return a, b, c, d, e


def mentioned(sense: Sense) -> int:
    """The sets of words found, whatever is said of them."""
    return sense[0] | sense[1] | sense[2] | sense[3] | sense[4]


@dataclass(frozen=True, slots=True)
class Modals:
    """Wordings that turn a word. `stops` end a modal's reach, `asks` make the word a question."""

    allows: tuple[str, ...]
    denies: tuple[str, ...]
    denies_next: tuple[str, ...]  # only what follows at once
    forbids: tuple[str, ...]
    spares: tuple[str, ...]
    asserts: tuple[str, ...]  # 不得不, 不会不: a negation that is none
    asks: tuple[str, ...]
    stops: tuple[str, ...]
    skips: tuple[str, ...]  # words that only look like a modal: 功能, 别名
    denies_after: tuple[str, ...]  # complements: 取消不了
    allows_after: tuple[str, ...]


class Turner:
    """Says which Sign a word has at its place in a clause."""

    def __init__(self, modals: Modals) -> None:
        self._meaning: dict[str, Sign | None] = {}
        for sign, words in (
            (Sign.ALLOWED, modals.allows),
            (Sign.DENIED, modals.denies),
            (Sign.DENIED, modals.denies_next),
            (Sign.FORBIDDEN, modals.forbids),
            (Sign.SPARED, modals.spares),
            (Sign.SAID, modals.asserts),
            (None, modals.asks),
        ):
            self._meaning |= dict.fromkeys(words, sign)
        self._next = frozenset(modals.denies_next)
        self._token = _either((*self._meaning, *modals.stops, *modals.skips))
        self._skips = frozenset(modals.skips)
        self._denied_after = _either(modals.denies_after)
        self._allowed_after = _either(modals.allows_after)

    def tokens(self, clause: str) -> "Tokens":
        """The modals of a clause, found once for all of its words."""
        found = self._token.finditer(clause)
        return [(match.start(), match.end(), match[0]) for match in found if match[0] not in self._skips]

    def sign(self, clause: str, tokens: "Tokens", start: int, end: int) -> Sign | None:
        """The sign of the word at `start` to `end`; None where it is asked about."""
        before = self._before(tokens, start)
        if before in {Sign.SAID, Sign.ALLOWED}:
            if self._denied_after.match(clause, end):
                return Sign.DENIED
            if self._allowed_after.match(clause, end):
                return Sign.ALLOWED
        return before

    def _before(self, tokens: "Tokens", start: int) -> Sign | None:
        for begin, end, token in reversed(tokens):
            if end > start:
                if begin < start and token in self._meaning and token[0] in _NEGATIVE:
                    return self._meaning[token]
                continue
            if token not in self._meaning:  # a stop
                return Sign.SAID
            if start - end <= (_NEAR_REACH if token in self._next else _REACH):
                return self._meaning[token]
        return Sign.SAID


Tokens = list[tuple[int, int, str]]
"""Where modals start and end in a clause, and which they are."""


class Words:
    """Finds sets of words in folded clauses. Words of the sets in `hides` hide the plain words that end inside them."""

    def __init__(self, sets: Mapping[str, Iterable[str]], hides: Iterable[str], turner: Turner) -> None:
        self.names = tuple(sets)
        self.bits = {name: 1 << at for at, name in enumerate(self.names)}
        self._turner = turner
        plain: defaultdict[str, int] = defaultdict(int)
        gapped: defaultdict[str, int] = defaultdict(int)
        for name, words in sets.items():
            for word in words:
                (gapped if GAP in word else plain)[word] |= self.bits[name]
        self._plain = dict(plain)
        self._hiding = sum(self.bits[name] for name in set(hides))
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for word in plain:
            lengths[word[0]].add(len(word))
        self._lengths = {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()}
        self._gapped: defaultdict[str, list[tuple[re.Pattern[str], int]]] = defaultdict(list)
        for word, bits in gapped.items():
            self._gapped[word[0]].append((re.compile(_GAP.join(map(re.escape, word.split(GAP)))), bits))

    def sense(self, clause: str) -> Sense:
        """What `clause` says."""
        masks = [0, 0, 0, 0, 0]
        tokens: Tokens | None = None
        for start, end, bits in self._hits(clause):
            tokens = self._turner.tokens(clause) if tokens is None else tokens
            sign = self._turner.sign(clause, tokens, start, end)
            if sign is not None:
                masks[sign] |= bits
        return masks[0], masks[1], masks[2], masks[3], masks[4]

    def first(self, clause: str, bits: int) -> str:
        """The first word of `clause` in one of the sets in `bits`, the longest at its place; else empty."""
        found = ((start, start - end) for start, end, names in self._hits(clause) if names & bits)
        start, size = min(found, default=(0, 0))
        return clause[start : start - size]

    def share(self, clause: str, bits: int) -> float:
        """The share of `clause`'s characters that stand in words of the sets in `bits`, 0 to 1."""
        covered = {at for start, end, found in self._hits(clause) if found & bits for at in range(start, end)}
        return len(covered) / max(len(clause), 1)

    def named(self, bits: int) -> Iterator[str]:
        """The names of the sets in `bits`."""
        return (name for name, bit in self.bits.items() if bits & bit)

    def _hits(self, clause: str) -> Iterator[tuple[int, int, int]]:
        hidden, length = 0, len(clause)
        for at, char in enumerate(clause):
            for size in self._lengths.get(char, ()):
                end = at + size
                bits = self._plain.get(clause[at:end])
                if bits is None or not hidden < end <= length or not _whole(clause, at, end):
                    continue
                yield at, end, bits
                if bits & self._hiding:
                    hidden = end
            for pattern, bits in self._gapped.get(char, ()):
                match = pattern.match(clause, at)
                if match and _whole(clause, at, match.end()):
                    yield at, match.end(), bits


def _either(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) or r"(?!)")


def _whole(text: str, start: int, end: int) -> bool:
    """Whether Latin letters or digits at either end are not cut out of a longer word."""
    before = start > 0 and _latin(text[start]) and _latin(text[start - 1])
    after = end < len(text) and _latin(text[end]) and _latin(text[end - 1])
    return not before and not after


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
