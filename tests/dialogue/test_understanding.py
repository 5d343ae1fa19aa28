"""Which option an answer means, in every form in which people give it."""

import pytest

from fakes import whole_mind
from qiwen.content.script import traditional
from qiwen.dialogue.answers import expand, understand
from qiwen.dialogue.mind import CONTROLS, Mind
from qiwen.model.content import Question

QUESTIONS = [
    pytest.param(question, id=f"{check.id}: {question.id}")
    for check in whole_mind().catalogue.checks.values()
    for question in check.questions
]


def _question(mind: Mind, id_: str, check: str = "migration") -> Question:
    return next(question for question in mind.catalogue.checks[check].questions if question.id == id_)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_way_of_saying_an_option_means_it(question: Question, mind: Mind) -> None:
    for option in question.options:
        for way in (*expand(option.says, mind.catalogue.words), *_labels(option.label)):
            assert _meant(question, way, mind) == option.id, way


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_way_is_understood_in_traditional(question: Question, mind: Mind) -> None:
    """Characters as Hong Kong and Taiwan write them; words that Taiwan says otherwise are another matter."""
    for option in question.options:
        for way in expand(option.says, mind.catalogue.words):
            written = traditional(way)
            if written.translate(mind.script.to_simplified) == way:
                assert _meant(question, written, mind) == option.id, written


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_number_picks_by_place(question: Question, mind: Mind) -> None:
    for number, option in enumerate(question.options, 1):
        for said in (str(number), f"第{number}个", f" {number}。", f"（{number}）"):
            assert _meant(question, said, mind) == option.id, said
    assert _meant(question, "99", mind) is None
    assert _meant(question, "0", mind) is None


@pytest.mark.parametrize("question", QUESTIONS)
def test_not_sure_is_an_answer_and_says_how_to_find_out(question: Question, mind: Mind) -> None:
    assert "unsure" in {option.id for option in question.options}
    assert question.how
    for said in ("不确定", "不清楚", "我不知道", "not sure", "don't know"):
        assert _meant(question, said, mind) == "unsure", said


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_way_of_saying_an_option_steers_the_talk_instead(question: Question, mind: Mind) -> None:
    """Typed outside its label, it would be obeyed before anybody takes it for an answer."""
    steering = set(CONTROLS) - {"none", "next", "all", "stuck"}  # these are not obeyed within a check
    for option in question.options:
        for way in expand(option.says, mind.catalogue.words):
            assert mind.controls.get(mind.fold(way)) not in steering, way


@pytest.mark.parametrize("said", ["", "。", "👍", "B", "苹果香蕉橘子", "可是", "what is the weather"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_what_says_nothing_picks_nothing(question: Question, said: str, mind: Mind) -> None:
    assert _meant(question, said, mind) is None


@pytest.mark.parametrize(
    ("question", "said", "option"),
    [
        ("creators", "不是同一个人", "differ"),
        ("creators", "是同一个人", "same"),
        ("creators", "不是", "differ"),
        ("creators", "都是我注册的", "same"),
        ("creators", "同一個人", "same"),
        ("creators", "the same person", "same"),
        ("creators", "是同一个人啊", "same"),
        ("creators", "是同一個人。", "same"),
        ("successor", "没问题", "fit"),
        ("freeze", "没问题", "both"),
        ("history", "not yet", "never"),
        ("domain", "绑了", "yes"),
        ("domain", "没绑", "no"),
        ("entry", "看不到", "no"),
        ("entry", "看得到", "yes"),
        ("paid", "没有哦", "no"),
    ],
)
def test_denial_turns_the_meaning(question: str, said: str, option: str, mind: Mind) -> None:
    assert _meant(_question(mind, question), said, mind) == option


def _labels(label: object) -> tuple[str, ...]:
    return (label.hans, label.hant, label.en)  # type: ignore[attr-defined]


def _meant(question: Question, said: str, mind: Mind) -> str | None:
    option = understand(question, said, mind)
    return option.id if option else None
