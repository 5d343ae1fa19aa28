"""HTTP as values: what a channel gets and gives. The web framework stays on the floor above."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class HttpIn:
    """A request. Header names are lower case; `query` holds the first value of each name, URL-decoded."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class HttpOut:
    """A response. An empty body with 200 is what WeCom takes as "nothing to say"."""

    status: int = 200
    body: bytes = b""
    content_type: str = "text/plain; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Route:
    """A path, its methods and what answers it.

    A body over `limit` bytes is refused with 413 before anything reads it.
    """

    path: str
    methods: tuple[str, ...]
    handle: Callable[[HttpIn], HttpOut]
    limit: int = 64 * 1024
