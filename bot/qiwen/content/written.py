"""Everything that stands in the files, before it is joined."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self, TypeVar

from qiwen.content import kinds, shapes
from qiwen.content.files import Reader

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Written:
    """The files, by their ids where there are many of a kind; None is a file with a slip. `strays` are of no kind."""

    sources: Mapping[str, shapes.ArticleFile | None]
    notices: Mapping[str, shapes.NoticeFile | None]
    checks: Mapping[str, shapes.CheckFile | None]
    guides: Mapping[str, shapes.GuideFile | None]
    intents: Mapping[str, shapes.IntentFile | None]
    phrases: Mapping[str, shapes.PhraseRow] | None
    words: Mapping[str, list[str]] | None
    lexicon: shapes.LexiconFile | None
    outside: shapes.OutsideFile | None
    tuning: shapes.TuningFile | None
    manners: shapes.MannersFile | None
    strays: list[str]

    @classmethod
    def by(cls, reader: Reader) -> Self:
        """All that `reader` finds; it keeps the slips."""
        return cls(
            sources=reader.folder(kinds.SOURCE),
            notices=reader.folder(kinds.NOTICE),
            checks=reader.folder(kinds.CHECK),
            guides=reader.folder(kinds.GUIDE),
            intents=reader.folder(kinds.INTENT),
            phrases=reader.file(kinds.PHRASES),
            words=reader.file(kinds.WORDS),
            lexicon=reader.file(kinds.LEXICON),
            outside=reader.file(kinds.OUTSIDE),
            tuning=reader.file(kinds.TUNING),
            manners=reader.file(kinds.MANNERS),
            strays=reader.strays({kind.folder for kind in kinds.KINDS}),
        )


def sound(files: Mapping[str, S | None]) -> dict[str, S]:
    """Those without a slip."""
    return {id_: file for id_, file in files.items() if file is not None}
