"""The chat page's files, read once from the package."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it goes over the wire. `etag` changes with its bytes."""

    body: bytes
    content_type: str
    etag: str


def assets() -> Mapping[str, Asset]:
    """Every file of the page by name; only these names are ever served."""
    found = (entry for entry in files("qiwen.web").joinpath("static").iterdir() if entry.is_file())
    return {entry.name: _asset(entry.name, entry.read_bytes()) for entry in found if _type(entry.name)}


def _asset(name: str, body: bytes) -> Asset:
    return Asset(body, _type(name), hashlib.sha256(body).hexdigest()[:16])


def _type(name: str) -> str:
    """The content type; empty for what is not the page's."""
    return _TYPES.get(name[name.rfind(".") :], "")
