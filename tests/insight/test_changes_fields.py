"""Two values field by field, under the names of the files."""

from dataclasses import replace
from datetime import date, timedelta

from qiwen.insight.changes import Facet
from qiwen.insight.changes_fields import differences, tree
from qiwen.model.content import Article, Ask, Branch, Lexicon, Manners, Option, Question, Source, Step, Term
from qiwen.model.text import NOTHING, Text


def text(hans: str, en: str = "") -> Text:
    return Text(hans, hans, en)


ENTRY = Option("entry", text("用入口", "By the entry"), ("@yes", "走入口"))
CLAIM = Option("claim", text("加域名", "Add the domain"), (), finding="claim-domain", stop=True)
UNSURE = Option("unsure", text("不确定", "Not sure"), ("@unsure",))
PLAN = Question("plan", text("办法"), text("怎么迁？", "How?"), text("为什么"), NOTHING, (ENTRY, CLAIM, UNSURE))
NOTICE = Article("2022-notice", "腾曦", "tengxi", "公告", text("公告"), date(2022, 4, 21), date(2026, 11, 22))
STEP = Step(
    "backup", text("备份"), NOTHING, (text("小心", "Careful"),), (), ("erased",), guarded=False, confirmed_by_one=True
)


def found(before: object, after: object) -> list[Facet]:
    return list(differences(tree(before), tree(after)))


def test_equal_values_differ_in_nothing() -> None:
    assert found(PLAN, replace(PLAN)) == []


def test_a_text_differs_in_the_languages_that_are_written() -> None:
    after = replace(PLAN, ask=Text("怎么迁移？", "怎麼遷移？", "How then?"))
    assert found(PLAN, after) == [Facet("ask", "怎么迁？", "怎么迁移？"), Facet("ask_en", "How?", "How then?")]


def test_traditional_follows_and_is_no_difference_of_its_own() -> None:
    assert found(PLAN, replace(PLAN, ask=replace(PLAN.ask, hant="怎麼遷？"))) == []


def test_rows_are_known_by_their_ids() -> None:
    after = replace(PLAN, options=(ENTRY, replace(CLAIM, stop=False, finding=None), UNSURE))
    assert found(PLAN, after) == [
        Facet("options.claim.finding", "claim-domain", ""),
        Facet("options.claim.stop", "True", "False"),
    ]


def test_a_row_that_went_is_told_whole() -> None:
    (facet,) = found(PLAN, replace(PLAN, options=(ENTRY, UNSURE)))
    assert (facet.name, facet.after) == ("options.claim", "")
    assert "加域名" in facet.before
    assert "claim-domain" in facet.before


def test_all_rows_or_none() -> None:
    assert [facet.name for facet in found(PLAN, replace(PLAN, options=()))] == [
        "options.entry",
        "options.claim",
        "options.unsure",
    ]
    assert found(replace(PLAN, options=()), replace(PLAN, options=())) == []


def test_rows_in_another_order() -> None:
    after = replace(PLAN, options=(CLAIM, ENTRY, UNSURE))
    assert found(PLAN, after) == [Facet("options.order", "entry, claim, unsure", "claim, entry, unsure")]


def test_lists_tell_what_left_and_what_came() -> None:
    after = replace(PLAN, options=(replace(ENTRY, says=("@yes", "点入口", "前往迁移")), CLAIM, UNSURE))
    assert found(PLAN, after) == [Facet("options.entry.says", "走入口", "点入口\n前往迁移")]


def test_a_list_in_another_order_is_told_whole() -> None:
    assert found(("a", "b"), ("b", "a")) == [Facet("", "a\nb", "b\na")]


def test_lists_of_texts_are_those_of_the_file() -> None:
    after = replace(STEP, cautions=(text("小心", "Mind"), text("再看", "Look")))
    assert found(STEP, after) == [Facet("cautions", "", "再看"), Facet("cautions_en", "Careful", "Mind\nLook")]


def test_rows_without_an_id_are_known_by_their_label() -> None:
    roads = (Branch(text("怎么备份"), (), "backup", None, None), Branch(text("不用备份"), (), None, "erased", None))
    after = replace(STEP, branches=(roads[1], replace(roads[0], guide="other")))
    assert found(replace(STEP, branches=roads), after) == [
        Facet("branches.怎么备份.guide", "backup", "other"),
        Facet("branches.order", "怎么备份, 不用备份", "不用备份, 怎么备份"),
    ]


def test_a_source_names_its_article_and_twice_the_same_goes_by_place() -> None:
    one = Source(NOTICE, "一", "states", "", date(2026, 11, 22))
    other = replace(one, paragraph="二", role="confirms")
    after = (one, replace(other, reviewed=date(2026, 12, 1)))
    assert found((one, other), after) == [Facet("2.reviewed", "2026-11-22", "2026-12-01")]
    assert found((one,), (replace(one, paragraph="三"),)) == [Facet("2022-notice.paragraph", "一", "三")]


def test_terms_durations_and_asks() -> None:
    before, after = Lexicon((Term("企业微信", ("企微",)),)), Lexicon((Term("企业微信", ("企微", "WeCom")),))
    assert found(before, after) == [Facet("terms.企业微信.variants", "", "WeCom")]
    assert found(Manners(), Manners(pause=timedelta(hours=2))) == [Facet("pause", "1 day, 0:00:00", "2:00:00")]
    assert found((Ask("能迁吗", "boss"),), (Ask("能迁吗", "it"), Ask("可迁", "it"))) == [Facet("", "", "可迁")]
