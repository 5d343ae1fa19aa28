"""Reading a text: peel, fold, repair, sound, concepts. What every later step works on."""

from dataclasses import dataclass

from qiwen.matching.concepts import Concepts
from qiwen.matching.fold import Script, clean, fold
from qiwen.matching.peel import peel
from qiwen.matching.repair import Repair, Terms
from qiwen.matching.sound import Syllable, sound
from qiwen.model.content import Lexicon


@dataclass(frozen=True, slots=True)
class Reading:
    """One text as the matcher reads it: folded, with its terms put right; as it sounds; its concepts.

    `plain` and `plain_sound` are the same before anything was put right: a second view for those who judge by it.
    `off` is what was peeled off, `repairs` what was put right.
    """

    text: str
    sound: str
    plain: str
    plain_sound: str
    concepts: frozenset[str]
    off: frozenset[str]
    repairs: tuple[Repair, ...] = ()


class Reader:
    """Reads texts. The same text is read the same way by every process."""

    def __init__(self, script: Script, syllable: Syllable, lexicon: Lexicon) -> None:
        def folded(word: str) -> str:
            return fold(word, script)

        self._script = script
        self._syllable = syllable
        self._concepts = Concepts(lexicon.concepts, folded)
        self.terms = Terms(lexicon.terms, lexicon.keep, folded, syllable)

    def read(self, text: str) -> Reading:
        """`text` read. Takes any string; only its first 4,000 characters count."""
        peeled = peel(clean(text))
        plain = fold(peeled.text, self._script)
        text, repairs = self.terms.repaired(plain)
        return Reading(
            text=text,
            sound=sound(text, self._syllable),
            plain=plain,
            plain_sound=sound(plain, self._syllable),
            concepts=self._concepts.of(text),
            off=peeled.off,
            repairs=repairs,
        )
