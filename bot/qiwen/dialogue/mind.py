"""What the dialogue thinks with: the content, the matcher and the script tables, joined once at start."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Protocol, Self

from qiwen.dialogue.clauses import Clause, Softeners, clauses, whole
from qiwen.dialogue.ears import Listening
from qiwen.dialogue.signs import Sign
from qiwen.matching.fold import Script, fold
from qiwen.model.asof import as_of
from qiwen.model.content import Catalogue
from qiwen.model.hours import Hours
from qiwen.model.match import Match

CONTROLS = (
    "person",
    "more",
    "quit",
    "back",
    "again",
    "resume",
    "next",
    "all",
    "stuck",
    "none",
    "why",
    "how",
    "left",
    "withdraw",
    "bot",
    "wrong",
)
"""Lists of knowledge/words.toml that steer the talk; the first that holds a word wins."""


_TELLING = 3
"""Characters from which a word of not knowing tells it from within a longer message: 忘了 may have an object."""


class Matches(Protocol):
    """What the dialogue needs of a matcher. Same content and text, same answer, in every process."""

    def match(self, text: str) -> Match:
        """What `text` means. Takes any string whatever, in bounded time."""
        ...


@dataclass(frozen=True, slots=True)
class House:
    """The rules of the house, from the settings: when people are there, and whether the bot is quiet once called."""

    hours: Hours = field(default_factory=Hours)
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Mind:
    """Catalogue, matcher and script tables. Make one with `Mind.of`, which folds the words that steer once.

    `soft_words` are what people say without naming anything: yes, perhaps, next …; `name_ends` is how the names of
    enterprises end, `no_name` what stands in no name. `angry` and `panic` are signs, `panic_open` and `panic_running`
    looser ones for somebody who is about to begin, or known to be in the middle of it.
    """

    catalogue: Catalogue
    matcher: Matches
    script: Script
    controls: Mapping[str, str]
    soft_words: frozenset[str]
    unsure_words: tuple[str, ...]
    softeners: Softeners
    listening: Listening
    angry: tuple[Sign, ...] = ()
    panic: tuple[Sign, ...] = ()
    corrects: tuple[str, ...] = ()
    adds: tuple[str, ...] = ()
    name_ends: tuple[str, ...] = ()
    name_heads: tuple[str, ...] = ()
    no_name: tuple[str, ...] = ()
    no_person: tuple[str, ...] = ()
    panic_open: tuple[Sign, ...] = ()
    panic_running: tuple[Sign, ...] = ()
    house: House = field(default_factory=House)

    @classmethod
    def of(cls, catalogue: Catalogue, matcher: Matches, script: Script, house: House = House()) -> Self:
        """Join them."""
        words = catalogue.words
        put: Callable[[str], str] = partial(fold, script=script)
        listening = Listening(put, words)
        controls = {put(word): name for name in reversed(CONTROLS) for word in words.get(name, ())}
        soft = _folded(
            put,
            (
                word
                for name in ("yes", "no", "unsure", "hedge", "done", "heads", "tails")
                for word in words.get(name, ())
            ),
        )
        return cls(
            catalogue,
            matcher,
            script,
            controls,
            soft_words=frozenset(soft) | controls.keys(),
            unsure_words=tuple(word for word in _folded(put, words.get("unsure", ())) if len(word) >= _TELLING),
            softeners=Softeners.of(words, script),
            listening=listening,
            angry=listening.signs("angry"),
            panic=listening.signs("panic"),
            corrects=_folded(put, words.get("corrects", ())),
            adds=_folded(put, words.get("adds", ())),
            name_ends=_folded(put, words.get("name_ends", ())),
            name_heads=_folded(put, words.get("name_heads", ())),
            no_name=_folded(put, words.get("no_name", ())),
            no_person=_folded(put, words.get("no_person", ())),
            panic_open=listening.signs("panic_open"),
            panic_running=listening.signs("panic_running"),
            house=house,
        )

    def fold(self, text: str) -> str:
        """`text` in the form in which texts are compared."""
        return fold(text, self.script)

    def on(self, day: date) -> Self:
        """The same mind by what is in force that day: notices end, and others take their place."""
        if all(notice.holds_on(day) for notice in self.catalogue.notices.values()):
            return self
        return replace(self, catalogue=as_of(self.catalogue, day))

    def adds_to_ticket(self, text: str) -> bool:
        """Whether `text` begins with words that add to a ticket: 补充一下 …"""
        return self.fold(text).startswith(self.adds) if self.adds else False

    def clauses(self, text: str) -> tuple[Clause, ...]:
        """The clauses of `text`, in order."""
        return clauses(text, self.script, self.softeners)

    def whole(self, text: str) -> Clause:
        """All of `text` as one clause."""
        return whole(text, self.script, self.softeners)

    def is_of(self, list_: str, folded: str) -> bool:
        """Whether the folded text is a word of that list of knowledge/words.toml."""
        return folded in self.listening.words_of(list_)


def _folded(put: Callable[[str], str], words: Iterable[str]) -> tuple[str, ...]:
    return tuple(filter(None, map(put, words)))
