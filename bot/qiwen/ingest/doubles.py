"""What stands twice: a lead that repeats the first paragraph, a paragraph that comes again, captions of pictures."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from qiwen.ingest.bench import Bench
from qiwen.ingest.lines import Line, any_of, filled, holds, lines
from qiwen.ingest.rules import DoubledRows
from qiwen.ingest.tracked import Change
from qiwen.ingest.why import Why
from qiwen.matching.score import closeness

_NOT_WORD = re.compile(r"[\W_]+")
_EDGE = 8
_LEAD_REACH = 12
_NAME_TAIL = 4
_PUNCTUATED = re.compile(r"[。；;！!？?，,：:、]")


def doubled(text: str, bench: Bench) -> Iterator[Change]:
    """A marked lead that the article repeats goes itself; of two paragraphs that say the same the second goes."""
    page = [line for _, line in filled(lines(text))]
    leads = set(_leads(page, bench))
    for at in sorted(leads):
        yield page[at].change("doubled", Why.LEAD)
    rest = [line for at, line in enumerate(page) if at not in leads]
    for line in _again(rest, bench.rules.doubled):
        yield line.change("doubled", Why.PARAGRAPH)


def repeated(text: str, bench: Bench) -> Iterator[Change]:
    """Lines that stand where pictures were: file names, and short names that come again and again."""
    rules = bench.rules.repeated
    page = [line for _, line in filled(lines(text))]
    short = [
        line
        for line in page
        if len(line.text) <= rules.longest and not _PUNCTUATED.search(line.text) and not line.is_item
    ]
    counts = Counter(line.text for line in short)
    for line in page:
        if re.search(rules.picture, line.text, re.IGNORECASE):
            yield line.change("repeated-line", Why.CAPTION)
    for line in short:
        is_name = _is_name(line.text, bench)
        if counts[line.text] >= (rules.name_times if is_name else rules.times) and (
            is_name or _says_nothing(line, bench)
        ):
            yield line.change("repeated-line", Why.REPEATED)


def _unmarked(line: str, bench: Bench) -> str | None:
    """A lead without its mark; None where the line is no lead."""
    found = _marked(tuple(bench.rules.lead.marks)).match(line)
    return found["said"] if found and len(found["said"]) < len(line) else None


@cache
def _marked(marks: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"^[【\[(（]?(?:{any_of(marks).pattern})(?:[】\])）]\s*[:：]?|\s*[:：])\s*(?P<said>\S.*)$")


def _leads(page: Sequence[Line], bench: Bench) -> Iterator[int]:
    """The numbers of the lines of every lead that the article repeats; a lead may go over several lines."""
    for at, line in enumerate(page):
        lead = _unmarked(line.text, bench)
        if lead is None:
            continue
        below = [_bare(each.text) for each in page[at + 1 : at + 1 + _LEAD_REACH]]
        if not any(_repeats(said, _bare(lead), bench) for said in below):
            continue
        yield at
        for more, said in enumerate(below):
            if not any(said in longer for longer in below[more + 1 :]):
                break
            yield at + 1 + more


def _repeats(said: str, lead: str, bench: Bench) -> bool:
    """Whether a paragraph says what the lead says, or begins with it."""
    least = bench.rules.doubled.lead
    return closeness(lead, said) >= least or closeness(lead, said[: len(lead)]) >= least


def _bare(text: str) -> str:
    return _NOT_WORD.sub("", text)


def _again(page: Sequence[Line], rules: DoubledRows) -> Iterator[Line]:
    """The second of every two paragraphs that say the same. Only those that begin or end alike are compared."""
    seen: defaultdict[str, list[str]] = defaultdict(list)
    for line in page:
        said = _bare(line.text)
        if len(said) < rules.shortest:
            continue
        keys = {said[:_EDGE], said[-_EDGE:]}
        if any(_same(said, other, rules) for other in {one for key in keys for one in seen[key]}):
            yield line
        else:
            for key in keys:
                seen[key].append(said)


def _same(one: str, other: str, rules: DoubledRows) -> bool:
    if one == other:
        return True
    return closeness(one, other) >= rules.body and _telling(one, rules) == _telling(other, rules)


def _telling(said: str, rules: DoubledRows) -> str:
    """The characters that make two like sentences differ: figures, letters, negations, sides."""
    return "".join(char for char in said if char.isascii() or char in rules.telling)


def _is_name(line: str, bench: Bench) -> bool:
    if line == bench.title:
        return True
    return any(line.startswith(name) and len(line) <= len(name) + _NAME_TAIL for name in bench.rules.domain.names)


def _says_nothing(line: Line, bench: Bench) -> bool:
    """Whether a line that comes again is no heading, on a page that has noise of other kinds."""
    return bench.dirty and not holds(line.text, bench.rules.repeated.headings)
