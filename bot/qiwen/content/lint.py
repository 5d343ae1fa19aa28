"""Slips that span fields and files: ids that lead nowhere, questions that stand twice, what nothing leads to."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, TypeVar

from qiwen.content import kinds, required, shapes
from qiwen.content.kinds import Kind
from qiwen.content.leads import Known
from qiwen.content.rules import check, guide, intent, notice, signs
from qiwen.content.slips import Path, Slip, called
from qiwen.content.written import Written, sound

Found = Iterator[tuple[str, Slip]]
"""Slips with their files."""

F = TypeVar("F")

_Asks = Mapping[str, Mapping[str, list[str]]]
"""By file, by hand."""

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FILLED = re.compile(r"\{\w+\}")
_NOT_WORD = re.compile(r"\W+")


def across(written: Written) -> Found:
    """Every slip between fields and between files. A file that could not be read is there, but not looked into."""
    known = Known.of(written)
    yield from _each(kinds.NOTICE, written.notices, notice, known)
    yield from _each(kinds.CHECK, written.checks, check, known)
    yield from _each(kinds.GUIDE, written.guides, guide, known)
    yield from _each(kinds.INTENT, written.intents, intent, known)
    yield from _names(written)
    yield from _required(written)
    yield from _house(written, known)
    yield from _asks(written)
    yield from _unreached(written)


def _each(
    kind: Kind[F], files: Mapping[str, F | None], rule: Callable[[str, F, Known], Iterator[Slip]], known: Known
) -> Found:
    for id_, file in sound(files).items():
        for slip in rule(id_, file, known):
            yield kind.path(id_), slip


def _names(written: Written) -> Found:
    """Ids are kept by menus and statistics and stand in addresses: they are plain. What lies elsewhere nobody reads."""
    folders: list[tuple[Kind[Any], Iterable[str]]] = [
        (kinds.SOURCE, written.sources),
        (kinds.NOTICE, written.notices),
        (kinds.CHECK, written.checks),
        (kinds.GUIDE, written.guides),
        (kinds.INTENT, written.intents),
    ]
    for kind, ids in folders:
        for id_ in ids:
            if not is_id(id_):
                yield kind.path(id_), Slip((), "the file's name is its id: use a-z, 0-9 and - only, such as my-id.toml")
    places = ", ".join(kind.folder for kind, _ in folders)
    for stray in written.strays:
        yield stray, Slip((), f"nobody reads this file: move it into one of {places}")


def is_id(text: str) -> bool:
    """Whether a file may be named so."""
    return _ID.fullmatch(text) is not None


def _required(written: Written) -> Found:
    """What the program says and hears by name."""
    for name, row in (written.phrases or {}).items():
        hans, en = (frozenset(_FILLED.findall(text)) for text in (row.says, row.says_en))
        if hans != en:
            odd = ", ".join(sorted(hans ^ en))
            yield kinds.PHRASES.at, Slip((name,), f"{odd} stands in one language only; write the same names in both")
    for name in sorted(required.PHRASES - written.phrases.keys()) if written.phrases is not None else ():
        yield (
            kinds.PHRASES.at,
            Slip((name,), f"is missing, and the talk needs it; write [{name}] with says and says_en"),
        )
    for name in sorted(required.WORDS - written.words.keys()) if written.words is not None else ():
        yield kinds.WORDS.at, Slip((name,), f'is missing, and the talk needs it; write {name} = ["…"]')


def _house(written: Written, known: Known) -> Found:
    """The files that there is one of."""
    if written.tuning:
        yield from ((kinds.TUNING.at, slip) for slip in known.each("intent", written.tuning.menu, "menu"))
    if written.manners:
        notices = written.manners.panic_notices
        yield from ((kinds.MANNERS.at, slip) for slip in known.each("notice", notices, "panic_notices"))
    for name in sorted(required.SIGNS & (written.words or {}).keys()):
        yield from ((kinds.WORDS.at, slip) for slip in signs((written.words or {})[name], known, name))
    if written.lexicon:
        yield from ((kinds.LEXICON.at, slip) for slip in _lexicon(written.lexicon))


def _lexicon(lexicon: shapes.LexiconFile) -> Iterator[Slip]:
    """Words that say something. Of a concept, one character would be found everywhere."""
    for field, lists, shortest in (("terms", lexicon.terms, 1), ("concepts", lexicon.concepts, 2)):
        for name, ways in lists.items():
            for number, way in enumerate(ways):
                if len(way) < shortest or way.isspace():
                    what = f"{way!r} says too little; write a word of {shortest} or more characters"
                    yield Slip((field, name, number), what)


def _asks(written: Written) -> Found:
    files = {kinds.INTENT.path(id_): file.asks for id_, file in sound(written.intents).items()}
    if written.outside:
        files[kinds.OUTSIDE.at] = written.outside.asks
    yield from _blank(files)
    yield from _twice(files)


def _blank(files: _Asks) -> Found:
    for where, by_hand in files.items():
        for hand, asks in by_hand.items():
            for number, text in enumerate(asks):
                if text.isspace():
                    yield where, Slip(("asks", hand, number), "is empty; write how somebody asks, or delete it")


def _twice(files: _Asks) -> Found:
    """An ask that stands in two places pulls both ways."""
    texts = [_bare(text) for by_hand in files.values() for asks in by_hand.values() for text in asks]
    if len(set(texts)) == len(texts):  # thousands, and nearly always so: no places are noted until one is needed
        return
    seen: dict[str, tuple[str, Path]] = {}
    for where, by_hand in files.items():
        for hand, asks in by_hand.items():
            for number, text in enumerate(asks):
                path = ("asks", hand, number)
                first = seen.setdefault(_bare(text), (where, path))
                if first != (where, path):
                    what = f"{text!r} stands in {first[0]} too, {called(first[1], None)}; keep one"
                    yield where, Slip(path, what)


def _bare(text: str) -> str:
    """A text without case and signs; one of signs only stays."""
    return (text if text.isalnum() else _NOT_WORD.sub("", text) or text).lower()


def _unreached(written: Written) -> Found:
    """A notice that nothing tells. What a file with a slip leads to is not known, so all must be sound."""
    if None in chain(written.intents.values(), written.checks.values(), written.guides.values()):
        return
    if None in written.notices.values() or written.manners is None:
        return
    told = set(written.manners.panic_notices)
    for file in sound(written.intents).values():
        told |= {file.answer.notice or "", *file.answer.also}
    for each in sound(written.checks).values():
        told |= {*each.notices, *(id_ for row in each.finding for id_ in row.notices)}
    for one in sound(written.guides).values():
        told |= {id_ for step in one.step for id_ in (*step.notices, *(row.notice or "" for row in step.branch))}
    for other in sound(written.notices).values():
        told |= {*other.see_also, other.superseded_by or ""}
    for id_ in sorted(written.notices.keys() - told):
        what = (
            "nothing leads to it; name it in the answer of an intent, a finding, a step, or another notice's see_also"
        )
        yield kinds.NOTICE.path(id_), Slip((), what)
