"""What a page is delivered in: HTML with everything that stands around an article, and an encoding."""

import html
from dataclasses import replace
from functools import cache

from noise.page import Page, Piece, noise
from noise.words import Words

_STYLE = "body{font:14px/1.6 sans-serif}.nav li{float:left}"
_SCRIPT = "var _hmt=_hmt||[];(function(){document.title+='-首页';})();"


def framed(page: Page, words: Words) -> Page:
    """The visible lines of the page around: menus above, copyright below."""
    top = [(noise(text, "markup"),) for text in words.pick("markup-head")]
    end = [(noise(text, "markup"),) for text in words.pick("markup-end")]
    return page.put(0, top).end(end)


def to_html(page: Page, title: str, charset: str | None) -> str:
    """The page as HTML. Lines of the frame become menus and footers, the rest paragraphs."""
    lines = ["".join(piece.raw for piece in line) for line in page.lines]
    is_frame = [bool(line) and all(piece.kind == "markup" for piece in line) for line in page.lines]
    first = is_frame.index(False)
    last = len(lines) - is_frame[::-1].index(False)
    meta = f'<meta charset="{charset}">' if charset else ""
    return (
        f"<!DOCTYPE html>\n<html><head>{meta}<title>{html.escape(title)}</title><style>{_STYLE}</style>"
        f"<script>{_SCRIPT}</script></head>\n<body><!-- 页头 -->\n"
        f'<div class="nav"><ul>{_items(lines[:first])}</ul></div>\n'
        f'<div class="main"><div class="content">\n{_paragraphs(lines[first:last])}\n</div></div>\n'
        f'<div class="footer">{_paragraphs(lines[last:])}</div>\n<script>{_SCRIPT}</script></body></html>\n'
    )


def _items(lines: list[str]) -> str:
    return "".join(f'<li><a href="/">{_escaped(line)}</a></li>' for line in lines)


def _paragraphs(lines: list[str]) -> str:
    return "\n".join(f"<p>{_escaped(line)}</p>" if line else "<p>&nbsp;</p>" for line in lines)


def _escaped(text: str) -> str:
    # Entities that stand as text on the page stay as they are: a browser would show those that were escaped twice.
    return html.escape(text, quote=False)


def narrowed(page: Page, encoding: str) -> Page:
    """The page with what the encoding lacks left out of its noise. The article itself stays as it is."""
    return page.change(lambda line: tuple(_narrowed(piece, encoding) for piece in line))


def _narrowed(piece: Piece, encoding: str) -> Piece:
    fits = "".join(char for char in piece.raw if _has(encoding, char))
    return piece if piece.plain or piece.clean or fits == piece.raw else replace(piece, raw=fits)


@cache
def _has(encoding: str, char: str) -> bool:
    try:
        return bool(encoded(char, encoding))
    except UnicodeEncodeError:
        return False


def encoded(text: str, encoding: str) -> bytes:
    """The bytes of a page. Raises UnicodeEncodeError for what the encoding lacks: choose another article."""
    # Python's utf-16 writes the byte order mark; what browsers call Big5 has Hong Kong's characters too.
    return text.encode("big5hkscs" if encoding == "big5" else encoding)
