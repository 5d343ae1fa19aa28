"""The file of what was learned, intents/_learned.npz: plain arrays, no pickles."""

import zipfile
from pathlib import Path

import numpy as np

from qiwen.matching.learned import Learned
from qiwen.matching.net import Net

NAME = "intents/_learned.npz"
_UNIT, _RECORD = "\x1f", "\x1e"


def save(learned: Learned, path: Path) -> None:
    """Write `learned` to `path`, packed; the same values give the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    readings = _RECORD.join(_UNIT.join((ask, *read)) for ask, read in learned.readings.items())
    np.savez_compressed(
        path,
        labels=np.array(learned.labels),
        keys=learned.keys,
        rarity=learned.rarity.astype(np.float16),
        weights=learned.weights,
        step=learned.step,
        bias=learned.bias,
        mix=learned.mix,
        content=np.array(learned.content),
        readings=np.frombuffer(readings.encode(), dtype=np.uint8),
        **({f"net_{name}": array for name, array in learned.net.arrays().items()} if learned.net else {}),
    )


def read(path: Path) -> Learned | None:
    """What stands in `path`; None where there is no such file or it is damaged (the channels then work alone)."""
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
    except (OSError, ValueError, zipfile.BadZipFile):
        return None
    readings = (record.split(_UNIT) for record in arrays["readings"].tobytes().decode().split(_RECORD) if record)
    net = {name.removeprefix("net_"): array for name, array in arrays.items() if name.startswith("net_")}
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
        net=Net.of(net) if net else None,
    )
