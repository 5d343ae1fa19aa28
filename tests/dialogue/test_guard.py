"""The guard: no way shows a step that cannot be undone before the check, the consequences and the name typed twice."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import pytest

from fakes import LINA, NOW, whole_mind
from qiwen.dialogue.mind import Mind
from qiwen.dialogue.turns import take_turn
from qiwen.model.conversation import Conversation, Guard, Guiding, Passed
from qiwen.model.inbound import Inbound, Kind
from qiwen.model.match import Decision, Match
from qiwen.model.turn import Turn
from qiwen.service.desk import Desk
from talk import Talk

READY = (
    "合并要满足什么条件", "没迁移过", "用入口迁移", "同一个人", "本人操作", "看到了", "都没有", "没绑",
    "B 没有要留的邮件", "都没有", "都在", "没有", "都能做到", "只有 A 一个", "核对过了",
)  # fmt: skip
NAME = "蓝鲸科技有限公司"
LATER = Passed("migration", "after-steps", NOW, (("history", "never"), ("plan", "unsure")))
SECRET = "选中 B，再念一遍"
"""Words of the guarded step of the guide `migration`."""


@pytest.fixture
def before_the_guard(talk: Talk) -> Talk:
    """The check is passed and the consequences are shown."""
    talk.says(*READY).verdict_is("ready").picks("把 A 的邮箱并入 B").says("我做到第8步了")
    return talk.hears("先看清后果", "不能取消", "找不回来", "完整名称").hears_not(SECRET).is_warned()


def test_with_the_name_typed_twice_the_step_is_shown(before_the_guard: Talk) -> None:
    before_the_guard.says(NAME).hears("再打一遍").hears_not(SECRET)
    before_the_guard.says(NAME).hears("第 8 步", SECRET).is_warned()


def test_after_it_the_guide_goes_on_to_its_end(before_the_guard: Talk) -> None:
    before_the_guard.says(NAME, NAME).says("做完了").hears("第 9 步")
    before_the_guard.says("下一步").hears("第 10 步").picks("怎么彻底退出").hears("第 1 步（共 4 步）")
    before_the_guard.says("下一步", "下一步", "下一步", "下一步").hears("第 10 步（共 12 步）")
    before_the_guard.says("下一步", "下一步").hears("第 12 步")
    before_the_guard.says("下一步").hears("就并完了").is_in("idle")


@pytest.mark.parametrize(
    "assent",
    ["嗯", "嗯嗯", "嗯嗯可以的", "应该可以吧", "好的", "是", "确认", "ok", "OK!", "yes", "sure", "👍", "可以", "B"],
)
def test_an_assent_is_no_confirmation(before_the_guard: Talk, assent: str) -> None:
    before_the_guard.says(assent).hears_not(SECRET)
    before_the_guard.says(assent).hears_not(SECRET).is_in("guiding")
    before_the_guard.says("接着做").hears("完整名称").hears_not(SECRET)


@pytest.mark.parametrize("steer", ["下一步", "继续", "做完了", "我做到第9步了", "全部步骤", "接着做", "卡住了"])
def test_no_steering_word_gets_past_it(before_the_guard: Talk, steer: str) -> None:
    before_the_guard.says(steer).hears_not(SECRET)
    before_the_guard.says("接着做").hears("完整名称").hears_not(SECRET)


def test_a_side_question_leaves_it_closed(before_the_guard: Talk) -> None:
    before_the_guard.says("迁移之后能撤销吗").is_about("irreversible").offers("接着做").hears_not(SECRET)
    before_the_guard.picks("接着做").hears("完整名称").hears_not(SECRET)


def test_two_names_that_differ_start_it_again(before_the_guard: Talk) -> None:
    before_the_guard.says(NAME, "红鲸科技有限公司").hears("不一样", "完整名称").hears_not(SECRET)
    before_the_guard.says("红鲸科技有限公司").hears("再打一遍").hears_not(SECRET)


@pytest.mark.parametrize("name", ["成都备份科技有限公司", "Acme Mail Migration Inc", "上海第九中学", "Blue Whale Ltd."])
def test_a_name_that_sounds_like_a_question_is_a_name(before_the_guard: Talk, name: str) -> None:
    before_the_guard.says(name, name)

    assert before_the_guard.reply.blocks[0].text.startswith(("第 8 步", "Step 8"))


def test_a_very_long_text_is_no_name(before_the_guard: Talk) -> None:
    before_the_guard.says("蓝鲸" * 60 + "有限公司").hears("完整名称")


def test_back_leaves_it(before_the_guard: Talk) -> None:
    before_the_guard.says("上一步").hears("第 7 步")
    before_the_guard.says("下一步").hears("先看清后果").hears_not(SECRET)


def test_going_back_to_it_closes_it_again(before_the_guard: Talk) -> None:
    before_the_guard.says(NAME, NAME, "下一步").hears("第 9 步")
    before_the_guard.says("上一步").hears("先看清后果").hears_not(SECRET)


@pytest.mark.parametrize("branch", ["创建人不一致", "提示已绑定专属域名"])
def test_a_side_road_taken_before_it_leads_back_to_it_closed(before_the_guard: Talk, branch: str) -> None:
    before_the_guard.says(branch).hears("第 1 步").says("上一步").hears("先看清后果").hears_not(SECRET)


def test_a_check_that_says_no_afterwards_closes_the_way(before_the_guard: Talk) -> None:
    before_the_guard.presses("check:migration").says("之前迁过一次").verdict_is("cannot")
    before_the_guard.says("重来").says("我做到第8步了").hears("先把迁移条件检查做完").hears_not(SECRET)


def test_a_step_that_became_guarded_meanwhile_is_not_shown(mind: Mind) -> None:
    """Content changed while somebody stood at the step."""
    talk = Conversation(LINA, guide=Guiding("migration", "start"))

    turn = _turn(mind, talk, Kind.TEXT, "接着做")

    assert turn.reply
    assert SECRET not in "".join(block.text for block in turn.reply.blocks)


# ── every path ──────────────────────────────────────────────────────────────


class Deaf:
    """A matcher that understands nothing: what steers is looked at here."""

    def match(self, _: str) -> Match:
        return Match(Decision.LOST, (), ())


def _turn(mind: Mind, talk: Conversation, kind: Kind, text: str) -> Turn:
    return take_turn(talk, Inbound(LINA, "m", kind, text, NOW), mind, NOW)


@cache
def _guarded() -> frozenset[str]:
    """The texts of all guarded steps."""
    guides = whole_mind().catalogue.guides.values()
    return frozenset(step.do.hans for guide in guides for step in guide.steps if step.guarded)


def _inputs(talk: Conversation, turn: Turn | None) -> Iterator[tuple[Kind, str]]:
    for word in (
        "下一步",
        "上一步",
        "全部步骤",
        "卡住了",
        "接着做",
        "重来",
        "继续",
        "嗯",
        "可以",
        "都做完了",
        "应该都做完了吧",
        "不用了",
        "说错了",
    ):
        yield Kind.TEXT, word
    for number in (1, 3, 4, 8, 9, 12):
        yield Kind.TEXT, f"我做到第{number}步了"
    for guide in whole_mind().catalogue.guides:
        yield Kind.CHOICE, f"guide:{guide}"
    for number in range(5):
        yield Kind.CHOICE, f"branch:{talk.guide.step if talk.guide else ''}.{number}"
    for choice in turn.reply.choices if turn and turn.reply else ():
        yield Kind.CHOICE, choice.token


def _place(talk: Conversation) -> object:
    """What tells two places apart; how often one missed does not."""
    guide = talk.guide
    return (guide and (guide.guide, guide.step, guide.guard, guide.target, guide.back[-1:])), talk.passed


def _walk(start: Conversation, see: Callable[[Conversation, Turn, str], None], most: int) -> int:
    """Every turn that can be taken from `start`, breadth first; how many places were seen."""
    mind = replace(whole_mind(), matcher=Deaf())
    seen = {_place(start)}
    ahead: deque[tuple[Conversation, Turn | None]] = deque([(start, None)])
    while ahead and len(seen) < most:
        talk, last = ahead.popleft()
        for kind, text in _inputs(talk, last):
            turn = _turn(mind, talk, kind, text)
            see(talk, turn, text)
            after = replace(turn.conversation, check=None, misses=0, ticket=None)
            if after.guide and _place(after) not in seen:
                seen.add(_place(after))
                ahead.append((after, turn))
    return len(seen)


@pytest.mark.parametrize(
    "passed",
    [
        (),
        (Passed("migration", "ready", NOW), Passed("upgrade-old", "ready", NOW)),
        (LATER, Passed("upgrade-old", "after-steps", NOW)),
    ],
)
@pytest.mark.parametrize("guide", ["migration", "domain-release", "upgrade-old"])
def test_on_no_path_is_a_guarded_step_shown_without_the_name(guide: str, passed: tuple[Passed, ...]) -> None:
    """No input here is a company's name, so the guard is passed nowhere."""

    def see(talk: Conversation, turn: Turn, text: str) -> None:
        said = "".join(block.text for block in turn.reply.blocks) if turn.reply else ""
        leaked = [step for step in _guarded() if step in said]
        assert not leaked, (talk.guide, text, said)
        assert not turn.conversation.guide or turn.conversation.guide.guard is not Guard.PASSED

    first = whole_mind().catalogue.guides[guide].steps[0].id

    assert _walk(Conversation(LINA, guide=Guiding(guide, first), passed=passed), see, most=300) > 20


def test_without_the_check_the_migration_guide_never_even_asks_for_the_name() -> None:
    def see(_: Conversation, turn: Turn, text: str) -> None:
        open_ = turn.conversation.guide
        assert not (open_ and open_.guide == "migration" and open_.guard is not Guard.OPEN), text

    _walk(Conversation(LINA, guide=Guiding("migration", "right-procedure")), see, most=300)


def test_the_overview_names_a_guarded_step_without_saying_it(desk: Desk) -> None:
    for guide in whole_mind().catalogue.guides.values():
        talk = Talk(desk, key=replace(LINA, user=guide.id)).presses(f"guide:{guide.id}").says("全部步骤").reads_on()
        for step in guide.steps:
            told = any(step.do.hans in page for page in talk.pages)
            assert told != step.guarded, step.id
