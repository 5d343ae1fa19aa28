"""What reading a page gave, as JSON and for people."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from qiwen.ingest.page import About, Cleaned, Edit, Found, Reading

_EMPTY: dict[str, Any] = {
    "read": "",
    "text": "",
    "removed": [],
    "repaired": [],
    "counts": {},
    "notices": [],
    "missing": [],
    "error": None,
}
_SHOWN = 60
_PLAIN = frozenset(("pinyin", "traditional"))
_STATUSES = ("contradicts", "changed", "new", "known")


def as_object(name: str, reading: Reading | None, error: str | None) -> dict[str, Any]:
    """One page for `--json`; a page that could not be read has its error and nothing else."""
    if reading is None:
        return {"file": name, **_EMPTY, "metadata": _metadata(About(script="", encoding="")), "error": error}
    page = reading.page
    return {
        "file": name,
        "read": page.read,
        "text": page.text,
        "removed": [_removed(edit) for edit in page.edits if edit.removes],
        "repaired": [_repaired(edit) for edit in page.edits if not edit.removes],
        "counts": dict(sorted(Counter(edit.kind for edit in page.edits).items())),
        "metadata": _metadata(page.about),
        "notices": [_notice(found) for found in reading.found],
        "missing": list(reading.missing),
        "error": error,
    }


def _removed(edit: Edit) -> dict[str, Any]:
    return {"kind": edit.kind, "start": edit.start, "end": edit.end, "text": edit.text, "reason": edit.reason}


def _repaired(edit: Edit) -> dict[str, Any]:
    return {**_removed(edit), "put": edit.put}


def _metadata(about: About) -> dict[str, Any]:
    return {
        "publisher": about.publisher,
        "title": about.title,
        "published": about.published.isoformat() if about.published else None,
        "number": about.number,
        "script": about.script,
        "encoding": about.encoding,
    }


def _notice(found: Found) -> dict[str, Any]:
    passage = found.passage
    return {
        "text": passage.text,
        "paragraph": passage.paragraph,
        "fingerprint": passage.fingerprint,
        "phase": passage.phase.value,
        "weight": passage.weight.value,
        "kind": passage.kind,
        "subject": passage.subject,
        "condition": passage.condition,
        "status": found.status.value,
        "known": found.known,
        "score": round(found.score, 4),
        "differs": list(found.differs),
        "more": list(passage.more),
    }


def as_report(reading: Reading) -> Iterator[str]:
    """One page for a person, line by line: what it is, every change, what was found in it, and its clean text."""
    page = reading.page
    yield f"{reading.name}: {_who(page.about)}"
    removed = sum(len(edit.text) for edit in page.edits if edit.removes)
    repaired = sum(len(edit.text) for edit in page.edits if not edit.removes)
    kept = len(page.read) - removed - repaired
    yield f"  {len(page.read)} characters = {kept} kept + {repaired} repaired + {removed} removed"
    whole = joined(page.edits)
    if whole:
        counts = Counter(edit.kind for edit in whole)
        yield "  " + ", ".join(f"{times} {kind}" for kind, times in counts.most_common())
        yield from changes(whole)
    yield from findings(reading)
    yield "  text"
    yield from (f"    {line}" for line in page.text.split("\n"))


def joined(edits: Sequence[Edit]) -> list[Edit]:
    """Edits for reading: what was taken out in one go is one, though pinyin had been taken out of it before."""
    out: list[Edit] = []
    open_: Edit | None = None
    end = -1
    for edit in edits:
        follows = edit.start == end
        if open_ and follows and (edit.kind, edit.reason) == (open_.kind, open_.reason):
            open_ = replace(open_, end=edit.end, text=open_.text + edit.text)
        elif open_ and follows and edit.kind == "pinyin":
            out.append(edit)
        else:
            out += [open_] if open_ else []
            open_ = edit if edit.removes and edit.kind != "pinyin" else None
            out += [] if open_ else [edit]
        end = edit.end
    return sorted([*out, *([open_] if open_ else [])], key=lambda edit: edit.start)


def _who(about: About) -> str:
    published = about.published.isoformat(" ", "minutes") if about.published else ""
    told = (about.publisher, about.title, published, about.number, f"{about.encoding}, {about.script}")
    return " · ".join(filter(None, told))


def changes(edits: Sequence[Edit]) -> Iterator[str]:
    """Every change; those that are alike in one line, with all their places."""
    places: defaultdict[tuple[str, str, str, str], list[str]] = defaultdict(list)
    for edit in edits:
        places[edit.kind, edit.reason, edit.text, edit.put].append(f"{edit.start}-{edit.end}")
    kinds: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for (kind, reason, text, put), where in places.items():
        told = f"{_short(text)} → {_short(put)}" if put else _short(text)
        kinds[kind, reason].append(f"    {told}{f' × {len(where)}' if len(where) > 1 else ''}  at {', '.join(where)}")
    for (kind, reason), lines in kinds.items():
        yield f"  {kind}: {reason}"
        yield from lines


def findings(reading: Reading) -> Iterator[str]:
    """What the page tells, what is not as known first, and what it does not tell any more."""
    for status in _STATUSES:
        for found in reading.found:
            if found.status.value == status:
                yield f"  {status:<12}{found.known or '':<32}{found.score:>5.0%}  {_short(found.passage.text)}"
                yield from (f"      {each}" for each in found.differs)
    if reading.missing:
        yield f"  missing     {', '.join(reading.missing)}"


def _short(text: str) -> str:
    told = text.replace("\n", "⏎").replace("\t", "⇥")
    return repr(told if len(told) <= _SHOWN else f"{told[: _SHOWN // 2]} … {told[-_SHOWN // 2 :]}")[1:-1]


def pieces(page: Cleaned) -> Iterator[tuple[str, str]]:
    """The page as read for a diff, in order: "kept", "removed" and "put" with their texts, and "why" with kinds.

    What went in one go is one piece, with the pinyin in it. Pinyin and script explain themselves and have no "why".
    """
    at = 0
    for group in _groups(page.edits):
        yield "kept", page.read[at : group[0].start]
        yield "removed", "".join(edit.text for edit in group)
        yield "put", "".join(edit.put for edit in group)
        kinds = dict.fromkeys(edit.kind for edit in group if edit.kind not in _PLAIN)
        yield "why", ", ".join(kinds)
        at = group[-1].end
    yield "kept", page.read[at:]


def _groups(edits: Sequence[Edit]) -> Iterator[list[Edit]]:
    """Removals that follow one another and are of one kind, pinyin aside; repairs by themselves."""
    group: list[Edit] = []
    for edit in edits:
        kinds = {each.kind for each in (*group, edit)} - _PLAIN
        follows = group and group[-1].end == edit.start and all(each.removes for each in (*group, edit))
        if group and not (follows and len(kinds) <= 1):
            yield group
            group = []
        group.append(edit)
    if group:
        yield group
