"""A text as lines, and what stands in one."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from qiwen.ingest.tracked import Change

HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""The inside of a character class for Han characters."""

_HAN = re.compile(f"[{HAN}]")
_TERMINATED = re.compile(r"[。!！?？;；…]|[。!！?？;；…:：.][”’」』\")）】]*$")
_ENDED = re.compile(r"[。！!？?；;…：:.][”’」』\")）】]*$")
_ITEM = re.compile(
    r"^\s*(?:[●•■◆★▪○◎·※✔✓➤►▶*\-–—]\s*|[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）、.．]|第[一二三四五六七八九十\d]{1,2}[步条点章节][、:：\s]?|[①-⑳])"
)
_PROSE_HAN = 15
_ITEM_HAN = 5


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its newline: where it stands, and its text without surrounding blanks."""

    start: int
    end: int
    text: str
    indent: int = 0  # blanks before the text

    @property
    def at(self) -> int:
        """Where the text begins."""
        return self.start + self.indent

    @property
    def is_item(self) -> bool:
        """Whether it begins with a bullet or a number."""
        return bool(_ITEM.match(self.text))

    @property
    def is_prose(self) -> bool:
        """Whether it says something, see `is_prose`."""
        return is_prose(self.text)

    def change(self, kind: str, reason: str, put: str = "") -> Change:
        """The whole line out (with its newline) or replaced (without)."""
        return Change(self.start, self.end if put else self.end + 1, put, kind, reason)


@lru_cache(maxsize=2)  # one pass after the other looks at the same text
def lines(text: str) -> tuple[Line, ...]:
    """Every line of `text`, empty ones included."""
    found: list[Line] = []
    at = 0
    for each in text.split("\n"):
        found.append(Line(at, at + len(each), each.strip(), len(each) - len(each.lstrip())))
        at += len(each) + 1
    return tuple(found)


def is_ended(text: str) -> bool:
    """Whether a line ends as a sentence does."""
    return bool(_ENDED.search(text))


def is_prose(text: str) -> bool:
    """Whether a line says something in a sentence, or is an item of a list."""
    han = han_count(text)
    if _ITEM.match(text):
        return han >= _ITEM_HAN
    return han >= _PROSE_HAN and bool(_TERMINATED.search(text))


def han_count(text: str) -> int:
    """How many Han characters stand in `text`."""
    return len(_HAN.findall(text))


def holds(text: str, words: Collection[str]) -> bool:
    """Whether one of `words` stands in `text`."""
    return any(word in text for word in words)


@cache
def any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """What finds the longest of `words`; nothing where there are none."""
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))) or r"(?!)")


def article_span(page: Sequence[Line], chrome: Collection[int]) -> tuple[int, int]:
    """Where the article is: the numbers of the first line of prose that is no chrome, and of the last plus one.

    A page without prose is all article.
    """
    prose = [number for number, line in enumerate(page) if number not in chrome and line.is_prose]
    return (prose[0], prose[-1] + 1) if prose else (0, len(page))


def filled(page: Sequence[Line]) -> Iterator[tuple[int, Line]]:
    """The lines that are not blank, with their numbers."""
    return ((number, line) for number, line in enumerate(page) if line.text)
