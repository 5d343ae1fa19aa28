"""A comparison as a person reads it, and as a program does."""

from collections.abc import Collection, Iterator, Sequence
from difflib import unified_diff

from qiwen.insight.changes import Area, Change, Facet
from qiwen.insight.changes_comparison import Comparison

_SHORT = 60
_LINES = 12
_HEADS = {
    Area.CONTENT: "Written differently",
    Area.VERDICT: "Other verdicts",
    Area.QUESTION: "Questions that lead elsewhere, or to another reply",
    Area.TALK: "Talks that part",
}
_ELSEWHERE = ("intent", "decision", "choice")
"""Respects that make the whole reply another one: its lines are then not set against each other."""


def counted(comparison: Comparison, unreviewed: Collection[str] | None = None) -> str:
    """How many changes there are, and how many of them nobody has looked at, where that is known."""
    changes = _many(len(comparison.changes), "change") if comparison.changes else "no change"
    return changes if unreviewed is None else f"{changes}, {len(unreviewed)} unreviewed"


def summary(comparison: Comparison) -> Iterator[str]:
    """What was compared and what came of it, a line a thing."""
    if not comparison.questions:
        yield "the same content: nothing to replay"
        return
    written, verdicts = comparison.of(Area.CONTENT), comparison.of(Area.VERDICT)
    yield f"content    {_many(len(written), 'thing')} written differently"
    for id_, (before, after) in comparison.combinations.items():
        classes = [change for change in verdicts if change.where == f"check {id_}"]
        count = sum(change.count for change in classes)
        size = f"{before:,}" if before == after else f"{before:,} → {after:,}"
        yield f"check      {id_}: {count:,} of {size} combinations come to another verdict"
    yield from _about_questions(comparison)
    turns = len(comparison.of(Area.TALK))
    yield f"talks      {comparison.talks} held, {comparison.turns} turns: {turns} differ"
    for where in comparison.stuck:
        yield f"           neither offers the choice of {where}"


def _about_questions(comparison: Comparison) -> Iterator[str]:
    changes = comparison.of(Area.QUESTION)
    elsewhere = sum(any(facet.name in _ELSEWHERE for facet in change.facets) for change in changes)
    origins = ", ".join(f"{count} {origin}" for origin, count in comparison.questions.items())
    yield f"questions  {sum(comparison.questions.values()):,} asked{f' ({origins})' if origins else ''}:"
    yield f"           {elsewhere} to another intent or decision, {len(changes) - elsewhere} to another reply alone"


def details(comparison: Comparison, unreviewed: Collection[str] = ()) -> Iterator[str]:
    """Every change with its fingerprint, those that differ alike together. Those of `unreviewed` get a `!`."""
    for area, head in _HEADS.items():
        changes = comparison.of(area)
        if not changes:
            continue
        yield f"\n{head}"
        groups: dict[tuple[str, ...], list[Change]] = {}
        for change in changes:
            groups.setdefault(tuple(_differing(change)), []).append(change)
        for lines, alike in groups.items():
            yield ""
            yield from (_headed(change, unreviewed) for change in alike)
            yield from (f"    {line}" for line in lines)


def as_object(comparison: Comparison, unreviewed: Collection[str] | None = None) -> dict[str, object]:
    """All of it as one object; the keys are always there. `reviewed` is null where no file was asked."""
    return {
        "summary": {
            "changes": len(comparison.changes),
            "by_area": {area.value: len(comparison.of(area)) for area in Area},
            "unreviewed": None if unreviewed is None else len(unreviewed),
            "questions": {origin.value: count for origin, count in comparison.questions.items()},
            "talks": comparison.talks,
            "turns": comparison.turns,
            "combinations": {
                id_: {"before": before, "after": after} for id_, (before, after) in comparison.combinations.items()
            },
        },
        "changes": [_object(change, unreviewed) for change in comparison.changes],
        "stuck": list(comparison.stuck),
    }


def _object(change: Change, unreviewed: Collection[str] | None) -> dict[str, object]:
    return {
        "fingerprint": change.fingerprint,
        "reviewed": None if unreviewed is None else change.fingerprint not in unreviewed,
        "area": change.area.value,
        "where": change.where,
        "facets": [{"name": each.name, "before": each.before, "after": each.after} for each in change.facets],
        "combinations": change.count if change.area is Area.VERDICT else None,
        "example": dict(change.example),
    }


def _headed(change: Change, unreviewed: Collection[str]) -> str:
    mark = "!" if change.fingerprint in unreviewed else " "
    return f"{mark} {change.fingerprint}  {' '.join(change.where.split())}"


def _differing(change: Change) -> Iterator[str]:
    elsewhere = any(facet.name in _ELSEWHERE for facet in change.facets)
    for facet in change.facets:
        if elsewhere and facet.name == "reply":
            continue
        if facet.name in ("new", "gone"):
            yield facet.name
        else:
            yield from _facet_lines(facet)
    if change.area is Area.VERDICT:
        example = "  ".join(f"{question}={option}" for question, option in change.example)
        yield f"{_many(change.count, 'combination')}, such as  {example}"


def _facet_lines(facet: Facet) -> Iterator[str]:
    both = (facet.before, facet.after)
    if not any("\n" in each or len(each) > _SHORT for each in both):
        yield f"{facet.name}: {facet.before or '–'} → {facet.after or '–'}"
        return
    lines = _line_diff(facet.before.splitlines(), facet.after.splitlines())
    yield facet.name
    yield from lines[:_LINES]
    if len(lines) > _LINES:
        yield f"… and {len(lines) - _LINES} lines more; --json shows all"


def _line_diff(before: Sequence[str], after: Sequence[str]) -> list[str]:
    found = list(unified_diff(before, after, n=0, lineterm=""))[2:]
    return [f"{line[0]} {line[1:]}" for line in found if not line.startswith("@@")]


def _many(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'' if count == 1 else 's'}"
