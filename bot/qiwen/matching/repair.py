"""Repairing the domain's terms: other names for them, and slips that sound like them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from qiwen.matching.concepts import Concepts
from qiwen.matching.sound import Syllable, sound
from qiwen.model.content import Term

_EXACT = 2


@dataclass(frozen=True, slots=True)
class Repair:
    """One word put right."""

    was: str
    now: str


class Terms:
    """Puts every variant of a term into its canonical form: as listed, or by its sound where that is no listed word.

    Two syllables must sound exactly like the term, longer ones nearly. `keep` are ordinary words that sound like a
    term and mean something else (回复 is not 恢复).
    """

    def __init__(
        self, terms: Iterable[Term], keep: Iterable[str], fold: Callable[[str], str], syllable: Syllable
    ) -> None:
        canons = {fold(term.canon): fold(term.canon) for term in terms}
        variants = {fold(way): fold(term.canon) for term in terms for way in term.variants}
        self._forms = variants | canons
        self._finder = Concepts({form: (form,) for form in self._forms}, lambda form: form)
        self._keep = frozenset(map(fold, keep)) | self._forms.keys()
        self._syllable = syllable
        han = [canon for canon in canons if len(canon) >= _EXACT and not canon.isascii()]
        self._exactly = {sound(canon, syllable, near=False): canon for canon in han if len(canon) == _EXACT}
        self._nearly = {sound(canon, syllable): canon for canon in han if len(canon) > _EXACT}
        self._longest = max(map(len, self._nearly), default=_EXACT)

    def __contains__(self, folded: str) -> bool:
        """Whether `folded` is one term in its canonical form and nothing else."""
        return self._forms.get(folded) == folded

    def repaired(self, folded: str) -> tuple[str, tuple[Repair, ...]]:
        """`folded` with its terms put right, and what was put right."""
        heard, by_sound = self._by_sound(folded)
        listed, by_list = self._by_list(heard)
        return listed, by_sound + by_list

    def _by_list(self, folded: str) -> tuple[str, tuple[Repair, ...]]:
        repairs: list[Repair] = []
        out: list[str] = []
        at = 0
        for start, form in self._finder.places(folded):
            if start < at:
                continue
            canon = self._forms[form]
            out += [folded[at:start], canon if canon.isascii() == form.isascii() else f" {canon} "]
            at = start + len(form)
            if form != canon:
                repairs.append(Repair(form, canon))
        return " ".join("".join([*out, folded[at:]]).split()), tuple(repairs)

    def _by_sound(self, folded: str) -> tuple[str, tuple[Repair, ...]]:
        near = sound(folded, self._syllable)
        exact = sound(folded, self._syllable, near=False)
        repairs: list[Repair] = []
        out: list[str] = []
        at = 0
        while at < len(folded):
            size, now = self._heard(near, exact, at)
            was = folded[at : at + size]
            if now and now != was and was not in self._keep:
                repairs.append(Repair(was, now))
                was = now
            out.append(was)
            at += size
        return "".join(out), tuple(repairs)

    def _heard(self, near: str, exact: str, at: int) -> tuple[int, str]:
        """How many syllables from `at` sound like a term, and which; one syllable and nothing where none does."""
        for size in range(min(self._longest, len(near) - at), _EXACT, -1):
            if near[at : at + size] in self._nearly:
                return size, self._nearly[near[at : at + size]]
        pair = exact[at : at + _EXACT]
        return (_EXACT, self._exactly[pair]) if pair in self._exactly else (1, "")
