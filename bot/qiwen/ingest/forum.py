"""The frame of a forum: what stands above the first post and below it."""

import re
from collections.abc import Iterator

from qiwen.ingest.bench import Bench
from qiwen.ingest.lines import Line, filled, lines
from qiwen.ingest.tracked import Change
from qiwen.ingest.why import Why

_KIND = "forum"
_FEW = 2


def forum(text: str, bench: Bench) -> Iterator[Change]:
    """Everything down to 发表于 and everything from 使用道具 on, on a page that is a forum's."""
    rules = bench.rules.forum
    if sum(sign in text for sign in rules.signs) < _FEW:
        return
    page = [line for _, line in filled(lines(text))]
    opens = next((at for at, line in enumerate(page) if re.search(rules.opens, line.text)), None)
    if opens is not None and not any(line.is_prose for line in page[:opens]):
        yield _cut(page[: opens + 1], Why.FORUM_ABOVE)
    first = 0 if opens is None else opens + 1
    closes = next((at for at, line in enumerate(page) if at >= first and re.search(rules.closes, line.text)), None)
    if closes is not None:
        yield _cut(page[closes:], Why.FORUM_BELOW)


def _cut(page: list[Line], reason: str) -> Change:
    return Change(page[0].start, page[-1].end + 1, "", _KIND, reason)
