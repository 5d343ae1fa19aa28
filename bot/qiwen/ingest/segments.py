"""A clean page cut into items: its bullets, numbered items and paragraphs, each with its sentences and where it stands.

Numbers are not trusted (一、 may be followed by 2、): they name an item, they order nothing.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from qiwen.ingest.plain import unlabelled

_NOT_WORD = re.compile(r"[^0-9A-Za-z\u3400-\u9fff]+")
_SENTENCE = re.compile(r"(?:[“「『\"][^”」』\"\n]{0,60}[”」』\"]|[^。!?！？;；\n])+[。!?！？;；]*")
_BULLET = re.compile(r"(?:[●•○◆■▪□☐☑✓※►▶➢]|[-–*](?=\s))")
_SECTION = re.compile(r"([一二三四五六七八九十]{1,3})、|第([一二三四五六七八九十]{1,3})[章节部]|#{1,4}\s")
_NUMBER = re.compile(r"(\d{1,2})\s*(?:[、:：)）]|[.．](?!\d))")
_ASIDE_NUMBER = re.compile(r"[(（](\d{1,2}|[一二三四五六七八九十])[)）]|([①-⑳])")
_EXAMPLE = re.compile(r"^[^【\[]{0,3}[【\[](例子|示例|举例|例)[】\]]")
_CAUTION = re.compile(r"(?:特别|温馨|重要)?(?:注意|提示|提醒|说明|警告)(?:事项)?[:：]")
_ASKS = re.compile(
    r"[?？]\s*$|(?:[吗呢么]|怎么样|怎样|怎么办|如何)\s*[。.]?$|^(?:那么?|请问|问[:：]|q[:：])?\s*(?:如何|怎么|怎样|为什么|为何|是否|能否|可否)(?!.*[,，].*[,，]|.*[:：].)",
    re.IGNORECASE,
)
_ANSWERS = re.compile(r"^\s*(?:答|回答|解答|回复|客服|顾问|专家|a|客户|用户|网友|问|q)\s*[:：]", re.IGNORECASE)
_ASKED = re.compile(r"如何|怎么|怎样|为什么|为何|是否|能否|可否|什么|哪|多久|谁|几|[吗呢么][?？。\s]*$")
_CROSSED = re.compile(r"(?:[(（\[【]\s*(?:×|✗|✘|❌|错误?|否|假|F|N)\s*[)）\]】]|×|✗|✘|❌)\s*[。.]?\s*$")
_WRONG = re.compile(
    r"\s*(?:(?:答|答案|解析|判断|结论|真相|事实|正解|回答|揭晓)\s*(?:是|为)?\s*[:：]?\s*[(（]?\s*)(?:×|✗|错|不对|否|假|误|不实|谣言)"
)
_STORY = 4  # clauses before a question that are told, not asked
_LEADS = re.compile(r"[:：]\s*$")
_ENDED = re.compile(r"[。!！;；，,]\s*$")
_LONGEST_HEADING = 24
_LONGEST_TITLE = 40
_OPENING = 40


@dataclass(frozen=True, slots=True)
class Item:
    """One bullet, numbered item or paragraph.

    `lead` introduces it (以下数据不支持迁移：), `asked` is the question that it answers.
    """

    text: str
    place: str
    fingerprint: str
    sentences: tuple[str, ...]
    heading: str = ""
    lead: str = ""
    asked: str = ""
    is_heading: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """Everything by which it is understood: items with the same words say the same, wherever they stand."""
        return self.text, self.heading, self.lead, self.asked


def fingerprint(paragraph: str) -> str:
    """The first 16 hex digits of the SHA-256 of a paragraph's letters, digits and Han characters."""
    return hashlib.sha256(_NOT_WORD.sub("", paragraph).encode()).hexdigest()[:16]


def asks(sentence: str) -> bool:
    """Whether a sentence asks rather than states."""
    return bool(_ASKS.search(sentence.strip()))


def refuted(item: Item, following: str) -> bool:
    """Whether a page says of an item that it is wrong: by a cross at its end, or by the line after it (答案：错)."""
    return bool(_CROSSED.search(item.text) or _WRONG.match(following))


def told(sentence: str) -> str:
    """What a sentence states: all of it; where it asks nothing, but for the story told before a long one asks."""
    if not asks(sentence):
        return sentence
    clauses = re.findall(r"[^,，;；]+[,，;；]*", sentence)
    before = list(takewhile(lambda clause: not _ASKED.search(clause), clauses))
    return "".join(before) if len(before) >= _STORY else ""


def items(text: str) -> tuple[Item, ...]:
    """Every item of a clean page, in its order."""
    return tuple(_Walk().over(text))


def _parts(line: str) -> Iterator[str]:
    """A line with several bullets is several items."""
    starts = [match.start() for match in re.finditer(r"[●•◆■▪□☐※►▶➢]", line)]
    cuts = [0, *(at for at in starts if at), len(line)] if len(starts) > 1 else [0, len(line)]
    yield from (part for a, b in pairwise(cuts) if (part := line[a:b].strip()))


@dataclass(slots=True)
class _Walk:
    """Remembers, going down a page, which section, list and question the next line belongs to."""

    section: str = ""
    numbers: int = 0
    bullets: int = 0
    paragraphs: int = 0
    opened: bool = False
    begun: bool = False
    heading: str = ""
    lead: str = ""
    asked: str = ""
    seen_numbers: set[str] = field(default_factory=set)

    def over(self, text: str) -> Iterator[Item]:
        for line in text.split("\n"):
            for part in _parts(line):
                if _NOT_WORD.sub("", part):
                    yield self._item(part)

    def _item(self, line: str) -> Item:
        place, listed = self._place(line)
        body = unlabelled(line)
        if not listed:
            self.lead = ""
        first, self.begun = not self.begun, True
        in_list = bool(_BULLET.match(line)) or (listed and bool(self.lead))
        heading = _is_heading(body, first=first, in_list=in_list)
        sentences = tuple(_ANSWERS.sub("", part).strip() for part in _SENTENCE.findall(body) if _NOT_WORD.sub("", part))
        item = Item(line, place, fingerprint(line), sentences, self.heading, self.lead, self.asked, heading)
        self.asked = sentences[-1] if sentences and asks(sentences[-1]) else ""
        if _LEADS.search(body):
            self.lead = body
        if heading and not first:
            self.heading = body
        return item

    def _place(self, line: str) -> tuple[str, bool]:
        """Where the line stands, as a person would say it; and whether it is an item of a list."""
        line = line.strip()
        if match := _SECTION.match(line):
            self._begin(match[1] or match[2] or unlabelled(line))
            return self.section, False
        if match := _ASIDE_NUMBER.match(line):
            return f"{self.section}({match[1]})" if match[1] else f"{self.section}{match[2]}", True
        if match := _NUMBER.match(line):
            return self._numbered(match[1], line), True
        if _BULLET.match(line):
            self.bullets += 1
            return f"{self._before()}●{self.bullets}", True
        if match := _EXAMPLE.match(line):
            return f"{self.section}【{match[1]}】", False
        if match := _CAUTION.match(line):
            return f"{self._before()}{match[0][:-1]}", False
        self.paragraphs += 1
        return self._paragraph(line), False

    def _paragraph(self, line: str) -> str:
        if not (self.opened or self.section or self.bullets) and len(line) >= _OPENING:
            self.opened = True
            return "开头一段"
        return f"{self._before()}第{self.paragraphs}段"

    def _numbered(self, number: str, line: str) -> str:
        """A number whose 1 did not stand in this section continues the sections: 一、 then 2、."""
        if number != "1" and "1" not in self.seen_numbers and self.section:
            self._begin(number)
            place = number
        else:
            self.seen_numbers.add(number)
            place = f"{self._before()}{number}"
        example = _EXAMPLE.match(unlabelled(line))
        return f"{place}【{example[1]}】" if example else place

    def _begin(self, section: str) -> None:
        self.section, self.bullets, self.seen_numbers, self.lead = section, 0, set(), ""

    def _before(self) -> str:
        return f"{self.section}、" if self.section else ""


def _is_heading(body: str, *, first: bool, in_list: bool) -> bool:
    if in_list or _LEADS.search(body):
        return not in_list
    if first and not _ENDED.search(body):
        return len(body) <= _LONGEST_TITLE
    return len(body) <= _LONGEST_HEADING and not _ENDED.search(body) and not re.search(r"[,，;；。]", body)
