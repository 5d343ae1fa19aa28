"""Cutting a reply into messages that fit, at sentence ends and never inside a character."""

import re
from dataclasses import replace

from qiwen.model.conversation import Rest
from qiwen.model.plain import plain
from qiwen.model.reply import Block, Reply

_SENTENCE_END = re.compile(
    r"[\u3002\uff01\uff1f\uff1b!?;\n]+[\u201d\u300d\u300f\"\uff09)]*|(?<!^\d)(?<!^\d\d)\.(?=\s)\s*", re.MULTILINE
)
"""Where a text may be cut; the point behind a line's number is no end."""
_SMALLEST_ROOM = 256


def first_page(reply: Reply, room: int | None, hint: str) -> tuple[Reply, Rest | None]:
    """As much of `reply` as `room` bytes of plain text hold, and what is left of it.

    `hint` tells the person how to get the rest; its own bytes are counted. Raises ValueError for a room
    under 256 bytes, in which no useful sentence fits.
    """
    if room is None or _size(reply) <= room:
        return reply, None
    if room < _SMALLEST_ROOM:
        raise ValueError(f"room for a page must be at least {_SMALLEST_ROOM} bytes, not {room}")
    page = replace(reply, blocks=(), choices=(), more=hint)
    queue = list(reply.blocks)
    while queue:
        budget = room - _size(replace(page, blocks=(*page.blocks, replace(queue[0], text=""))))
        head, tail = _cut(queue[0], budget, anywhere=not page.blocks)
        if head is None:
            break
        page = replace(page, blocks=(*page.blocks, head))
        queue = queue[1:] if tail is None else [tail, *queue[1:]]
    return page, Rest(tuple(queue), reply.choices)


def _cut(block: Block, budget: int, *, anywhere: bool) -> tuple[Block | None, Block | None]:
    """The part of `block` within `budget` bytes and the part beyond; the first is None where no sentence fits."""
    if len(block.text.encode()) <= budget:
        return block, None
    at = 0
    for end in _SENTENCE_END.finditer(block.text):
        if len(block.text[: end.end()].encode()) > budget:
            break
        at = end.end()
    if at == 0 and anywhere:
        at = len(block.text.encode()[:budget].decode(errors="ignore"))
    if at == 0:
        return None, block
    return replace(block, text=block.text[:at].rstrip()), replace(block, text=block.text[at:].lstrip())


def _size(reply: Reply) -> int:
    return len(plain(reply).encode())
