"""Of what kind, phase and weight a sentence is, what it is about and which condition it sets: read off its words."""

from collections.abc import Iterable

from qiwen.ingest.sense import mentioned
from qiwen.ingest.statements import Clause, Statement
from qiwen.ingest.ways import Recognition
from qiwen.model.content import Lexicon, Phase, Weight

_KINDS = ("example", "prompt", "warning")
_PHASES = (("during", Phase.DURING), ("after", Phase.AFTER), ("before", Phase.BEFORE))


class Marks:
    """Reads the marks of [marks] off clauses."""

    def __init__(self, recognition: Recognition, lexicon: Lexicon) -> None:
        self._bits = recognition.words.bits
        self._common = recognition.common
        self._words = recognition.words
        self._topics = mentioned(recognition.topics) & ~recognition.generic & ~self._bits["admin"]
        terms = {recognition.clause(term.canon): term.canon for term in lexicon.terms}
        self._terms = sorted(terms.items(), key=lambda pair: (-len(pair[0]), pair[0]))

    def kind(self, clauses: Iterable[Clause], statement: Statement) -> str:
        """rule, example, warning or prompt."""
        said = self._said(clauses)
        around = said | mentioned(statement.around)
        for kind in _KINDS:
            if (around if kind == "example" else said) & self._bits[kind]:
                return kind
        return "rule"

    def phase(self, clauses: Iterable[Clause], statement: Statement) -> Phase:
        """When it matters: by its own words, else by its heading."""
        for said in (self._said(clauses), mentioned(statement.near)):
            for name, phase in _PHASES:
                if said & self._bits[name]:
                    return phase
        return Phase.ANY

    def weight(self, clauses: Iterable[Clause]) -> Weight:
        """How much hangs on it."""
        said = self._said(clauses)
        if said & self._bits["irreversible"]:
            return Weight.IRREVERSIBLE
        return Weight.LIMIT if said & self._bits["limit"] else Weight.INFO

    def condition(self, clauses: Iterable[Clause]) -> str:
        """The clause that says when it holds; empty where it holds always."""
        return next((clause.text for clause in clauses if mentioned(clause.sense) & self._bits["condition"]), "")

    def subject(self, clauses: Iterable[Clause]) -> str:
        """The first term of the domain that it names, but for those that every page names, else its first topic."""
        text = ",".join(clause.folded for clause in clauses)
        found = []
        for form, canon in self._terms:  # longest first, so that 邮箱 is not found in 企业邮箱
            if form in text:
                found += [(text.index(form), canon)] if canon not in self._common else []
                text = text.replace(form, " " * len(form))
        return min(found)[1] if found else self._words.first(text, self._topics)

    def _said(self, clauses: Iterable[Clause]) -> int:
        said = 0
        for clause in clauses:
            said |= mentioned(clause.sense)
        return said
