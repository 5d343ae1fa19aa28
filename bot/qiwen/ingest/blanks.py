"""Blanks where none belong: within a sentence, around a line, between paragraphs."""

import re
from collections.abc import Iterator

from qiwen.ingest.bench import Bench
from qiwen.ingest.lines import HAN, Line, lines
from qiwen.ingest.tracked import Change
from qiwen.ingest.why import Why

_KIND = "whitespace"
_BLANK = r" \t\u3000\u00a0\u2002\u2003"
_ODD = re.compile(rf"(?<=[{HAN}])(?:[{_BLANK}]*[\t\u3000\u00a0\u2002\u2003][{_BLANK}]*| {{2,}})(?=[{HAN}])")
_STRAY = re.compile(rf"(?<=[{HAN}，。、；：！？”）])[{_BLANK}]+(?=[{HAN}“（，。、；：！？])")
_EDGE = re.compile(r"^[ \t\u3000\u00a0]+|[ \t\u3000\u00a0\r]+$", re.MULTILINE)
_EMPTY = re.compile(r"(?<=\n)(?:[ \t\u3000\u00a0\r]*\n){2,}")
_RETURN = re.compile(r"\r(?=\n)")
_ENDS = re.compile(r"\A\s+|\s+\Z")
_CELLS = 2


def stray(text: str, bench: Bench) -> Iterator[Change]:
    """Blanks between two characters of a sentence.

    Those that no author types go on any page that has some; a single one only on such a page or a converted one, for
    elsewhere it may set off a button's name.
    """
    odd = any(line.is_prose and _ODD.search(line.text) for line in lines(text))
    if not (odd or bench.dirty or _KIND in bench.met):
        return
    is_damaged = odd or _KIND in bench.met or bench.script != "hans"
    for line in lines(text):
        blanks = _STRAY if is_damaged and line.is_prose else _ODD
        if not _has_cells(line):
            for found in blanks.finditer(text, line.at, line.at + len(line.text)):
                yield Change(found.start(), found.end(), "", _KIND, Why.STRAY)


def returns(text: str, bench: Bench) -> Iterator[Change]:
    """Carriage returns of Windows: a line ends with one character."""
    del bench
    for found in _RETURN.finditer(text):
        yield Change(found.start(), found.end(), "", _KIND, Why.RETURN)


def margins(text: str, bench: Bench) -> Iterator[Change]:
    """Blanks around lines and empty lines in a row, on a page from which something was taken."""
    if not bench.dirty:
        return
    for pattern, put in ((_ENDS, ""), (_EMPTY, "\n"), (_EDGE, "")):
        for found in pattern.finditer(text):
            yield Change(found.start(), found.end(), put, _KIND, Why.MARGIN)


def _has_cells(line: Line) -> bool:
    """Whether blanks part cells: a row of a table has many of them and little punctuation."""
    marks = len(re.findall(r"[，。；：、！？,;:!?]", line.text))
    return len(_STRAY.findall(line.text)) > max(_CELLS, 2 * marks)
