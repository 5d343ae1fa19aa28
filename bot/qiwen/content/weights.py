"""The file of what was learned, intents/_learned.npz: plain arrays, no pickles."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from qiwen.matching.learned import Learned
from qiwen.matching.net import Net

Array = npt.NDArray[np.generic]

NAME = "intents/_learned.npz"
_MOST_NETS = 4
_UNIT, _RECORD = "\x1f", "\x1e"


def save(learned: Learned, path: Path) -> None:
    """Write `learned` to `path`, packed; the same values give the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    readings = _RECORD.join(_UNIT.join((ask, *read)) for ask, read in learned.readings.items())
    arrays: dict[str, Array] = {
        "labels": np.array(learned.labels),
        "keys": learned.keys,
        "rarity": learned.rarity.astype(np.float16),
        "weights": learned.weights,
        "step": learned.step,
        "bias": learned.bias,
        "mix": learned.mix,
        "content": np.array(learned.content),
        "readings": np.frombuffer(readings.encode(), dtype=np.uint8),
    }
    for at, net in enumerate(learned.nets):
        arrays |= {f"net{at}_{name}": array for name, array in net.arrays().items()}
    np.savez_compressed(path, allow_pickle=False, **arrays)


def read(path: Path) -> Learned | None:
    """What stands in `path`; None where there is no such file, it is damaged or of another version.

    The channels then work alone, until `qiwen train`.
    """
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
    except (OSError, ValueError, zipfile.BadZipFile):
        return None
    readings = (record.split(_UNIT) for record in arrays["readings"].tobytes().decode().split(_RECORD) if record)
    nets = [_starting(f"net{at}_", arrays) for at in range(_MOST_NETS)]
    try:
        whole = tuple(Net.of(net) for net in nets if net)
    except KeyError:
        return None
    return Learned(
        labels=tuple(map(str, arrays["labels"])),
        keys=arrays["keys"],
        rarity=arrays["rarity"].astype(np.float32),
        weights=arrays["weights"],
        step=arrays["step"],
        bias=arrays["bias"],
        mix=arrays["mix"],
        content=str(arrays["content"]),
        readings={ask: (text, sound) for ask, text, sound in readings},
        nets=whole,
    )


def _starting(prefix: str, arrays: Mapping[str, Array]) -> dict[str, Array]:
    return {name.removeprefix(prefix): array for name, array in arrays.items() if name.startswith(prefix)}
