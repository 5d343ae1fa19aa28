"""What each item of a page says, clause by clause: in its own words, with the line that introduces it, as an answer."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_

from qiwen.ingest.plain import unlabelled
from qiwen.ingest.segments import Item, asks, told
from qiwen.ingest.sense import NOTHING, Sense, joined, mentioned
from qiwen.ingest.ways import Recognition

_CLAUSE = re.compile(
    r"(?:[(（](?![^()（）]*(?:不|无法|无需|可以|照常|正常|例外))[^()（）,，。;；:：]{0,10}[)）]|(?!——)[^,，;；:：!！?？。|()（）])+"
)
_YES = re.compile(
    r"^(?:都(?:会|能|可以|行)|是的?|对的?|可以的?|能(?:的|收|用|发|看|迁|做|行)?|会的?|支持的?|需要的?|要的?|必须的?|允许的?|有的?|有影响)(?=$|[,，。!！;；])"
)
_NO = re.compile(
    r"^(?:都不(?:是|会|能|行|可以)?|不是的?|不可以?的?|不能的?|不会的?|不支持的?|不需要的?|无需|不用|不必|不要|不允许的?|不行的?|没有|没有影响|不受影响|否|不)(?=$|[,，。!！;；])"
)
_EITHER = (
    (re.compile(r"能不能够?|能否|可不可以|可否|是否可以|是否能够?|是不是可以|是不是能"), "可以", "不可以"),
    (re.compile(r"会不会|是否会|是不是会"), "会", "不会"),
    (re.compile(r"需不需要|要不要|是否需要|是不是要|用不用"), "需要", "不需要"),
    (re.compile(r"支不支持|是否支持"), "支持", "不支持"),
    (re.compile(r"是否|是不是|有没有"), "", "没有"),
)
_MODAL = re.compile(r"可以|能够|能|会|需要|必须|支持|允许|要|有")
_SHORT_HEADING = 12
_ASKING = re.compile(r"^\s*(?:问|q|请问|那么?)\s*[:：]?|[吗呢么啊]?\s*[?？]*\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a page: as written, as compared, and what it says."""

    text: str
    folded: str
    sense: Sense
    sentence: int
    conditional: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """An item read: its clauses, the other ways to read them, and the words around it.

    `around` are words that it leaves out because its lead, its question or a short heading said them; `over` are all
    words of its lead, question and heading, `near` those and the page's title. `said` are
    all its words, however it is read.
    """

    item: Item
    clauses: tuple[Clause, ...]
    others: tuple[tuple[Clause, ...], ...]
    around: Sense
    over: Sense
    near: Sense
    whole: Sense
    said: int


class Reader:
    """Reads items into statements. The same clause is read once."""

    def __init__(self, recognition: Recognition) -> None:
        self._recognition = recognition
        self._condition = recognition.words.bits["condition"]
        self._statements: dict[tuple[str, ...], Statement] = {}
        self._read: dict[str, tuple[str, Sense]] = {}

    def statement(self, item: Item, title: str = "") -> Statement:
        """`item` read. A question by itself states nothing."""
        key = (*item.words, title)
        if key not in self._statements:
            self._statements[key] = self._statement(item, title)
        return replace(self._statements[key], item=item)

    def _statement(self, item: Item, title: str) -> Statement:
        clauses = tuple(
            self._clause(text, at)
            for at, sentence in enumerate(item.sentences)
            for text in _CLAUSE.findall(told(sentence))
        )
        asked = [item.asked, *(sentence for sentence in item.sentences if asks(sentence))]
        around = joined(map(self._sense, (item.lead, _short(item.heading), *asked)))
        over = joined((around, self._sense(item.heading)))
        near = joined((over, self._sense(title)))
        whole = joined(clause.sense for clause in clauses)
        others = tuple(self._others(item, clauses))
        said = reduce(
            or_, (mentioned(clause.sense) for each in others for clause in each), mentioned(whole) | mentioned(around)
        )
        return Statement(item, clauses, others, around, over, near, whole, said)

    def _others(self, item: Item, clauses: tuple[Clause, ...]) -> Iterable[tuple[Clause, ...]]:
        if not clauses:
            return
        first, *rest = clauses
        if lead := _CLAUSE.findall(unlabelled(item.lead or _short(item.heading))):
            before = [self._clause(text, first.sentence) for text in lead[:-1]]
            yield (*before, self._clause(lead[-1] + first.text, first.sentence), *rest)
        if rest and _asks_either(first.text) and (said := stated(first.text, rest[0].text)):
            yield (self._clause(said, first.sentence), *rest[1:])
        for question in (item.asked, *(sentence for sentence in item.sentences if asks(sentence))):
            if question and (said := stated(question, first.text)):
                yield (*(self._clause(text, first.sentence) for text in _CLAUSE.findall(said)), *rest)

    def _clause(self, text: str, sentence: int) -> Clause:
        folded, sense = self._known(text)
        return Clause(text.strip(), folded, sense, sentence, bool(mentioned(sense) & self._condition))

    def _sense(self, text: str) -> Sense:
        return joined(self._known(each)[1] for each in _CLAUSE.findall(text))

    def _known(self, text: str) -> tuple[str, Sense]:
        if text not in self._read:
            folded = self._recognition.clause(unlabelled(text))
            self._read[text] = folded, self._recognition.words.sense(folded) if folded else NOTHING
        return self._read[text]


def _asks_either(clause: str) -> bool:
    """Whether a clause asks yes or no without a question mark: 能否取消：不能."""
    return any(pattern.search(clause) for pattern, _, _ in _EITHER)


def _short(heading: str) -> str:
    """A heading that names one thing, so that what stands under it may leave it out; empty for a long one."""
    return heading if len(heading) <= _SHORT_HEADING and not asks(heading) else ""


def stated(question: str, answer: str) -> str:
    """What a question and its yes or no state together; empty where the answer is neither."""
    no = bool(_NO.match(answer.strip()))
    if not no and not _YES.match(answer.strip()):
        return ""
    said = _ASKING.sub("", question)
    for pattern, yes_word, no_word in _EITHER:
        if pattern.search(said):
            return pattern.sub(no_word if no else yes_word, said, count=1)
    if not no:
        return said
    modals = list(_MODAL.finditer(said))
    if not modals:
        return f"{said}不"
    last = modals[-1]
    return f"{said[: last.start()]}不{said[last.start() :]}"
