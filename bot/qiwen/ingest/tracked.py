"""A text under repair that remembers where each of its characters stood on the page as read."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from itertools import pairwise, takewhile
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from qiwen.ingest.page import About, Cleaned, Edit

_Places = npt.NDArray[np.int64]
_NOTHING: _Places = np.empty(0, dtype=np.int64)


class Change(NamedTuple):
    """What a pass asks for: characters `start` to `end` of the text as it now stands become `put`."""

    start: int
    end: int
    put: str
    kind: str
    reason: str


class _Gone(NamedTuple):
    """A stretch of the page as read that was taken out, and for which cause."""

    start: int
    end: int
    cause: int


class Tracked:
    """`text` is what the page has become. Every character knows the stretch of `read` that it stands for.

    A stretch belongs to one edit: what an earlier pass took out of a line stays that pass's doing when the whole line
    goes later, so that edits never overlap.
    """

    def __init__(self, read: str) -> None:
        self.read = read
        self.text = read
        self._from: _Places = np.arange(len(read), dtype=np.int64)
        self._to: _Places = self._from + 1
        self._by: _Places = np.zeros(len(read), dtype=np.int64)
        self._causes: list[tuple[str, str]] = [("", "")]
        self._gone: list[_Gone] = []

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of noise met so far."""
        return frozenset(kind for kind, _ in self._causes[1:])

    def apply(self, changes: Iterable[Change]) -> None:
        """Make the changes of one pass, given in any order; of two that overlap the one that starts first counts."""
        size = len(self.text)
        within = (_least(change._replace(end=min(change.end, size)), self.text) for change in changes)
        todo = _apart(change for change in within if self.text[change.start : change.end] != change.put)
        if not todo:
            return
        breaks = (np.flatnonzero(self._from[1:] != self._to[:-1]) + 1).tolist()
        texts: list[str] = []
        cells: list[tuple[_Places, _Places, _Places]] = []
        at = done = 0
        for change in todo:
            texts += [self.text[done : change.start], change.put]
            done = change.end
            if len(change.put) == change.end - change.start:  # the cells stay, with a new cause
                self._by[change.start : change.end] = self._cause(change)
            else:
                cells += [self._cells(at, change.start), self._replaced(change, breaks)]
                at = change.end
        texts.append(self.text[done:])
        cells.append(self._cells(at, size))
        self.text = "".join(texts)
        self._from, self._to, self._by = (np.concatenate(column) for column in zip(*cells, strict=True))

    def translate(self, table: Mapping[int, str], kind: str, reason: str) -> None:
        """Replace characters one for one. A character that was repaired before keeps the cause of its repair."""
        text = self.text.translate(table)
        if text == self.text:
            return
        assert len(text) == len(self.text), "a table of single characters"
        differs = np.fromiter((one != other for one, other in zip(text, self.text, strict=True)), bool, len(text))
        self._by[differs & (self._by == 0)] = self._cause(Change(0, 0, "", kind, reason))
        self.text = text

    def settle(self, about: About, reasons: Mapping[str, str]) -> Cleaned:
        """The page made clean, with its edits. Raises AssertionError if a character of the page got lost.

        `reasons` has the wording of reasons that are names; others are told as they are.
        """
        self._causes = [(kind, reasons.get(reason, reason)) for kind, reason in self._causes]
        edits = sorted([*self._removals(), *self._repairs()], key=lambda edit: (edit.start, edit.end))
        cleaned = Cleaned(self.read, self.text, tuple(edits), about)
        conserve(cleaned)
        return cleaned

    def _cells(self, start: int, end: int) -> tuple[_Places, _Places, _Places]:
        return self._from[start:end], self._to[start:end], self._by[start:end]

    def _replaced(self, change: Change, breaks: list[int]) -> tuple[_Places, _Places, _Places]:
        """The cells of what is put; what of the page has no character to stand for it any more is noted as gone."""
        cause, size = self._cause(change), len(change.put)
        stretches = self._stretches(change.start, change.end, breaks)
        self._gone += [_Gone(start, end, cause) for start, end in stretches[bool(size) :] if start < end]
        if not size:
            return _NOTHING, _NOTHING, _NOTHING
        start, end = stretches[0]
        froms = np.array([start] + [end] * (size - 1), dtype=np.int64)
        return froms, np.full(size, end, dtype=np.int64), np.full(size, cause, dtype=np.int64)

    def _stretches(self, start: int, end: int, breaks: list[int]) -> list[tuple[int, int]]:
        """The stretches of the page that these characters stand for; at a break something went before."""
        within = breaks[bisect_right(breaks, start) : bisect_left(breaks, end)]
        bounds = pairwise((start, *within, end))
        return [(int(self._from[first]), int(self._to[last - 1])) for first, last in bounds]

    def _cause(self, change: Change) -> int:
        if self._causes[-1] != (change.kind, change.reason):
            self._causes.append((change.kind, change.reason))
        return len(self._causes) - 1

    def _removals(self) -> Iterable[Edit]:
        for gone in self._gone:
            kind, reason = self._causes[gone.cause]
            yield Edit(kind, gone.start, gone.end, self.read[gone.start : gone.end], "", reason)

    def _repairs(self) -> Iterable[Edit]:
        """Neighbouring characters of one cause are one repair."""
        places = np.flatnonzero(self._by)
        if not len(places):
            return
        apart = (np.diff(places) > 1) | (np.diff(self._by[places]) != 0)
        apart |= self._from[places[1:]] != self._to[places[:-1]]
        for run in np.split(places, np.flatnonzero(apart) + 1):
            first, last = int(run[0]), int(run[-1])
            kind, reason = self._causes[int(self._by[first])]
            start, end = int(self._from[first]), int(self._to[last])
            yield Edit(kind, start, end, self.read[start:end], self.text[first : last + 1], reason)


def _least(change: Change, text: str) -> Change:
    """The change without what stands at its edges before and after it."""
    was, put = text[change.start : change.end], change.put
    if not put:
        return change
    head = _alike(was, put)
    tail = _alike(was[head:][::-1], put[head:][::-1])
    if head + tail == len(was) or head + tail == len(put):  # characters come or go: the whole says more than nothing
        return change
    return change._replace(start=change.start + head, end=change.end - tail, put=put[head : len(put) - tail])


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _apart(changes: Iterable[Change]) -> list[Change]:
    """In order and without overlaps."""
    kept: list[Change] = []
    for change in sorted(changes, key=lambda change: (change.start, -change.end)):
        if change.end > change.start and (not kept or change.start >= kept[-1].end):
            kept.append(change)
    return kept


def conserve(page: Cleaned) -> None:
    """Raise AssertionError unless the edits, none over another, lead from the page as read to `text`.

    Then every character is kept, repaired or removed, and none came from nowhere.
    """
    at = 0
    built: list[str] = []
    for edit in page.edits:
        if edit.start < at or page.read[edit.start : edit.end] != edit.text:
            raise AssertionError(f"an edit does not fit the page: {edit}")
        built += [page.read[at : edit.start], edit.put]
        at = edit.end
    if "".join([*built, page.read[at:]]) != page.text:
        raise AssertionError("characters of the page got lost while it was cleaned")
