"""Tables that were flattened: cells between bars become parts of a sentence."""

import re
from collections.abc import Iterator, Sequence

from qiwen.ingest.bench import Bench
from qiwen.ingest.lines import Line, lines
from qiwen.ingest.tracked import Change
from qiwen.ingest.why import Why

_BAR = re.compile(r"\s*[|｜│┃](?:\s*[|｜│┃])*\s*")
_FEW = 2
_PAIR, _PART = "：", "；"
_ENDED = "。；;：:！!？?，,、"


def tables(text: str, bench: Bench) -> Iterator[Change]:
    """The bars of every row: between two cells a colon, between more a semicolon, at the edges nothing."""
    del bench
    page = lines(text)
    bars = [list(_BAR.finditer(text, line.at, line.at + len(line.text))) for line in page]
    for at, line in enumerate(page):
        beside = bars[max(at - 1, 0) : at] + bars[at + 1 : at + 2]
        if _is_row(bars[at], has_neighbour=any(beside)):
            yield from _parted(text, line, bars[at])


def _parted(text: str, line: Line, bars: Sequence[re.Match[str]]) -> Iterator[Change]:
    within = [bar for bar in bars if bar.start() > line.at and bar.end() < line.at + len(line.text)]
    part = _PAIR if len(within) == 1 else _PART
    for bar in bars:
        put = "" if bar not in within or text[bar.start() - 1] in _ENDED else part
        yield Change(bar.start(), bar.end(), put, "table", Why.CELLS)


def _is_row(bars: Sequence[re.Match[str]], *, has_neighbour: bool) -> bool:
    """Whether bars part cells: several do, fewer with blanks around them, one in company of another row."""
    spaced = all(bar[0] != bar[0].strip() for bar in bars)
    return len(bars) > _FEW or (spaced and (len(bars) == _FEW or (bool(bars) and has_neighbour)))
