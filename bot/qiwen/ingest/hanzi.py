"""Traditional characters to Simplified, and Taiwan's words to the mainland's where a page is written in them."""

from collections import Counter
from collections.abc import Iterator

from qiwen.ingest.bench import Bench
from qiwen.ingest.lines import any_of
from qiwen.ingest.tracked import Change, Tracked
from qiwen.ingest.why import Why
from qiwen.matching.fold import Script

KIND = "traditional"
_SEVERAL = 3
_FEW = 0.1
"""A page whose telling characters are to less than this share of the other script is written in one."""


def script_of(text: str, script: Script) -> str:
    """hans, hant or mixed: the script that a text is written in. A half-converted page is hant."""
    counts = Counter(text)
    hant = sum(times for char, times in counts.items() if ord(char) in script.to_simplified)
    hans = sum(times for char, times in counts.items() if char in script.simplified_only)
    if hant <= _FEW * (hant + hans):
        return "hans"
    return "hant" if hans <= _FEW * (hant + hans) else "mixed"


def words(text: str, bench: Bench) -> Iterator[Change]:
    """Words that single characters would get wrong, and Taiwan's on a page that prefers them."""
    if bench.script == "hans":
        return
    swaps = dict(bench.rules.script.words)
    if _is_taiwan(text, bench):
        swaps |= bench.rules.script.taiwan
    for found in any_of(tuple(swaps)).finditer(text):
        yield Change(found.start(), found.end(), swaps[found[0]], KIND, Why.SCRIPT)


def characters(tracked: Tracked, bench: Bench) -> None:
    """Every Traditional character, one for one. On a Simplified page those that are Simplified as well stay."""
    table = bench.tools.script.to_simplified
    if bench.script == "hans":
        table = {code: put for code, put in table.items() if not _in_simplified(chr(code))}
    tracked.translate(table, KIND, Why.SCRIPT)


def _is_taiwan(text: str, bench: Bench) -> bool:
    """Whether several of Taiwan's words stand there, more often than the mainland's for the same things."""
    taiwan = bench.rules.script.taiwan
    theirs = Counter(any_of(tuple(taiwan)).findall(text))
    plain = text.translate(bench.tools.script.to_simplified)
    ours = sum(plain.count(word) for word in {taiwan[word] for word in theirs})
    return len(theirs) >= _SEVERAL and theirs.total() > ours


def _in_simplified(char: str) -> bool:
    """Whether GB 2312, the set of Simplified characters, has it."""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
