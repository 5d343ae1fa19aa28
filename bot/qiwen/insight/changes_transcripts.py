"""Whole talks, written down as data: reading what the person does in each turn."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from qiwen.model.errors import Problem, QuestionsError
from qiwen.model.inbound import Kind

READ_ON = ("whole", "offers_last")
"""Expectations that ask for the rest before they look, so that the person has read on when the next turn comes."""


@dataclass(frozen=True, slots=True)
class Step:
    """What the person does, and how many hours later than the step before.

    `text` is what is said or pressed; of a choice that is picked by its `label`, that label.
    """

    kind: Kind
    text: str = ""
    label: bool = False
    after_hours: float = 0
    reads_on: bool = False

    def __str__(self) -> str:
        return self.text or self.kind.value


@dataclass(frozen=True, slots=True)
class Transcript:
    """One talk; its name tells it from others, with the file's where it stands in one."""

    name: str
    steps: tuple[Step, ...]


class _Turn(msgspec.Struct, frozen=True):
    """What a turn may do. What it expects is not looked at: it is the test's business, and not the same in any two."""

    says: str | None = None
    picks: str | None = None
    presses: str | None = None
    enters: bool | None = None
    media: bool | None = None
    after_hours: float = 0


class _Talk(msgspec.Struct, frozen=True):
    """[[talk]]"""

    name: str
    turns: list[dict[str, object]]


class _File(msgspec.Struct, frozen=True):
    talk: list[_Talk]


_Found = Transcript | Problem


def read_transcripts(path: Path) -> tuple[Transcript, ...]:
    """The talks in a TOML file, or in every TOML file of a folder.

    Raises QuestionsError naming every talk and turn that cannot be held.
    """
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    found = [each for file in files for each in _read(file)]
    if wrong := tuple(each for each in found if isinstance(each, Problem)):
        raise QuestionsError(wrong)
    return tuple(each for each in found if isinstance(each, Transcript))


def _read(path: Path) -> Iterator[_Found]:
    try:
        file = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File)
    except UnicodeDecodeError as slip:
        yield Problem(str(path), f"is not UTF-8 (byte {slip.start}); save it as UTF-8")
    except tomllib.TOMLDecodeError as slip:
        yield Problem(str(path), f"is not TOML: {slip}")
    except msgspec.ValidationError as slip:
        yield Problem(str(path), str(slip))
    except OSError as slip:
        yield Problem(str(path), f"cannot be read: {slip.strerror}")
    else:
        for talk in file.talk:
            yield _transcript(path, talk)


def _transcript(path: Path, talk: _Talk) -> _Found:
    steps = []
    for number, turn in enumerate(talk.turns, 1):
        step = _step(turn)
        if isinstance(step, str):
            return Problem(f"{path}, talk {talk.name!r}, turn {number}", step)
        steps.append(step)
    return Transcript(f"{path.stem}: {talk.name}", tuple(steps))


def _step(raw: dict[str, object]) -> Step | str:
    """The step, or what is wrong with it."""
    try:
        turn = msgspec.convert(raw, _Turn)
    except msgspec.ValidationError as slip:
        return str(slip)
    acts = [
        *([Step(Kind.TEXT, turn.says)] if turn.says is not None else []),
        *([Step(Kind.CHOICE, turn.picks, label=True)] if turn.picks is not None else []),
        *([Step(Kind.CHOICE, turn.presses)] if turn.presses is not None else []),
        *([Step(Kind.ENTER)] if turn.enters else []),
        *([Step(Kind.MEDIA)] if turn.media else []),
    ]
    if len(acts) != 1:
        return "does one thing: says, picks, presses, enters = true or media = true"
    return replace(acts[0], after_hours=turn.after_hours, reads_on=any(key in raw for key in READ_ON))
