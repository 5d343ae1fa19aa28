"""knowledge/recognise.toml read, checked and compiled: by which words each notice is recognised on a page."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Protocol

import msgspec
import tomli

from qiwen.ingest.figures import figures
from qiwen.ingest.plain import Names, folded
from qiwen.ingest.rows import File, WayRow
from qiwen.ingest.sense import GAP, Modals, Sense, Sign, Turner, Words, joined, mentioned
from qiwen.ingest.ways import Group, Recognition, Suggested, Told, Way
from qiwen.model.errors import ContentError, Problem

WHERE = "knowledge/recognise.toml"

_TAKES_IN = "@"
_SIGNS: Mapping[str, tuple[Sign, ...]] = {
    "+": (Sign.SAID, Sign.ALLOWED),
    "=": (Sign.SAID,),
    "^": (Sign.ALLOWED,),
    "-": (Sign.DENIED,),
    "!": (Sign.FORBIDDEN,),
    "~": (Sign.SPARED,),
}
_PREFIXES = "".join(_SIGNS)


class Readable(Protocol):
    """A file: pathlib's Path and importlib's Traversable are."""

    def read_bytes(self) -> bytes:
        """What stands in it."""
        ...


def read(file: Readable, notices: Collection[str]) -> Recognition:
    """The file checked against the ids of the `notices` there are. Raises ContentError with every slip."""
    try:
        rows = msgspec.convert(tomli.loads(file.read_bytes().decode()), File)
    except FileNotFoundError as slip:
        raise ContentError((Problem(WHERE, "the file is missing"),)) from slip
    except UnicodeDecodeError as slip:
        raise ContentError((Problem(WHERE, f"is not UTF-8 (byte {slip.start}); save it as UTF-8"),)) from slip
    except (tomli.TOMLDecodeError, msgspec.ValidationError) as slip:
        raise ContentError((Problem(WHERE, str(slip)),)) from slip
    if problems := tuple(_slips(rows, notices)):
        raise ContentError(problems)
    return _compiled(rows)


def _slips(rows: File, notices: Collection[str]) -> Iterator[Problem]:
    sets = _sets(rows)
    for id_ in (
        *rows.unsought,
        *rows.implied,
        *(way.notice for way in rows.way),
        *(way.within for way in rows.way if way.within),
    ):
        if id_ not in notices:
            yield Problem(WHERE, f"there is no notice {id_!r}; name one of knowledge/notices or drop the line")
    for id_ in sorted({way.notice for way in rows.way} & set(rows.unsought)):
        yield Problem(WHERE, f"{id_!r} is unsought and has a way; keep one of the two")
    for owner, token in _tokens(rows):
        if token not in sets:
            yield Problem(WHERE, f"{owner}: there is no set {token!r} in [words] or [marks]; define it or name another")
    for way in rows.way:
        if not way.needs or not way.says:
            yield Problem(WHERE, f"way of {way.notice}: needs and says may not be empty; say what tells it")
    for name, words in sets.items():
        yield from _word_slips(name, words, sets)
    for name in sorted(set(rows.words) - _used(rows)):
        yield Problem(WHERE, f"words.{name}: nothing looks for it; use it or drop it")


def _used(rows: File) -> set[str]:
    """Every set that something looks for, itself or taken in by another; `generic` alone looks for nothing."""
    named = {name for owner, name in _tokens(rows) if owner != "fresh.generic"}
    return {each for name in named for each in _taken_in(name, _sets(rows))}


def _word_slips(name: str, words: Iterable[str], sets: Mapping[str, list[str]]) -> Iterator[Problem]:
    for word in words:
        if word.startswith(_TAKES_IN):
            if word[1:] not in sets:
                yield Problem(WHERE, f"{name}: there is no set {word[1:]!r} to take in")
            elif name in _taken_in(word[1:], sets):
                yield Problem(WHERE, f"{name}: takes in itself by {word!r}; drop one of the two")
        elif not folded(word.replace(GAP, "")):
            yield Problem(WHERE, f"{name}: {word!r} is empty when quotes and blanks are off")
        elif word.startswith(GAP):
            yield Problem(WHERE, f"{name}: {word!r} must not begin with {GAP}")


def _taken_in(name: str, sets: Mapping[str, list[str]]) -> set[str]:
    """`name` and every set that it takes in, directly or not."""
    found, todo = set[str](), [name]
    while todo:
        if (one := todo.pop()) not in found:
            found.add(one)
            todo += [word[1:] for word in sets.get(one, ()) if word.startswith(_TAKES_IN)]
    return found


def _sets(rows: File) -> dict[str, list[str]]:
    return rows.words | msgspec.structs.asdict(rows.marks) | {"fresh-never": rows.fresh.never}


def _tokens(rows: File) -> Iterator[tuple[str, str]]:
    """Every set that is named, with who names it."""
    for way in rows.way:
        fields = (way.needs, way.says, way.denies, way.never, way.near, way.page, way.apart, way.items)
        yield from ((f"way of {way.notice}", name) for texts in fields for name in _names(texts))
    for idle in rows.idle:
        yield from (("idle", name) for texts in (idle.needs, idle.never) for name in _names(texts))
    yield from (("hides", name) for name in rows.hides)
    for field in ("generic", "topics", "claims"):
        yield from ((f"fresh.{field}", name) for name in _names(getattr(rows.fresh, field)))


def _names(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for part in text.replace("|", "&").split("&"):
            yield part.strip().removeprefix("no ").strip().lstrip(_PREFIXES)


def _compiled(rows: File) -> Recognition:
    names = Names(rows.same)

    def usual(word: str) -> str:
        return GAP.join(names.put_right(folded(part)) for part in word.split(GAP))

    sets = _sets(rows)
    turner = Turner(Modals(**{name: tuple(words) for name, words in msgspec.structs.asdict(rows.modals).items()}))
    whole = {
        name: [usual(word) for each in _taken_in(name, sets) for word in sets[each] if not word.startswith(_TAKES_IN)]
        for name in sets
    }
    words = Words(whole, rows.hides, turner)
    make = _Maker(words.bits, names)
    return Recognition(
        words=words,
        names=names,
        ways=tuple(map(make.way, rows.way)),
        idle=tuple(Told(make.group(row.needs), make.any(row.never)) for row in rows.idle),
        topics=make.any(rows.fresh.topics),
        claims=make.any(rows.fresh.claims),
        generic=mentioned(make.any(rows.fresh.generic)),
        common=frozenset(rows.common),
        unsought=frozenset(rows.unsought),
        implied=frozenset(rows.implied),
        suggested=Suggested(
            rows.drafts.hand,
            {phase: getattr(rows.drafts, phase) for phase in ("any", "before", "during", "after")},
            tuple(rows.drafts.asks),
        ),
        domain=tuple(map(folded, rows.domain)),
        foreign=tuple(map(folded, rows.foreign)),
    )


class _Maker:
    """Turns the names of sets in rows into bits."""

    def __init__(self, bits: Mapping[str, int], names: Names) -> None:
        self._bits = bits
        self._names = names

    def way(self, row: WayRow) -> Way:
        return Way(
            notice=row.notice,
            needs=self.group(row.needs),
            says=tuple(map(self.told, row.says)),
            denies=tuple(map(self.told, row.denies)),
            never=tuple(map(self.told, row.never)),
            near=self.group(row.near),
            page=self.group(row.page),
            apart=self.any(row.apart),
            items=self.any(row.items),
            figures=tuple(figure for text in row.figures for figure in figures(folded(text))),
            paths=tuple(self._names.put_right(folded(path)) for path in row.paths),
            within=row.within,
            whole=row.whole,
            turns=row.turns,
        )

    def told(self, text: str) -> Told:
        """`a & b|c & no d`: a, one of b and c, and no d."""
        parts = [part.strip() for part in text.split("&")]
        without = [part.removeprefix("no ") for part in parts if part.startswith("no ")]
        return Told(self.group(part for part in parts if not part.startswith("no ")), self.any(without))

    def group(self, texts: Iterable[str]) -> Group:
        return tuple(map(self._either, texts))

    def any(self, texts: Iterable[str]) -> Sense:
        return joined(map(self._either, texts))

    def _either(self, text: str) -> Sense:
        masks = [0, 0, 0, 0, 0]
        for token in text.split("|"):
            name = token.strip()
            for sign in _SIGNS.get(name[0], tuple(Sign)):
                masks[sign] |= self._bits[name.lstrip(_PREFIXES)]
        return masks[0], masks[1], masks[2], masks[3], masks[4]
