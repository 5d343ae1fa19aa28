"""Pages cleaned with the project's own rules."""

from collections import Counter
from functools import cache

from qiwen.content.files import bundled
from qiwen.content.script import script
from qiwen.content.sound import syllable
from qiwen.ingest.bench import Tools
from qiwen.ingest.clean import Page, clean
from qiwen.ingest.decode import Refused
from qiwen.ingest.page import Cleaned
from qiwen.ingest.pages import page_of
from qiwen.ingest.rules import read_rules


@cache
def tools() -> Tools:
    return Tools(read_rules(bundled()), script(), syllable)


def scrub(text: str) -> Cleaned:
    """A text made clean."""
    return clean(Page(text), tools())


def scrub_file(data: bytes) -> Cleaned:
    """The bytes of a page made clean."""
    page = page_of(data)
    assert not isinstance(page, Refused), page.why
    return clean(page, tools())


def kinds(page: Cleaned) -> Counter[str]:
    """How many edits of each kind."""
    return Counter(edit.kind for edit in page.edits)


ARTICLE = """迁移之前要做的三件事
先核对两边的创建人，两边必须是同一个人，超级管理员不能代替。
再备份目标企业原来的邮件，迁移完成以后它们就没有了，找不回来。
●通讯录以目标企业为准；
●标签、日程、微盘都不会跟着走。
最后通知全体成员，迁移期间请不要改动通讯录。"""
"""A clean text of the kind that pages hold, in our own words."""


def page(*, above: str = "", below: str = "") -> str:
    """The article between lines of a page."""
    return "\n".join(filter(None, (above, ARTICLE, below)))
