"""Reading a text: peel, fold, sound, concepts. What every later step works on."""

from collections.abc import Mapping
from dataclasses import dataclass

from qiwen.matching.concepts import Concepts
from qiwen.matching.fold import Script, clean, fold
from qiwen.matching.peel import peel
from qiwen.matching.sound import Syllable, sound


@dataclass(frozen=True, slots=True)
class Reading:
    """One text as the matcher reads it: folded, as it sounds, its concepts and what was peeled off."""

    text: str
    sound: str
    concepts: frozenset[str]
    off: frozenset[str]


class Reader:
    """Reads texts. The same text is read the same way by every process."""

    def __init__(self, script: Script, syllable: Syllable, concepts: Mapping[str, tuple[str, ...]]) -> None:
        self._script = script
        self._syllable = syllable
        self.concepts = Concepts(concepts, lambda word: fold(word, script))

    def read(self, text: str) -> Reading:
        """`text` read. Takes any string; only its first 4,000 characters count."""
        peeled = peel(clean(text))
        folded = fold(peeled.text, self._script)
        return Reading(folded, sound(folded, self._syllable), self.concepts.of(folded), peeled.off)
