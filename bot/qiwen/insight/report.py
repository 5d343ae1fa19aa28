"""Figures as a person reads them, and as a program does."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict

from qiwen.insight.marking import ERRORS, Marked
from qiwen.insight.reference import Change
from qiwen.insight.share import Share
from qiwen.insight.standing import Standing
from qiwen.insight.summary import (
    NOTHING,
    Bin,
    Confusion,
    Summary,
    by_intent,
    by_persona,
    calibration,
    calibration_error,
    confusions,
    grouped,
    summarise,
)

_PAIRS = 15
_LABELS = {"right_or_offered": "right or offered", "top_1": "top-1", "top_3": "top-3"}


def overview(marked: Sequence[Marked]) -> str:
    """Shares, calibration and confusions of all questions."""
    bins = calibration(marked)
    parts = [_shares(summarise(marked)), _calibration(bins), _confusions(confusions(marked))]
    return "\n\n".join(filter(None, parts))


def group_table(name: str, groups: Mapping[str, Summary]) -> str:
    """A line a group; shares in whole per cent with their intervals."""
    inside = ("right", "right_or_offered", "wrong", "top_1", "top_3")
    outside = ("rejected", "answered")
    head = [name, "in scope", *(_LABELS.get(each, each) for each in inside), NOTHING, *outside]
    rows = [
        [
            group,
            str(summary.inside["right"].of),
            *(summary.inside[each].shown(0) for each in inside),
            str(summary.outside["rejected"].of),
            *(summary.outside[each].shown(0) for each in outside),
        ]
        for group, summary in groups.items()
    ]
    return _table([head, *rows])


def standings_table(standings: Sequence[Standing]) -> str:
    """A line a matcher."""
    rows = [[each.name, str(each.top_1), str(each.top_3), str(each.outside_top_1)] for each in standings]
    table = _table([["matcher", "top-1", "top-3", "outside top-1"], *rows])
    return f"{table}\n(here out of scope competes as a label of its own, for every matcher alike)"


def errors(marked: Sequence[Marked]) -> Iterator[str]:
    """Every question that was answered wrongly, missed or lost, the worst kind first."""
    for result in ERRORS:
        for one in marked:
            if one.result is result:
                ranked = "  ".join(f"{each.intent} {each.score:.3f}" for each in one.match.candidates)
                about = "/".join(one.question.accept) or NOTHING
                yield f"{result.value:9} {one.question.text!r}\n{'':9} {about}  ←  {ranked or 'nothing'}"


def as_object(
    marked: Sequence[Marked], standings: Sequence[Standing] = (), change: Change | None = None
) -> dict[str, object]:
    """All of it as one object; the keys are always there."""
    bins = calibration(marked)
    return {
        "questions": len(marked),
        **_summary_object(summarise(marked)),
        "calibration": {
            "error": round(calibration_error(bins), 4),
            "bins": [
                {
                    "from": each.start,
                    "to": each.end,
                    "mean": None if each.mean is None else round(each.mean, 4),
                    "right": _share_object(each.right),
                }
                for each in bins
            ],
        },
        "confusions": [
            {"accepted": each.accepted, "given": each.given, "count": each.count, "answered": each.answered}
            for each in confusions(marked)
        ],
        "by": {
            "persona": {k: _summary_object(v) for k, v in grouped(marked, by_persona).items()},
            "intent": {k: _summary_object(v) for k, v in grouped(marked, by_intent).items()},
        },
        "errors": [_error_object(one) for one in marked if one.result in ERRORS],
        "baselines": [
            {
                "name": each.name,
                "top_1": _share_object(each.top_1),
                "top_3": _share_object(each.top_3),
                "outside_top_1": _share_object(each.outside_top_1),
            }
            for each in standings
        ],
        "change": change and {**asdict(change), "worse": change.worse},
    }


def _shares(summary: Summary) -> str:
    rows = [["in scope", str(summary.inside["right"].of), "", ""]]
    rows += (_share_row(name, share) for name, share in summary.inside.items())
    rows.append([NOTHING, str(summary.outside["rejected"].of), "", ""])
    rows += (_share_row(name, share) for name, share in summary.outside.items())
    return _table(rows)


def _share_row(name: str, share: Share) -> list[str]:
    low, high = share.interval or (0.0, 0.0)
    interval = f"{100 * low:.1f}–{100 * high:.1f}" if share.of else ""
    value = "–" if share.value is None else f"{100 * share.value:.1f} %"
    return [f"  {_LABELS.get(name, name)}", str(share.count), value, interval]


def _calibration(bins: Sequence[Bin]) -> str:
    rows = [
        [f"  {each.start:.1f}–{each.end:.1f}", str(each.right.of), f"{100 * each.mean:.1f}", str(each.right)]
        for each in bins
        if each.mean is not None
    ]
    error = 100 * calibration_error(bins)
    return f"calibration: off by {error:.1f} points\n{_table([['  score', 'questions', 'mean', 'right'], *rows])}"


def _confusions(pairs: Sequence[Confusion]) -> str:
    if not pairs:
        return ""
    rows = [
        [f"  {each.accepted} → {each.given}", str(each.count), str(each.answered) if each.answered else ""]
        for each in pairs[:_PAIRS]
    ]
    more = f"\n  and {len(pairs) - _PAIRS} more" if len(pairs) > _PAIRS else ""
    return f"{_table([['taken for another', 'times', 'answered'], *rows])}{more}"


def _table(rows: Sequence[Sequence[str]]) -> str:
    """Columns: the first to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(_line(row, widths).rstrip() for row in rows)


def _line(row: Sequence[str], widths: Iterable[int]) -> str:
    first, *others = zip(row, widths, strict=True)
    return "  ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)])


def _share_object(share: Share) -> dict[str, object]:
    low, high = share.interval or (None, None)
    return {
        "count": share.count,
        "of": share.of,
        "share": _rounded(share.value),
        "low": _rounded(low),
        "high": _rounded(high),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _summary_object(summary: Summary) -> dict[str, object]:
    return {
        "in_scope": {name: _share_object(share) for name, share in summary.inside.items()},
        "outside": {name: _share_object(share) for name, share in summary.outside.items()},
    }


def _error_object(one: Marked) -> dict[str, object]:
    return {
        "id": one.question.id,
        "text": one.question.text,
        "persona": one.question.persona,
        "accept": list(one.question.accept),
        "result": one.result.value,
        "intents": list(one.match.intents),
        "candidates": [{"intent": each.intent, "score": round(each.score, 4)} for each in one.match.candidates],
    }
