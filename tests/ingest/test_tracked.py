"""A tracked text knows where each of its characters stood, whatever passes do to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiwen.ingest.page import About, Cleaned, Edit
from qiwen.ingest.tracked import Change, Tracked, conserve


def change(start: int, end: int, put: str = "", kind: str = "typo") -> Change:
    return Change(start, end, put, kind, f"because of {kind}")


def edits(tracked: Tracked) -> list[tuple[int, int, str, str]]:
    page = tracked.settle(About(), {})
    return [(edit.start, edit.end, edit.text, edit.put) for edit in page.edits]


def test_edits_are_told_in_places_of_the_page_as_read() -> None:
    tracked = Tracked("部門(mén)主管")
    tracked.apply([change(2, 7)])
    tracked.apply([change(1, 2, "门")])

    assert tracked.text == "部门主管"
    assert edits(tracked) == [(1, 2, "門", "门"), (2, 7, "(mén)", "")]


def test_a_line_that_goes_leaves_to_earlier_passes_what_they_took() -> None:
    tracked = Tracked("當(dāng)前位置\n正文")
    tracked.apply([change(1, 7, kind="pinyin")])
    tracked.apply([change(0, 5, kind="navigation")])

    page = tracked.settle(About(), {})
    assert page.text == "正文"
    assert [(edit.kind, edit.text) for edit in page.edits] == [
        ("navigation", "當"),
        ("pinyin", "(dāng)"),
        ("navigation", "前位置\n"),
    ]


def test_a_deletion_swallows_a_repair() -> None:
    tracked = Tracked("後台")
    tracked.translate({ord("後"): "后"}, "traditional", "script")
    tracked.apply([change(0, 2, kind="advert")])

    assert edits(tracked) == [(0, 2, "後台", "")]


def test_a_repair_keeps_its_cause_when_the_script_changes() -> None:
    tracked = Tracked("部分?jǐn)?shù)據")
    tracked.apply([change(2, 12, "數", kind="lost-character")])
    tracked.translate({ord("數"): "数", ord("據"): "据"}, "traditional", "script")

    page = tracked.settle(About(), {"script": "in words"})
    assert page.text == "部分数据"
    assert [(edit.kind, edit.put, edit.reason) for edit in page.edits] == [
        ("lost-character", "数", "because of lost-character"),
        ("traditional", "据", "in words"),
    ]


def test_only_what_differs_counts_as_repaired() -> None:
    tracked = Tracked("绑定专屈域名")
    tracked.apply([change(2, 6, "专属域名")])

    assert edits(tracked) == [(3, 4, "屈", "属")]


def test_of_two_changes_that_overlap_the_first_counts() -> None:
    tracked = Tracked("abcdef")
    tracked.apply([change(2, 5), change(0, 3, "x")])

    assert tracked.text == "xdef"


CHANGES = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 8), st.text("甲乙x\n", max_size=4), st.sampled_from("abc")), max_size=6
)


@given(st.text("企業微信郵箱(yè)\n，。 ", max_size=40), st.lists(CHANGES, max_size=5))
def test_no_character_is_ever_lost(read: str, passes: list[list[tuple[int, int, str, str]]]) -> None:
    tracked = Tracked(read)
    for changes in passes:
        tracked.apply(change(start, start + size, put, kind) for start, size, put, kind in changes)
        tracked.translate({ord("業"): "业", ord("郵"): "邮"}, "traditional", "script")

    page = tracked.settle(About(), {})  # raises where the edits do not lead from the page to the text
    assert all(one.end <= two.start for one, two in zip(page.edits, page.edits[1:], strict=False))


@pytest.mark.parametrize(
    "page",
    [
        Cleaned("甲乙", "乙", (), About()),
        Cleaned("甲乙", "乙", (Edit("typo", 1, 2, "乙", "", ""),), About()),
        Cleaned("甲乙", "", (Edit("typo", 0, 2, "甲乙", "", ""), Edit("typo", 1, 2, "乙", "", "")), About()),
        Cleaned("甲乙", "乙", (Edit("typo", 0, 1, "丙", "", ""),), About()),
    ],
    ids=["nothing says why", "another edit", "one over another", "of other words"],
)
def test_a_loss_is_noticed(page: Cleaned) -> None:
    with pytest.raises(AssertionError):
        conserve(page)
