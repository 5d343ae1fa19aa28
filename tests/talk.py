"""A person talking with a desk, as a test tells it.

`Talk(desk).says("能并吗").hears("创建人").picks("不确定").verdict_is("after-steps")`. Every step gives the talk back,
and an expectation that fails shows the whole talk so far.
"""

import re
from dataclasses import asdict, dataclass, field
from itertools import count
from typing import Self

from fakes import LINA, NOW
from qiwen.model.inbound import Inbound, Key, Kind
from qiwen.model.plain import block_line, plain
from qiwen.model.reply import Choice, Reply, Tone
from qiwen.model.turn import Effect, Entry, OpenTicket
from qiwen.service.desk import Desk
from qiwen.service.ports import Answered

_TICKET = re.compile(r"Q\d{6}-[A-Z2-7]{7}")
ROOM = 2048
"""Bytes of WeCom's text message."""


@dataclass
class Talk:
    """One person's talk; `room` is what the road carries."""

    desk: Desk
    key: Key = LINA
    room: int | None = ROOM
    heard_so_far: list[str] = field(default_factory=list)
    message_prefix: str = "m"
    numbers: "count[int]" = field(default_factory=lambda: count(1))
    last: Answered | None = None
    effects: list[Effect] = field(default_factory=list)

    # ── what the person does ────────────────────────────────────────────────

    def says(self, *texts: str) -> Self:
        """Each text as a message of its own; the expectations that follow are about the last answer."""
        for text in texts:
            self._send(Kind.TEXT, text)
        return self

    def picks(self, label: str) -> Self:
        """Press the choice that is shown as `label`."""
        tokens = [choice.token for choice in self.choices if choice.label == label]
        assert tokens, self._but(f"{label!r} is not offered", self.labels)
        return self.presses(tokens[0])

    def presses(self, token: str) -> Self:
        """Send a token, offered or not."""
        return self._send(Kind.CHOICE, token)

    def enters(self) -> Self:
        return self._send(Kind.ENTER, "")

    def sends_a_picture(self) -> Self:
        return self._send(Kind.MEDIA, "")

    def says_again(self, message_id: str, text: str) -> Self:
        """A message with an id of its own, to be delivered more than once."""
        return self._send(Kind.TEXT, text, message_id)

    def reads_on(self) -> Self:
        """Say 继续 until nothing is left; `pages` then holds all of this answer."""
        while self.reply.more:
            assert len(self.pages) < 50, self._but("there is no end to it")
            pages = self.pages
            self.says("继续")
            self.pages = [*pages, self.heard]
        return self

    # ── what the person expects ─────────────────────────────────────────────

    def hears(self, *words: str) -> Self:
        for word in words:
            assert word in self.heard, self._but(f"{word!r} is not heard")
        return self

    def hears_not(self, *words: str) -> Self:
        for word in words:
            assert word not in self.heard, self._but(f"{word!r} is heard")
        return self

    def hears_first(self, *words: str) -> Self:
        """In the first sentence of the answer, where the person looks."""
        for word in words:
            assert word in self.first_sentence, self._but(f"{word!r} is not in {self.first_sentence!r}")
        return self

    def hears_nothing(self) -> Self:
        assert self.last is not None
        assert self.last.reply is None, self._but("this should be silence")
        return self

    def offers(self, *labels: str) -> Self:
        for label in labels:
            assert label in self.labels, self._but(f"{label!r} is not offered", self.labels)
        return self

    def offers_not(self, *labels: str) -> Self:
        for label in labels:
            assert label not in self.labels, self._but(f"{label!r} is offered", self.labels)
        return self

    def is_about(self, *intents: str) -> Self:
        assert self.entry.intents == intents, self._but(f"about {self.entry.intents}, not {intents}")
        return self

    def is_decided(self, decision: str) -> Self:
        assert self.entry.decision == decision, self._but(f"decided {self.entry.decision}, not {decision}")
        return self

    def hears_once(self, *words: str) -> Self:
        for word in words:
            assert self.heard.count(word) == 1, self._but(f"{word!r} is heard {self.heard.count(word)} times")
        return self

    def has_heard(self, *words: str) -> Self:
        """On any page of this answer."""
        for word in words:
            assert any(word in page for page in self.pages), self._but(f"{word!r} is on no page")
        return self

    def is_ticketed(self) -> Self:
        """A ticket number is told."""
        assert self.ticket
        return self

    def comes_out_as(self, outcome: str) -> Self:
        assert self.entry.outcome == outcome, self._but(f"came out as {self.entry.outcome}, not {outcome}")
        return self

    def verdict_is(self, verdict: str | None, *findings: str) -> Self:
        assert self.entry.verdict == verdict, self._but(f"the verdict is {self.entry.verdict}", self.entry.findings)
        for finding in findings:
            assert finding in self.entry.findings, self._but(f"{finding!r} was not found", self.entry.findings)
        return self

    def finds(self, *findings: str) -> Self:
        """Exactly these, in this order."""
        assert self.entry.findings == findings, self._but(f"found {self.entry.findings}, not {findings}")
        return self

    def has_slots(self, slots: dict[str, str]) -> Self:
        """These answers are known; there may be others."""
        known = dict(self.entry.slots)
        assert slots.items() <= known.items(), self._but(f"known is {known}, not {slots}")
        return self

    def is_asked(self, question: str) -> Self:
        """The question now open, by its id; "" for none."""
        assert (self.entry.due or "") == question, self._but(f"asked is {self.entry.due!r}, not {question!r}")
        return self

    def feedback_is(self, feedback: str) -> Self:
        """Whether it helped: asked, yes, no, silence, or "" where nothing was said of it."""
        assert (self.entry.feedback or "") == feedback, self._but(f"feedback is {self.entry.feedback!r}")
        return self

    def ticket_carries(self, facts: dict[str, object]) -> Self:
        """The ticket opened last: `reason`, `urgency`, or any field of its facts; lists in any order and not whole."""
        [*_, ticket] = [effect for effect in self.effects if isinstance(effect, OpenTicket)]
        carried = {**asdict(ticket.facts), "slots": dict(ticket.facts.slots)}
        carried |= {"reason": ticket.reason.value, "urgency": ticket.urgency.value, "question": ticket.question}
        for name, value in facts.items():
            known = carried[name]
            whole = value.items() <= known.items() if isinstance(value, dict) else value == known
            part = isinstance(value, list) and set(value) <= set(known)
            assert whole or part, self._but(f"{name} is {known!r}, not {value!r}")
        return self

    def is_in(self, mode: str) -> Self:
        assert self.last is not None
        assert self.last.mode == mode, self._but(f"in {self.last.mode}, not {mode}")
        return self

    def is_warned(self) -> Self:
        assert any(block.tone is Tone.WARN for block in self.reply.blocks), self._but("nothing warns")
        return self

    def speaks(self, language: str) -> Self:
        assert self.reply.language == language, self._but(f"speaks {self.reply.language}, not {language}")
        return self

    # ── what there is to see ────────────────────────────────────────────────

    @property
    def reply(self) -> Reply:
        assert self.last is not None, "nothing was said yet"
        assert self.last.reply is not None, self._but("there is no answer")
        return self.last.reply

    @property
    def entry(self) -> Entry:
        assert self.last is not None, "nothing was said yet"
        return self.last.entry

    @property
    def heard(self) -> str:
        return plain(self.reply)

    @property
    def first_sentence(self) -> str:
        first = block_line(self.reply.blocks[0])
        ends = [at for at in (first.find(end) for end in ("。", "！", "？", ". ", "! ", "? ", "\n")) if at >= 0]
        return first[: min(ends) + 1] if ends else first

    @property
    def choices(self) -> tuple[Choice, ...]:
        return self.reply.choices

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(choice.label for choice in self.choices)

    @property
    def ticket(self) -> str:
        """The ticket number in the answer."""
        found = _TICKET.search(self.heard)
        assert found, self._but("no ticket number is told")
        return found[0]

    def _send(self, kind: Kind, text: str, message_id: str | None = None) -> Self:
        id_ = message_id or f"{self.message_prefix}{next(self.numbers)}"
        self.last = self.desk.handle(Inbound(self.key, id_, kind, text, NOW, self.room))
        self.pages = [plain(self.last.reply)] if self.last.reply else []
        self.heard_so_far += [f"{'> ' if kind is Kind.TEXT else kind.upper() + ' '}{text}", *self.pages]
        return self

    def _but(self, what: str, *seen: object) -> str:
        return "\n\n".join([what, *map(repr, seen), "The talk so far:", *self.heard_so_far])

    pages: list[str] = field(default_factory=list)
