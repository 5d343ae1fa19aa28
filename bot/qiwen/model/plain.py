"""A reply as plain text: for WeCom's text messages, the terminal and scripts.

It stands on this floor because both sides need it: the dialogue to know what fits, the channels to send it.
"""

from collections.abc import Iterator

from qiwen.model.reply import Block, Reply, Tone

_MARKS = {Tone.WARN: "⚠️ ", Tone.NEXT: "→ "}


def plain(reply: Reply) -> str:
    """The whole reply, choices as numbered lines; the number is what the person may type."""
    return "\n\n".join(_paragraphs(reply))


def block_line(block: Block) -> str:
    """One block with its mark."""
    return _MARKS.get(block.tone, "") + block.text


def _paragraphs(reply: Reply) -> Iterator[str]:
    yield from map(block_line, reply.blocks)
    if reply.choices:
        lines = [f"{number}. {choice.label}" for number, choice in enumerate(reply.choices, 1)]
        yield "\n".join([reply.invite, *lines] if reply.invite else lines)
    if reply.more:
        yield reply.more
