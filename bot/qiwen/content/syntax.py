"""What is wrong with a text that is no TOML. The parser says where, syntax.toml says what to write instead."""

import re
import tomllib
from functools import cache
from importlib.resources import files

import msgspec
import tomli

from qiwen.content.places import Places
from qiwen.content.slips import Path, Place, Slip

_KEY = re.compile(r"^[ \t]*([A-Za-z0-9_-]+)")
_TWICE = re.compile("overwrite|declare|Duplicate")


class _Advice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    write: str
    said: str = ""
    before: str = ""
    after: str = ""

    def fits(self, said: str, before: str, after: str) -> bool:
        return bool(
            re.search(self.said, said) and re.search(self.before, before) and re.match(self.after, after, re.IGNORECASE)
        )


class _Syntax(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    plain: dict[str, str]
    advice: list[_Advice]


def not_utf_8(raw: bytes, refusal: UnicodeDecodeError) -> Slip:
    """The slip of a file that is no UTF-8."""
    before = raw[: refusal.start]
    column = len(before.rpartition(b"\n")[2].decode("utf-8")) + 1
    return Slip((), f"is not UTF-8 (byte {refusal.start}); save it as UTF-8", Place(before.count(b"\n") + 1, column))


def not_toml(text: str, refusal: tomli.TOMLDecodeError) -> Slip:
    """The slip of a text that is no TOML."""
    if text.startswith("\ufeff"):
        return Slip((), "begins with a byte order mark; save it as UTF-8 without one", Place(1, 1))
    place, places = Place(refusal.lineno, refusal.colno), Places(text)
    if _TWICE.search(refusal.msg) and (again := _again(places, place)):
        return Slip(again[0], f"stands twice, first in line {places.of(again[0]).line}; keep one", again[1])
    before, after = refusal.doc[: refusal.pos].rpartition("\n")[2], refusal.doc[refusal.pos :].partition("\n")[0]
    field = places.broken or places.on(refusal.lineno) or tuple(_KEY.findall(before)[:1])
    return Slip(field, f"is not TOML: {_advice(refusal.msg, before, after)} ({refusal.msg})", place)


def _again(places: Places, place: Place) -> tuple[Path, Place] | None:
    """What was written a second time shortly before `place`."""
    earlier = [(path, at) for path, at in places.again() if at <= place]
    return max(earlier, key=lambda each: each[1], default=None)


def _advice(said: str, before: str, after: str) -> str:
    syntax = _syntax()
    for plain, signs in syntax.plain.items():
        if after[:1] and after[0] in signs:
            return f"write {plain} instead of {after[0]}"
    return next(each.write for each in syntax.advice if each.fits(said, before, after))


@cache
def _syntax() -> _Syntax:
    text = files("qiwen.content").joinpath("syntax.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), _Syntax)
