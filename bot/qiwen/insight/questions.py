"""Questions with known answers: reading them from JSON lines, from TOML, or from a folder of TOML files."""

import codecs
import json
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from qiwen.model.errors import Problem, QuestionsError

BESIDE = ("known_misses.toml", "cross.toml")
"""Files that stand in a folder of questions and hold none."""


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks and the intents that would satisfy them, best first; none of them means out of scope."""

    text: str
    accept: tuple[str, ...]
    persona: str = ""
    id: str = ""

    @property
    def outside(self) -> bool:
        """Whether it must not be answered."""
        return not self.accept

    @property
    def intent(self) -> str:
        """The intent that satisfies best; empty out of scope."""
        return self.accept[0] if self.accept else ""


_Found = tuple[str, Question | Problem]
"""Where, and what."""


class _Line(msgspec.Struct, frozen=True):
    """A line of JSON; whatever else it holds is nobody's business here."""

    text: str
    accept: list[str | None] | None
    persona: str = ""
    id: str | int = ""


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[[question]]; `accept = []` is out of scope."""

    text: str
    accept: list[str]
    persona: str = ""
    examiner: str = ""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A TOML file of questions."""

    question: list[_Row]


def read_questions(path: Path, intents: Collection[str]) -> tuple[Question, ...]:
    """The questions in `path`: JSON lines, a TOML file, or every TOML file of a folder.

    Raises QuestionsError naming every line that cannot be used: malformed, or accepting what is not in `intents`.
    """
    found = list(_read(path))
    slips = [_unknown(where, each, intents) if isinstance(each, Question) else each for where, each in found]
    if not found:
        slips.append(Problem(str(path), "holds no question"))
    if wrong := tuple(filter(None, slips)):
        raise QuestionsError(wrong)
    return tuple(each for _, each in found if isinstance(each, Question))


def _unknown(where: str, question: Question, intents: Collection[str]) -> Problem | None:
    unknown = [intent for intent in question.accept if intent not in intents]
    return Problem(where, f"accepts {', '.join(map(repr, unknown))}, which is no intent") if unknown else None


def _read(path: Path) -> Iterator[_Found]:
    if path.is_dir():
        for file in sorted(path.glob("*.toml")):
            if file.name not in BESIDE:
                yield from _rows(file)
    elif path.suffix == ".toml":
        yield from _rows(path)
    else:
        yield from _lines(path)


def _lines(path: Path) -> Iterator[_Found]:
    for number, raw in enumerate(path.read_bytes().removeprefix(codecs.BOM_UTF8).splitlines(), 1):
        if raw.strip():
            where = f"{path}, line {number}"
            yield where, _line(raw, where)


def _line(raw: bytes, where: str) -> Question | Problem:
    try:
        line = msgspec.convert(json.loads(raw), _Line)
    except UnicodeDecodeError as slip:
        return Problem(where, f"is not UTF-8 (byte {slip.start})")
    except json.JSONDecodeError as slip:
        return Problem(where, f"is not JSON: {slip.msg} at column {slip.colno}")
    except RecursionError:
        return Problem(where, "is nested too deeply")
    except msgspec.ValidationError as slip:
        return Problem(where, str(slip))
    accept = tuple(intent for intent in line.accept or () if intent is not None)
    return Question(_printable(line.text), accept, _printable(line.persona), _printable(str(line.id)))


def _rows(path: Path) -> Iterator[_Found]:
    try:
        file = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File)
    except UnicodeDecodeError as slip:
        yield str(path), Problem(str(path), f"is not UTF-8 (byte {slip.start}); save it as UTF-8")
    except tomllib.TOMLDecodeError as slip:
        yield str(path), Problem(str(path), f"is not TOML: {slip}")
    except msgspec.ValidationError as slip:
        yield str(path), Problem(str(path), str(slip))
    else:
        for number, row in enumerate(file.question, 1):
            question = Question(row.text, tuple(row.accept), row.persona, f"{path.stem}/{number}")
            yield f"{path}, question {number}", question


def _printable(text: str) -> str:
    """Without lone surrogates, which JSON may carry and no terminal can print."""
    return text.encode("utf-8", "replace").decode("utf-8")
