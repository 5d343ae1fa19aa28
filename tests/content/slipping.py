"""A folder with a slip, and what is told of it."""

from pathlib import Path

from qiwen.content.load import load
from qiwen.model.errors import ContentError

ARTICLE = "knowledge/sources/2022-04-21-notice.toml"
NOTICE = "knowledge/notices/creator-only.toml"
ERASED = "knowledge/notices/erased.toml"
CHECK = "knowledge/checks/migration.toml"
GUIDE = "knowledge/guides/migration.toml"
WHO = "intents/who.toml"
OUTSIDE = "intents/_outside.toml"
TUNING = "intents/_tuning.toml"
MANNERS = "knowledge/manners.toml"
LEXICON = "knowledge/lexicon.toml"
PHRASES = "knowledge/phrases.toml"
WORDS = "knowledge/words.toml"


def edit(root: Path, name: str, old: str, new: str) -> None:
    """Replace what stands first."""
    text = (root / name).read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {name}"
    (root / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def told(root: Path) -> list[str]:
    """What loading the folder says, a line a slip."""
    try:
        load(root)
    except ContentError as slips:
        return [str(problem) for problem in slips.problems]
    return []
