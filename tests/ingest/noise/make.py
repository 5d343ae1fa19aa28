"""One filthy page from an article: kinds of noise added in the order in which pages really get them."""

import random
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from noise import frames, slips, wrap
from noise.page import Page
from noise.script import Manner, converted
from noise.words import Words

Adds = Callable[[Page, Words], Page]

_INSIDE: Mapping[str, Adds] = {
    "doubled": frames.doubled,
    "numbering": slips.numbering,
    "table": slips.table,
    "typo": slips.typo,
    "advert": frames.advert,
    "quote": slips.quote,
    "entity": slips.entity,
    "whitespace": slips.whitespace,
    "repeated-line": frames.repeated_line,
}
_AROUND: Mapping[str, Adds] = {
    "truncated": frames.truncated,
    "counter": frames.counter,
    "navigation": frames.navigation,
    "like": frames.like,
    "disclaimer": frames.disclaimer,
    "forum": frames.forum,
    "link-farm": frames.link_farm,
    "markup": wrap.framed,
}
_SPAM: Mapping[str, Adds] = {"head-spam": frames.head_spam, "tail-spam": frames.tail_spam}
_SCRIPTS = ("traditional", "pinyin", "pinyin-heavy", "lost-character")
ENCODINGS = ("gbk", "gb18030", "big5", "utf-16", "utf-8-sig")

KINDS = (*_INSIDE, *_AROUND, *_SPAM, *_SCRIPTS, *ENCODINGS)
"""Every kind of noise that can be added."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a page is made of, and what it says of itself."""

    name: str
    text: str
    publisher: str
    day: str
    number: str
    shelf: str = "open"

    @property
    def clock(self) -> str:
        """The time of publishing: the same on all mirrors."""
        rng = random.Random(self.name)
        return f"{rng.randint(10, 19)}:{rng.randint(10, 59)}:{rng.randint(10, 59)}"


@dataclass(frozen=True, slots=True)
class Filthy:
    """A page as delivered, and the pieces it is made of."""

    source: Source
    kinds: tuple[str, ...]
    page: Page
    data: bytes
    encoding: str

    @property
    def suffix(self) -> str:
        return ".html" if "markup" in self.kinds else ".txt"


def filthy(source: Source, kinds: Collection[str], seed: int = 0) -> Filthy:
    """The article with noise of these kinds: the same page for the same seed, in every process.

    Raises ValueError for a kind that there is not, UnicodeEncodeError where the encoding asked for lacks a character.
    """
    if unknown := set(kinds) - set(KINDS):
        raise ValueError(f"no such kind of noise: {', '.join(sorted(unknown))}")
    chosen = tuple(kind for kind in KINDS if kind in kinds)
    rng = random.Random(f"{source.name}/{'+'.join(chosen)}/{seed}")
    words = Words(rng, source.shelf, source.publisher, source.day, source.clock, source.number)
    page = Page.of(source.text)
    for kind, add in (*_INSIDE.items(), *_AROUND.items()):
        page = add(page, words) if kind in kinds else page
    page = _written(page, chosen, rng)
    for kind, add in _SPAM.items():
        page = add(page, words) if kind in kinds else page
    encoding = next((name for name in ENCODINGS if name in kinds), "utf-8")
    page = wrap.narrowed(page, encoding)
    return Filthy(source, chosen, page, wrap.encoded(_delivered(page, source, chosen, encoding), encoding), encoding)


def _delivered(page: Page, source: Source, kinds: tuple[str, ...], encoding: str) -> str:
    if "markup" not in kinds:
        return page.raw
    return wrap.to_html(page, source.text.split("\n", 1)[0][:40], encoding.removesuffix("-sig"))


def _written(page: Page, kinds: tuple[str, ...], rng: random.Random) -> Page:
    """In Traditional, if any of the kinds wants it."""
    if not set(kinds) & set(_SCRIPTS):
        return page
    manner = Manner(rng)
    if "pinyin" in kinds:
        manner = replace(manner, chosen=0.3, often=rng.choice((1.0, 0.6)))
    if "pinyin-heavy" in kinds:
        manner = replace(manner, chosen=0.95)
    if "lost-character" in kinds:
        manner = replace(manner, ruins=rng.randint(1, 3), chosen=max(manner.chosen, 0.3))
    return converted(page, manner)
