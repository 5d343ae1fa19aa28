"""From the bytes of a page to what was read on it, by the program's own parts."""

from functools import cache

from noise.make import Filthy

from qiwen.content.files import bundled
from qiwen.content.load import load
from qiwen.content.script import script
from qiwen.content.sound import syllable
from qiwen.ingest.bench import Tools
from qiwen.ingest.clean import clean
from qiwen.ingest.decode import Refused
from qiwen.ingest.find import Knowledge, find
from qiwen.ingest.page import Reading
from qiwen.ingest.pages import page_of
from qiwen.ingest.recognise import read as read_recognition
from qiwen.ingest.rules import read_rules


@cache
def _tools() -> tuple[Tools, Knowledge]:
    root = bundled()
    catalogue = load(root)
    recognition = read_recognition(root / "knowledge" / "recognise.toml", catalogue.notices)
    return Tools(read_rules(root), script(), syllable), Knowledge.of(catalogue, recognition)


def read(page: Filthy) -> Reading:
    """What is read on a filthy page. A page that is refused is an empty one."""
    return read_bytes(page.source.name + page.suffix, page.data)


def read_bytes(name: str, data: bytes) -> Reading:
    """What is read in the bytes of a file. Raises ValueError where they are refused."""
    tools, knowledge = _tools()
    page = page_of(data)
    if isinstance(page, Refused):
        raise ValueError(f"{name}: {page}")  # noqa: TRY004 - the page is wrong, not its type
    cleaned = clean(page, tools)
    return Reading(name, cleaned, *find(cleaned, knowledge))
