"""Which option an answer means, in every form in which people give it."""

import pytest

from fakes import whole_mind
from qiwen.content.script import traditional
from qiwen.dialogue.answers import understand
from qiwen.dialogue.ears import Ear
from qiwen.dialogue.mind import CONTROLS, Mind
from qiwen.model.content import Option, Question

QUESTIONS = [
    pytest.param((check.id, question), id=f"{check.id}: {question.id}")
    for check in whole_mind().catalogue.checks.values()
    for question in check.questions
]


Asked = tuple[str, Question]
"""A question and its check."""


def _asked(mind: Mind, id_: str, check: str = "migration") -> Asked:
    return check, next(question for question in mind.catalogue.checks[check].questions if question.id == id_)


def _ears(asked: Asked, mind: Mind) -> tuple[Ear, ...]:
    check, question = asked
    return mind.listening.to(mind.catalogue.checks[check])[question.id]


def _ways(option: Option, mind: Mind) -> list[str]:
    """Its own ways and those of the lists it names."""
    lists = [way[1:] for way in option.says if way.startswith("@")]
    own = [way for way in option.says if not way.startswith("@")]
    return [*own, *(word for name in lists for word in mind.catalogue.words[name])]


@pytest.mark.parametrize("asked", QUESTIONS)
def test_every_way_of_saying_an_option_means_it(asked: Asked, mind: Mind) -> None:
    for option in asked[1].options:
        for way in (*_ways(option, mind), *_labels(option.label)):
            assert _meant(asked, way, mind) == option.id, way


@pytest.mark.parametrize("asked", QUESTIONS)
def test_every_way_is_understood_in_traditional(asked: Asked, mind: Mind) -> None:
    """Characters as Hong Kong and Taiwan write them; words that Taiwan says otherwise are another matter."""
    for option in asked[1].options:
        for way in _ways(option, mind):
            written = traditional(way)
            if written.translate(mind.script.to_simplified) == way:
                assert _meant(asked, written, mind) == option.id, written


@pytest.mark.parametrize("asked", QUESTIONS)
def test_a_number_picks_by_place(asked: Asked, mind: Mind) -> None:
    for number, option in enumerate(asked[1].options, 1):
        for said in (str(number), f"第{number}个", f" {number}。", f"（{number}）"):
            assert _meant(asked, said, mind) == option.id, said
    assert _meant(asked, "99", mind) is None
    assert _meant(asked, "0", mind) is None


@pytest.mark.parametrize("asked", QUESTIONS)
def test_not_sure_is_an_answer_and_says_how_to_find_out(asked: Asked, mind: Mind) -> None:
    assert "unsure" in {option.id for option in asked[1].options}
    assert asked[1].how
    for said in ("不确定", "不清楚", "我不知道", "not sure", "don't know"):
        assert _meant(asked, said, mind) == "unsure", said


@pytest.mark.parametrize("asked", QUESTIONS)
def test_no_way_of_saying_an_option_steers_the_talk_instead(asked: Asked, mind: Mind) -> None:
    """Typed outside its label, it would be obeyed before anybody takes it for an answer."""
    steering = set(CONTROLS) - {"none", "next", "all", "stuck"}  # these are not obeyed within a check
    for option in asked[1].options:
        for way in _ways(option, mind):
            assert mind.controls.get(mind.fold(way)) not in steering, way


@pytest.mark.parametrize("said", ["", "。", "👍", "B", "苹果香蕉橘子", "可是", "what is the weather"])
@pytest.mark.parametrize("asked", QUESTIONS)
def test_what_says_nothing_picks_nothing(asked: Asked, said: str, mind: Mind) -> None:
    assert _meant(asked, said, mind) is None


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
    assert _meant(_asked(mind, question), said, mind) == option


def _labels(label: object) -> tuple[str, ...]:
    return (label.hans, label.hant, label.en)  # type: ignore[attr-defined]


def _meant(asked: Asked, said: str, mind: Mind) -> str | None:
    heard = understand(_ears(asked, mind), said, mind)
    return heard.option.id if heard else None
