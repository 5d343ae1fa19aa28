"""JSON Schemas for the content files, so that editors complete, explain and check them while they are written.

Everything comes from the shapes and from fields.toml. The dialect is draft 7, which is what Taplo reads.
"""

import json
from collections.abc import Sequence
from typing import Any

import msgspec

from qiwen.content.fields import Field, field_of, file_of, table_of
from qiwen.content.kinds import Kind
from qiwen.content.parts import choices, table, tables

FOLDER = "knowledge/schema"
"""Where the schemas lie: with the content, so that they travel with it."""

TAPLO = ".taplo.toml"
"""What tells Taplo (and with it the editor's extension Even Better TOML) which schema is for which files."""

OURS = "# Written by `qiwen schema --write"
"""By which a .taplo.toml is known as ours, which may be written over."""

_DRAFT = "http://json-schema.org/draft-07/schema#"
_REF = "#/definitions/{name}"
_TAPLO_HEAD = f"""\
# Which JSON Schema is for which content file, for Taplo and editors that use it (Even Better TOML).
{OURS} .`

include = ["intents/*.toml", "knowledge/**/*.toml"]

[formatting]  # as the files are written: nothing is moved
array_auto_collapse = false
array_auto_expand = false
column_width = 120
"""


def files(kinds: Sequence[Kind[Any]]) -> dict[str, str]:
    """Every file that is published for these kinds, by its path below the content's folder."""
    schemas = {f"{FOLDER}/{kind.name}.json": as_json(schema(kind)) for kind in kinds}
    return {**schemas, TAPLO: taplo(kinds)}


def as_json(value: object) -> str:
    """As it is stored: the same value, the same text."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def taplo(kinds: Sequence[Kind[Any]]) -> str:
    """The file that binds schemas to files."""
    return _TAPLO_HEAD + "".join(
        f'\n[[rule]]\nname = "{kind.name}"\ninclude = ["{kind.at}"]\nschema.path = "{FOLDER}/{kind.name}.json"\n'
        for kind in kinds
    )


def schema(kind: Kind[Any]) -> dict[str, Any]:
    """The JSON Schema of that kind of file."""
    (root,), definitions = msgspec.json.schema_components([kind.shape], ref_template=_REF)
    for shape in tables(kind.shape):
        _describe(definitions[shape.__name__], shape)
    top = table(kind.shape)
    body = definitions.pop(top.__name__) if top else {**root, "description": file_of(kind.name).sentence}
    named = {"$schema": _DRAFT, **body, "title": f"{kind.name} ({kind.at})"}
    return {**named, "definitions": definitions} if definitions else named


def _describe(definition: dict[str, Any], shape: type[msgspec.Struct]) -> None:
    """Say what the table and its fields mean; leave out null, which TOML has not."""
    definition["description"] = table_of(shape).sentence or str(shape.__doc__)
    for each in msgspec.structs.fields(shape):
        value = _without_null(definition["properties"][each.encode_name])
        if choices(each.type):
            value["enum"] = list(choices(each.type))  # in the order of the shape; msgspec sorts
        definition["properties"][each.encode_name] = _explained(value, field_of(shape, each.encode_name))


def _without_null(value: dict[str, Any]) -> dict[str, Any]:
    if value.get("default", "") is None:
        del value["default"]
    kinds = [each for each in value.get("anyOf", ()) if each != {"type": "null"}]
    if len(kinds) != 1:
        return value
    return {**{key: one for key, one in value.items() if key != "anyOf"}, **kinds[0]}


def _explained(value: dict[str, Any], means: Field) -> dict[str, Any]:
    """A draft 7 reader looks at nothing beside $ref."""
    value = {"allOf": [value]} if "$ref" in value else value
    examples = {} if means.such_as is None else {"examples": [json.loads(json.dumps(means.such_as, default=str))]}
    description = {"description": means.sentence} if means.means else {}
    return {**description, **value, **examples}
