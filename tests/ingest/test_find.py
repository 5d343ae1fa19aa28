"""A page tells what it tells, in whatever words, in whatever order, and nothing else."""

import random
import time
from datetime import UTC, datetime

import pytest
from told import SEED, knowledge, known, missing, page, said, statuses, told, written

from qiwen.ingest.find import find
from qiwen.ingest.page import Status
from qiwen.model.content import Phase, Weight

RULES = [f"● {sentences[0]}" for id_, sentences in said("known").items() if id_ in SEED]


@pytest.mark.parametrize(("notice", "sentence"), [(id_, each) for id_, all_ in said("known").items() for each in all_])
def test_a_notice_is_known_in_other_words(notice: str, sentence: str) -> None:
    assert statuses(sentence).get(notice) is Status.KNOWN


@pytest.mark.parametrize(
    ("status", "notice", "sentence"),
    [(status, id_, each) for status, rows in said("against").items() for id_, all_ in rows.items() for each in all_],
)
def test_what_is_said_otherwise_is_told_apart(status: str, notice: str, sentence: str) -> None:
    found = {one.known: one for one in told(sentence)}
    assert found[notice].status == status
    assert found[notice].differs


@pytest.mark.parametrize("sentence", said("other")["new"])
def test_a_rule_that_no_notice_tells_is_new(sentence: str) -> None:
    (one,) = told(sentence)
    assert (one.status, one.known) == (Status.NEW, None)
    assert one.passage.text.rstrip("。") in sentence


@pytest.mark.parametrize("sentence", said("other")["idle"])
def test_adverts_greetings_and_introductions_are_no_rules(sentence: str) -> None:
    assert told(sentence) == ()


def test_every_sentence_tells_little_but_its_notice() -> None:
    """Over all sentences, one in fifty may lead to a second notice that nobody meant."""
    sentences = [(id_, each) for id_, all_ in said("known").items() if id_ != "ab-example" for each in all_]
    beside = [(each, other) for id_, each in sentences for other in statuses(each) if other != id_]
    assert len(beside) <= len(sentences) / 50, beside


def test_every_notice_is_recognised_in_our_own_words() -> None:
    notices = knowledge().catalogue.notices.values()
    unlike = {each.id for each in notices if each.id in knowledge().findable and each.id not in known(each.says.hans)}
    assert unlike <= {"backup-outside-target", "backup-target-first", "source-mail-follows"}  # told as parts of others


def test_a_whole_page_in_other_words_tells_every_notice_of_the_article() -> None:
    assert known(written("whole")) == SEED
    assert missing(written("whole")) == ()


def test_a_page_of_questions_and_answers_too() -> None:
    assert known(written("table")) == SEED - {"ab-example"}
    assert missing(written("table")) == ("ab-example",)


def test_a_page_that_says_otherwise() -> None:
    assert statuses(written("otherwise")) == {
        "no-cancel-no-rollback": Status.CONTRADICTS,
        "target-mail-erased": Status.CONTRADICTS,
        "creator-only": Status.CONTRADICTS,
        "recycle-bin-30d": Status.CHANGED,
        "entry-single-use": Status.CHANGED,
        "freeze-contacts-during": Status.KNOWN,
        "target-contacts-prevail": Status.KNOWN,
        None: Status.NEW,
    }


@pytest.mark.parametrize("seed", range(20))
def test_shuffled_dropped_and_doubled_bullets_change_nothing_else(seed: int) -> None:
    chance = random.Random(seed)
    kept = chance.sample(RULES, chance.randint(8, len(RULES)))
    lines = [*kept, *chance.choices(kept, k=3), *chance.sample(said("other")["idle"], 4)]
    chance.shuffle(lines)
    expected = set.union(*(known(each) for each in kept))
    assert {id_ for id_, status in statuses("\n".join(lines)).items() if id_} == expected


def test_the_same_rule_said_twice_is_one_with_all_its_words() -> None:
    first, second = (
        "● 邮箱的别名会一并迁移到企业微信B。",
        "(3) 迁移成功后，禁用、备份规则、别名等设置会跟着迁到企业微信B。",
    )
    (one,) = (each for each in told(f"{first}\n{first}\n{second}") if each.known == "settings-migrate")
    assert {one.passage.text, *one.passage.more} == {first.removeprefix("● "), second.removeprefix("(3) ")}


def test_a_doubt_outweighs_agreement() -> None:
    assert statuses("● 迁移开始后不可取消。\n● 迁移开始后可以随时取消。") == {
        "no-cancel-no-rollback": Status.CONTRADICTS
    }


def test_the_same_page_gives_the_same_findings() -> None:
    assert find(page(written("whole")), knowledge()) == find(page(written("whole")), knowledge())


def test_phase_and_weight_are_the_notice_s_own_where_it_is_known() -> None:
    (one,) = told("● 迁移期间请勿修改通讯录。")
    assert (one.passage.phase, one.passage.weight) == (Phase.DURING, Weight.LIMIT)


@pytest.mark.parametrize(
    ("sentence", "phase", "weight", "kind"),
    [
        ("迁移前两个企业都必须完成企业认证。", Phase.BEFORE, Weight.LIMIT, "rule"),
        ("迁移期间不支持新建邮件群组，请注意。", Phase.DURING, Weight.LIMIT, "warning"),
        ("迁移后原企业的日志将被彻底清除，需要先导出。", Phase.AFTER, Weight.IRREVERSIBLE, "rule"),
    ],
)
def test_of_a_new_rule_they_are_read_off_its_words(sentence: str, phase: Phase, weight: Weight, kind: str) -> None:
    (one,) = (each for each in told(sentence) if each.status is Status.NEW)
    assert (one.passage.phase, one.passage.weight, one.passage.kind) == (phase, weight, kind)


def test_the_condition_and_the_subject_of_a_rule() -> None:
    (one,) = told("若目标企业的邮箱绑定了专属域名，需要先解除。")
    assert one.passage.condition == "若目标企业的邮箱绑定了专属域名"
    assert one.passage.subject == "专属域名"


def test_examples_and_prompts_are_called_so() -> None:
    kinds = {one.known: one.passage.kind for one in told(written("whole"))}
    assert kinds["ab-example"] == "example"
    assert kinds["dedicated-domain-blocks"] == "prompt"


def test_an_unchanged_paragraph_is_certain() -> None:
    (print_,) = (
        s.fingerprint for s in knowledge().catalogue.notices["freeze-contacts-during"].sources if s.fingerprint
    )
    assert print_ == "ffac1d79d1b35d5c"
    (other,) = told("● 迁移过程中请不要改动通讯录，可能会造成数据丢失。")
    assert 0.5 < other.score < 1


def test_a_question_by_itself_tells_nothing_and_its_answer_does() -> None:
    assert told("迁移之后还能退回去吗？") == ()
    assert statuses("问：迁移之后还能退回去吗？\n答：不能。") == {"no-cancel-no-rollback": Status.KNOWN}
    assert statuses("问：迁移之后还能退回去吗？\n答：可以。") == {"no-cancel-no-rollback": Status.CONTRADICTS}


def test_items_take_their_lead_along() -> None:
    assert known("以下数据不支持迁移：\n● 日程\n● 微盘") == {"not-migrated-list"}
    assert statuses("迁移过程中请勿：\n1、修改通讯录\n2、调整部门") == {"freeze-contacts-during": Status.KNOWN}


def test_what_a_page_calls_wrong_it_does_not_tell() -> None:
    assert told("迁移开始后可以随时取消。（×）") == ()
    assert told("迁移开始后可以随时取消。\n答案：错") == ()


def test_another_figure_that_belongs_to_another_notice_is_no_change() -> None:
    text = "删除的成员邮箱至回收站保留30天、解绑的邮箱至回收站保留60天。"
    assert statuses(text) == {"recycle-bin-30d": Status.KNOWN, "recycle-bin-60d": Status.KNOWN}


def test_what_was_and_what_is_now() -> None:
    assert statuses("过去一个微信号最多是5个企业的创建人，现在放宽到10个。")["creator-cap-5"] is Status.CHANGED


def test_a_page_about_something_else_tells_nothing() -> None:
    text = "短视频账号合并须知\n" + "注销申请提交以后不能撤销，七天之内登录一次就算放弃，作品会全部清空，不能恢复。" * 6
    assert told(text, title="短视频账号合并须知") == ()
    assert told("") == ()


def test_a_copy_that_lost_a_warning_is_told() -> None:
    lines = written("whole").split("\n")
    dropped = "\n".join(line for line in lines if "解散" not in line and "体验域名" not in line)
    article = {"publisher": "上海腾曦网络服务有限公司", "published": datetime(2022, 4, 21, 18, 1, tzinfo=UTC)}
    assert missing(written("whole"), **article) == ()
    assert {"dissolve-wecom-dissolves-mail", "source-regenerates-trial-mailbox"} <= set(missing(dropped, **article))


def test_a_page_that_is_no_copy_misses_nothing() -> None:
    assert missing("● 迁移期间请勿修改通讯录。") == ()


@pytest.mark.slow
def test_a_megabyte_is_found_in_seconds() -> None:
    chance = random.Random(1)
    sentences = [each for all_ in said("known").values() for each in all_] + said("other")["idle"]
    lines = [f"{chance.choice(sentences)}（第{number}条）" for number in range(11_500)]
    text = "\n".join(lines)
    assert len(text.encode()) > 900_000
    start = time.perf_counter()
    found = told(text)
    assert time.perf_counter() - start < 10  # 1.5 s by itself; every sentence here is one to find
    assert {one.known for one in found} >= SEED
