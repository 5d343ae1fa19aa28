"""Pinyin that converters leave, and characters that they lose."""

import pytest
from scrub import kinds, scrub


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("企業(yè)微信", "企业微信"),
        ("網（wǎng）絡（luò）", "网络"),
        ("要求(qiu\u0301)", "要求"),  # the tone as a character of its own
        ("他們(men)都在", "他们都在"),  # no tone mark, but the sound of a converted character
        ("業(yè)(yè)務(wù )", "业务"),
        ("請聯(lián)系管理員(yuán", "请联系管理员"),
    ],
)
def test_pinyin_goes(raw: str, clean: str) -> None:
    assert scrub(raw).text == clean


@pytest.mark.parametrize(
    "kept", ["邮箱(mail)", "企业微信(WeCom)", "接口(API)", "成员(user)", "域名(a.com)", "邮箱(yóujiàn dìzhǐ)"]
)
def test_english_in_brackets_stays(kept: str) -> None:
    assert scrub(f"这里的{kept}要改。").text == f"这里的{kept}要改。"


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("部分?jǐn)?shù)據不遷移", "部分数据不迁移"),  # the second pinyin names it
        ("容量?jī)?nèi)的郵件", "容量内的邮件"),
        ("需要?jiǎng)h除舊的", "需要删除旧的"),  # the letter is its second byte
        ("大家?guī)ぬ柮艽a。", "大家帐号密码。"),  # four characters out of step
        ("面板?jǐn)?nèi)容", "面板内容"),  # bytes that do not fit: the pinyin alone tells
    ],
)
def test_lost_characters_come_back(raw: str, clean: str) -> None:
    page = scrub(raw)

    assert page.text == clean
    assert kinds(page)["lost-character"] == 1


def test_what_the_page_says_elsewhere_decides_between_two() -> None:
    page = scrub("技術(shù)支持很好，技術很重要，都靠技?jǐn)?shù)支持。數據另說。")

    assert "靠技术支持" in page.text


def test_what_cannot_be_known_is_marked() -> None:
    assert scrub("什么?jǐn)都沒有").text == "什么□都没有"


def test_a_question_is_no_lost_character() -> None:
    assert scrub("能撤销吗?(不能)怎么办?").text == "能撤销吗?(不能)怎么办?"
