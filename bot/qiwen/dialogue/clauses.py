"""Clauses: what people string together in one message, and whether each asks, hedges or states."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from qiwen.dialogue.signs import Window
from qiwen.matching.fold import Script, clean, fold

_MOST = 40
"""Clauses of one message that are looked at: a page of story has fewer."""

_END = re.compile(r"([,\u3001\u3002;:!?~\n\u2026]+|\.(?=\s|$))")
_TURN = r"但是|但|不过|可是|然而|\bbut\b|\bhowever\b|\bexcept\b|\bthough\b"
_LINK = re.compile(rf"({_TURN}|而且|然后|所以|并且|因为|就是说|\band\b|\bso\b|\bbecause\b)", re.IGNORECASE)
"""Words that link clauses, those of contrast first."""
_TURNS = re.compile(_TURN, re.IGNORECASE)

_NOT_SO = ("不是", "并不是", "也不是", "唔系", "it is not that", "not that")
_BUT_SO = ("是", "就是", "而是", "早就", "早", "已经", "压根", "根本", "系", "it is that")

_WHAT_OF = re.compile(r"(?:\u90a3|\u5982\u679c|\u8981\u662f|\u4e07\u4e00).*\u5462$")
"""那归档呢, 如果 … 呢: a question without a word that asks."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One stretch. `bare` is folded, without words that only soften; `asks` and `hedged` tell how it is meant.

    `supposes`: it is about a rule or a case that need not be so (如果, must …), and states nothing. `turns`: a word of
    contrast (但是, but) stands before it, or within it where it is two clauses joined.
    """

    folded: str
    bare: str
    asks: bool
    hedged: bool
    window: Window
    supposes: bool = False
    turns: bool = False


@dataclass(frozen=True, slots=True)
class Softeners:
    """Lists of knowledge/words.toml, folded: what makes a clause a question, what hedges it, what stands around it."""

    asking: tuple[str, ...]
    not_asking: tuple[str, ...]
    supposing: tuple[str, ...]
    hedges: tuple[str, ...]
    heads: tuple[str, ...]
    tails: tuple[str, ...]

    @classmethod
    def of(cls, words: Mapping[str, tuple[str, ...]], script: Script) -> "Softeners":
        """Taken from `words`; the longest first, so that 应该是吧 goes before 吧."""

        def folded(name: str) -> tuple[str, ...]:
            return tuple(
                sorted({fold(word, script) for word in words.get(name, ())} - {""}, key=lambda w: (-len(w), w))
            )

        return cls(
            folded("asking"),
            folded("not_asking"),
            folded("supposing"),
            folded("hedges"),
            folded("heads"),
            folded("tails"),
        )


def clauses(text: str, script: Script, softeners: Softeners) -> tuple[Clause, ...]:
    """The clauses of `text`, in order, without one that only says what is not: 不是看不到，是看得到."""
    found = tuple(_each(text, script, softeners))
    last = len(found) - 1
    return tuple(one for at, one in enumerate(found) if at == last or not _is_denied_by(one, found[at + 1]))


def _is_denied_by(one: Clause, other: Clause) -> bool:
    return one.folded.startswith(_NOT_SO) and other.folded.startswith(_BUT_SO)


def whole(text: str, script: Script, softeners: Softeners) -> Clause:
    """All of `text` as one clause."""
    return _clause(text, script, softeners, asked="?" in unicodedata.normalize("NFKC", text))


def pairs(of: tuple[Clause, ...]) -> Iterator[Clause]:
    """Neighbours joined: the second half of a sentence often leaves out what it is about."""
    for one, other in pairwise(of):
        folded = f"{one.folded} {other.folded}"
        yield Clause(
            folded,
            folded,
            one.asks or other.asks,
            one.hedged or other.hedged,
            Window.of(folded),
            one.supposes or other.supposes,
            other.turns,
        )


def _each(text: str, script: Script, softeners: Softeners) -> Iterator[Clause]:
    pieces = _END.split(unicodedata.normalize("NFKC", clean(text)))
    found = 0
    for stretch, end in zip(pieces[::2], [*pieces[1::2], ""], strict=False):
        parts = _LINK.split(stretch.translate(script.to_simplified))
        links = ["", *parts[1::2]]
        for place, (link, part) in enumerate(zip(links, parts[::2], strict=True)):
            asked = "?" in end and place == len(links) - 1
            clause = _clause(part, script, softeners, asked=asked, turns=bool(_TURNS.fullmatch(link)))
            if clause.folded and found < _MOST:
                found += 1
                yield clause


def _clause(text: str, script: Script, softeners: Softeners, *, asked: bool, turns: bool = False) -> Clause:
    folded = fold(text, script)
    window = Window.of(folded)
    hedged = any(map(window.holds, softeners.hedges)) or _ends_softly(folded)
    asks = asked or _asks(folded, softeners) or bool(_WHAT_OF.match(folded))
    supposes = any(map(window.holds, softeners.supposing))
    return Clause(folded, _bare(folded, softeners), asks, hedged, window, supposes, turns)


def _asks(folded: str, softeners: Softeners) -> bool:
    """Whether a word asks: Latin ones only where a clause begins, since `who` or `is there` stand in statements too."""
    plain = Window.of(_without_any(folded, softeners.not_asking))
    return any(
        plain.spaced.startswith(f" {word} ") if word.isascii() else plain.holds(word) for word in softeners.asking
    )


def _ends_softly(folded: str) -> bool:
    return folded.endswith("\u5427") and len(folded) > 1  # 吧


def _bare(folded: str, softeners: Softeners) -> str:
    """Without hedges, and without what stands before and behind, as long as something is left."""
    kept = folded
    for hedge in softeners.hedges:
        kept = _without(kept, hedge)
    for _ in range(3):
        for head in softeners.heads:
            if kept.startswith(head) and len(kept) > len(head):
                kept = kept.removeprefix(head).strip()
        for tail in softeners.tails:
            if kept.endswith(tail) and len(kept) > len(tail):
                kept = kept.removesuffix(tail).strip()
    return kept or folded


def _without_any(text: str, words: tuple[str, ...]) -> str:
    for word in words:
        text = _without(text, word)
    return text


def _without(text: str, word: str) -> str:
    if word.isascii():
        return f" {text} ".replace(f" {word} ", " ").strip()
    return text.replace(word, "").strip()
