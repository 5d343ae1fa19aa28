"""A filthy page as the pieces it is made of: what stands there, what should stand there, and why they differ."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

FRAME = "frame"
MARKER = "marker"
NEUTRAL = frozenset((FRAME, MARKER))
"""Kinds of text that a cleaner may keep, change or drop: publisher and date lines, the number of a list item."""


@dataclass(frozen=True, slots=True)
class Piece:
    """`raw` stands on the page where `clean` should. `also` are other forms that are just as good."""

    raw: str
    clean: str
    kind: str = ""
    also: tuple[str, ...] = ()

    @property
    def plain(self) -> bool:
        """Whether it is the article itself, untouched."""
        return not self.kind and self.raw == self.clean

    @property
    def neutral(self) -> bool:
        """Whether keeping and dropping it are both fine."""
        return self.kind in NEUTRAL


Line = tuple[Piece, ...]


def plain(text: str) -> Piece:
    return Piece(text, text)


def noise(text: str, kind: str) -> Piece:
    """Text that must go."""
    return Piece(text, "", kind)


@dataclass(frozen=True, slots=True)
class Page:
    """Lines from top to bottom. `twins` are two lines that say the same: one of them, whichever, should go."""

    lines: tuple[Line, ...]
    twins: tuple[int, int] | None = None

    @classmethod
    def of(cls, text: str) -> "Page":
        """An article as it was written. The marker of a list item is a piece of its own."""
        return cls(tuple(_read(line) for line in text.strip().split("\n")))

    @property
    def raw(self) -> str:
        return "\n".join("".join(piece.raw for piece in line) for line in self.lines)

    def pieces(self) -> Iterator[Piece]:
        """All pieces in order, with the breaks between the lines."""
        for at, line in enumerate(self.lines):
            if at:
                yield Piece("\n", "\n")
            yield from line

    def readings(self) -> Iterator[tuple[Piece, ...]]:
        """The pieces; where a line is doubled, once with the first and once with the second to be dropped."""
        if self.twins is None:
            yield tuple(self.pieces())
            return
        for gone in self.twins:
            lines = (_dropped(line) if at == gone else line for at, line in enumerate(self.lines))
            yield tuple(Page(tuple(lines)).pieces())

    def put(self, at: int, new: Iterable[Line]) -> "Page":
        """With lines put before line `at`."""
        new = tuple(new)
        twins = self.twins and tuple(one + len(new) * (one >= at) for one in self.twins)
        return Page((*self.lines[:at], *new, *self.lines[at:]), twins)  # type: ignore[arg-type]

    def end(self, new: Iterable[Line]) -> "Page":
        return self.put(len(self.lines), new)

    def change(self, changed: Callable[[Line], Line]) -> "Page":
        """With every line changed."""
        return replace(self, lines=tuple(changed(line) for line in self.lines))


def _dropped(line: Line) -> Line:
    return (noise("".join(piece.raw for piece in line), "doubled"),)


def _read(line: str) -> Line:
    end = marker_end(line)
    return tuple(filter(None, (end and Piece(line[:end], line[:end], MARKER), line[end:] and plain(line[end:]))))


def marker_end(line: str) -> int:
    """How long the marker is with which a list item begins; 0 where there is none."""
    for end in range(min(6, len(line)), 0, -1):
        if line[:end].rstrip()[-1:] in "、.）)．" and _counts(line[:end].strip(" 、.）)．（(")):
            return end
    return 1 if line[:1] in _BULLETS else 0


def _counts(text: str) -> bool:
    return bool(text) and (text.isdecimal() or all(char in "一二三四五六七八九十" for char in text))


_BULLETS = "●•□①②③④⑤⑥⑦⑧⑨"
