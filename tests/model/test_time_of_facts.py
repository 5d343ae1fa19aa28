"""What each article brought is told from its day on, as its word, and never as if an older one had said it."""

import re
import tomllib
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import pytest

from fakes import Clock, whole_mind
from qiwen.content.files import bundled
from qiwen.model.asof import as_of
from qiwen.model.content import Catalogue, Notice
from qiwen.service.desk import Desk
from qiwen.stores.memory import MemoryStore
from talk import Talk

CATALOGUE = whole_mind().catalogue
NOTICES = [pytest.param(notice, id=notice.id) for notice in CATALOGUE.notices.values()]
SEEN = "2026-11-22"
"""The day on which the undated articles were seen: they count from then on."""

FIRST_TOLD = [
    # notice, the day of the oldest article that states it, what is told from then on
    # upgrading an old edition
    ("upgrade-group-scope", "2020-04-26", "T-群组名"),
    ("upgrade-two-ways", "2025-08-15", "开通新的企业微信"),
    ("paid-target-blocks", "2025-08-15", "目标企业是收费版，禁止迁移"),
    ("upgrade-everyone-gets-wecom", "2025-08-15", "全员自动开通企业微信"),
    ("other-mailbox-partners", "2025-08-15", "不能登录企业微信"),
    ("both-apis-conflict", "2025-08-15", "重复账号"),
    ("upgrade-lost-admin-features", "2025-08-15", "RTX"),
    ("email-param-to-biz-mail", "2026-03-13", "biz_mail"),
    ("other-mailbox-quota", "2026-03-13", "付费名额"),
    ("other-mailbox-login", "2026-03-13", "授权密码"),
    ("upgrade-assign-all", "2026-03-13", "「成员邮箱」或「其他邮箱」"),
    ("upgrade-create-missing-members", "2026-03-13", "先建好账号"),
    ("upgrade-import-no-ghosts", "2026-03-13", "邮箱名单"),
    ("old-version-no-entry", SEEN, "默认看不到升级入口"),
    ("upgrade-entry-path", SEEN, "工具箱-企业微信"),
    ("upgrade-once-old-console-gone", SEEN, "只能升级一次"),
    # the creator
    ("creator-transfer-steps", "2020-04-18", "转让创建者"),
    ("creator-transfer-target", "2020-04-18", "绑定了微信"),
    ("creator-transfer-sms", "2024-10-17", "短信"),
    ("creator-unreachable", "2024-10-17", "支付验证"),
    ("creator-mailbox-not-disableable", "2024-12-25", "创建人的邮箱不能禁用"),
    ("creator-one-per-enterprise", "2025-07-30", "有且只有一个创建人"),
    ("creator-cap-5", SEEN, "5 个企业"),
    ("creator-lookup-app", SEEN, "所属企业"),
    # domains and other procedures
    ("two-kinds-of-domain", "2020-06-18", "只用来展示和验证"),
    ("domain-one-console", "2023-07-04", "不能同时放在两个"),
    ("domain-verify-erases-old", "2023-07-04", "7 天保护期"),
    ("domain-release-erases", "2023-07-04", "全部删掉"),
    ("subject-change-is-different", "2023-12-07", "主体变更认证"),
    ("unbind-button-unknown", "2024-05-14", "没有资料写明"),
    ("new-domain-suffix-gaps", "2024-11-25", "不会换成新后缀"),
    ("third-party-provider-path", "2025-09-25", "从原邮箱迁移"),
    ("close-mail-needs-domain-gone", SEEN, "先注销域名"),
    ("close-mail-keeps-binding", SEEN, "不会解除"),
    # leaving, deleting, backing up
    ("disable-instead-of-dissolve", "2021-05-07", "禁用成员"),
    ("dissolve-wecom-dissolves-mail", "2021-05-07", "找不回来"),
    ("recycle-bin-30d", "2021-09-28", "30 天"),
    ("unbind-vs-delete", "2021-09-28", "人还能用企业微信"),
    ("recycle-bin-60d", "2022-02-24", "60 天"),
    ("reassign-not-backup", "2022-02-24", "重新分配不是备份"),
    ("archive-not-a-backup", "2022-04-22", "不能当迁移前的备份"),
    ("recycle-backup-once", "2022-06-10", "只能备份一次"),
    ("self-exit-30d", "2022-08-20", "30 天内没有被重新邀请"),
    ("restore-14d", "2022-08-20", "14 天"),
    ("recycle-path", "2024-08-02", "协作-邮件-邮箱管理-邮箱回收站"),
    ("public-mailbox-conversion", "2024-12-22", "绑定的微信和手机号也保留"),
    ("archive-path", "2025-01-02", "协作-邮件-安全管理"),
    ("archive-min-5", "2025-02-16", "5 位及以上"),
    ("imap-pull-settings", SEEN, "IMAP"),
    # what nobody has written
    ("duration-unknown", "2022-04-21", "没有资料写明"),
    ("merge-entry-path-unknown", "2022-04-21", "没有资料写明"),
]

ADDED = [
    # notice, the day on which an article added to it, what it added
    ("console-in-wecom", "2024-08-02", "邮箱回收站"),
    ("console-in-wecom", "2024-12-09", "别名"),
    ("console-in-wecom", "2024-12-25", "禁用邮箱"),
    ("fusion-2022-01", SEEN, "默认没有跟着升级"),
    ("four-similar-procedures", "2023-12-07", "换了主体"),
    ("four-similar-procedures", "2025-09-25", "别家"),
    ("four-similar-procedures", SEEN, "要走升级"),
    ("dissolve-wecom-dissolves-mail", "2022-08-20", "数据保障计划"),
    ("leave-deletes-mail-account", "2022-08-20", "自己退出"),
    ("target-contacts-prevail", "2026-03-13", "旧版升级"),
    ("unmatched-mailboxes-unknown", "2026-03-13", "旧版升级"),
    ("target-mail-erased", "2025-08-15", "旧版邮箱升级"),
    ("no-cancel-no-rollback", SEEN, "旧版邮箱的升级"),
    ("entry-single-use", SEEN, "旧版邮箱的升级入口"),
    ("entry-grey-release", SEEN, "旧版邮箱"),
    ("merge-entry-path-unknown", SEEN, "工具箱-企业微信"),
    ("source-regenerates-trial-mailbox", SEEN, "onexmail.com"),
    ("dedicated-domain-blocks", "2023-07-04", "全部数据"),
    ("two-kinds-of-domain", "2022-04-21", "迁移提示"),
    ("unbind-button-unknown", "2024-12-09", "概况-域名管理"),
    ("creator-one-per-enterprise", SEEN, "所属企业"),
    ("creator-transfer-steps", "2024-10-17", "短信验证"),
    ("archive-not-a-backup", "2023-08-29", "清空归档"),
    ("archive-not-a-backup", "2023-11-17", "关闭归档"),
    ("backup-outside-target", "2022-06-10", "别的成员邮箱"),
    ("reassign-not-backup", "2022-06-10", "成员邮箱的文件夹"),
    ("recycle-bin-30d", "2021-12-14", "公共邮箱"),
    ("recycle-bin-30d", "2024-08-02", "协作-邮件-邮箱管理-邮箱回收站"),
    ("recycle-bin-60d", "2024-12-07", "30 天，没有再提 60 天"),
    ("unbind-vs-delete", "2024-12-07", "没有再提解绑"),
    ("both-apis-conflict", "2026-03-13", "工具箱-应用中心"),
    ("other-mailbox-partners", "2026-03-13", "付费名额"),
    ("upgrade-two-ways", "2026-03-13", "扫码绑定"),
    ("upgrade-two-ways", SEEN, "不想合在一起"),
]

NEWS = {
    # a word that stands for a fact, and the day of the article that brought it
    "60 天": "2022-02-24",
    "14 天": "2022-08-20",
    "数据保障计划": "2022-08-20",
    "自己退出": "2022-08-20",
    "CNAME": "2023-07-04",
    "注销": "2023-07-04",
    "主体变更": "2023-12-07",
    "短信": "2024-10-17",
    "SMS": "2024-10-17",
    "支付验证": "2024-10-17",
    "新后缀": "2024-11-25",
    "概况": "2024-12-09",
    "安全管理": "2025-01-02",
    "收费版": "2025-08-15",
    "其他邮箱": "2025-08-15",
    "RTX": "2025-08-15",
    "从原邮箱迁移": "2025-09-25",
    "biz_mail": "2026-03-13",
    "名额": "2026-03-13",
    "授权密码": "2026-03-13",
    "工具箱": "2026-03-13",
    "onexmail": SEEN,
    "所属企业": SEEN,
    "IMAP": SEEN,
}

LEAVER = "员工离职退出企业微信，他的邮箱会怎样"
DISSOLVE = "解散企业微信邮箱还在吗"
DIFFER = "两个企业的创建人不是同一个人怎么办"
DOMAIN = "提示该企业已绑定专属域名，请解除后再进行绑定"
ENTRY = "迁移入口在哪，为什么看不到"
ASKED = [
    # question, day, must be told, must not be told
    (LEAVER, "2022-05-01", ["账号会被删", "30 天"], ["自己退出", "2022-08-20", "协作-邮件-邮箱管理"]),
    (LEAVER, "2023-06-01", ["30 天", "2022-08-20 退出与解散说明 补充：自己退出的"], ["协作-邮件-邮箱管理"]),
    (LEAVER, SEEN, ["30 天", "公共邮箱", "自己退出", "协作-邮件-邮箱管理-邮箱回收站"], []),
    (DISSOLVE, "2022-05-01", ["跟着解散", "找不回来", "禁用成员"], ["数据保障计划"]),
    (DISSOLVE, "2022-08-20", ["2022-08-20 退出与解散说明 补充：一般恢复不了；", "数据保障计划"], []),
    (DIFFER, "2022-05-01", ["必须是同一个人", "已经激活"], ["支付验证", "短信", "2024"]),
    (DIFFER, "2024-12-31", ["必须是同一个人", "支付验证"], []),
    (DOMAIN, "2022-05-01", ["要先解绑才能迁", "先备份 B 的邮件"], ["删", "2023"]),
    (DOMAIN, "2023-07-04", ["2023-07-04 域名验证说明 补充：解绑会删掉", "全部删掉"], ["2024"]),
    (ENTRY, "2022-05-01", ["分批放开", "前往迁移"], ["旧版", "工具箱"]),
    (ENTRY, SEEN, ["旧版邮箱，要请自己的服务商", "工具箱-企业微信"], []),
    ("2022年1月邮箱和企业微信融合是怎么回事", "2026-04-01", ["并进了企业微信管理后台"], ["旧版"]),
    ("原来的邮箱管理后台进不去了，现在在哪管理邮箱", "2022-05-01", ["协作-邮件"], ["邮箱回收站", "别名"]),
    ("B企业微信原来的邮件会怎样", "2025-08-14", ["全部删除", "不能恢复"], ["旧版"]),
    ("B企业微信原来的邮件会怎样", "2025-08-15", ["2025-08-15 升级说明 补充：旧版邮箱升级时"], ["2026-03-13"]),
    ("迁移前要备份什么", "2022-05-01", ["归档不能当"], ["关闭归档", "清空归档"]),
    ("迁移前要备份什么", "2023-08-29", ["2023-08-29 续期说明 补充：", "清空归档"], ["关闭归档"]),
    ("迁移能不能撤销或者退回", "2026-04-01", ["不能取消"], ["旧版"]),
    ("合并后以谁的通讯录为准", "2022-05-01", ["以 B"], ["旧版"]),
    ("迁完以后A会怎样", "2022-05-01", ["体验域名"], ["onexmail"]),
    ("谁能操作迁移，超级管理员行吗", "2022-05-01", ["只有企业的创建人"], ["所属企业"]),
]

OLDER_WORD = {
    # notice of the newest word: the articles that say otherwise
    "public-mailbox-conversion": {"2020-10-12-business-mailbox", "2023-04-14-business-mailbox"},
    "creator-transfer-sms": {"2020-04-18-admins-and-creator"},
    "archive-path": {"2022-04-22-archive", "2023-11-17-archive"},
    "recycle-path": {"2021-12-14-leaver-mail"},
}

FARMS = (
    "bxtourism.net cidiancha.com 11467.com yingxiaofangan.com zhanuu.com dbcollege.cn aliyunyh.com 67wa.com 35bo.com "
    "leg3s.com a8app.com mogufr.com trklw.com mysdqq.cn"
).split()
"""Where texts are spun or made up."""

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@cache
def on(day: str) -> Catalogue:
    """The catalogue of that day."""
    return as_of(CATALOGUE, date.fromisoformat(day))


def eve(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def said(notice: Notice) -> str:
    """All that a notice may tell, in both languages."""
    texts = (notice.title, notice.says, notice.next, *(each.says for each in notice.later))
    return "\n".join(text.hans + "\n" + text.en for text in texts)


def told(id_: str, day: str) -> str:
    """What a notice tells on that day; "" where it is not told."""
    notice = on(day).notices.get(id_)
    return said(notice) if notice else ""


@pytest.mark.parametrize(("id_", "day", "words"), FIRST_TOLD)
def test_a_fact_is_told_from_the_day_of_its_oldest_article_on(id_: str, day: str, words: str) -> None:
    assert told(id_, eve(day)) == ""
    assert words in told(id_, day)
    assert words in told(id_, SEEN)


@pytest.mark.parametrize(("id_", "day", "words"), ADDED)
def test_what_an_article_added_is_told_from_its_day_on_and_as_its_word(id_: str, day: str, words: str) -> None:
    notice = CATALOGUE.notices[id_]
    [addition] = [each for each in notice.later if words in each.says.hans]

    assert addition.article.known_since.isoformat() == day
    assert told(id_, eve(day))
    assert addition.says.hans not in told(id_, eve(day))
    assert addition.says.hans in told(id_, day)


def test_every_addition_stands_in_the_table() -> None:
    tabled = {(id_, day) for id_, day, _ in ADDED}
    there = {(n.id, each.article.known_since.isoformat()) for n in CATALOGUE.notices.values() for each in n.later}

    assert there == tabled


@pytest.mark.parametrize(("word", "day"), NEWS.items())
def test_a_word_is_in_no_notice_before_the_article_that_brought_it(word: str, day: str) -> None:
    assert [id_ for id_ in on(eve(day)).notices if word in told(id_, eve(day))] == []
    assert [id_ for id_ in on(day).notices if word in told(id_, day)]


@pytest.mark.parametrize(("question", "day", "must", "must_not"), ASKED)
def test_an_answer_of_that_day(question: str, day: str, must: list[str], must_not: list[str]) -> None:
    mind = replace(whole_mind(), catalogue=on(day))

    Talk(Desk(MemoryStore(), mind, Clock())).says(question).comes_out_as("answered").hears(*must).hears_not(*must_not)


@pytest.mark.parametrize("day", ["2022-05-01", "2023-06-01", "2024-12-31", "2026-04-01"])
def test_an_answer_names_no_later_day(day: str) -> None:
    mind = replace(whole_mind(), catalogue=on(day))
    for id_ in (intent.id for intent in mind.catalogue.intents.values() if intent.is_knowledge):
        heard = Talk(Desk(MemoryStore(), mind, Clock())).presses(f"ask:{id_}").heard
        assert [each for each in _DAY.findall(heard) if each > day] == [], id_


@pytest.mark.parametrize("notice", NOTICES)
def test_a_notice_holds_from_the_day_of_the_oldest_article_that_states_it(notice: Notice) -> None:
    stating = [source.article.known_since for source in notice.sources if source.role in ("states", "confirms")]

    assert notice.valid_from == min(stating)


@pytest.mark.parametrize("notice", NOTICES)
def test_a_notice_itself_names_no_year_that_was_still_to_come(notice: Notice) -> None:
    texts = (notice.title, notice.says, notice.next)
    years = {int(year) for text in texts for year in _YEAR.findall(text.hans + text.en)}

    assert max(years, default=0) <= notice.valid_from.year


@pytest.mark.parametrize("notice", NOTICES)
def test_additions_come_in_order_from_articles_that_the_notice_names(notice: Notice) -> None:
    days = [each.article.known_since for each in notice.later]
    named = {source.article.id for source in notice.sources}

    assert all(day > notice.valid_from for day in days)
    assert all(earlier <= later for earlier, later in pairwise(days))
    assert {each.article.id for each in notice.later} <= named
    for each in notice.later:  # day and article are said in front of it
        assert not _DAY.search(each.says.hans + each.says.en)
        assert each.article.name.hans not in each.says.hans


def test_where_articles_disagree_the_newest_speaks_and_the_older_are_kept() -> None:
    kept = {
        notice.id: {source.article.id for source in notice.sources if source.role == "disagrees"}
        for notice in CATALOGUE.notices.values()
    }

    assert {id_: articles for id_, articles in kept.items() if articles} == OLDER_WORD
    for id_ in OLDER_WORD:
        first, *others = CATALOGUE.notices[id_].sources
        otherwise = [each.article.known_since for each in others if each.role == "disagrees"]
        assert first.article.known_since > max(otherwise)


def test_no_content_farm_speaks() -> None:
    for file in sorted((bundled() / "knowledge" / "sources").glob("*.toml")):
        url = tomllib.loads(file.read_text(encoding="utf-8")).get("url", "")
        assert not [farm for farm in FARMS if farm in url], file.name
