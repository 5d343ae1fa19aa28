"""Beside a notice a sentence says the same, the opposite, something changed, or nothing."""

import pytest
from told import knowledge, page, statuses, told

from qiwen.content.files import bundled
from qiwen.ingest.find import Knowledge, find
from qiwen.ingest.page import Status
from qiwen.ingest.recognise import WHERE, read
from qiwen.ingest.ways import Recognition
from qiwen.model.content import Catalogue


def differs(text: str, notice: str) -> str:
    return "; ".join({one.known: one for one in told(text)}[notice].differs)


@pytest.mark.parametrize(
    ("text", "notice", "difference"),
    [
        ("被删除的成员邮箱在回收站保留7天。", "recycle-bin-30d", "30天 → 7天"),
        ("离职成员邮箱的保留期由30天缩短为7天。", "recycle-bin-30d", "30天 → 7天"),
        ("迁移入口可以使用3次。", "entry-single-use", "1次 → 3次"),
        ("2023年3月起，邮箱的独立后台并入企业微信管理后台。", "fusion-2022-01", "2022年1月 → 2023年3月"),
        ("管理员在协作-邮件-合规中心里申请开通邮件归档。", "archive-path", "协作-邮件-安全管理 → "),
        ("迁移开始后不可取消，除非联系腾讯客服处理。", "no-cancel-no-rollback", "adds a condition: 除非联系"),
        ("不支持迁移的有日程、微盘、会议室、通讯录标签。", "not-migrated-list", "lists also: 会议室"),
        ("转让创建人时，核验由短信验证改为刷脸。", "creator-transfer-sms", "says that it changed"),
        ("过去一个微信号最多是5个企业的创建人，现在放宽到10个。", "creator-cap-5", "no longer: 现在"),
        ("迁移开始后可以随时取消。", "no-cancel-no-rollback", "says the opposite: 迁移开始后可以随时取消"),
    ],
)
def test_what_differs_is_said_in_words(text: str, notice: str, difference: str) -> None:
    assert difference in differs(text, notice)


@pytest.mark.parametrize(
    "text",
    [
        "被删除的成员邮箱在回收站保留三十天。",
        "被删除的成员邮箱在回收站保留一个月。",
        "员工离职删除后，邮箱在回收站存30天，到期前7天会提醒。",
    ],
)
def test_the_same_figure_in_another_writing_is_no_change(text: str) -> None:
    assert statuses(text)["recycle-bin-30d"] is Status.KNOWN


def test_the_opposite_must_stand_together() -> None:
    """Not in a clause of the one sentence and a clause of the next."""
    assert statuses("● 日程不会迁移，别名会一起迁移到目标企业。") == {
        "not-migrated-list": Status.KNOWN,
        "settings-migrate": Status.KNOWN,
    }


def test_a_prohibition_is_no_denial() -> None:
    """请勿删除 does not say that nothing is deleted."""
    assert "target-mail-erased" not in statuses("请勿在企业微信B里删除邮件。")


def test_a_need_to_keep_is_no_promise_to_keep() -> None:
    text = "若企业微信B的邮件数据需要保留，迁移前先做好备份，避免邮件丢失。"
    assert Status.CONTRADICTS not in statuses(text).values()


def test_rumours_are_not_taken_for_statements() -> None:
    assert "no-cancel-no-rollback" not in statuses("很多人误以为迁移后可以回退。")


def test_one_part_of_a_notice_joins_the_whole_where_both_are_told() -> None:
    both = "● 企业微信B原来的邮箱会被清空，不能恢复。\n● 迁移前请先备份企业微信B的邮件。"
    assert statuses(both) == {"target-mail-erased": Status.KNOWN}
    assert statuses("● 迁移前请先备份企业微信B的邮件。") == {"backup-target-first": Status.KNOWN}


class _File:
    """recognise.toml without the ways of one notice."""

    def __init__(self, text: str) -> None:
        self._text = text

    def read_bytes(self) -> bytes:
        return self._text.encode()


def _without_ways(notice: str) -> Recognition:
    text = (bundled() / WHERE).read_text(encoding="utf-8")
    head, *ways = text.split("[[way]]\n")
    kept = [way for way in ways if not way.startswith(f'notice = "{notice}"')]
    assert len(kept) < len(ways)
    return read(_File("[[way]]\n".join([head, *kept])), knowledge().catalogue.notices)


@pytest.fixture(scope="module")
def bare() -> Knowledge:
    """A notice that nobody wrote a way for yet."""
    catalogue: Catalogue = knowledge().catalogue
    return Knowledge.of(catalogue, _without_ways("creator-mailbox-not-disableable"))


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("创建人的邮箱不能禁用，管理员也不能禁用自己。", Status.KNOWN),
        ("创建人的邮箱可以禁用，管理员也可以禁用自己。", Status.CONTRADICTS),
    ],
)
def test_without_a_way_our_own_wording_is_recognised_and_its_opposite_told(
    bare: Knowledge, text: str, status: Status
) -> None:
    found, _ = find(page(text), bare)
    assert [(one.known, one.status) for one in found] == [("creator-mailbox-not-disableable", status)]
