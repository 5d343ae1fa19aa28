"""Links to other articles, and what stands under 版权声明."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from qiwen.ingest.bench import Bench
from qiwen.ingest.lines import Line, filled, holds, lines
from qiwen.ingest.tracked import Change
from qiwen.ingest.why import Why

_FARM = "link-farm"
_TITLE = 60
_SHARE = 0.4
_ARROWED = re.compile(r"^(»|>>|›|【推荐】|\[推荐\])\s*\S")
_ENDED = re.compile(r"[。;；]")
_AROUND_HEADING = " :：【】[]()（）>»▼↓#*=-—_|"


def links(text: str, bench: Bench) -> Iterator[Change]:
    """Below a heading such as 相关推荐: all that follows near the end of the page, the titles that follow elsewhere."""
    page = [line for _, line in filled(lines(text))]
    heading = _heading(bench.rules.links.headings)
    like = re.compile(bench.rules.links.like)
    at = 0
    while at < len(page):
        found = heading.match(page[at].text)
        if found:
            size = _farm(page[at:], page, is_bare=not found["rest"])
        elif like.match(page[at].text):
            size = _titles(page[at:], bench)
        else:
            size = int(_is_link(page[at]))
        for line in page[at : at + size]:
            yield line.change(_FARM, Why.LINKS)
        at += size or 1


def disclaimers(text: str, bench: Bench) -> Iterator[Change]:
    """A heading such as 版权声明 with the paragraph below it."""
    page = [line for _, line in filled(lines(text))]
    headings = set(bench.rules.disclaimer.headings)
    for at, line in enumerate(page):
        if line.text.strip(_AROUND_HEADING) in headings:
            yield line.change("disclaimer", Why.DISCLAIMER)
            for below in page[at + 1 : at + 2]:
                if not below.is_item:
                    yield below.change("disclaimer", Why.DISCLAIMER)


def _heading(words: Sequence[str]) -> re.Pattern[str]:
    alternatives = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"^[【\[(（>»▼#*=\-—\s]*(?:{alternatives})[】\])）>»▼↓*=\-—\s]*(?:$|[:：](?P<rest>.*)$)")


def _farm(below: Sequence[Line], page: Sequence[Line], *, is_bare: bool) -> int:
    """How many lines, the heading first, belong to the farm."""
    rest = below[1:]
    is_near_end = len(_text(rest)) <= _SHARE * len(_text(page)) and not any(
        line.is_item and _ended(line) for line in rest
    )
    if is_near_end:
        return len(below)
    titles = list(takewhile(_is_title, rest))
    # A heading that nothing follows but prose may be one of the article's own.
    return 1 + len(titles) if titles or not is_bare else 0


def _titles(below: Sequence[Line], bench: Bench) -> int:
    """How many lines, the heading first, are titles of matters that are none of ours."""
    titles = list(takewhile(lambda line: _is_title(line) and not holds(line.text, bench.rules.domain.words), below[1:]))
    return 1 + len(titles) if titles else 0


def _is_title(line: Line) -> bool:
    return not line.is_item and not _ended(line) and len(line.text) <= _TITLE


def _is_link(line: Line) -> bool:
    return bool(_ARROWED.match(line.text)) and len(line.text) <= _TITLE and not _ended(line)


def _ended(line: Line) -> bool:
    return bool(_ENDED.search(line.text))


def _text(page: Sequence[Line]) -> str:
    return "".join(line.text for line in page)
