"""From file shapes to the model, joining what stands in several files. Ids that lead nowhere are lint's to find."""

from collections.abc import Mapping
from datetime import timedelta

from qiwen.content import shapes
from qiwen.content.script import both
from qiwen.model.content import (
    Answer,
    AnswerKind,
    Article,
    Ask,
    Branch,
    Check,
    Finding,
    FindingWeight,
    Guide,
    Intent,
    Later,
    Manners,
    Notice,
    Option,
    Phase,
    Question,
    Source,
    Step,
    Weight,
)


def article(id_: str, file: shapes.ArticleFile) -> Article:
    """An article from its file."""
    name = both(file.name, file.name_en)
    return Article(id_, file.publisher, file.operator, file.title, name, file.published, file.seen)


def notice(id_: str, file: shapes.NoticeFile, articles: Mapping[str, Article]) -> Notice:
    """A notice with its articles joined; a source whose article is unknown is left out (lint names it)."""
    sources = tuple(
        Source(articles[row.article], row.paragraph, row.role, row.fingerprint, row.reviewed)
        for row in file.source
        if row.article in articles
    )
    return Notice(
        id=id_,
        title=both(file.title, file.title_en),
        says=both(file.says, file.says_en),
        next=both(file.next, file.next_en),
        weight=Weight(file.weight),
        phase=Phase(file.phase),
        valid_from=file.valid_from,
        valid_until=file.valid_until,
        see_also=tuple(file.see_also),
        sources=sources,
        superseded_by=file.superseded_by,
        later=tuple(
            Later(articles[row.article], both(row.says, row.says_en)) for row in file.later if row.article in articles
        ),
    )


def check(id_: str, file: shapes.CheckFile) -> Check:
    """A check from its file."""
    return Check(
        id=id_,
        title=both(file.title, file.title_en),
        opening=both(file.opening, file.opening_en),
        questions=tuple(map(_question, file.question)),
        findings={row.id: _finding(row) for row in file.finding},
        notices=tuple(file.notices),
    )


def _question(row: shapes.QuestionRow) -> Question:
    options = tuple(
        Option(
            id=each.id,
            label=both(each.label, each.label_en),
            says=tuple(each.says),
            finding=each.finding,
            stop=each.stop,
            clears=each.clears and each.finding is None and each.check is None,
            go=each.go,
            keys=tuple(each.keys),
            told=tuple(each.told),
            check=each.check,
        )
        for each in row.option
    )
    return Question(
        id=row.id,
        name=both(row.name, row.name_en),
        ask=both(row.ask, row.ask_en),
        why=both(row.why, row.why_en),
        how=both(row.how, row.how_en),
        options=options,
    )


def _finding(row: shapes.FindingRow) -> Finding:
    return Finding(
        id=row.id,
        weight=FindingWeight(row.weight),
        order=row.order,
        says=both(row.says, row.says_en),
        fix=both(row.fix, row.fix_en),
        notices=tuple(row.notices),
        guide=row.guide,
    )


def guide(id_: str, file: shapes.GuideFile) -> Guide:
    """A guide from its file."""
    return Guide(
        id=id_,
        title=both(file.title, file.title_en),
        opening=both(file.opening, file.opening_en),
        closing=both(file.closing, file.closing_en),
        check=file.check,
        steps=tuple(map(_step, file.step)),
    )


def _step(row: shapes.StepRow) -> Step:
    return Step(
        id=row.id,
        do=both(row.do, row.do_en),
        expect=both(row.expect, row.expect_en),
        cautions=tuple(both(hans, en) for hans, en in zip(row.cautions, row.cautions_en, strict=False)),
        branches=tuple(
            Branch(both(each.label, each.label_en), tuple(each.says), each.guide, each.notice, each.intent)
            for each in row.branch
        ),
        notices=tuple(row.notices),
        guarded=row.guarded,
        confirmed_by_one=row.one_source,
        confirm=both(row.confirm, row.confirm_en),
        first=tuple(both(hans, en) for hans, en in zip(row.first, row.first_en, strict=False)),
    )


def intent(id_: str, file: shapes.IntentFile) -> Intent:
    """An intent from its file."""
    return Intent(
        id=id_,
        title=both(file.title, file.title_en),
        group=file.group,
        answer=_answer(file.answer),
        asks=asks(file.asks),
        unlike=tuple(file.unlike),
        follow=tuple(file.follow),
        lead=tuple(file.lead),
        miss=file.miss,
    )


def targets(row: shapes.AnswerRow) -> list[tuple[AnswerKind, str]]:
    """Every target that an [answer] names; exactly one is right."""
    named = (
        (AnswerKind.NOTICE, row.notice),
        (AnswerKind.CHECK, row.check),
        (AnswerKind.GUIDE, row.guide),
        (AnswerKind.PHRASE, row.phrase),
        (AnswerKind.HANDOFF, "" if row.handoff else None),
    )
    return [(kind, target) for kind, target in named if target is not None]


def manners(file: shapes.MannersFile) -> Manners:
    """The manners from their file."""
    return Manners(
        pause=timedelta(hours=file.pause_hours),
        stale=timedelta(days=file.stale_days),
        unclear=file.unclear,
        misses=file.misses,
        solved_every=file.solved_every,
        review=timedelta(days=file.review_days),
        panic_notices=tuple(file.panic_notices),
    )


def _answer(row: shapes.AnswerRow) -> Answer:
    kind, target = next(iter(targets(row)), (AnswerKind.HANDOFF, ""))
    return Answer(kind, target, tuple(row.also))


def asks(by_hand: Mapping[str, list[str]]) -> tuple[Ask, ...]:
    """Every ask with its hand."""
    return tuple(Ask(text, hand) for hand, texts in by_hand.items() for text in texts)
