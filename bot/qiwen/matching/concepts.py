"""Concepts: sets of words that mean one thing, found in folded text."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

_HEAD = 2


class Concepts:
    """Finds every concept in a text. Words are folded when this is built; looking up costs one pass over the text."""

    def __init__(self, words: Mapping[str, tuple[str, ...]], fold: Callable[[str], str]) -> None:
        heads: defaultdict[str, dict[str, set[str]]] = defaultdict(dict)
        for concept, ways in words.items():
            for way in filter(None, map(fold, ways)):
                heads[way[:_HEAD]].setdefault(way, set()).add(concept)
        self._heads = {
            head: sorted(
                ((way, frozenset(found)) for way, found in ways.items()), key=lambda pair: (-len(pair[0]), pair[0])
            )
            for head, ways in heads.items()
        }

    def found(self, folded: str) -> Iterator[tuple[str, frozenset[str]]]:
        """Each word found, longest first at its place, with the concepts it stands for."""
        at = 0
        while at < len(folded):
            for way, concepts in self._heads.get(folded[at : at + _HEAD], ()):
                if folded.startswith(way, at) and _whole(folded, at, at + len(way)):
                    yield way, concepts
                    at += max(len(way) - 1, 1)
                    break
            else:
                at += 1

    def places(self, folded: str) -> Iterator[tuple[int, str]]:
        """Where each word found stands, and the word."""
        at = 0
        for way, _ in self.found(folded):
            at = folded.index(way, at)
            yield at, way
            at += 1

    def of(self, folded: str) -> frozenset[str]:
        """The concepts of a text."""
        return frozenset(concept for _, concepts in self.found(folded) for concept in concepts)


def _whole(text: str, start: int, end: int) -> bool:
    """Whether Latin letters at either end are not cut out of a longer word."""
    before = start > 0 and text[start - 1].isascii() and text[start - 1].isalnum() and text[start].isascii()
    after = end < len(text) and text[end].isascii() and text[end].isalnum() and text[end - 1].isascii()
    return not before and not after
