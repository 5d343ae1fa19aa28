"""Ways of telling a notice, compiled: sets of words that must occur, and what must be said of some of them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from qiwen.ingest.figures import Figure
from qiwen.ingest.plain import Names, folded
from qiwen.ingest.sense import Sense, Words, joined, mentioned

_FEW_LINES = 200
"""Characters under which a text need not name what it is about."""

Group = tuple[Sense, ...]
"""All of these must be met, each by one of its words."""


def meets(sense: Sense, wanted: Sense) -> bool:
    """Whether one of the `wanted` words is there with a wanted sign."""
    a, b, c, d, e = sense
    v, w, x, y, z = wanted
    return bool(a & v or b & w or c & x or d & y or e & z)


def all_met(sense: Sense, group: Group) -> bool:
    """Whether each of `group` is met. (Written out: it runs a million times on a long page.)"""
    a, b, c, d, e = sense
    for v, w, x, y, z in group:  # noqa: SIM110 - a generator takes twice as long
        if not (a & v or b & w or c & x or d & y or e & z):
            return False
    return True


@dataclass(frozen=True, slots=True)
class Told:
    """All of `group` and none of `without`."""

    group: Group
    without: Sense

    def met(self, sense: Sense) -> bool:
        """Whether `sense` tells it."""
        return not meets(sense, self.without) and all_met(sense, self.group)


@dataclass(frozen=True, slots=True)
class Way:
    """One way of telling a notice. `says` tell it, `denies` its opposite, each where all `needs` occur.

    `never` may not occur in the clauses that tell it, `apart` nowhere in the item; `near` must occur in the item or
    what stands over it, `page` anywhere. `items` are what its list holds, `figures` and `paths` what it names. A way
    told `within` another notice joins it where the page tells both; a `whole` one wants the whole item, a notice that
    `turns` tells itself how something became another.
    """

    notice: str
    needs: Group
    says: tuple[Told, ...]
    denies: tuple[Told, ...]
    never: tuple[Told, ...]
    near: Group
    page: Group
    apart: Sense
    items: Sense
    figures: tuple[Figure, ...]
    paths: tuple[str, ...]
    within: str
    whole: bool
    turns: bool

    @property
    def words(self) -> int:
        """All words that it looks at, as bits."""
        told = (each for one in (*self.says, *self.denies) for each in one.group)
        return mentioned(joined((*self.needs, *told)))

    def anchor(self, generic: int) -> int:
        """The words of its rarest need: without one of them it is not told."""
        needs = [mentioned(need) for need in self.needs]
        return min(needs, key=lambda bits: (bool(bits & generic), bits.bit_count()))


@dataclass(frozen=True, slots=True)
class Suggested:
    """Asks that a draft suggests: frames for `{when}` and `{what}`, and the word of each phase."""

    hand: str
    when: Mapping[str, str]
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recognition:
    """knowledge/recognise.toml, ready for use."""

    words: Words
    names: Names
    ways: tuple[Way, ...]
    idle: tuple[Told, ...]
    topics: Sense
    claims: Sense
    generic: int
    common: frozenset[str]
    unsought: frozenset[str]
    implied: frozenset[str]
    domain: tuple[str, ...]
    foreign: tuple[str, ...]
    suggested: "Suggested"
    anchors: Mapping[int, tuple[int, ...]] = field(init=False)

    def __post_init__(self) -> None:
        anchors: defaultdict[int, list[int]] = defaultdict(list)
        for at, way in enumerate(self.ways):
            for bit in _each(way.anchor(self.generic)):
                anchors[bit].append(at)
        object.__setattr__(self, "anchors", {bit: tuple(numbers) for bit, numbers in anchors.items()})

    def candidates(self, said: int) -> tuple[Way, ...]:
        """The ways that could be told with the words in `said`, in the order of the file."""
        numbers = {at for bit in _each(said) for at in self.anchors.get(bit, ())}
        return tuple(self.ways[at] for at in sorted(numbers))

    def concerns(self, text: str) -> bool:
        """Whether a page is about our domain at all; a few lines are taken to be."""
        plain = folded(text)
        ours = len(plain) < _FEW_LINES or any(word in plain for word in self.domain)
        return ours and not any(word in plain for word in self.foreign)

    def sought(self) -> frozenset[str]:
        """The notices that have a way."""
        return frozenset(way.notice for way in self.ways)

    def clause(self, text: str) -> str:
        """`text` as words are looked for in it."""
        return self.names.put_right(folded(text))


def _each(bits: int) -> Iterator[int]:
    while bits:
        bit = bits & -bits
        yield bit
        bits ^= bit
