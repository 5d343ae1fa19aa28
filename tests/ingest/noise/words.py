"""Fills the frames of corpus/noise.toml. What is open and what is kept for the final score have frames of their own."""

import random
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent.parent / "corpus" / "noise.toml"


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Words:
    """Fillers for one page: `shelf` is open or kept."""

    rng: random.Random
    shelf: str
    publisher: str
    day: str
    clock: str
    number: str

    def pick(self, kind: str) -> Any:
        """One frame of a kind, filled in."""
        return self._filled(self.rng.choice(self.all(kind)))

    def all(self, kind: str) -> list[Any]:
        found: list[Any] = _table()[kind][self.shelf]
        return found

    def _filled(self, frame: Any) -> Any:
        if isinstance(frame, dict):
            return {name: self._filled(text) for name, text in frame.items()}
        if isinstance(frame, list):
            return [self._filled(text) for text in frame]
        return re.sub(r"\{(\w+)(?::([^}]+))?\}", lambda match: self._fill(match[1], match[2] or ""), frame)

    def _fill(self, name: str, joint: str) -> str:
        if name not in _FILLERS:
            raise ValueError(f"noise.toml: {{{name}}} is no filler")
        return _FILLERS[name](self, joint)

    def _cell(self) -> str:
        return "".join(self.rng.choices(self.all("words"), k=self.rng.randint(1, 4)))


_FILLERS: Mapping[str, Callable[[Words, str], str]] = {
    # With bars real spam has dozens of cells, with other joints fewer.
    "words": lambda one, joint: joint.join(
        one._cell() for _ in range(one.rng.randint(8, 40 if joint.strip() == "|" else 14))
    ),
    "title": lambda one, _: str(one.rng.choice(one.all("titles"))),
    "publisher": lambda one, _: one.publisher,
    "time": lambda one, _: f"{one.day} {one.clock}",
    "day": lambda one, _: one.day,
    "year": lambda one, _: one.day[:4],
    "number": lambda one, _: one.number,
    "n": lambda one, _: str(one.rng.randint(100, 9999)),
    "m": lambda one, _: str(one.rng.randint(1, 60)),
    "phone": lambda one, _: f"400-{one.rng.randint(100, 999)}-{one.rng.randint(1000, 9999)}",
    "mobile": lambda one, _: f"1{one.rng.randint(30, 99)}{one.rng.randint(10**7, 10**8 - 1)}",
    "account": lambda one, _: f"kefu{one.rng.randint(100, 999)}",
    "host": lambda one, _: f"{one.rng.choice(('shiyan', 'mulu', 'wenzhan'))}{one.rng.randint(10, 99)}.example",
}
