"""A change, its facets and the name under which it is reviewed."""

from dataclasses import replace

from qiwen.insight.changes import Area, Change, Facet, facets

CHANGE = Change(
    Area.QUESTION, "能撤吗", (Facet("intent", "irreversible", "backup-before"), Facet("reply", "不能。", "先备份。"))
)


def test_facets_are_what_differs_in_order() -> None:
    before = {"intent": "a", "decision": "sure", "reply": "x"}
    after = {"intent": "b", "decision": "sure", "choice": "not offered"}
    assert facets(before, after) == (
        Facet("intent", "a", "b"),
        Facet("reply", "x", ""),
        Facet("choice", "", "not offered"),
    )
    assert facets(before, dict(before)) == ()


def test_a_fingerprint_is_the_same_in_every_process() -> None:
    assert CHANGE.fingerprint == "76439175cd599c8d"


def test_whatever_differs_gives_another_fingerprint() -> None:
    others = [
        replace(CHANGE, area=Area.TALK),
        replace(CHANGE, where="能撤么"),
        replace(CHANGE, facets=CHANGE.facets[:1]),
        replace(CHANGE, facets=(Facet("intent", "irreversible", "thanks"), CHANGE.facets[1])),
        replace(CHANGE, count=2),
        replace(CHANGE, mark="1f"),
    ]
    assert len({each.fingerprint for each in [CHANGE, *others]}) == len(others) + 1


def test_an_example_only_illustrates() -> None:
    assert replace(CHANGE, example=(("plan", "entry"),)).fingerprint == CHANGE.fingerprint


def test_in_one_line_long_texts_are_only_named() -> None:
    change = replace(
        CHANGE, where="能\n撤吗", facets=(*CHANGE.facets, Facet("says", "", "一\n二"), Facet("why", "x" * 99, ""))
    )
    assert change.what == "question 能 撤吗: intent irreversible → backup-before, reply 不能。 → 先备份。, says, why"


def test_nothing_is_shown_as_such() -> None:
    change = Change(Area.CONTENT, "notice x", (Facet("valid_until", "", "2026-01-01"),))
    assert change.what == "content notice x: valid_until – → 2026-01-01"
