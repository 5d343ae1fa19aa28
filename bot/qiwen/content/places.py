"""Where a field stands in a TOML text. The parser that loads content keeps no positions: they are found when needed."""

import re
from collections.abc import Iterator

from qiwen.content.slips import Path, Place

_QUOTES = ("'", '"')
_GAP = re.compile(r"(?:[ \t\n]+|#[^\n]*)*")
_BLANK = re.compile(r"[ \t]*")
_END = re.compile(r"[ \t]*(?:#[^\n]*)?(?:\n|\Z)")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r"""
      \"\"\" (?: \\. | [^\\] )*? \"\"\" "{0,2}   # up to two quotes may stand before the closing three
    | ''' .*? ''' '{0,2}
    | " (?: \\. | [^"\\\n] )* "
    | ' [^'\n]* '
    """,
    re.VERBOSE | re.DOTALL,
)
_SCALAR = re.compile(r"(?:\d{4}-\d\d-\d\d[ ](?=\d\d:))?[0-9A-Za-z+\-.:_]+")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|x([0-9A-Fa-f]{2})|(.))")
_ESCAPED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b", '"': '"', "\\": "\\"}


class Places:
    """Where each field of `text` stands. A text that is not TOML is read as far as it goes."""

    def __init__(self, text: str) -> None:
        self._text = text.replace("\r\n", "\n")
        self._at: dict[Path, int] = {}
        self._again: dict[Path, int] = {}
        written = set()
        walk = _Walk(self._text)
        for path, at, named in walk.steps():
            if not named:
                self._at.setdefault(path, at)
            elif path in written:
                self._again.setdefault(path, at)
            else:
                self._at[path] = at
                written.add(path)
        self.broken = walk.within
        """The field in whose value the text stops being TOML; () where that is nowhere or elsewhere."""

    def __iter__(self) -> Iterator[Path]:
        return iter(self._at)

    def of(self, path: Path) -> Place:
        """Where `path` stands; where it is missing, the nearest thing around it, at last the file's beginning."""
        while path and path not in self._at:
            path = path[:-1]
        return self.at(self._at.get(path, 0))

    def on(self, line: int) -> Path:
        """The last field that stands on a line; () if there is none."""
        there = ((at, path) for path, at in self._at.items() if self.at(at).line == line)
        return max(there, key=lambda each: each[0], default=(0, ()))[1]

    def again(self) -> Iterator[tuple[Path, Place]]:
        """Fields that are written a second time, with where that is."""
        return ((path, self.at(at)) for path, at in self._again.items())

    def at(self, offset: int) -> Place:
        """The line and column of a character."""
        return Place(self._text.count("\n", 0, offset) + 1, offset - self._text.rfind("\n", 0, offset))


class _NotTomlError(Exception):
    """From here on the text is no TOML."""


_Step = tuple[Path, int, bool]
"""A field, its offset, and whether it is written there itself (or only meant, as `a` is by `[a.b]`)."""


class _Walk:
    """One walk over a text, in which each step takes a token; what breaks TOML's grammar ends it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._pos = 0
        self.within: Path = ()  # the field whose value is being read
        self._table: Path = ()  # the table of the last header
        self._last: dict[Path, int] = {}  # of each list of tables, its last table

    def steps(self) -> Iterator[_Step]:
        """Every field, in the order of the text."""
        try:
            while self._goes_on():
                yield from self._header() if self._sees("[") else self._pair(self._table)
                self._match(_END)
                self.within = ()
        except (_NotTomlError, RecursionError):
            return

    def _header(self) -> Iterator[_Step]:
        brackets = 2 if self._sees("[[") else 1
        self._take("[" * brackets)
        at, keys = self._keys()
        self._take("]" * brackets)
        outer: Path = ()
        for key in keys[:-1]:
            outer = self._into((*outer, key))
            yield outer, at, False
        self._table = (*outer, keys[-1])
        if brackets == 2:  # noqa: PLR2004 - [[row]]
            yield self._table, at, False
            self._last[self._table] = self._last.get(self._table, -1) + 1
            self._table = self._into(self._table)
        yield self._table, at, True

    def _into(self, path: Path) -> Path:
        """A header that names a list of tables means its last one."""
        return (*path, self._last[path]) if path in self._last else path

    def _pair(self, table: Path) -> Iterator[_Step]:
        at, keys = self._keys()
        self._take("=")
        for end in range(1, len(keys)):
            yield (*table, *keys[:end]), at, False
        yield (*table, *keys), at, True
        yield from self._value((*table, *keys))

    def _keys(self) -> tuple[int, tuple[str, ...]]:
        """A key with its offset, or several with dots between."""
        self._match(_BLANK)
        at, keys = self._pos, [self._key()]
        while self._sees("."):
            self._take(".")
            keys.append(self._key())
        return at, tuple(keys)

    def _key(self) -> str:
        self._match(_BLANK)
        key = _unquoted(self._match(_STRING)) if self._sees(_QUOTES) else self._match(_BARE)
        self._match(_BLANK)
        return key

    def _value(self, path: Path) -> Iterator[_Step]:
        self._match(_BLANK)
        self.within = path
        if self._sees("["):
            yield from self._items(path)
        elif self._sees("{"):
            yield from self._fields(path)
        else:
            self._match(_STRING if self._sees(_QUOTES) else _SCALAR)

    def _items(self, path: Path) -> Iterator[_Step]:
        self._take("[")
        number = 0
        while self._goes_on() and not self._sees("]"):
            yield (*path, number), self._pos, True
            yield from self._value((*path, number))
            self.within = path
            number += 1
            self._comma("]")
        self._take("]")

    def _fields(self, path: Path) -> Iterator[_Step]:
        self._take("{")
        while self._goes_on() and not self._sees("}"):
            yield from self._pair(path)
            self.within = path
            self._comma("}")
        self._take("}")

    def _comma(self, end: str) -> None:
        self._match(_GAP)
        if not self._sees(end):
            self._take(",")

    def _goes_on(self) -> bool:
        self._match(_GAP)
        return self._pos < len(self._text)

    def _sees(self, start: str | tuple[str, ...]) -> bool:
        return self._text.startswith(start, self._pos)

    def _take(self, sign: str) -> None:
        if not self._sees(sign):
            raise _NotTomlError
        self._pos += len(sign)

    def _match(self, token: re.Pattern[str]) -> str:
        found = token.match(self._text, self._pos)
        if not found:
            raise _NotTomlError
        self._pos = found.end()
        return found[0]


def _unquoted(token: str) -> str:
    """What a quoted key says."""
    return token[1:-1] if token[0] == "'" else _ESCAPE.sub(_meant, token[1:-1])


def _meant(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2] or escape[3]
    try:
        return chr(int(code, 16)) if code else _ESCAPED[escape[4]]
    except (ValueError, KeyError) as wrong:
        raise _NotTomlError from wrong
