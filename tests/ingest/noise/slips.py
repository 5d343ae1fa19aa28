"""What goes wrong inside an article's own text: mistyped terms, wrong quotes, stray spaces, numbers, lost tables."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from noise.frames import marker_of
from noise.page import Line, Page, Piece, plain
from noise.words import Words

_SEPARATORS = ("\n", "，", ",", "；", ";", "、", "。", " ", "\t", "：", ":", "，\n", "。\n", "；\n")
"""What may stand where a table's bar stood."""


def split(line: Line, found: Callable[[str], Iterator[tuple[int, int, Piece]]]) -> Line:
    """A line whose plain pieces are cut where `found` says, with its pieces put there."""
    new: list[Piece] = []
    for piece in line:
        if not piece.plain:
            new.append(piece)
            continue
        at = 0
        for start, end, put in found(piece.raw):
            new += [plain(piece.raw[at:start]), put]
            at = end
        new.append(plain(piece.raw[at:]))
    return tuple(piece for piece in new if piece.raw or piece.clean)


def typo(page: Page, words: Words) -> Page:
    """Some key terms mistyped, each wherever it stands or now and then."""
    shuffled = words.rng.sample(words.all("typos"), len(words.all("typos")))
    slips = dict(sorted(shuffled, key=lambda pair: -len(pair[0])))
    pattern = re.compile("|".join(map(re.escape, slips)))

    def found(text: str) -> Iterator[tuple[int, int, Piece]]:
        for match in pattern.finditer(text):
            if words.rng.random() < 0.25:
                yield match.start(), match.end(), Piece(slips[match[0]], match[0], "typo")

    return page.change(lambda line: split(line, found))


_QUOTES = {"“": ("”", "〝", "''", "``"), "”": ("“", "〞", "''")}
_OPEN, _CLOSE = ("“", "「", "『", '"', "‘", "【", "《"), ("”", "」", "』", '"', "’", "】", "》")


def quote(page: Page, words: Words) -> Page:
    """Quotes that open where they should close and closing brackets that nothing opened."""

    def found(text: str) -> Iterator[tuple[int, int, Piece]]:
        for match in re.finditer("[“”]|(?<=[。；])$", text):
            if not match[0]:
                if words.rng.random() < 0.5:
                    yield match.start(), match.end(), Piece(words.rng.choice((")", "）")), "", "quote")
            elif words.rng.random() < 0.6:
                good = _OPEN if match[0] == "“" else _CLOSE
                yield match.start(), match.end(), Piece(words.rng.choice(_QUOTES[match[0]]), match[0], "quote", good)

    return page.change(lambda line: split(line, found))


_SPACES = (" ", "  ", "\u3000", "\u200b", "\u00a0", "\t", "\ufeff")


def whitespace(page: Page, words: Words) -> Page:
    """Spaces between characters that want none, and empty lines."""

    def found(text: str) -> Iterator[tuple[int, int, Piece]]:
        for match in re.finditer(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])", text):
            if words.rng.random() < 0.03:
                yield match.start(), match.start(), Piece(words.rng.choice(_SPACES), "", "whitespace")

    page = page.change(lambda line: split(line, found))
    for _ in range(words.rng.randint(1, 6)):
        page = page.put(words.rng.randint(1, len(page.lines)), [()])
    return page


_ENTITIES = {
    "“": ("&ldquo;", "&amp;ldquo;", "&#8220;"),
    "”": ("&rdquo;", "&amp;rdquo;", "&#x201D;"),
    "-": ("-& gt;", "-&gt;", "&mdash;"),
    "：": ("：&nbsp;", "&#65306;"),
    "。": ("。&nbsp;&nbsp;", "。&amp;nbsp;", "。<br/>"),
}


def entity(page: Page, words: Words) -> Page:
    """Entities that nobody unescaped, once or twice, whole or torn."""

    def found(text: str) -> Iterator[tuple[int, int, Piece]]:
        for match in re.finditer("[“”。：]|(?<=作)-(?=邮)", text):
            if words.rng.random() < 0.3:
                char = match[0]
                good = (*_OPEN, *_CLOSE, "->", "→", "—", ":", f"{char} ", f"{char}  ", f"{char}\n", ">")
                yield match.start(), match.end(), Piece(words.rng.choice(_ENTITIES[char]), char, "entity", good)

    return page.change(lambda line: split(line, found))


def numbering(page: Page, words: Words) -> Page:
    """Numbers that skip, go back or change their manner."""

    def broken(line: Line) -> Line:
        right = marker_of(line)
        if not right or right in "●•□" or words.rng.random() < 0.4:
            return line
        wrong = _SHAPES[words.rng.randrange(len(_SHAPES))].format(words.rng.choice("123456789"))
        return (replace(line[0], raw=wrong, kind="numbering"), *line[1:]) if wrong != right else line

    return page.change(broken)


_SHAPES = ("({})", "（{}）", "{}、", "{}.", "{}）")


def table(page: Page, _: Words) -> Page:
    """Neighbouring short lines with a colon run together into one line of cells, as when a table is flattened."""
    for start, end in _runs(page):
        row: list[Piece] = []
        for line in page.lines[start:end]:
            row += [*split(line, _cells), Piece(" | ", "\n", "table", _SEPARATORS)]
        lines = (*page.lines[:start], tuple(row[:-1]), *page.lines[end:])
        twins = page.twins and _moved(page.twins, end, end - start - 1)
        return Page(lines, twins)
    return page


def _moved(twins: tuple[int, int], end: int, fewer: int) -> tuple[int, int]:
    """The places of the twins when lines before `end` have become fewer."""
    return twins[0] - fewer * (twins[0] >= end), twins[1] - fewer * (twins[1] >= end)


_LONGEST_CELL = 60
_LEAST_ROWS, _MOST_ROWS = 3, 8


def _runs(page: Page) -> Iterator[tuple[int, int]]:
    """Stretches of three and more lines that could have been rows."""
    start = 0
    for at in range(len(page.lines) + 1):
        if at < len(page.lines) and _could_be_row(page, at):
            continue
        if at - start >= _LEAST_ROWS:
            yield start, min(at, start + _MOST_ROWS)
        start = at + 1


def _could_be_row(page: Page, at: int) -> bool:
    size = sum(len(piece.raw) for piece in page.lines[at])
    return 4 < size <= _LONGEST_CELL and at not in (page.twins or ())


def _cells(text: str) -> Iterator[tuple[int, int, Piece]]:
    at = text.find("：")
    if 0 < at < 16:
        yield at, at + 1, Piece(" | ", "：", "table", _SEPARATORS)
