"""Figures and paths are compared by what they mean, not by how they are written."""

import pytest

from qiwen.ingest.figures import changed_figures, figures, paths, same_path, turned


@pytest.mark.parametrize("text", ["30天", "三十天", "30日", "30个自然日", "一个月", "720小时"])
def test_a_month_in_any_writing(text: str) -> None:
    (figure,) = figures(text)
    assert (figure.kind, figure.amount) == ("time", 720)


@pytest.mark.parametrize(
    ("text", "kind", "amounts"),
    [
        ("2022年1月起", "date", [202201]),
        ("2022-01-15", "date", [202201]),
        ("2-24小时生效", "time", [2, 24]),
        ("两家企业", "企业", [2]),
        ("5个及以上", "人", [5]),
        ("只能操作1次", "次", [1]),
        ("两万三千人", "人", [23_000]),
        ("由30天缩短为7天", "time", [168]),
        ("第3天", "time", []),
        ("星期一", "time", []),
    ],
)
def test_kinds(text: str, kind: str, amounts: list[float]) -> None:
    assert [figure.amount for figure in figures(text) if figure.kind == kind] == amounts


def test_a_known_figure_that_another_takes_the_place_of_has_changed() -> None:
    ((was, now),) = changed_figures(figures("保留7天"), figures("30天"))
    assert (was.written, now.written) == ("30天", "7天")
    assert changed_figures(figures("保留三十天，7天前提醒"), figures("30天")) == ()
    assert changed_figures(figures("只能用2次"), figures("30天")) == ()


def test_a_path_may_be_told_with_fewer_or_more_steps() -> None:
    assert paths("进入协作-邮件-邮箱管理查看") == ("进入协作-邮件-邮箱管理查看",)
    assert same_path("协作-邮件-邮箱管理", "管理后台-协作-邮件-邮箱管理-回收站")
    assert same_path("进入协作-邮件-邮箱管理查看", "协作-邮件-邮箱管理")
    assert not same_path("应用管理-邮箱", "协作-邮件")


def test_one_thing_that_became_another() -> None:
    assert turned("核验由短信改为刷脸")
    assert not turned("邮箱从a迁移到b")
