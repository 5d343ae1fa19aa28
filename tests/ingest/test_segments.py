"""A page is cut into items; where each stands is said as a person would say it, whatever its numbers are."""

import pytest

from qiwen.ingest.segments import asks, fingerprint, items, refuted, told

PAGE = """\
去年一月起邮箱后台并入了企业微信后台，原来只有邮箱的公司会多出一个企业微信，下面逐条说明要注意的事。
一、操作前先了解：
● 只有创建人能操作，且两边创建人一致
● 通讯录以目标企业为准；
注意：入口只能用一次。
2、【例子】：从 A 迁到 B 以后，B 的邮箱就是 A 的。
(1)先备份。再迁移。
(5)最后重启客户端。
"""


def test_each_bullet_number_and_paragraph_is_an_item_with_its_place() -> None:
    assert [item.place for item in items(PAGE)] == [
        *("开头一段", "一", "一、●1", "一、●2", "一、注意", "2【例子】", "2(1)", "2(5)")
    ]


def test_sentences_are_cut_at_their_ends_and_not_inside_quotes() -> None:
    (item,) = items("(5)若已绑定，会提示“该企业已绑定专属域名。请解除后再绑定”。然后重试。")
    assert item.sentences == ("若已绑定，会提示“该企业已绑定专属域名。请解除后再绑定”。", "然后重试。")


def test_bullets_in_one_line_are_several_items() -> None:
    assert [item.text for item in items("● 甲不迁移● 乙不迁移● 丙会迁移")] == ["● 甲不迁移", "● 乙不迁移", "● 丙会迁移"]


def test_numbers_begin_anew_in_each_section() -> None:
    text = "一、迁移前\n1、先备份\n2、再核对\n二、迁移后\n1、重启客户端"
    assert [item.place for item in items(text)] == ["一", "一、1", "一、2", "二", "二、1"]


def test_items_know_their_heading_their_lead_and_their_question() -> None:
    text = "迁移须知一览\n注意事项\n以下数据不迁移：\n1、日程\n2、微盘\n别名呢？\n会一起迁移。"
    by_text = {item.text: item for item in items(text)}
    assert (by_text["1、日程"].lead, by_text["2、微盘"].heading) == ("以下数据不迁移：", "以下数据不迁移：")
    assert by_text["会一起迁移。"].asked == "别名呢？"
    assert by_text["会一起迁移。"].lead == ""
    assert by_text["注意事项"].is_heading


def test_the_fingerprint_looks_at_letters_digits_and_han_only() -> None:
    assert fingerprint("●仅支持 创建人操作！") == fingerprint("仅支持创建人操作")
    assert fingerprint("保留30天") != fingerprint("保留7天")
    assert len(fingerprint("")) == 16


@pytest.mark.parametrize(
    "sentence", ["迁移后还能退回吗？", "那么如何合并呢？", "如何把邮箱并到企业微信", "员工离职，他的邮箱会怎么样"]
)
def test_questions(sentence: str) -> None:
    assert asks(sentence)
    assert told(sentence) == ""


@pytest.mark.parametrize(
    "sentence", ["迁移后不能退回。", "能否取消：不能", "如何操作由创建人决定，管理员不能改，成员也不能改。"]
)
def test_statements(sentence: str) -> None:
    assert told(sentence) == sentence


def test_a_long_sentence_tells_its_story_before_it_asks() -> None:
    story = "后台并入企业微信，邮箱和企业微信连在一起，解散企业微信，邮箱也会解散，"
    assert told(f"{story}那如何合并呢？") == story


@pytest.mark.parametrize(
    ("text", "following"),
    [
        ("迁移可以取消。（×）", ""),
        ("迁移可以取消。❌", ""),
        ("迁移可以取消。", "答案：错。"),
        ("迁移可以取消。", "真相：不实"),
    ],
)
def test_what_is_called_wrong_is_refuted(text: str, following: str) -> None:
    (item,) = items(text)
    assert refuted(item, following)
    assert not refuted(items("迁移不能取消。")[0], "答案：对。")


@pytest.mark.parametrize("text", ["", "\n\n", "……\n——", "●", "(1)", "：\n："])
def test_any_text_is_borne(text: str) -> None:
    assert all(item.text for item in items(text))
