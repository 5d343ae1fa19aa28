"""A page as read to a clean text in Simplified, with every change noted.

The order matters: what was injected goes first, so that it tells nothing about the page's script; pinyin goes before
the conversion, because lost characters are found by their bytes; lines are judged in Simplified.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from qiwen.ingest import hanzi
from qiwen.ingest.about import Hints, about
from qiwen.ingest.bench import Bench, Pass, Tools
from qiwen.ingest.blanks import margins, returns, stray
from qiwen.ingest.doubles import doubled, repeated
from qiwen.ingest.ending import ending
from qiwen.ingest.forum import forum
from qiwen.ingest.markup import entities, invisible, tags
from qiwen.ingest.numbering import numbering
from qiwen.ingest.page import Cleaned
from qiwen.ingest.pinyin import glosses, lost
from qiwen.ingest.quotes import brackets, quotes
from qiwen.ingest.spam import head, tail
from qiwen.ingest.surroundings import surroundings
from qiwen.ingest.tables import tables
from qiwen.ingest.tracked import Change, Tracked
from qiwen.ingest.typos import heard, listed, slips

_INJECTED: tuple[Pass, ...] = (tail, head)
"""Passes before anything is known of the page."""

_AS_WRITTEN: tuple[Pass, ...] = (invisible, entities, tags, glosses, lost, hanzi.words)
"""Passes over the text in its own script."""

_IN_SIMPLIFIED: tuple[Pass, ...] = (
    forum,
    repeated,
    surroundings,
    listed,
    slips,
    heard,
    doubled,
    brackets,
    tables,
    quotes,
    numbering,
    stray,
    margins,
    ending,
    margins,
    returns,
)
"""Passes over the text in Simplified."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as read: its visible text, what stands beside the article, and what its head says."""

    text: str
    encoding: str = "utf-8"
    hints: Hints = field(default_factory=Hints)
    aside: tuple[Change, ...] = ()


def clean(page: Page, tools: Tools) -> Cleaned:
    """The page made clean. Raises AssertionError if a character were to get lost."""
    tracked = Tracked(page.text)
    told = page.text.translate(tools.script.to_simplified)
    tracked.apply(page.aside)
    bench = _run(_INJECTED, tracked, Bench(tools, ""))
    bench = replace(bench, script=hanzi.script_of(tracked.text, tools.script))
    bench = _run(_AS_WRITTEN, tracked, bench)
    hanzi.characters(tracked, bench)
    known = about(_plain(told, bench), page.hints, bench.script, page.encoding, tools.rules)
    _run(_IN_SIMPLIFIED, tracked, replace(bench, title=known.title, met=tracked.kinds))
    return tracked.settle(known, tools.rules.reasons)


def _run(passes: Sequence[Pass], tracked: Tracked, bench: Bench) -> Bench:
    """The bench as it is after these passes."""
    for one in passes:
        tracked.apply(one(tracked.text, bench))
        bench = replace(bench, met=tracked.kinds)
    return bench


def _plain(told: str, bench: Bench) -> str:
    """The page as read without pinyin: what it says of itself may stand beside the article."""
    changes = sorted(glosses(told, bench))
    parts = [
        told[start:end]
        for start, end in zip(
            [0, *(each.end for each in changes)], [*(each.start for each in changes), len(told)], strict=True
        )
    ]
    return "".join(parts)
