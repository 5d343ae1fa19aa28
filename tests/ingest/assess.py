"""Lays what a cleaner made of a filthy page beside what the page was made of, piece by piece."""

import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from noise.page import Page, Piece
from rapidfuzz.distance import Levenshtein
from veiled import bare

from qiwen.ingest.page import Cleaned, Edit

_MARKS = frozenset(("quote", "entity", "table", "whitespace"))
"""Kinds that only touch punctuation: letters cannot tell whether they were put right."""


@dataclass(slots=True)
class Marks:
    """What became of a page. `added` and `handled` count pieces of noise by kind."""

    added: Counter[str] = field(default_factory=Counter)
    handled: Counter[str] = field(default_factory=Counter)
    length: int = 0  # characters that should be there
    errors: int = 0  # edits from what is there to what should be
    good: int = 0  # characters of the article itself, untouched by noise
    damaged: int = 0  # of these, how many were lost or changed
    failures: list["Failure"] = field(default_factory=list)

    @property
    def error_rate(self) -> float:
        return self.errors / self.length if self.length else 0.0

    def add(self, other: "Marks") -> None:
        self.added += other.added
        self.handled += other.handled
        self.length += other.length
        self.errors += other.errors
        self.good += other.good
        self.damaged += other.damaged
        self.failures += other.failures


@dataclass(frozen=True, slots=True)
class Failure:
    """A place where the text is not what it should be. `kind` is the noise there, or "damage"."""

    kind: str
    raw: str
    wanted: str
    got: str


def assess(page: Page, cleaned: Cleaned, told: Sequence[str] = ()) -> Marks:
    """The marks of a cleaned page; of a doubled line, those with the copy dropped that the cleaner dropped.

    `told` are the passages found on it: a wrong number that was not put right must not be taken for a part of one.
    """
    return min((_assess(tuple(pieces), cleaned, told) for pieces in page.readings()), key=lambda marks: marks.errors)


def _assess(pieces: Sequence[Piece], cleaned: Cleaned, told: Sequence[str]) -> Marks:
    marks = Marks()
    for cluster in _clusters(_placed(pieces, cleaned.read), cleaned.edits, cleaned.read):
        _mark(cluster, told, marks)
    return marks


@dataclass(frozen=True, slots=True)
class _Placed:
    """A piece and where it stands in what was read."""

    piece: Piece
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Cluster:
    """The smallest stretch that no piece of noise and no edit reaches out of."""

    pieces: tuple[_Placed, ...]
    out: str
    edited: bool


def _placed(pieces: Sequence[Piece], read: str) -> tuple[_Placed, ...]:
    """Where the pieces stand in `read`. Plain ones come one character each."""
    raw = "".join(piece.raw for piece in pieces)
    where = _mapping(raw, read)
    placed: list[_Placed] = []
    at = 0
    for piece in _single(pieces):
        placed.append(_Placed(piece, where[at], where[at + len(piece.raw)]))
        at += len(piece.raw)
    return tuple(placed)


def _single(pieces: Sequence[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        if piece.plain:
            yield from (Piece(char, char) for char in piece.raw)
        else:
            yield piece


def _mapping(raw: str, read: str) -> list[int]:
    """For every place in `raw`, the end included, the place in `read`: HTML is read with other breaks than it has."""
    if raw == read:
        return list(range(len(raw) + 1))
    where = [0] * (len(raw) + 1)
    for code in Levenshtein.opcodes(raw, read):
        for at in range(code.src_start, code.src_end):
            where[at] = min(code.dest_start + at - code.src_start, code.dest_end)
    where[len(raw)] = len(read)
    return where


def _clusters(placed: Sequence[_Placed], edits: Sequence[Edit], read: str) -> Iterator[_Cluster]:
    spans = [(one.start, one.end) for one in placed if not one.piece.plain]
    spans += [(edit.start, edit.end) for edit in edits]
    starts, changes = [one.start for one in placed], [edit.start for edit in edits]
    for start, end in _joined(sorted(spans), len(read)):
        inside = placed[bisect_left(starts, start) : bisect_left(starts, end)]
        here = edits[bisect_left(changes, start) : bisect_left(changes, end)]
        # A piece that the reader left out (an empty line of HTML) stands nowhere: nothing is left of it to handle.
        yield _Cluster(tuple(one for one in inside if one.start < one.end), _out(read, start, end, here), bool(here))


def _joined(spans: Sequence[tuple[int, int]], size: int) -> Iterator[tuple[int, int]]:
    """Overlapping spans as one, and what lies between them."""
    at = 0
    for start, end in _unions(spans):
        if at < start:
            yield at, start
        yield start, end
        at = end
    if at < size:
        yield at, size


def _unions(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    unions: list[tuple[int, int]] = []
    for start, end in spans:
        if unions and start < unions[-1][1]:
            unions[-1] = unions[-1][0], max(end, unions[-1][1])
        elif start < end:
            unions.append((start, end))
    return unions


def _out(read: str, start: int, end: int, edits: Sequence[Edit]) -> str:
    """What stands between two places after the edits between them."""
    told, at = [], start
    for edit in edits:
        told += [read[at : edit.start], edit.put]
        at = edit.end
    return "".join([*told, read[at:end]])


def _mark(cluster: _Cluster, told: Sequence[str], marks: Marks) -> None:
    pieces = [one.piece for one in cluster.pieces]
    wanted, owners = _wanted(pieces, cluster.out)
    got = bare(cluster.out)
    errors = Levenshtein.distance(wanted, got)
    lost, surplus = _lost(wanted, got)
    marks.length += len(wanted)
    marks.errors += errors
    good = [at for at, owner in enumerate(owners) if pieces[owner].plain]
    marks.good += len(good)
    marks.damaged += len(lost.intersection(good))
    if lost.intersection(good):
        marks.failures.append(Failure("damage", "".join(piece.raw for piece in pieces), wanted, cluster.out))
    for at, piece in enumerate(pieces):
        if piece.plain or piece.neutral:
            continue
        fine = _fine(
            piece, [place for place, owner in enumerate(owners) if owner == at], cluster, (lost, surplus), told
        )
        marks.added[piece.kind] += 1
        marks.handled[piece.kind] += fine
        if not fine:
            marks.failures.append(Failure(piece.kind, piece.raw, piece.clean, cluster.out))


def _fine(
    piece: Piece, places: Sequence[int], cluster: _Cluster, slips: tuple[set[int], int], told: Sequence[str]
) -> bool:
    """Whether a piece of noise is no longer there and what it hid stands in its place."""
    lost, surplus = slips
    if piece.kind in _MARKS:
        return cluster.edited and _right_mark(piece, cluster.out, alone=len(cluster.pieces) == 1)
    if piece.kind == "numbering":
        return cluster.edited or not any(text.startswith(piece.raw.strip()) for text in told)
    if piece.clean:
        return not lost.intersection(places) and (surplus == 0 or len(cluster.pieces) > 1)
    return surplus == 0


def _right_mark(piece: Piece, out: str, *, alone: bool) -> bool:
    if alone:
        return unicodedata.normalize("NFC", out).strip(" ") in {piece.clean.strip(" "), *piece.also, *_stripped(piece)}
    return piece.raw not in out


def _stripped(piece: Piece) -> set[str]:
    return {form.strip(" ") for form in piece.also}


def _wanted(pieces: Sequence[Piece], out: str) -> tuple[str, list[int]]:
    """The letters that should stand there, and which piece each is of. What is neutral counts if it is there."""
    manners = (_as_clean, _as_raw, _left_out) if any(_loose(piece) for piece in pieces) else (_as_clean,)
    options = []
    for manner in manners:
        told = [
            (char, at)
            for at, piece in enumerate(pieces)
            for char in bare(manner(piece) if _loose(piece) else piece.clean)
        ]
        options.append(("".join(char for char, _ in told), [at for _, at in told]))
    return min(options, key=lambda option: Levenshtein.distance(option[0], bare(out)))


def _as_clean(piece: Piece) -> str:
    return piece.clean


def _as_raw(piece: Piece) -> str:
    return piece.raw


def _left_out(_: Piece) -> str:
    return ""


def _loose(piece: Piece) -> bool:
    """Whether its letters may be there or not: frames, and the number of a list item whatever it has become."""
    return piece.neutral or piece.kind == "numbering"


def _lost(wanted: str, got: str) -> tuple[set[int], int]:
    """Which of the wanted characters are not there, and how many are there that nobody wanted."""
    lost: set[int] = set()
    surplus = 0
    for code in Levenshtein.opcodes(wanted, got):
        if code.tag in ("delete", "replace"):
            lost.update(range(code.src_start, code.src_end))
        if code.tag in ("insert", "replace"):
            surplus += code.dest_end - code.dest_start
    return lost, surplus


def conserved(cleaned: Cleaned) -> bool:
    """Whether the edits lead from the page to the text, each of something, in order and none over another."""
    apart = all(one.end <= two.start for one, two in pairwise(cleaned.edits))
    fit = all(edit.text and cleaned.read[edit.start : edit.end] == edit.text for edit in cleaned.edits)
    return apart and fit and _out(cleaned.read, 0, len(cleaned.read), cleaned.edits) == cleaned.text
