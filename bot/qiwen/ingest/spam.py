"""What somebody injected: a line of keywords at the head, a list of links at the tail."""

import re
from collections.abc import Iterator, Sequence

from qiwen.ingest.bench import Bench
from qiwen.ingest.lines import Line, filled, han_count, holds, lines
from qiwen.ingest.rules import Rules
from qiwen.ingest.tracked import Change
from qiwen.ingest.why import Why

_FIRST_LINES = 5
_DASHED = re.compile(r"[-_|｜—]+")
_JOINED = re.compile(r"[-_,，|｜、—/]+")
_BARRED = re.compile(r"[|｜]+")
_LISTED = re.compile(r"[|｜,，、/\s]+")
_LABEL = re.compile(r"^[^:：|｜,，]{1,8}[:：]")
_SENTENCE = re.compile(r"[。;；!！?？]")
_LABELLED = re.compile(r"[:：]")
_LITTLE = 0.2


def head(text: str, bench: Bench) -> Iterator[Change]:
    """Lines of short cells among the first ones: keywords for search engines."""
    plain = lines(_plain(text, bench))
    first = [line for _, line in filled(plain)][:_FIRST_LINES]
    for line in first:
        if _is_keywords(line.text, bench.rules):
            yield line.change("head-spam", Why.KEYWORDS)


def tail(text: str, bench: Bench) -> Iterator[Change]:
    """From the marker of a link farm to the end, or to where the article goes on; lists of words at the end."""
    plain = _plain(text, bench)
    page = lines(plain)
    marker = re.search("|".join(map(re.escape, bench.rules.spam.tail)), plain)
    cut = len(text)
    if marker:
        end = _end_of_spam([line for line in page if line.start > marker.start()], len(text), bench.rules)
        yield Change(marker.start(), end, "", "tail-spam", Why.SPAM)
        cut = marker.start() if end == len(text) else cut
    for _, line in reversed(list(filled([line for line in page if line.end <= cut]))):
        if not _is_list(line.text, bench.rules):
            return
        yield line.change("tail-spam", Why.WORDS)


def _plain(text: str, bench: Bench) -> str:
    """As long as `text`, in Simplified."""
    return text.translate(bench.tools.script.to_simplified)


def _end_of_spam(below: Sequence[Line], end: int, rules: Rules) -> int:
    """Where the spam ends: at the end of the page; or, where the article goes on below it, behind its last list."""
    if not any(line.is_prose and holds(line.text, rules.domain.words) for line in below):
        return end
    return next((line.start for line in below if line.text and not _BARRED.search(line.text)), end)


def _is_keywords(line: str, rules: Rules) -> bool:
    if _SENTENCE.search(line) or _LABELLED.search(line):
        return False
    if len(_cells(_DASHED, line, rules)) >= rules.spam.stuffed_cells:
        return True
    return len(_cells(_JOINED, line, rules)) >= rules.spam.head_cells and not holds(line, rules.domain.words)


def _is_list(line: str, rules: Rules) -> bool:
    """Whether a line is a list of words that are none of ours: many between bars, some behind a label."""
    if _SENTENCE.search(line):
        return False
    label = _LABEL.match(line)
    cells = _cells(_LISTED, line[label.end() :], rules) if label else _cells(_BARRED, line, rules)
    about = sum(holds(cell, rules.domain.words) for cell in cells)
    least = rules.spam.labelled_cells if label and "、" not in line else rules.spam.tail_cells
    return len(cells) >= least and about <= _LITTLE * len(cells)


def _cells(separator: re.Pattern[str], line: str, rules: Rules) -> list[str]:
    """The cells of a line; none where one is too long for a keyword, or where they are but figures."""
    cells = [cell.strip() for cell in separator.split(line) if cell.strip()]
    longest = max(map(len, cells), default=0)
    return (
        cells if longest <= rules.spam.longest_cell and sum(map(bool, map(han_count, cells))) * 2 > len(cells) else []
    )
