"""An excerpt that breaks off: its last sentence cannot be used."""

import re
from collections.abc import Iterator

from qiwen.ingest.bench import Bench
from qiwen.ingest.lines import filled, han_count, lines
from qiwen.ingest.tracked import Change
from qiwen.ingest.why import Why

_FINAL = re.compile(r"(?<![.…])[。！!？?；;：:.][”’」』）)】\"]*$")
_MARK = re.compile(r"[。！!？?；;]+[”’」』）)】]*")
_PAUSE = re.compile(r"[，,。；;：:、]")
_LEAST_HAN = 6
_PARAGRAPH_HAN = 15


def ending(text: str, bench: Bench) -> Iterator[Change]:
    """The last sentence, if it dangles on a page whose other paragraphs are ended."""
    page = [line for _, line in filled(lines(text))]
    if not page or _FINAL.search(page[-1].text) or han_count(page[-1].text) < _LEAST_HAN:
        return
    last = page[-1]
    above = [line for line in page[:-1] if han_count(line.text) >= _PARAGRAPH_HAN and _PAUSE.search(line.text)]
    marks = list(_MARK.finditer(text, last.at, last.end))
    start = marks[-1].end() if marks else last.start
    said = text[start : last.end].strip()
    rules = bench.rules.end
    broke = (
        _is_unclosed(said) or re.search(rules.dangling, said) or (not last.is_item and re.search(rules.opening, said))
    )
    ended = sum(bool(_FINAL.search(line.text)) for line in above)
    if said and broke and above and ended >= rules.terminated * len(above):
        yield Change(start, last.end, "", "truncated", Why.CUT_SENTENCE)


def _is_unclosed(said: str) -> bool:
    """Whether a quotation or a bracket is open at the end."""
    return any(said.rfind(opens) > said.rfind(closes) for opens, closes in ("“”", "（）", "【】", "《》", "「」"))
