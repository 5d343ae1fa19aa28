"""The rules of the domain, row by row: one fact changed in a case where all else is fine, and what it comes to."""

import pytest

from fakes import whole_mind
from qiwen.dialogue.checks import Verdict, replay
from qiwen.model.content import Check

CHECKS = whole_mind().catalogue.checks
CANNOT, ASK, FIRST, READY = Verdict.CANNOT, Verdict.ASK, Verdict.AFTER_STEPS, Verdict.READY

MERGE = [
    # row, what is so, verdict, finding
    ("1 used before", "history=done", CANNOT, "already-migrated"),
    ("2 wants back", "history=undo", CANNOT, "wants-undo"),
    ("3 dissolves A first", "plan=dissolve", CANNOT, "dissolve-first"),
    ("4 A is dissolved", "history=dissolved", ASK, "a-dissolved"),
    ("5 claims the domain in B", "plan=claim", CANNOT, "claim-domain"),
    ("6 not the creator", "operator=no", FIRST, "operator-not-creator"),
    ("7 creators differ", "creators=differ handover=yes successor=fit", FIRST, "creators-differ"),
    ("7a successor not active", "creators=differ handover=yes successor=inactive", FIRST, "successor-not-ready"),
    ("7b successor has five", "creators=differ handover=yes successor=full", FIRST, "successor-at-cap"),
    ("7c unreachable, certified", "creators=gone certified=yes successor=fit", FIRST, "creator-unreachable"),
    ("7d unreachable, neither", "creators=gone certified=no successor=fit", ASK, "creator-stuck"),
    ("8 creator unknown", "creators=unsure", FIRST, "creator-unknown"),
    ("9 no entry", "entry=no", ASK, "entry-missing"),
    ("9 an old version", "entry=old", ASK, "old-version"),
    ("10 paid or trial", "paid=yes", ASK, "paid-target"),
    ("11 dedicated domain", "domain=yes", FIRST, "domain-bound"),
    ("11 only displayed", "domain=display", READY, "display-domain"),
    ("12 no backup", "backup=none", FIRST, "backup-missing"),
    ("13 backup inside B", "backup=inside", FIRST, "backup-inside"),
    ("14 archive", "backup=archive", FIRST, "backup-archive"),
    ("15 no mail in B", "backup=nothing", READY, None),
    ("15 safe outside", "backup=safe", READY, None),
    ("16 tags and so on", "extras=data", FIRST, "data-stays-behind"),
    ("17 department settings", "extras=departments", FIRST, "departments-redo"),
    ("18 members missing", "members=some", FIRST, "members-missing"),
    ("18 members left out", "members=leave-out", ASK, "members-left-out"),
    ("19 contacts edited", "freeze=edits", FIRST, "contacts-moving"),
    ("20 admins need it", "freeze=admins", FIRST, "admins-locked-out"),
    ("21 target unchecked", "target=unchecked", FIRST, "target-unchecked"),
    ("22 several sources", "sources=several", ASK, "several-sources"),
    ("23 bin near its end", "bin=yes", FIRST, "bin-near-end"),
    ("24 all clear", "", READY, None),
]
UPGRADE = [
    ("1 already upgraded", "history=done", CANNOT, "already-upgraded"),
    ("2 not the creator", "creator=no", FIRST, "operator-not-creator"),
    ("3 no entry", "entry=no", FIRST, "entry-closed"),
    ("4 features gone", "features=gone", ASK, "features-gone"),
    ("5 features not yet", "features=pending", ASK, "features-pending"),
    ("6 refuses WeCom for all", "staff=refuse", CANNOT, "staff-refused"),
    ("6 only partners stay out", "staff=partners", FIRST, "partners-outside"),
    ("7 way 1", "way=new", READY, None),
    ("8 way 2", "way=existing", READY, None),
    ("9 paid target", "way=existing paid=yes", CANNOT, "paid-target"),
    ("10 target has mail", "way=existing backup=none", FIRST, "backup-missing"),
    ("11 email parameter", "way=existing sync=email", FIRST, "sync-email"),
    ("12 both APIs", "way=existing sync=both-apis", FIRST, "sync-both"),
    ("13 members missing", "way=existing members=missing", FIRST, "members-missing"),
    ("14 unknown mailboxes", "way=existing members=ghosts", FIRST, "list-ghosts"),
    ("15 partners", "way=existing partners=enough", FIRST, "partners-other"),
    ("16 over the quota", "way=existing partners=short", FIRST, "quota-short"),
    ("17 wants back", "no-return=go-back", CANNOT, "wants-return"),
    ("18 all clear", "", READY, None),
]
WHICH = [
    ("auto-made A and B", "which=merge", "migration"),
    ("an old console", "which=upgrade", "upgrade-old"),
]
HANDED_ON = [
    ("another provider", "which=provider", "other-provider"),
    ("legal entity", "which=entity", "entity-change"),
]


def _fine(check: Check) -> dict[str, str]:
    """For each question the first answer that speaks for going ahead."""
    return {
        question.id: next(option.id for option in question.options if option.finding is None)
        for question in check.questions
        if any(option.finding is None for option in question.options)
    }


def _given(check: str, facts: str) -> tuple[tuple[str, str], ...]:
    changed = dict(fact.split("=") for fact in facts.split())
    return tuple({**_fine(CHECKS[check]), **changed}.items())


@pytest.mark.parametrize(
    ("check", "row", "facts", "verdict", "finding"),
    [pytest.param("migration", *row, id=f"merge {row[0]}") for row in MERGE]
    + [pytest.param("upgrade-old", *row, id=f"upgrade {row[0]}") for row in UPGRADE],
)
def test_a_row(check: str, row: str, facts: str, verdict: Verdict, finding: str | None) -> None:
    standing = replay(CHECKS[check], _given(check, facts))

    assert standing.due is None, row
    assert standing.verdict is verdict, row
    found = [each.id for each in standing.findings]
    assert finding in found if finding else not found


def test_every_finding_of_a_row_names_its_basis() -> None:
    for check in CHECKS.values():
        assert all(finding.notices for finding in check.findings.values())


@pytest.mark.parametrize(("row", "facts", "check"), WHICH)
def test_which_procedure(row: str, facts: str, check: str) -> None:
    assert replay(CHECKS["procedure"], _given("procedure", facts)).hop == check, row


@pytest.mark.parametrize(("row", "facts", "finding"), HANDED_ON)
def test_a_procedure_that_is_not_ours_is_named_and_handed_on(row: str, facts: str, finding: str) -> None:
    standing = replay(CHECKS["procedure"], _given("procedure", facts))

    assert standing.verdict is ASK, row
    assert [each.id for each in standing.findings] == [finding]
