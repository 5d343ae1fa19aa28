"""The kinds of content files: what each is called, where it lies and which shape it has."""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any, Generic, TypeVar

from qiwen.content import shapes

S_co = TypeVar("S_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Kind(Generic[S_co]):
    """One kind. `at` is a file, or a pattern for a folder of files that are named by their ids."""

    name: str
    at: str
    shape: type[S_co]

    @property
    def is_folder(self) -> bool:
        """Whether there are many of it."""
        return "*" in self.at

    @property
    def folder(self) -> str:
        """Where it lies."""
        return self.at.rpartition("/")[0]

    def path(self, id_: str) -> str:
        """The file of `id_`."""
        return f"{self.folder}/{id_}.toml"

    def holds(self, path: str) -> bool:
        """Whether the file at `path` is of this kind."""
        return path.rpartition("/")[0] == self.folder and fnmatchcase(path, self.at)


SOURCE = Kind("source", "knowledge/sources/[!_]*.toml", shapes.ArticleFile)
NOTICE = Kind("notice", "knowledge/notices/[!_]*.toml", shapes.NoticeFile)
CHECK = Kind("check", "knowledge/checks/[!_]*.toml", shapes.CheckFile)
GUIDE = Kind("guide", "knowledge/guides/[!_]*.toml", shapes.GuideFile)
INTENT = Kind("intent", "intents/[!_]*.toml", shapes.IntentFile)
PHRASES = Kind("phrases", "knowledge/phrases.toml", dict[str, shapes.PhraseRow])
WORDS = Kind("words", "knowledge/words.toml", dict[str, list[shapes.Word]])
LEXICON = Kind("lexicon", "knowledge/lexicon.toml", shapes.LexiconFile)
MANNERS = Kind("manners", "knowledge/manners.toml", shapes.MannersFile)
OUTSIDE = Kind("outside", "intents/_outside.toml", shapes.OutsideFile)
TUNING = Kind("tuning", "intents/_tuning.toml", shapes.TuningFile)

KINDS: tuple[Kind[Any], ...] = (
    INTENT,
    NOTICE,
    SOURCE,
    CHECK,
    GUIDE,
    PHRASES,
    WORDS,
    LEXICON,
    MANNERS,
    OUTSIDE,
    TUNING,
)
