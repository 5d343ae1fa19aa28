"""lxml, and the only file that knows it: an HTML page to the lines a browser would show, and what its head says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from qiwen.ingest.about import Hints
from qiwen.ingest.lines import HAN

_UNSEEN = frozenset(
    "script style noscript template head svg math iframe object audio video canvas select option textarea".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody td "
    "tfoot th thead tr ul".split()
)
_CELLS = frozenset(("td", "th"))
_FRAME = frozenset(("nav", "footer", "aside", "form", "button", "menu"))
_LONGEST_ROW = 300
_LINKED = 0.7
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_WRAPPED = re.compile(rf"(?<=[{HAN}，。；：、！？])[ \t]*[\r\n]+[ \t\r\n]*(?=[{HAN}，。；：、！？])")
_LABEL = re.compile(r"^\S{1,8}\s?[:：(（]")
_SAVED = re.compile(r"saved from url=\(\d+\)(\S+)")
_DATES = (
    "article:published_time",
    "og:release_date",
    "publishdate",
    "pubdate",
    "publish_time",
    "date",
    "datePublished",
    "weibo:article:create_at",
)


class ShownLine(NamedTuple):
    """A line as a browser would show it."""

    text: str
    block: HtmlElement
    is_framed: bool  # in a menu, a footer, a form
    is_linked: bool  # a link and little else

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading of the first or second rank."""
        return self.block.tag in ("h1", "h2")


def parsed(html: str) -> HtmlElement | None:
    """The page as a tree; None where nothing of it can be parsed."""
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    try:
        root: HtmlElement = document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    return root


@dataclass(slots=True)
class _Open:
    """A line that is being put together."""

    block: HtmlElement
    is_framed: bool = False
    parts: list[str] = field(default_factory=list)
    linked: int = 0

    def add(self, text: str | None, *, is_link: bool) -> None:
        if text:
            said = _BLANKS.sub(" ", _WRAPPED.sub("", text))
            self.parts.append(said)
            self.linked += len(said.strip()) if is_link else 0

    def closed(self) -> Iterator[ShownLine]:
        """The line, if something stands in it."""
        text = _BLANKS.sub(" ", "".join(self.parts)).strip()
        if text:
            yield ShownLine(text, self.block, self.is_framed, self.linked >= _LINKED * len(text))


@dataclass(slots=True)
class _Within:
    """In what the walk is: how many frames and links deep, and in which row of a table of data."""

    frames: int = 0
    links: int = 0
    row: HtmlElement | None = None

    def enter(self, element: HtmlElement, step: int = 1) -> None:
        self.frames += step * (element.tag in _FRAME)
        self.links += step * (element.tag == "a")
        if element.tag == "tr" and self.row is None and step > 0 and _is_row(element):
            self.row = element

    def leave(self, element: HtmlElement) -> None:
        self.enter(element, -1)
        if element is self.row:
            self.row = None

    def breaks(self, element: HtmlElement) -> bool:
        """Whether a new line begins and ends with it; a row of data is one line."""
        return element.tag in _BLOCKS and (self.row is None or element is self.row)


def shown(root: HtmlElement) -> Iterator[ShownLine]:
    """The lines of a page, top to bottom."""
    line, within = _Open(root), _Within()
    walk = etree.iterwalk(root, events=("start", "end", "comment"))
    for event, element in walk:
        if event == "start":
            if _is_unseen(element):
                walk.skip_subtree()
                continue
            within.enter(element)
            if within.breaks(element):
                yield from line.closed()
                line = _Open(element, within.frames > 0)
            _part(line, element, within)
            line.add(element.text, is_link=within.links > 0)
            continue
        if event == "end" and not _is_unseen(element):
            is_break = within.breaks(element)
            within.leave(element)
            if is_break:
                yield from line.closed()
                line = _Open(_around(element), within.frames > 0)
        line.add(element.tail, is_link=within.links > 0)
    yield from line.closed()


def _is_unseen(element: HtmlElement) -> bool:
    return (
        element.tag in _UNSEEN or element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))
    )


def _around(element: HtmlElement) -> HtmlElement:
    parent = element.getparent()
    return element if parent is None else parent


def _is_row(row: HtmlElement) -> bool:
    """Whether a row holds data and no page: several short cells without paragraphs, lists or tables in them."""
    cells = [cell for cell in row if cell.tag in _CELLS]
    plain = all(sum(each.tag in _BLOCKS for each in cell.iterdescendants()) <= 1 for cell in cells)
    return len(cells) > 1 and plain and len("".join(row.itertext()).strip()) <= _LONGEST_ROW


def _part(line: _Open, element: HtmlElement, within: _Within) -> None:
    """A cell, a link beside a link, or a labelled field does not run into what stands before it."""
    before = element.getprevious() if line.parts else None
    if before is None or before.tag != element.tag or (before.tail or "").strip():
        return
    if element.tag in _CELLS and within.row is not None:
        line.parts.append(" | ")
    elif element.tag == "a" or _LABEL.match((element.text or "").strip()):
        line.parts.append(" ")


def hints(root: HtmlElement, html: str) -> Hints:
    """What the head of a page says of it."""
    saved = _SAVED.search(html[:2_000])
    headings = [_BLANKS.sub(" ", each.text_content()).strip() for each in root.iter("h1")]
    lone = headings[0] if len(headings) == 1 else ""
    return Hints(
        title=lone or _meta(root, "og:title") or _BLANKS.sub(" ", root.findtext(".//title") or "").strip(),
        publisher=_meta(root, "og:site_name", "copyright", "author"),
        published=_meta(root, *_DATES) or next((each.get("datetime", "") for each in root.iter("time")), ""),
        address=_canonical(root) or _meta(root, "og:url") or (saved[1] if saved else ""),
    )


def _meta(root: HtmlElement, *names: str) -> str:
    told = {
        each.get("property") or each.get("name") or each.get("itemprop"): each.get("content", "").strip()
        for each in root.iter("meta")
    }
    return next((told[name] for name in names if told.get(name)), "")


def _canonical(root: HtmlElement) -> str:
    return next((each.get("href", "") for each in root.iter("link") if each.get("rel") == "canonical"), "")
