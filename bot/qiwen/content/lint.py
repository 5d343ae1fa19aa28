"""Slips that span files: ids that lead nowhere, texts that do not fit, questions that stand twice."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TypeVar

from qiwen.content import build, shapes
from qiwen.model.content import AnswerKind, Article
from qiwen.model.errors import Problem

SMALLEST_ROOM = 2048
"""Bytes of the smallest message a channel carries: WeCom's text (doc 90241)."""

REQUIRED_PHRASES = frozenset(
    [
        "welcome",
        "only_text",
        "lost",
        "lost_near",
        "lost_menu",
        "torn",
        "invite",
        "more",
        "nothing_more",
        "irreversible",
        "one_source",
        "basis",
        "basis_states",
        "basis_confirms",
        "basis_refines",
        "basis_witnesses",
        "dated_article",
        "undated_article",
        "check_how",
        "check_question",
        "check_unclear",
        "check_left",
        "check_gone",
        "verdict_ready",
        "verdict_after_steps",
        "verdict_cannot",
        "verdict_ask",
        "finding_fix",
        "guide_step",
        "guide_expect",
        "guide_hidden",
        "guide_stuck",
        "guide_left",
        "guide_gone",
        "guard_check",
        "guard_consequences",
        "guard_name",
        "guard_repeat",
        "guard_differs",
        "ticket_asked",
        "ticket_misses",
        "ticket_unclear",
        "ticket_undecided",
        "ticket_already",
        "ticket_next",
        "choice_person",
        "choice_none",
        "choice_next",
        "choice_back",
        "choice_quit",
        "choice_stuck",
        "choice_resume",
    ]
)
REQUIRED_WORDS = frozenset(
    [
        "yes",
        "no",
        "unsure",
        "hedge",
        "person",
        "more",
        "quit",
        "back",
        "again",
        "resume",
        "next",
        "all",
        "stuck",
        "none",
        "name_ends",
    ]
)

_NOT_WORD = re.compile(r"\W+")

V = TypeVar("V")


def across(
    articles: Mapping[str, Article],
    notices: Mapping[str, shapes.NoticeFile],
    checks: Mapping[str, shapes.CheckFile],
    guides: Mapping[str, shapes.GuideFile],
    intents: Mapping[str, shapes.IntentFile],
    phrases: Mapping[str, shapes.PhraseRow],
    words: Mapping[str, list[str]],
    outside: shapes.OutsideFile,
    tuning: shapes.TuningFile,
    lexicon: shapes.LexiconFile,
) -> list[Problem]:
    """Every slip between the files, in the order of the folders."""
    known = _Known(set(articles), set(notices), set(checks), set(guides), set(intents), set(phrases), set(words))
    return [
        *_required(known),
        *(p for id_, file in notices.items() for p in _notice(f"knowledge/notices/{id_}.toml", file, known)),
        *(p for id_, file in checks.items() for p in _check(f"knowledge/checks/{id_}.toml", file, known)),
        *(p for id_, file in guides.items() for p in _guide(f"knowledge/guides/{id_}.toml", file, known)),
        *(p for id_, file in intents.items() for p in _intent(f"intents/{id_}.toml", file, known)),
        *_missing("intents/_tuning.toml", "menu", tuning.menu, known.intents),
        *_twice(intents, outside),
        *_lexicon(lexicon),
        *_unreached(notices, checks, guides, intents),
    ]


class _Known:
    """The ids there are."""

    def __init__(self, *ids: set[str]) -> None:
        self.articles, self.notices, self.checks, self.guides, self.intents, self.phrases, self.words = ids


def _missing(where: str, field: str, named: list[str], known: set[str]) -> Iterator[Problem]:
    for id_ in named:
        if id_ not in known:
            yield Problem(where, f"{field}: there is no {id_!r}; did you mean one of {_like(id_, known)}?")


def _like(id_: str, known: set[str]) -> str:
    return ", ".join(sorted(known, key=lambda each: (-len(set(each) & set(id_)), each))[:3]) or "(none)"


def _lexicon(lexicon: shapes.LexiconFile) -> Iterator[Problem]:
    for concept, ways in lexicon.concepts.items():
        for way in ways:
            if len(way) < 2:  # noqa: PLR2004 - see the message
                yield Problem(
                    "knowledge/lexicon.toml", f"{concept}: {way!r} is one character; take words of two or more"
                )


def _required(known: _Known) -> Iterator[Problem]:
    for name in sorted(REQUIRED_PHRASES - known.phrases):
        yield Problem("knowledge/phrases.toml", f"[{name}] is missing; the talk needs it")
    for name in sorted(REQUIRED_WORDS - known.words):
        yield Problem("knowledge/words.toml", f"{name} is missing; the talk needs it")


def _notice(where: str, file: shapes.NoticeFile, known: _Known) -> Iterator[Problem]:
    yield from _missing(where, "source.article", [row.article for row in file.source], known.articles)
    yield from _missing(where, "see_also", file.see_also, known.notices)
    if not file.source:
        yield Problem(where, "source: a notice without a source must not be told; add [[source]]")
    yield from _twin(where, "next", file.next, file.next_en)
    yield from _short(where, "says", file.says, file.says_en)


def _check(where: str, file: shapes.CheckFile, known: _Known) -> Iterator[Problem]:
    ids = [row.id for row in file.question]
    findings = {row.id for row in file.finding}
    yield from _missing(where, "notices", file.notices, known.notices)
    options = [(at, option) for at, row in enumerate(file.question) for option in row.option]
    yield from _doubled(where, "question.id", ids)
    yield from _doubled(where, "finding.id", [row.id for row in file.finding])
    for row in file.question:
        yield from _doubled(where, f"question {row.id}: option.id", [option.id for option in row.option])
        yield from _short(where, f"question {row.id}", row.ask, row.ask_en)
        if len(row.option) < 2:  # noqa: PLR2004 - a question with one answer is none
            yield Problem(where, f"question {row.id}: needs at least two options")
    for at, option in options:
        yield from _missing(where, "option.finding", [option.finding] if option.finding else [], findings)
        yield from _missing(where, "option.says", [w[1:] for w in option.says if w.startswith("@")], known.words)
        if option.go is not None and option.go not in ids[at + 1 :]:
            yield Problem(where, f"option {option.id}: go = {option.go!r} must name a later question")
    for unused in sorted(findings - {option.finding for _, option in options}):
        yield Problem(where, f"finding {unused!r} is reached by no option")
    for finding in file.finding:
        yield from _missing(where, f"finding {finding.id}: notices", finding.notices, known.notices)
        yield from _missing(
            where, f"finding {finding.id}: guide", [finding.guide] if finding.guide else [], known.guides
        )


def _guide(where: str, file: shapes.GuideFile, known: _Known) -> Iterator[Problem]:
    yield from _doubled(where, "step.id", [row.id for row in file.step])
    yield from _missing(where, "check", [file.check] if file.check else [], known.checks)
    if not file.step:
        yield Problem(where, "step: a guide needs at least one")
    for row in file.step:
        yield from _missing(where, f"step {row.id}: notices", row.notices, known.notices)
        yield from _twin(where, f"step {row.id}: expect", row.expect, row.expect_en)
        if len(row.cautions) != len(row.cautions_en):
            yield Problem(where, f"step {row.id}: cautions and cautions_en differ in number")
        for branch in row.branch:
            targets = [target for target in (branch.guide, branch.notice, branch.intent) if target]
            if len(targets) != 1:
                yield Problem(where, f"step {row.id}, branch {branch.label}: name one of guide, notice, intent")
            yield from _missing(where, "branch.guide", [branch.guide] if branch.guide else [], known.guides)
            yield from _missing(where, "branch.notice", [branch.notice] if branch.notice else [], known.notices)
            yield from _missing(where, "branch.intent", [branch.intent] if branch.intent else [], known.intents)


def _intent(where: str, file: shapes.IntentFile, known: _Known) -> Iterator[Problem]:
    targets = build.targets(file.answer)
    if len(targets) != 1:
        yield Problem(where, "answer: name exactly one of notice, check, guide, phrase, handoff")
        return
    kind, target = targets[0]
    if kind is not AnswerKind.HANDOFF:
        pool: set[str] = getattr(known, f"{kind.value}s")
        yield from _missing(where, f"answer.{kind.value}", [target], pool)
    yield from _missing(where, "answer.also", file.answer.also, known.notices)
    yield from _missing(where, "follow", file.follow, known.intents)
    for hand, texts in file.asks.items():
        if any(not text.strip() for text in texts):
            yield Problem(where, f"asks.{hand}: an ask is empty")


def _twin(where: str, field: str, hans: str, en: str) -> Iterator[Problem]:
    if bool(hans) != bool(en):
        yield Problem(where, f"{field}: write it in both languages or in neither")


def _short(where: str, field: str, hans: str, en: str) -> Iterator[Problem]:
    for text in (hans, en):
        if not text.strip():
            yield Problem(where, f"{field}: is empty")
        elif len(text.encode()) > SMALLEST_ROOM // 2:
            yield Problem(where, f"{field}: {len(text.encode())} bytes are too many; keep under {SMALLEST_ROOM // 2}")


def _doubled(where: str, field: str, ids: list[str]) -> Iterator[Problem]:
    for id_, times in Counter(ids).items():
        if times > 1:
            yield Problem(where, f"{field}: {id_!r} stands {times} times")


def _twice(intents: Mapping[str, shapes.IntentFile], outside: shapes.OutsideFile) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    files = {
        **{f"intents/{id_}.toml": file.asks for id_, file in intents.items()},
        "intents/_outside.toml": outside.asks,
    }
    for where, by_hand in files.items():
        for text in (text for texts in by_hand.values() for text in texts):
            same = _NOT_WORD.sub("", text).lower() or text
            if same in seen:
                yield Problem(where, f"asks: {text!r} stands in {seen[same]} too; keep one")
            seen[same] = where


def _unreached(
    notices: Mapping[str, shapes.NoticeFile],
    checks: Mapping[str, shapes.CheckFile],
    guides: Mapping[str, shapes.GuideFile],
    intents: Mapping[str, shapes.IntentFile],
) -> Iterator[Problem]:
    used = {id_ for file in intents.values() for id_ in (file.answer.notice, *file.answer.also)}
    used |= {id_ for file in checks.values() for row in file.finding for id_ in row.notices}
    used |= {id_ for file in guides.values() for row in file.step for id_ in row.notices}
    used |= {branch.notice for file in guides.values() for row in file.step for branch in row.branch}
    used |= {id_ for file in notices.values() for id_ in file.see_also}
    for id_ in sorted(set(notices) - used):
        yield Problem(f"knowledge/notices/{id_}.toml", "is reached by no intent, check, guide or see_also")
