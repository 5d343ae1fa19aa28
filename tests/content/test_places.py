"""Where a field stands, in any TOML."""

from collections.abc import Iterator
from pathlib import Path as File

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from qiwen.content.files import bundled
from qiwen.content.places import Places
from qiwen.content.slips import Path, Place

FILES = sorted([*bundled().glob("intents/*.toml"), *bundled().rglob("knowledge/**/*.toml")])


def fields(value: object, path: Path = ()) -> Iterator[Path]:
    """Every path that the parser finds."""
    if path:
        yield path
    for step, each in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from fields(each, (*path, step))


TEXT = File(__file__).with_name("places.toml").read_text(encoding="utf-8")
"""One of each thing that TOML knows."""


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        (("title",), 2, 1),
        (("quoted key", "other key"), 3, 1),
        (("many",), 4, 1),
        (("many", 0), 4, 9),
        (("many", 1, 1), 4, 20),
        (("many", 2), 5, 3),
        (("many", 2, "x"), 5, 5),
        (("many", 2, "y", 0), 5, 19),
        (("raw",), 9, 1),
        (("when",), 11, 1),
        (("table",), 13, 3),
        (("table", "inner", "a", "c"), 15, 1),
        (("rows",), 17, 3),
        (("rows", 0, "cells", 1), 21, 3),
        (("rows", 0, "cells", 1, "deep", "z"), 24, 1),
        (("rows", 1, "id"), 26, 1),
        (("rows", 1, "cells", 0, "id"), 28, 1),
        # what is missing stands where it would belong
        (("rows", 1, "cells", 0, "name"), 27, 3),
        (("rows", 1, "name", 3), 25, 3),
        (("nothing", "at", "all"), 1, 1),
        ((), 1, 1),
    ],
)
def test_where_a_field_stands(path: Path, line: int, column: int) -> None:
    assert Places(TEXT).of(path) == Place(line, column)
    assert Places(TEXT.replace("\n", "\r\n")).of(path) == Place(line, column)


def test_all_fields_are_found_and_no_others() -> None:
    assert set(Places(TEXT)) == set(fields(tomli.loads(TEXT)))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_all_fields_of_the_real_content(file: File) -> None:
    text = file.read_text(encoding="utf-8")

    assert set(Places(text)) == set(fields(tomli.loads(text)))
    assert list(Places(text).again()) == []


SCALARS = (
    "%",
    "%.5",
    '"v% # [ ] , = \\" \\\\"',
    "'v%\\'",
    '''"""v%
 " "" \\""" """''',
    "'''v%\n'' '''",
    '"""v%"""""',
    "'''v%''''",
)
"""Numbers and texts with a number in the place of %."""


class Scribe:
    """Writes TOML in all manners, with every key and value once, so that a text search says where each stands."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.count = 1000
        self.expected: dict[Path, str] = {}

    def token(self, *forms: str) -> str:
        self.count += 1
        return self.draw(st.sampled_from(forms)).replace("%", str(self.count))

    def key(self) -> tuple[str, str]:
        spelt = self.token("k%", "k-%_", '"k % ]=#"', "'k%\"'", '"\\u006b%"')
        return spelt, next(iter(tomli.loads(f"{spelt} = 1")))

    def value(self, path: Path, depth: int = 0) -> str:
        kind = self.draw(st.integers(0, 5 if depth < 3 else 3))
        gap = self.draw(st.sampled_from(["", " ", "\n", " # ] } no, x\n "]))
        if kind == 4:
            items = [self.item((*path, n), depth) for n in range(self.draw(st.integers(0, 3)))]
            return f"[{gap}{f',{gap}'.join(items)}{gap}]"
        if kind == 5:
            pairs = [self.pair(path, depth + 1) for _ in range(self.draw(st.integers(0, 3)))]
            return "{" + ", ".join(pairs) + "}"
        return self.token(*SCALARS)

    def item(self, path: Path, depth: int) -> str:
        text = self.value(path, depth + 1)
        self.expected[path] = text
        return text

    def pair(self, table: Path, depth: int = 0) -> str:
        keys = [self.key() for _ in range(self.draw(st.integers(1, 2)))]
        path = (*table, *(key for _, key in keys))
        spelt = self.draw(st.sampled_from([".", " . "])).join(spelt for spelt, _ in keys)
        for end in range(1, len(keys) + 1):
            self.expected[path[: len(table) + end]] = spelt
        return f"{spelt} = {self.value(path, depth)}"

    def document(self) -> str:
        lines = [self.pair(()) for _ in range(self.draw(st.integers(0, 3)))]
        for _ in range(self.draw(st.integers(0, 3))):
            spelt, key = self.key()
            inner, name = self.key()
            rows = self.draw(st.integers(0, 2))
            for row in range(max(1, rows)):
                lines.append(f"  [[ {spelt} ]] # x" if rows else f"[{spelt}]\t")
                here: Path = (key, row) if rows else (key,)
                lines += [self.pair(here) for _ in range(self.draw(st.integers(0, 2)))]
                lines.append(f"[{spelt}.{inner}]")
                lines += [self.pair((*here, name)) for _ in range(self.draw(st.integers(0, 2)))]
        return "\n".join(lines) + self.draw(st.sampled_from(["", "\n", "\n# end"]))


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, dict[Path, str]]:
    scribe = Scribe(draw)
    return scribe.document(), scribe.expected


@given(documents())
def test_any_toml_is_read_as_the_parser_reads_it(document: tuple[str, dict[Path, str]]) -> None:
    text, expected = document
    places = Places(text)
    lines = text.split("\n")

    assert set(places) == set(fields(tomli.loads(text)))
    assert places.broken == ()
    for path, spelt in expected.items():
        place = places.of(path)
        assert "\n".join(lines[place.line - 1 :])[place.column - 1 :].startswith(spelt), path


@given(st.text(alphabet="ab.=[]{}\"'\\#,\n 1\u3000“", max_size=60))
def test_any_text_is_read_to_an_end(text: str) -> None:
    places = Places(text)

    assert places.of(places.broken).line >= 1
    for path, place in places.again():
        assert places.of(path) < place


@pytest.mark.parametrize(
    ("text", "path", "line"),
    [
        ("a = 1\nb = 2\na = 3\n", ("a",), 3),
        ("[t]\nx = 1\n[t]\ny = 2\n", ("t",), 3),
        ("[t]\nx.y = 1\nx.y = 2\n", ("t", "x", "y"), 3),
        ("a = {b = 1,\n b = 2}", ("a", "b"), 2),
    ],
)
def test_what_is_written_twice(text: str, path: Path, line: int) -> None:
    with pytest.raises(tomli.TOMLDecodeError):
        tomli.loads(text)

    assert [(again, place.line) for again, place in Places(text).again()] == [(path, line)]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("a = “x”", ("a",)),
        ("a = 1\nb = [1,\n2 3]", ("b",)),
        ("[t]\nb = {c = }", ("t", "b", "c")),
        ('b = "x" y', ("b",)),
        ("a = 1\nb：2", ()),
    ],
)
def test_the_field_in_which_a_text_stops_being_toml(text: str, path: Path) -> None:
    assert Places(text).broken == path
