"""What must hold within one file beyond its shape, and where it leads: a rule for each kind of file."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from qiwen.content import build, shapes
from qiwen.content.leads import Known, astray
from qiwen.content.slips import Slip
from qiwen.dialogue.signs import Sign
from qiwen.model.content import AnswerKind

_NOT_WORD = re.compile(r"\W+")
_KINDS = ("notice", "check", "guide", "phrase", "handoff")
_SIDE_ROADS = ("guide", "notice", "intent")


def notice(id_: str, file: shapes.NoticeFile, known: Known) -> Iterator[Slip]:
    """A notice."""
    yield from _twins(file)
    yield from known.each("notice", file.see_also, "see_also")
    yield from _itself(id_, file.see_also, "see_also")
    yield from known.one("notice", file.superseded_by, "superseded_by")
    yield from _itself(id_, [file.superseded_by], "superseded_by")
    if file.superseded_by and not file.valid_until:
        yield Slip(("superseded_by",), "says what is told afterwards, but not from when; write valid_until as well")
    for number, later in enumerate(file.later):
        yield from known.one("article", later.article, "later", number, "article")
    for number, row in enumerate(file.source):
        yield from known.one("article", row.article, "source", number, "article")
    if file.source and file.source[0].role != "states":
        yield Slip(("source", 0, "role"), 'the first [[source]] is the one that states the fact; write "states"')
    if file.valid_until and file.valid_until < file.valid_from:
        yield Slip(("valid_until",), f"lies before valid_from ({file.valid_from}); write a later day, or leave it out")


def check(id_: str, file: shapes.CheckFile, known: Known) -> Iterator[Slip]:
    """A check."""
    yield from known.each("notice", file.notices, "notices")
    yield from _doubled([row.id for row in file.question], "question", field="id")
    yield from _doubled([row.id for row in file.finding], "finding", field="id")
    for number, row in enumerate(file.question):
        yield from _twins(row, "question", number)
        yield from _question(id_, file, number, known)
    meant = {option.finding for row in file.question for option in row.option}
    for number, finding in enumerate(file.finding):
        yield from _twins(finding, "finding", number)
        yield from known.each("notice", finding.notices, "finding", number, "notices")
        yield from known.one("guide", finding.guide, "finding", number, "guide")
        if finding.id not in meant:
            what = f'no answer means it; write finding = "{finding.id}" in an option, or delete it'
            yield Slip(("finding", number, "id"), what)


def _question(id_: str, file: shapes.CheckFile, number: int, known: Known) -> Iterator[Slip]:
    options, findings = file.question[number].option, [row.id for row in file.finding]
    later = [row.id for row in file.question[number + 1 :]]
    yield from _labels(options, "question", number, "option")
    yield from _doubled([option.id for option in options], "question", number, "option", field="id")
    for at, option in enumerate(options):
        path = ("question", number, "option", at)
        if option.finding is not None and option.finding not in findings:
            yield Slip((*path, "finding"), astray("finding", option.finding, findings))
        if option.go is not None and option.go not in later:
            yield Slip((*path, "go"), f"must name a later question: {', '.join(later) or 'there is none'}")
        lists = [(n, word[1:]) for n, word in enumerate(option.says) if word.startswith("@")]
        for n, name in lists:
            yield from known.one("list of words", name, *path, "says", n)
        yield from signs(option.keys, known, *path, "keys")
        yield from signs(option.told, known, *path, "told")
        yield from known.one("check", option.check, *path, "check")
        yield from _itself(id_, [option.check], *path, "check")


def guide(_: str, file: shapes.GuideFile, known: Known) -> Iterator[Slip]:
    """A guide."""
    yield from known.one("check", file.check, "check")
    yield from _doubled([row.id for row in file.step], "step", field="id")
    for number, row in enumerate(file.step):
        yield from _twins(row, "step", number)
        yield from known.each("notice", row.notices, "step", number, "notices")
        yield from _labels(row.branch, "step", number, "branch")
        for at, branch in enumerate(row.branch):
            path = ("step", number, "branch", at)
            for what in _SIDE_ROADS:
                yield from known.one(what, getattr(branch, what), *path, what)
            yield from _exactly_one([what for what in _SIDE_ROADS if getattr(branch, what)], _SIDE_ROADS, *path)


def intent(id_: str, file: shapes.IntentFile, known: Known) -> Iterator[Slip]:
    """An intent."""
    targets = build.targets(file.answer)
    yield from _exactly_one([kind.value for kind, _ in targets], _KINDS, "answer")
    for kind, target in targets:
        if kind is not AnswerKind.HANDOFF:
            yield from known.one(kind.value, target, "answer", kind.value)
    yield from known.each("notice", file.answer.also, "answer", "also")
    yield from known.each("intent", file.follow, "follow")
    yield from known.each("guide", file.lead, "lead")
    yield from _itself(id_, file.follow, "follow")
    if not any(file.asks.values()):
        yield Slip(("asks",), 'nobody asks for it; write how people do, by the hand that wrote it: anna = ["…", "…"]')


def signs(written: Sequence[str], known: Known, *path: str | int) -> Iterator[Slip]:
    """Signs, which the dialogue must be able to read."""
    for number, sign in enumerate(written if known.words is not None else ()):
        try:
            Sign.parse(sign, _letters, known.words or {})
        except ValueError as slip:
            yield Slip((*path, number), f'{slip}; a sign is written "word|other word,and this,!but not that"')


def _letters(word: str) -> str:
    """What is left of a word when texts are compared."""
    return _NOT_WORD.sub("", word)


def _exactly_one(named: Sequence[str], possible: Sequence[str], *path: str | int) -> Iterator[Slip]:
    if len(named) != 1:
        names = f"names {' and '.join(named)}" if named else "leads nowhere"
        yield Slip(path, f"{names}; name exactly one of {', '.join(possible)}")


def _itself(id_: str, named: Sequence[str | None], *path: str | int) -> Iterator[Slip]:
    if id_ in named:
        yield Slip(path, f"leads from {id_!r} to itself; name another, or leave it out")


def _labels(rows: Sequence[shapes.OptionRow] | Sequence[shapes.BranchRow], *path: str | int) -> Iterator[Slip]:
    """What is offered together and typed back."""
    yield from _doubled([row.label for row in rows], *path, field="label")
    yield from _doubled([row.label_en for row in rows], *path, field="label_en")


def _doubled(values: Sequence[str], *path: str | int, field: str) -> Iterator[Slip]:
    for number, value in enumerate(values):
        if value in values[:number]:
            yield Slip((*path, number, field), f"{value!r} stands above already, and must be told apart; write another")


def _twins(row: shapes.Shape, *path: str | int) -> Iterator[Slip]:
    """What is said is said in both languages."""
    for field, english in _twin_fields(type(row)):
        hans, en = getattr(row, field), getattr(row, english)
        if isinstance(hans, list):
            if len(hans) != len(en):
                what = f"{len(hans)} here and {len(en)} in {english}; write as many in both"
                yield Slip((*path, field), what)
        elif bool(hans) != bool(en):
            there, missing = (field, english) if hans else (english, field)
            yield Slip((*path, there), f"stands alone; write {missing} too, or neither")


@cache
def _twin_fields(shape: type[shapes.Shape]) -> tuple[tuple[str, str], ...]:
    names = shape.__struct_fields__
    return tuple((name, f"{name}_en") for name in names if f"{name}_en" in names)
