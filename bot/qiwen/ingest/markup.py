"""Leftovers of HTML and of forums in a text: entities, tags, codes, invisible characters."""

import re
from collections.abc import Iterator
from html import unescape

from qiwen.ingest.bench import Bench
from qiwen.ingest.tracked import Change
from qiwen.ingest.why import Why

_TAGS = (
    "a|abbr|article|b|big|blockquote|body|br|center|dd|div|dl|dt|em|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|"
    "input|label|li|link|main|meta|nav|o:p|ol|p|pre|s|section|small|span|strike|strong|sub|sup|table|tbody|td|tfoot|th|thead|title|tr|u|ul|wbr"
)
_NAMED = (
    "amp|lt|gt|quot|apos|nbsp|ensp|emsp|ldquo|rdquo|lsquo|rsquo|hellip|mdash|ndash|middot|times|copy|raquo|laquo|bull"
)
_ENTITY = re.compile(
    rf"&\s?(?:amp\s?;\s?)*(?P<loose>{_NAMED})\s?;|&(?:amp;)*(?P<name>#\d{{1,7}}|#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,30}});"
)
_SCRIPT = re.compile(r"<(script|style)\b[^>]*>.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(rf"</?(?P<tag>{_TAGS})(?:\s[^<>\n]*)?/?>", re.IGNORECASE)
_BREAKS = re.compile(r"br|p|div|li|tr|h[1-6]|section|table|ul|ol|dd|dt|hr", re.IGNORECASE)
_CODE = re.compile(
    r"\[/?(?:b|i|u|s|url|img|size|color|font|quote|align|list|table|tr|td|code|hide|attach|email|backcolor|p|indent|float|media)(?:=[^\]\n]{0,120})?\]",
    re.IGNORECASE,
)
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+")
_NEAR = 80
_BLANK = {"\u00a0", "\u2002", "\u2003"}


def entities(text: str, bench: Bench) -> Iterator[Change]:
    """Entities that were escaped once too often, or torn (& gt;)."""
    del bench
    for found in _ENTITY.finditer(text):
        entity = f"&{found['loose'] or found['name']};"
        put = unescape(entity)
        if put != entity:
            yield Change(found.start(), found.end(), " " if put in _BLANK else put, "entity", Why.ENTITY)


def tags(text: str, bench: Bench) -> Iterator[Change]:
    """Tags and forum codes in a text; one that begins a paragraph becomes a new line."""
    del bench
    for found in _SCRIPT.finditer(text):
        yield Change(found.start(), found.end(), "", "markup", Why.COMMENT)
    for found in _TAG.finditer(text):
        put = "\n" if _BREAKS.fullmatch(found["tag"]) and _is_within(text, found) else ""
        yield Change(found.start(), found.end(), put, "markup", Why.TAG)
    for found in _CODE.finditer(text):
        yield Change(found.start(), found.end(), "", "markup", Why.FORUM_CODE)


def invisible(text: str, bench: Bench) -> Iterator[Change]:
    """Characters that nobody sees."""
    del bench
    for found in _INVISIBLE.finditer(text):
        yield Change(found.start(), found.end(), "", "whitespace", Why.INVISIBLE)
    if text.endswith("\ufffd"):
        yield Change(len(text) - 1, len(text), "", "truncated", Why.CUT_CHARACTER)


def _is_within(text: str, found: re.Match[str]) -> bool:
    """Whether text stands on both sides of the tag in its line, and no other new line is due there."""
    before = text[max(found.start() - _NEAR, 0) : found.start()].rsplit("\n", 1)[-1].rstrip()
    after = text[found.end() : found.end() + 1]
    return bool(before) and after not in ("", "\n") and not before.endswith(">")
