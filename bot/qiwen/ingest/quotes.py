"""Quotes that open where they should close, and closing brackets that nothing opened."""

import re
from collections.abc import Iterable, Iterator

from qiwen.ingest.bench import Bench
from qiwen.ingest.lines import HAN, lines
from qiwen.ingest.tracked import Change
from qiwen.ingest.why import Why

_MARK = re.compile(r"[“”〝〞〟＂]|``|''")
_PAIR = "“”"
_REACH = 3
_LONE = re.compile(rf"(?:(?<=[。；;！!？?])|^)\s*[)）]|(?<=[{HAN}”])[)）](?=\s*[。；;，,、！!？?]|\s*$)", re.MULTILINE)


def quotes(text: str, bench: Bench) -> Iterator[Change]:
    """Quotes of a line in turn, where they come in pairs; typewriter's pairs likewise."""
    del bench
    for line in lines(text):
        marks = list(_MARK.finditer(text, line.start, line.end))
        if len(marks) % 2 == 0 and not _is_nested(text, marks):
            for at, mark in enumerate(marks):
                yield Change(mark.start(), mark.end(), _PAIR[at % 2], "quote", Why.QUOTE)


def brackets(text: str, bench: Bench) -> Iterator[Change]:
    """A closing bracket at the end of a sentence that nothing opened, in its line or in those above."""
    del bench
    page = lines(text)
    for at, line in enumerate(page):
        for lone in _LONE.finditer(text, line.start, line.end):
            if not _is_open(text[page[max(at - _REACH, 0)].start : lone.end() - 1]):
                yield Change(lone.start(), lone.end(), "", "quote", Why.BRACKET)


def _is_nested(text: str, marks: Iterable[re.Match[str]]) -> bool:
    """Whether quotes open and close as they should; one within another is somebody's speech: 他说：“…”."""
    depth = 0
    for mark in marks:
        if mark[0] not in _PAIR:
            return False
        if mark[0] == _PAIR[0]:
            if depth and text[mark.start() - 1] not in "：:，,":
                return False
            depth += 1
        else:
            depth -= 1
        if depth < 0:
            return False
    return depth == 0


def _is_open(text: str) -> bool:
    """Whether a bracket is open at the end of `text`. An item's own 1) closes nothing."""
    depth = 0
    for found in re.finditer(r"[(（)）]", text):
        depth = depth + 1 if found[0] in "(（" else max(depth - 1, 0)
    return depth > 0
