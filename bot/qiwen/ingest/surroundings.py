"""What stands around an article: known lines of the site, links and adverts, and the odd lines between those."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence

from qiwen.ingest.bench import Bench
from qiwen.ingest.chrome import chrome
from qiwen.ingest.clauses import clauses
from qiwen.ingest.lines import Line, filled, han_count, holds, is_ended, lines
from qiwen.ingest.links import disclaimers, links
from qiwen.ingest.tracked import Change
from qiwen.ingest.why import Why

_PARAGRAPH_HAN = 15
_ITEM_HAN = 5
_LABEL_HAN = 6
_STATEMENT_HAN = 12
_TITLE = 40
_FULL_STOP = re.compile(r"[。！!；;][”’」』）)】]*$")


def surroundings(text: str, bench: Bench) -> Iterator[Change]:
    """Every line that a rule knows, and what stands beyond or between such lines outside the article."""
    changes = [change for one in (chrome, links, disclaimers, clauses) for change in one(text, bench)]
    yield from changes
    page = lines(text)
    gone = _gone(page, changes)
    speaking = [number for number, line in filled(page) if number not in gone and _speaks(line, bench)]
    if not gone or not speaking:
        return
    for number in (*_above(page, gone, speaking[0], bench), *_below(page, gone, speaking[-1], bench)):
        yield page[number].change("navigation", Why.AROUND)


def _gone(page: Sequence[Line], changes: Sequence[Change]) -> dict[int, str]:
    """The numbers of the lines of which nothing is left, and the kind of noise that each was."""
    left = {line.start: len(line.text) for line in page if line.text}
    kinds: dict[int, str] = {}
    starts = sorted(left)
    at = 0
    for change in sorted(changes):
        while at + 1 < len(starts) and starts[at + 1] <= change.start:
            at += 1
        for place in range(at, bisect_left(starts, change.end)):
            start = starts[place]
            left[start] -= change.end - max(change.start, start)
            kinds[start] = change.kind
    return {number: kinds[line.start] for number, line in enumerate(page) if line.text and left[line.start] <= 0}


def _speaks(line: Line, bench: Bench) -> bool:
    """Whether the article goes at least so far: a sentence, or an item of a list about the matter."""
    if line.is_item:
        about = is_ended(line.text) or holds(line.text, bench.rules.domain.words)
        return about and han_count(line.text) >= _ITEM_HAN
    return is_ended(line.text) and han_count(line.text) >= _PARAGRAPH_HAN


def _above(page: Sequence[Line], gone: Collection[int], first: int, bench: Bench) -> Iterator[int]:
    """Short labels at the head, over the last known line of the site; a title is longer, or about the matter."""
    known = max((number for number in gone if number < first), default=0)
    for number, line in filled(page[:known]):
        if number not in gone:
            if han_count(line.text) > _LABEL_HAN or _is_about(line, bench):
                return
            yield number


def _below(page: Sequence[Line], gone: Mapping[int, str], last: int, bench: Bench) -> Iterator[int]:
    """Below the article, from a known line of the site on: what is no statement of ours; and labels over that line.

    Adverts tell nothing: they stand in the middle of articles too.
    """
    known = min((number for number, kind in gone.items() if number > last and kind != "advert"), default=len(page))
    for number, line in filled(page[known:]):
        if number + known not in gone and not _is_statement(line, bench):
            yield number + known
    for number in range(known - 1 if known < len(page) else last, last, -1):
        line = page[number]
        if line.text and number not in gone:
            if is_ended(line.text) or len(line.text) > _TITLE or _is_about(line, bench):
                return
            yield number


def _is_statement(line: Line, bench: Bench) -> bool:
    """Whether a line may be the article's though it stands among lines of the site."""
    return bool(_FULL_STOP.search(line.text)) or (_is_about(line, bench) and han_count(line.text) >= _STATEMENT_HAN)


def _is_about(line: Line, bench: Bench) -> bool:
    return holds(line.text, bench.rules.domain.words)
