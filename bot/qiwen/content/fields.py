"""What each field of the content files means, in plain words, from fields.toml. Read when somebody is to be told."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec


class Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`means` ends the phrase "write …" with its first sentence; `such_as` is an example of a value."""

    means: str
    such_as: Any = None

    @property
    def short(self) -> str:
        """The first sentence, to go on after "write"."""
        return self.means.partition(". ")[0]

    @property
    def sentence(self) -> str:
        """All of it, to stand alone."""
        return f"{self.means[:1].upper()}{self.means[1:]}." if self.means else ""


_UNSAID = Field("")


def field_of(shape: type, key: str) -> Field:
    """What `key` means in tables of that shape."""
    return described().get(shape.__name__, {}).get(key, _UNSAID)


def table_of(shape: type) -> Field:
    """What tables of that shape are."""
    return field_of(shape, "")


def file_of(kind: str) -> Field:
    """What files are whose keys are names."""
    return described()[""].get(kind, _UNSAID)


@cache
def described() -> dict[str, dict[str, Field]]:
    """All that is described: by name of shape, by key."""
    text = files("qiwen.content").joinpath("fields.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, dict[str, Field]])
