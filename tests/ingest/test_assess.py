"""The marks tell a good cleaner from a lazy one, a destroyer and one that forges its edits."""

from dataclasses import replace
from itertools import pairwise

import pytest
from articles import Gold, articles
from assess import Marks, assess, conserved
from finding import OTHERWISE, compare
from noise.make import ENCODINGS, KINDS, Filthy, filthy
from noise.page import Page

from qiwen.ingest.page import About, Cleaned, Edit, Found, Passage, Status
from qiwen.model.content import Phase, Weight

TWIN = articles()[0]
KINDS_IN_TEXT = [kind for kind in KINDS if kind not in ENCODINGS]


@pytest.fixture
def made() -> Filthy:
    """A page with every kind of noise."""
    return filthy(TWIN.source, KINDS_IN_TEXT, 5)


def perfect(page: Page) -> Cleaned:
    """What a cleaner makes of it that knows what was added."""
    edits, text, at = [], "", 0
    for piece in next(page.readings()):
        if piece.raw != piece.clean:
            edits.append(Edit(piece.kind, at, at + len(piece.raw), piece.raw, piece.clean, "known"))
        text += piece.clean
        at += len(piece.raw)
    return Cleaned(page.raw, text, tuple(edits), About())


def untouched(page: Page) -> Cleaned:
    return Cleaned(page.raw, page.raw, (), About())


def shares(marks: Marks) -> dict[str, float]:
    return {kind: marks.handled[kind] / count for kind, count in marks.added.items()}


def test_who_undoes_everything_gets_full_marks(made: Filthy) -> None:
    marks = assess(made.page, perfect(made.page))
    assert set(shares(marks).values()) == {1.0}
    assert (marks.errors, marks.damaged) == (0, 0)
    assert marks.good > 100


def test_who_does_nothing_gets_none(made: Filthy) -> None:
    marks = assess(made.page, untouched(made.page), told=[made.page.raw])
    assert set(shares(marks)) >= {"pinyin", "traditional", "tail-spam", "quote", "typo"}
    assert all(share == 0 for kind, share in shares(marks).items() if kind != "numbering")
    assert marks.damaged == 0
    assert marks.error_rate > 0.2


def test_who_deletes_everything_removes_all_noise_and_damages_all(made: Filthy) -> None:
    raw = made.page.raw
    marks = assess(made.page, Cleaned(raw, "", (Edit("x", 0, len(raw), raw, "", "all"),), About()))
    assert marks.damaged == marks.good
    assert marks.error_rate == 1
    assert shares(marks)["tail-spam"] == 1
    assert shares(marks)["traditional"] == 0


def test_a_copy_may_be_dropped_above_or_below() -> None:
    page = filthy(TWIN.source, ["doubled"]).page
    above, below = page.readings()
    for pieces in (above, below):
        gone = next(at for at, piece in enumerate(pieces) if piece.kind == "doubled")
        start = sum(len(piece.raw) for piece in pieces[:gone])
        text = pieces[gone].raw
        edit = Edit("doubled", start, start + len(text), text, "", "copy")
        cleaned = Cleaned(page.raw, page.raw[:start] + page.raw[start + len(text) :], (edit,), About())
        marks = assess(page, cleaned)
        assert marks.handled["doubled"] == marks.added["doubled"] == 1
        assert marks.damaged == 0


def test_damage_beside_noise_is_seen() -> None:
    page = filthy(TWIN.source, ["pinyin"]).page
    cleaned = perfect(page)
    read, edits = cleaned.read, cleaned.edits
    at = next(
        at
        for at, (one, after) in enumerate(pairwise(edits))
        if one.kind == "pinyin" and after.start >= one.end + 2 and read[one.end : one.end + 2].isalpha()
    )
    edit = edits[at]
    greedy = replace(edit, end=edit.end + 2, text=cleaned.read[edit.start : edit.end + 2])
    marks = assess(page, replace(cleaned, edits=(*cleaned.edits[:at], greedy, *cleaned.edits[at + 1 :])))
    assert marks.damaged == 2
    assert marks.handled["pinyin"] == marks.added["pinyin"]


def test_forged_edits_are_noticed() -> None:
    honest = Cleaned("甲乙丙", "甲丙", (Edit("x", 1, 2, "乙", "", ""),), About())
    assert conserved(honest)
    assert not conserved(replace(honest, text="甲乙丙"))
    assert not conserved(replace(honest, edits=(Edit("x", 1, 2, "丁", "", ""),)))
    assert not conserved(replace(honest, edits=(*honest.edits, Edit("x", 0, 2, "甲乙", "", ""))))


# ── findings ────────────────────────────────────────────────────────────────

GOLD = Gold(
    known=frozenset({"creator-only", "freeze-contacts-during"}),
    accept=frozenset({"same-creator-both"}),
    changed={"creator-cap-5": "10 家"},
    contradicts={"no-cancel-no-rollback": "点回退"},
    new=("定时迁移",),
    maybe=("收费",),
)


def found(status: Status, known: str | None, text: str = "") -> Found:
    return Found(Passage(text, "", "", "rule", Phase.ANY, Weight.INFO), status, known, 1.0)


def test_findings_are_counted_by_status() -> None:
    findings = compare(
        GOLD,
        [
            found(Status.KNOWN, "creator-only"),
            found(Status.KNOWN, "same-creator-both"),
            found(Status.KNOWN, "archive-path", "归档"),
            found(Status.CHANGED, "creator-cap-5", "最多做 10 家企业"),
            found(Status.CHANGED, "no-cancel-no-rollback", "在后台点回退就行"),
            found(Status.NEW, None, "支持定时迁移"),
            found(Status.NEW, None, "每次收费"),
            found(Status.NEW, None, "天气不错"),
        ],
    )
    known, changed = findings.tallies[Status.KNOWN], findings.tallies[Status.CHANGED]
    assert (known.precision, known.recall) == (0.5, 0.5)
    assert (changed.recall, changed.wrong) == (1.0, 0)
    assert findings.tallies[Status.CONTRADICTS].recall == 0
    assert findings.tallies[OTHERWISE].recall == 1
    assert (findings.tallies[Status.NEW].precision, findings.tallies[Status.NEW].recall) == (0.5, 1.0)
    assert set(findings.misses) == {"known freeze-contacts-during"}
    assert findings.faults == ["known archive-path: 归档", "new: 天气不错"]


def test_the_right_rule_in_the_wrong_place_is_not_found() -> None:
    findings = compare(GOLD, [found(Status.CHANGED, "creator-cap-5", "别的一句话")])
    assert findings.tallies[OTHERWISE].hit == 0


def test_of_nothing_said_and_nothing_found_all_is_right() -> None:
    tally = compare(Gold(), []).tallies[Status.KNOWN]
    assert (tally.precision, tally.recall) == (1.0, 1.0)
