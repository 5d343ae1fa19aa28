"""Half-converted Traditional with pinyin, as left by a converter that works on the bytes of GBK.

Such a converter puts "(yè)" behind the two bytes of every 業. Where the second byte of one character and the first of
the next happen to spell a character of its list, the pinyin lands between them: a lead byte stays behind without its
second byte and eats the bracket ("?"), and what follows is read out of step until it falls into step again. Doing the
same gives the same ruins: 分數據 becomes 分?jǐn)?shù)據, 要刪除 becomes 要?jiǎng)h除.
"""

import random
from dataclasses import dataclass
from functools import cache

import opencc
from pypinyin import Style, pinyin

from noise.page import Line, Page, Piece

_LEFT_ALONE = frozenset("后里于并台什么只松系准斗谷面志余")
"""Characters that such converters leave simplified."""
_SAFE_RUN = 5
"""Characters out of step after which the ruin is given up: longer ones would eat a sentence."""


@cache
def _converters() -> tuple[opencc.OpenCC, opencc.OpenCC]:
    return opencc.OpenCC("s2tw"), opencc.OpenCC("t2s")


@cache
def traditional_of(char: str) -> str:
    """The Traditional form of one character; itself where it has none, or none that leads back."""
    if char in _LEFT_ALONE or not "\u4e00" <= char <= "\u9fff":
        return char
    there, back = _converters()
    one = str(there.convert(char))
    return one if len(one) == 1 and str(back.convert(one)) == char and len(_bytes(one)) == 2 else char


def _bytes(char: str) -> bytes:
    return char.encode("gbk", "ignore")


@cache
def sound_of(char: str) -> str:
    """The syllable with its tone mark."""
    return str(pinyin(char, style=Style.TONE)[0][0])


@cache
def _annotated(code: bytes) -> str:
    """The syllable of the Traditional character that two bytes of GBK spell, or nothing."""
    char = code.decode("gbk", "ignore")
    if len(char) != 1 or not "\u4e00" <= char <= "\u9fff":
        return ""
    back = str(_converters()[1].convert(char))
    return sound_of(char) if back != char and traditional_of(back) == char else ""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a mirror converts: which characters it annotates, how often, and whether it ruins any."""

    rng: random.Random
    chosen: float = 0.0  # share of the Traditional characters that are on its list
    often: float = 1.0  # how often one of them is annotated
    ruins: int = 0  # characters to be lost on one page, at most

    def lists(self, char: str) -> bool:
        """Whether the character is on the list: always the same for one mirror."""
        return random.Random(f"{char}{self.chosen}").random() < self.chosen


def converted(page: Page, manner: Manner) -> Page:
    """The page in Traditional characters. Ruins are spread over its lines."""
    left = [manner.ruins]
    order = list(range(len(page.lines)))
    manner.rng.shuffle(order)
    lines = list(page.lines)
    for at in order:
        lines[at] = _line(lines[at], manner, left)
    return Page(tuple(lines), page.twins)


_NATIVE = frozenset(("tail-spam", "head-spam", "link-farm"))
"""Put in after the conversion: never converted."""


def _line(line: Line, manner: Manner, left: list[int]) -> Line:
    new: list[Piece] = []
    for piece in line:
        if piece.kind in _NATIVE:
            new.append(piece)
        elif piece.plain:
            new += _plain(piece.raw, manner, left)
        else:
            raw = "".join(one.raw for one in _plain(piece.raw, manner, [0]))
            new.append(Piece(raw, piece.clean, piece.kind, piece.also))
    return tuple(new)


def _plain(text: str, manner: Manner, left: list[int]) -> list[Piece]:
    pieces: list[Piece] = []
    at = 0
    while at < len(text):
        ruin = _ruin(text, at, manner) if left[0] and at and manner.rng.random() < 0.5 else None
        if ruin is not None:
            length, piece = ruin
            left[0] -= 1
        else:
            length, piece = 1, None
        if piece is not None:
            pieces.append(piece)
        else:
            pieces += _one(text[at], manner)
        at += length
    return pieces


def _one(char: str, manner: Manner) -> list[Piece]:
    there = traditional_of(char)
    if there == char:
        return [Piece(char, char)]
    told = [Piece(there, char, "traditional")]
    if manner.lists(there) and manner.rng.random() < manner.often:
        told.append(Piece(f"({sound_of(there)})", "", "pinyin"))
    return told


def _ruin(text: str, at: int, manner: Manner) -> tuple[int, Piece] | None:
    """What becomes of the characters from `at` when pinyin falls between the bytes of the first, if it can."""
    before, char = _bytes(traditional_of(text[at - 1])), _bytes(traditional_of(text[at]))
    sound = _annotated(before[1:] + char[:1]) if len(before) == len(char) == 2 else ""
    return _out_of_step(text, at, f"?{sound})", manner) if sound else None


def _out_of_step(text: str, at: int, ruin: str, manner: Manner) -> tuple[int, Piece] | None:
    """Read on from the lone second byte until the bytes are in step again: at a letter or at the next pinyin."""
    rest = b""
    for taken in range(at, min(at + _SAFE_RUN, len(text))):
        there = traditional_of(text[taken])
        if len(_bytes(there)) != 2:
            return None
        rest += _bytes(there)[taken == at :]
        clean = text[at : taken + 1]
        if rest[-1] < 0x80:
            return _ruined(ruin + _decoded(rest), clean) if _decoded(rest) else None
        if there != text[taken] and manner.lists(there):
            read = _decoded(rest[:-1])
            return _ruined(f"{ruin}{read}?{sound_of(there)})", clean) if read or len(rest) == 1 else None
    return None


def _ruined(raw: str, clean: str) -> tuple[int, Piece]:
    return len(clean), Piece(raw, clean, "lost-character")


def _decoded(code: bytes) -> str:
    """`code` as a GBK reader reads it; nothing where it stumbles."""
    try:
        return code.decode("gbk")
    except UnicodeDecodeError:
        return ""
