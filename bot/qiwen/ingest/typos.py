"""Key terms that were mistyped: forms that are listed, slips in their context, characters of the same sound."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from qiwen.ingest.bench import Bench
from qiwen.ingest.lines import any_of, han_count
from qiwen.ingest.rules import TypoRows
from qiwen.ingest.tracked import Change

_KIND = "typo"


def listed(text: str, bench: Bench) -> Iterator[Change]:
    """Wrong forms that stand in the list."""
    right = {wrong: right for right, forms in bench.rules.typos.forms.items() for wrong in forms}
    for found in any_of(tuple(right)).finditer(text):
        yield Change(found.start(), found.end(), right[found[0]], _KIND, f"{found[0]}→{right[found[0]]}")


def slips(text: str, bench: Bench) -> Iterator[Change]:
    """Slips that only their context tells."""
    for row in bench.rules.slip:
        for found in re.finditer(row.match, text):
            yield Change(found.start(), found.end(), found.expand(row.put), _KIND, row.reason)


def heard(text: str, bench: Bench) -> Iterator[Change]:
    """A term with one character exchanged for another of the same sound, or doubled, or two that changed places."""
    rules = bench.rules.typos
    pairs = set(map("".join, pairwise(text)))
    alike = _alike(set(text), {char for term in rules.heard for char in term}, bench.tools.syllable)
    right = {
        way: term
        for term in rules.heard
        for way in _ways(term, alike)
        if way != term and all(map(pairs.__contains__, map("".join, pairwise(way))))
    }
    keep = tuple(rules.keep)
    for found in any_of(tuple(right)).finditer(text):
        term = right[found[0]]
        if not text.startswith(keep, found.start()) and _stands_alone(text, found, term, rules):
            yield Change(found.start(), found.end(), term, _KIND, f"{found[0]}→{term}")


def _ways(term: str, alike: Mapping[str, str]) -> Iterator[str]:
    """The ways in which a term may be mistyped."""
    for at, char in enumerate(term):
        before, after = term[:at], term[at + 1 :]
        yield from (before + other + after for other in alike[char])
        yield before + char + char + after
        if after:
            yield before + after[0] + char + after[1:]


def _stands_alone(text: str, found: re.Match[str], term: str, rules: TypoRows) -> bool:
    """Whether a doubled first or last character is not another word's: 开通通讯录, 域名名称."""
    if found[0] == term[0] + term:
        before = text[found.start() - 1 : found.start()]
        return not han_count(before) or before in rules.behind
    if found[0] == term + term[-1]:
        after = text[found.end() : found.end() + 1]
        return not han_count(after) or after in rules.before
    return True


def _alike(chars: set[str], wanted: set[str], syllable: Callable[[str], str]) -> dict[str, str]:
    """For each wanted character those of `chars` that sound the same, itself left out."""
    by_sound: defaultdict[str, list[str]] = defaultdict(list)
    for char in sorted(chars):
        if han_count(char):
            by_sound[syllable(char)].append(char)
    return {char: "".join(each for each in by_sound[syllable(char)] if each != char) for char in wanted}
