"""trafilatura, and the only file that knows it: which of the lines that a browser shows are the article.

All of them are read; what stands elsewhere is taken out line by line, so that it can be seen what went.
"""

import logging
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import trafilatura

from qiwen.ingest.clean import Page
from qiwen.ingest.dom import ShownLine, hints, parsed, shown
from qiwen.ingest.lines import is_prose
from qiwen.ingest.tracked import Change
from qiwen.ingest.why import Why

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # a page without an article is our caller's to tell

_NOT_WORD = re.compile(r"[\W_]+")
_MOST = 0.85
_SHORTEST = 4
_LEAST = 40
_WINDOW = 20_000


def read_html(html: str, encoding: str) -> Page:
    """The page with what stands beside its article marked for removal. A page without an article is all article."""
    root = parsed(html)
    page = [] if root is None else list(shown(root))
    if root is None or not page:
        return Page(html, encoding)  # broken beyond parsing: its tags are taken out as if they stood in a text
    aside: list[Change] = []
    at = 0
    for line, is_kept in zip(page, _kept(page, _article(html)), strict=True):
        if not is_kept:
            aside.append(Change(at, at + len(line.text) + 1, "", "navigation", Why.ASIDE))
        at += len(line.text) + 1
    return Page("\n".join(line.text for line in page), encoding, hints(root, html), tuple(aside))


def _article(html: str) -> str:
    """What trafilatura takes for the article."""
    found = trafilatura.extract(
        html, fast=True, favor_recall=True, include_comments=False, include_tables=True, deduplicate=False
    )
    return found or ""


def _kept(page: Sequence[ShownLine], article: str) -> list[bool]:
    """Which lines are the article: those that trafilatura names, and those that stand among them and are no links."""
    named = _named(page, article)
    if sum(len(line.text) for line, is_named in zip(page, named, strict=True) if is_named) < _LEAST:
        return [len(page) == 1 or not (line.is_framed or line.is_linked) for line in page]
    home = _home(page, named)
    return [_belongs(*each) for each in zip(page, named, home, strict=True)]


def _belongs(line: ShownLine, is_named: bool, is_home: bool) -> bool:  # noqa: FBT001 - a row of a table
    """Whether a line is the article's: at home there, or named and a heading or a sentence."""
    if line.is_framed or line.is_linked:
        return is_named and is_home
    return is_home or (is_named and (line.is_heading or is_prose(line.text)))


def _named(page: Sequence[ShownLine], article: str) -> list[bool]:
    """Which lines trafilatura names: as a line of its own, or within one, in order."""
    whole = {_bare(line) for line in article.split("\n")}
    letters = _bare(article)
    named = []
    at = 0
    for line in page:
        said = _bare(line.text)
        found = letters.find(said, at, at + _WINDOW) if len(said) >= _SHORTEST else -1
        at = max(at, found)
        named.append(found >= 0 or (len(said) >= _SHORTEST and said in whole))
    return named


def _home(page: Sequence[ShownLine], named: Sequence[bool]) -> list[bool]:
    """Which lines stand in the smallest element that holds most of what is named."""
    above = {line.block: (line.block, *line.block.iterancestors()) for line in page}
    weights: Counter[Any] = Counter()
    sizes: Counter[Any] = Counter()
    for line, is_named in zip(page, named, strict=True):
        for element in above[line.block]:
            weights[element] += len(line.text) * is_named
            sizes[element] += len(line.text)
    most = _MOST * max(weights.values())
    home = min((element for element, weight in weights.items() if weight >= most), key=lambda element: sizes[element])
    return [home in above[line.block] for line in page]


def _bare(text: str) -> str:
    return _NOT_WORD.sub("", text)
