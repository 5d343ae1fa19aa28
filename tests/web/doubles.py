"""Somebody who answers, without a desk: one reply of every tone, and failures on demand."""

from collections.abc import Callable
from datetime import UTC, datetime

from qiwen.model.inbound import Inbound, Kind
from qiwen.model.reply import Block, Choice, Reply, Tone
from qiwen.model.text import Language
from qiwen.model.turn import Entry, Outcome
from qiwen.service.ports import Answered

NOON = datetime(2026, 1, 5, 4, 0, tzinfo=UTC)

WELCOME = Reply(
    Language.HANS,
    (Block(Tone.SAY, "你好，我是企问。我回答腾讯企业邮箱与企业微信合并的问题，每条回答都注明依据和日期。"),),
    (
        Choice("我们能合并吗？", "check:migration"),
        Choice("怎么操作合并", "guide:migration"),
        Choice("合并后能撤销吗", "ask:irreversible"),
        Choice("合并前要备份什么", "ask:backup-before"),
        Choice("找不到合并入口", "ask:entry-missing"),
        Choice("转人工", "do:person"),
    ),
)
UNDO = Reply(
    Language.HANS,
    (
        Block(Tone.SAY, "不能撤销。合并一旦开始，目标企业原有的邮件会全部清空，开始之后没有取消或回退的办法。"),
        Block(Tone.WARN, "这一步做了就无法恢复。清空的邮件找不回来，客服也不能恢复。"),
        Block(Tone.NOTE, "后来的说明补充：入口只能用一次，成功以后不再显示。"),
        Block(Tone.NEXT, "先把目标企业（B）里要留的邮件备份出来，再确认两边的创建人是同一个人。"),
        Block(Tone.BASIS, "依据：2022-04-21 合并公告；2022-06-02 帮助中心后来说明了入口。共两个独立来源。"),
    ),
    (
        Choice("合并前要备份什么", "ask:backup-before"),
        Choice("我们能合并吗？", "check:migration"),
        Choice("转人工", "do:person"),
    ),
)
CHECK = Reply(
    Language.HANS,
    (
        Block(Tone.NOTE, "一共四个问题，随时可以说“上一步”或“退出”。"),
        Block(Tone.ASK, "两个企业的创建人是同一个人吗？"),
    ),
    (
        Choice("是同一个人", "option:same"),
        Choice("不是", "option:differ"),
        Choice("不清楚", "option:unknown"),
        Choice("上一步", "do:back"),
        Choice("退出", "do:quit"),
    ),
)
ENGLISH = Reply(
    Language.EN,
    (
        Block(Tone.SAY, "No. Once the merge has begun it cannot be cancelled or rolled back."),
        Block(Tone.WARN, "This cannot be undone: the mail of the target enterprise is cleared for good."),
        Block(Tone.NEXT, "Back up the target's mail first, then check that both creators are the same person."),
        Block(Tone.BASIS, "Basis: notice on the merge, 2022-04-21."),
    ),
    (Choice("What should we back up?", "ask:backup-before"), Choice("Talk to a person", "do:person")),
)
LONG = Reply(Language.EN, (Block(Tone.SAY, "https://example.invalid/" + "a" * 300), Block(Tone.SAY, "<b>not bold</b>")))

_REPLIES = {"check:migration": CHECK, "can we undo it?": ENGLISH, "long": LONG}


class FakeAnswers:
    """Answers as the desk does: a repeated message gets the same answer. `heard` keeps every delivery.

    `before` runs ahead of each answer: it may wait or raise. `silent` makes it say nothing.
    """

    def __init__(self) -> None:
        self.heard: list[Inbound] = []
        self.before: Callable[[Inbound], object] = lambda _: None
        self.silent = False
        self._given: dict[tuple[str, str], Answered] = {}

    def handle(self, inbound: Inbound) -> Answered:
        """Answer `inbound` from the fixed replies."""
        self.heard.append(inbound)
        self.before(inbound)
        answered = Answered(
            None if self.silent else self._reply(inbound), Entry(Outcome.ANSWERED, findings=("creator",)), "idle"
        )
        return self._given.setdefault((str(inbound.key), inbound.message_id), answered)

    def said(self, kind: Kind) -> list[str]:
        """The texts of what was heard of `kind`."""
        return [inbound.text for inbound in self.heard if inbound.kind is kind]

    @staticmethod
    def _reply(inbound: Inbound) -> Reply:
        return WELCOME if inbound.kind is Kind.ENTER else _REPLIES.get(inbound.text, UNDO)
