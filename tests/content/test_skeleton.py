"""A new file explains itself, is refused until it is written, and is whole once it is."""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import tomli
from authored import lay
from slipping import WHO, edit, told

from qiwen.content.fields import described, field_of
from qiwen.content.kinds import KINDS, NOTICE, Kind
from qiwen.content.parts import item, table, tables
from qiwen.content.skeleton import skeleton
from qiwen.content.toml import as_toml

FOLDERS = [pytest.param(kind, id=kind.name) for kind in KINDS if kind.is_folder]
SHAPES = [pytest.param(shape, id=shape.__name__) for kind in KINDS for shape in tables(kind.shape)]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay(tmp_path)


def empty(value: object, path: str = "") -> Iterator[str]:
    """The fields that hold "", as lint calls them."""
    if value == "":
        yield path
    for step, each in value.items() if isinstance(value, dict) else ():
        yield from empty(each, f"{path}.{step}" if path else step)
    for number, each in enumerate(value) if isinstance(value, list) else ():
        yield from empty(each, f"{path}[{number + 1}]")


def names(value: object) -> Iterator[str]:
    """Every key."""
    for key, each in value.items() if isinstance(value, dict) else ():
        yield key
        yield from names(each)
    for each in value if isinstance(value, list) else ():
        yield from names(each)


@pytest.mark.parametrize("kind", FOLDERS)
def test_a_skeleton_is_toml_and_names_every_field(kind: Kind[object]) -> None:
    text = skeleton(kind)
    unwrapped = re.sub(r"\n(# )+", " ", text)

    tomli.loads(text)
    for shape in tables(kind.shape):
        for field in msgspec.structs.fields(shape):
            assert re.search(rf"^[# ]*(\[+[\w.]*{field.encode_name}\]+|{field.encode_name} = )", text, re.MULTILINE)
            assert field_of(shape, field.encode_name).means[1:] in unwrapped


@pytest.mark.parametrize("kind", FOLDERS)
def test_every_empty_field_is_refused_with_what_to_write(root: Path, kind: Kind[object]) -> None:
    (root / kind.path("brand-new")).write_text(skeleton(kind), encoding="utf-8")

    found = told(root)
    names = [re.fullmatch(r"\S+:\d+:\d+: (\S+): is empty; write (.+)", line) for line in found]
    assert all(names), found
    assert sorted(name[1] for name in names if name) == sorted(empty(tomli.loads(skeleton(kind))))
    assert all(line.startswith(kind.path("brand-new")) for line in found)


def filled(value: object, shape: object, example: object = None) -> object:
    """What a skeleton holds, with an example for everything that is empty."""
    row, each = table(shape), item(shape)
    if isinstance(value, dict) and row:
        types = {field.encode_name: field.type for field in msgspec.structs.fields(row)}
        return {key: filled(inner, types[key], field_of(row, key).such_as) for key, inner in value.items()}
    if isinstance(value, list) and table(each):
        return [filled(inner, each) for inner in value]
    return example


@pytest.mark.parametrize("kind", FOLDERS)
def test_filled_with_its_examples_a_skeleton_is_whole(kind: Kind[object]) -> None:
    msgspec.convert(filled(tomli.loads(skeleton(kind)), kind.shape), kind.shape)


@pytest.mark.parametrize("kind", FOLDERS)
def test_what_may_be_left_out_only_waits_for_its_remark_to_go(kind: Kind[object]) -> None:
    text = skeleton(kind)
    while bare := re.sub(r"^# ((?:# )?(?:\w+ = |\[))", r"\1", text, flags=re.MULTILINE):
        if bare == text:
            break
        text = bare

    wanted = [field.encode_name for shape in tables(kind.shape) for field in msgspec.structs.fields(shape)]
    assert set(wanted) <= set(names(tomli.loads(text)))


class Odd(msgspec.Struct):
    """A shape of which nothing is said."""

    must: int
    may: int | None = None


def test_a_shape_that_nobody_described_yet() -> None:
    text = skeleton(Kind("odd", "odd/*.toml", Odd))

    assert tomli.loads(text) == {"must": ""}
    assert 'Optional.\n# may = ""' in text


@pytest.mark.parametrize("shape", SHAPES)
def test_every_field_is_described(shape: type[msgspec.Struct]) -> None:
    names = {"", *shape.__struct_encode_fields__}

    assert set(described()[shape.__name__]) == names
    for name in names:
        assert field_of(shape, name).means, name


def test_nothing_else_is_described() -> None:
    shapes = {shape.__name__ for kind in KINDS for shape in tables(kind.shape)}

    assert set(described()) - {""} == shapes
    assert set(described()[""]) == {kind.name for kind in KINDS if not tables(kind.shape) or kind.name == "phrases"}


@pytest.mark.parametrize("shape", SHAPES)
def test_an_example_is_one(shape: type[msgspec.Struct]) -> None:
    for field in msgspec.structs.fields(shape):
        example = field_of(shape, field.encode_name).such_as
        if example is not None:
            msgspec.convert(example, field.type)
            assert tomli.loads(f"x = {as_toml(example)}") == {"x": example}


def test_a_notice_begun_from_a_skeleton(root: Path) -> None:
    text = skeleton(NOTICE)
    for key, value in {
        "title": '"域名"',
        "title_en": '"The domain"',
        "says": '"B 不能绑专属域名。"',
        "says_en": '"B must have no domain of its own."',
        "weight": '"limit"',
        "phase": '"before"',
        "valid_from": "2022-04-21",
        "article": '"2022-04-21-notice"',
        "paragraph": '"三"',
        "role": '"states"',
        "reviewed": "2026-11-22",
    }.items():
        text = re.sub(rf'^{key} = ""$', f"{key} = {value}", text, flags=re.MULTILINE)
    (root / NOTICE.path("own-domain")).write_text(text, encoding="utf-8")
    edit(root, WHO, 'also = ["erased"]', 'also = ["erased", "own-domain"]')

    assert told(root) == []
