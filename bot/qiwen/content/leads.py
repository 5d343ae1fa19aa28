"""Ids in one file that mean something in another: do they lead anywhere, and if not, where was meant?"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from qiwen.content.slips import Slip
from qiwen.content.written import Written

_MOST_NAMED = 8
"""So many ids are listed; who has more to choose from looks into the folder."""


@dataclass(frozen=True, slots=True)
class Known:
    """All ids there are, by what they are ids of. A kind whose file could not be read is left out and never missed."""

    ids: Mapping[str, Collection[str]]
    words: Mapping[str, tuple[str, ...]] | None

    @classmethod
    def of(cls, written: Written) -> "Known":
        """All ids of the content."""
        ids: dict[str, Collection[str] | None] = {
            "article": written.sources,
            "notice": written.notices,
            "check": written.checks,
            "guide": written.guides,
            "intent": written.intents,
            "phrase": written.phrases,
            "list of words": written.words,
        }
        words = None if written.words is None else {name: tuple(each) for name, each in written.words.items()}
        return cls({what: frozenset(known) for what, known in ids.items() if known is not None}, words)

    def one(self, what: str, id_: str | None, *path: str | int) -> Iterator[Slip]:
        """The slip if there is no such thing."""
        if id_ is not None and what in self.ids and id_ not in self.ids[what]:
            others = [other for other, known in self.ids.items() if other != what and id_ in known]
            yield Slip(path, astray(what, id_, self.ids[what], others))

    def each(self, what: str, ids: Iterable[str], *path: str | int) -> Iterator[Slip]:
        """The slips of those that there are not."""
        for number, id_ in enumerate(ids):
            yield from self.one(what, id_, *path, number)


def astray(what: str, id_: str, known: Collection[str], others: Collection[str] = ()) -> str:
    """What to say of an id that leads nowhere; it may be one of `others`."""
    from difflib import get_close_matches  # noqa: PLC0415 - not needed while all is well

    if others:
        return f"{id_!r} is {' and '.join(map(_one, others))} and no {what}"
    near = get_close_matches(id_, known, 3, cutoff=0.5)
    if near:
        return f"there is no {what} {id_!r}; did you mean {' or '.join(near)}?"
    if len(known) > _MOST_NAMED:
        return f"there is no {what} {id_!r}, and none is called nearly so"
    return f"there is no {what} {id_!r}; there is {', '.join(sorted(known)) or 'none yet'}"


def _one(what: str) -> str:
    return f"an {what}" if what[0] in "aei" else f"a {what}"
