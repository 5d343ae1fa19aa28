"""The error tree.

QiwenError
├── ContentError     an author's slips, all of them at once, each with its file, line and field
├── SettingsError    an operator's slips, all of them at once, each with where to find the value
├── QuestionsError   questions to measure with that cannot be used, all of them at once, each with its line
├── StoreError       the database cannot be used; the message names the file and what to do
├── Conflict         somebody else changed the conversation first; take the turn again
└── BadCallback      a request that is not the platform's
    ├── Forged       signature, receiver or time are wrong (403)
    └── Unreadable   cannot be read at all (400)

Refusals that are part of a talk (a bad answer, an unknown question) are values, not exceptions.
"""

from dataclasses import dataclass


class QiwenError(Exception):
    """Root of everything qiwen raises on purpose."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One slip: where it stands and what to do about it.

    `where` is a file or a setting, `field` what is meant in it (or nothing: all of it). `line` and `column` count
    from 1; 0 is unknown.
    """

    where: str
    what: str
    field: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """In the way of compilers, which editors and CI services turn into links."""
        place = f"{self.where}:{self.line}:{self.column}" if self.line else self.where
        return f"{place}: {self.field}: {self.what}" if self.field else f"{place}: {self.what}"


class _Problems(QiwenError):
    """Carries every slip found, because being told one at a time wastes an evening."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class ContentError(_Problems):
    """The content folders hold slips that would make the bot say something wrong."""


class SettingsError(_Problems):
    """Settings are missing or malformed."""


class QuestionsError(_Problems):
    """Questions to measure the bot with, or stored figures, cannot be used."""


class StoreError(QiwenError):
    """The database cannot be opened or written."""


class Conflict(QiwenError):
    """The conversation, or the message, was committed by somebody else in between."""


class BadCallback(QiwenError):
    """A request to the webhook that must not be answered."""


class Forged(BadCallback):
    """Not from the platform, not for this enterprise, or too old."""


class Unreadable(BadCallback):
    """Not a callback at all."""
