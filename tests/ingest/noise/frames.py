"""Lines and sentences that other people put around and into an article."""

import re

from noise.page import FRAME, MARKER, Line, Page, Piece, noise, plain
from noise.words import Words

_LEAST_DOUBLED = 40
"""Characters of a line that is worth doubling: shorter ones repeat by nature."""


def _lines(texts: list[str], kind: str) -> list[Line]:
    return [(noise(text, kind),) for text in texts]


def head_spam(page: Page, words: Words) -> Page:
    return page.put(0, _lines([words.pick("head-spam")], "head-spam"))


def tail_spam(page: Page, words: Words) -> Page:
    return page.end(_lines([words.pick("tail-spam")], "tail-spam"))


def link_farm(page: Page, words: Words) -> Page:
    return page.end(_lines(words.pick("link-farm"), "link-farm"))


def navigation(page: Page, words: Words) -> Page:
    top = page.put(0, _lines(words.pick("navigation"), "navigation"))
    return top.end(_lines(words.pick("navigation-end"), "navigation"))


def counter(page: Page, words: Words) -> Page:
    """The publisher's line, a line with date and counter."""
    told = words.pick("counter")
    return page.put(0, [(Piece(words.publisher, words.publisher, FRAME),), _counted(told["frame"], told["noise"])])


def _counted(frame: str, count: str) -> Line:
    return Piece(frame, frame, FRAME), noise(count, "counter")


def like(page: Page, words: Words) -> Page:
    return page.end(_lines(words.pick("like"), "like"))


def doubled(page: Page, words: Words) -> Page:
    """The first long paragraph once more as a lead, a word of it changed."""
    at = next((at for at, line in enumerate(page.lines) if len(_raw(line)) > _LEAST_DOUBLED), None)
    if at is None:
        return page
    lead: Line = (
        Piece("导读：", "导读：", FRAME),
        plain(words.rng.choice(("据了解，", "近日，", ""))),
        *page.lines[at],
    )
    return Page((*page.lines[:at], lead, *page.lines[at:]), (at, at + 1))


def _raw(line: Line) -> str:
    return "".join(piece.raw for piece in line)


def repeated_line(page: Page, words: Words) -> Page:
    """The same few words, where pictures stood."""
    told = words.pick("repeated-line")
    for _ in range(words.rng.randint(2, 4)):
        page = page.put(words.rng.randint(1, len(page.lines)), _lines([told], "repeated-line"))
    return page


def advert(page: Page, words: Words) -> Page:
    """A line at the end and a sentence inside a paragraph."""
    page = page.end(_lines([words.pick("advert")], "advert"))
    places = [
        (line, piece, end)
        for line, pieces in enumerate(page.lines)
        for piece, told in enumerate(pieces)
        for end in _sentence_ends(told)
    ]
    if not places:
        return page
    line, piece, end = words.rng.choice(places)
    pieces = page.lines[line]
    told = pieces[piece].raw
    clause = noise(words.pick("advert-clause"), "advert")
    new = (*pieces[:piece], plain(told[:end]), clause, plain(told[end:]), *pieces[piece + 1 :])
    return Page((*page.lines[:line], new, *page.lines[line + 1 :]), page.twins)


def _sentence_ends(piece: Piece) -> list[int]:
    """Ends of sentences inside a plain piece, but not inside a quotation."""
    if not piece.plain or len(piece.raw) < _LEAST_DOUBLED:
        return []
    return [match.end() for match in re.finditer("。(?!”|$)", piece.raw)]


def disclaimer(page: Page, words: Words) -> Page:
    return page.end(_lines(words.pick("disclaimer"), "disclaimer"))


def forum(page: Page, words: Words) -> Page:
    top = page.put(0, _lines(words.pick("forum-head"), "forum"))
    return top.end(_lines(words.pick("forum-end"), "forum"))


def truncated(page: Page, words: Words) -> Page:
    """One more sentence, that breaks off."""
    return page.end(_lines([words.pick("truncated")], "truncated"))


def marker_of(line: Line) -> str:
    return line[0].raw if line and line[0].kind == MARKER else ""
