"""Whatever is done to a file: it is refused exactly when something is told of it, and what is told is one line."""

from datetime import date
from typing import Any

import msgspec
import pytest
import tomli
from authored import FILES
from hypothesis import given
from hypothesis import strategies as st

from qiwen.content import structure
from qiwen.content.kinds import KINDS, Kind

WRITTEN = [
    pytest.param(kind, text, id=name) for name, text in FILES.items() for kind in KINDS if kind.holds(name)
]  # fmt: skip
VALUES = st.sampled_from(
    ["", " ", "x", "Not An Id", 3, -1, 2.5, True, [], ["a"], [""], [3], {}, {"a": 1}, date(2022, 1, 1), "长" * 2000]
)


def spoil(value: Any, draw: st.DrawFn) -> Any:
    """The same with something put in the place of a part of it, taken out, or added."""
    parts = [*value] if isinstance(value, dict) else [*range(len(value))] if isinstance(value, list) else []
    if not parts or draw(st.integers(0, 3)) == 0:
        return draw(VALUES)
    step = draw(st.sampled_from(parts))
    spoilt = value.copy()
    match draw(st.integers(0, 3)):
        case 0:
            del spoilt[step]
        case 1 if isinstance(spoilt, dict):
            spoilt[draw(st.sampled_from(["zzz", "next", "id", "says", "article"]))] = draw(VALUES)
        case _:
            spoilt[step] = spoil(value[step], draw)
    return spoilt


@pytest.mark.parametrize(("kind", "text"), WRITTEN)
@given(st.data())
def test_what_is_refused_is_told(kind: Kind[object], text: str, data: st.DataObject) -> None:
    spoilt = spoil(tomli.loads(text), data.draw)

    found = list(structure.slips(spoilt, kind.shape))

    try:
        msgspec.convert(spoilt, kind.shape)
    except msgspec.ValidationError:
        assert found
    else:
        assert found == []
    assert all(slip.what and "\n" not in slip.what for slip in found)
