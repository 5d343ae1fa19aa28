"""Advertising and disclaimers within a paragraph: the clause goes, what the paragraph says stays."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from qiwen.ingest.bench import Bench
from qiwen.ingest.lines import Line, lines
from qiwen.ingest.rules import ClauseRow, Rules
from qiwen.ingest.tracked import Change

_SENTENCE = re.compile(r"[^。！!？?；;]*(?:[。！!？?；;]+[”’」』）)]*|$)")
_CLAUSE = re.compile(r"[^,，。！!？?；;]+")
_EDGES = " ()（）“”【】"
_MARKER = re.compile(r"^[●•■◆★·※(（]?[\d一二三四五六七八九十①-⑳]{0,3}[、.．)）]?")


def clauses(text: str, bench: Bench) -> Iterator[Change]:
    """Every clause that advertises or disclaims, with what leads up to it."""
    page = lines(text)
    starts = [line.start for line in page]
    # Each expression over the whole text is several times quicker than all of them over each line.
    met = {
        bisect_right(starts, found.start()) - 1 for row in bench.rules.clause for found in re.finditer(row.match, text)
    }
    for number in sorted(met):
        yield from _line(text, page[number], bench.rules)


def _line(text: str, line: Line, rules: Rules) -> Iterator[Change]:
    """The changes of one line; the line itself where nothing is left but its number."""
    changes = [
        change
        for found in _SENTENCE.finditer(text, line.at, line.end)
        if found[0].strip()
        for change in _sentence(text, found.start(), found.end(), rules)
    ]
    left = list(text[line.start : line.end])
    for change in changes:
        left[change.start - line.start : change.end - line.start] = " " * (change.end - change.start)
    if changes and not _MARKER.sub("", "".join(left).strip()).strip():
        yield line.change(changes[0].kind, changes[0].reason)
    else:
        yield from changes


def _sentence(text: str, start: int, end: int, rules: Rules) -> Iterator[Change]:
    sentence = text[start:end]
    whole = _row(sentence, [row for row in rules.clause if row.whole])
    if whole:
        yield Change(start, end, "", whole.kind, whole.reason)
        return
    parts = [found.span() for found in _CLAUSE.finditer(text, start, end)]
    rows = [
        None if re.search(rules.clauses.facts, text[first:last]) else _row(text[first:last], rules.clause)
        for first, last in parts
    ]
    rows = _with_lead_ins([text[first:last].strip(_EDGES) for first, last in parts], rows, rules.clauses.lead_in)
    meant = [row for row in rows if row is not None]
    if meant and len(meant) == len(rows):
        yield Change(start, end, "", meant[0].kind, meant[0].reason)
    else:
        yield from _parts(parts, rows)


def _row(clause: str, rows: Sequence[ClauseRow]) -> ClauseRow | None:
    return next((row for row in rows if re.search(row.match, clause)), None)


def _with_lead_ins(texts: Sequence[str], rows: Sequence[ClauseRow | None], lead_in: str) -> list[ClauseRow | None]:
    """The clauses before an advertising one that only lead up to it count as advertising."""
    out = list(rows)
    for at in range(len(out) - 2, -1, -1):
        if out[at] is None and out[at + 1] is not None and re.search(lead_in, texts[at]):
            out[at] = out[at + 1]
    return out


def _parts(parts: Sequence[tuple[int, int]], rows: Sequence[ClauseRow | None]) -> Iterator[Change]:
    """Single clauses, each with the comma before it, the first with the comma behind it."""
    for at, ((start, end), row) in enumerate(zip(parts, rows, strict=True)):
        if row is None:
            continue
        first = parts[at - 1][1] if any(each is None for each in rows[:at]) else start
        last = end if first < start else parts[at + 1][0]
        yield Change(first, last, "", row.kind, row.reason)
