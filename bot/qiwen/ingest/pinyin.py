"""Pinyin that a converter of scripts left behind its characters, and characters that got lost to it.

The converter writes 業(yè) for 业. It works on GBK bytes and sometimes takes the second byte of one character and the
first of the next for a character of its own: then its pinyin stands between the two bytes of the next character, and
what is left of 分數據 is 分?jǐn)?shù)據, because 謹 is the second byte of 分 and the first of 數. The lost character
follows from the bytes, from the second pinyin, or from what else the page says.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from qiwen.ingest.bench import Bench
from qiwen.ingest.lines import HAN
from qiwen.ingest.tracked import Change
from qiwen.ingest.why import Why

_TONED = "āáǎăàēéěĕèīíǐĭìōóǒŏòūúǔŭùǖǘǚǜńňǹḿ"
_TONES = "\u0300\u0301\u0304\u0306\u030c"
_LETTER = f"(?:[a-zü{_TONED}][\u0300-\u030c]?)"
_WORD = f"(?=[a-zü]*[{_TONED}{_TONES}]){_LETTER}{{1,6}}"
_GLOSS = re.compile(rf"[(（]\s*{_WORD}\s*[)）]|[(（]{_WORD}(?=\n|\Z)", re.IGNORECASE)
_GLOSSES = re.compile(rf"(?<=[{HAN}])(?:[(（]\s*{_WORD}\s*[)）]\s?(?=[(（])|[(（]\s*{_WORD}\s*[)）])+", re.IGNORECASE)
_CUT = re.compile(rf"(?<=[{HAN}])[(（]{_WORD}(?=\n|\Z)", re.IGNORECASE)
_LIGHT = re.compile(rf"(?P<char>[{HAN}])[(（](?P<sound>[a-z]{{2,4}})[)）]")
_MANGLED = re.compile(
    rf"[?？](?P<first>{_WORD})[)）](?:(?P<run>[^\x00-\x7f？]{{0,16}}?)[?？](?P<second>{_WORD})[)）])?", re.IGNORECASE
)
_UNKNOWN = "□"
_LONGEST_RUN = 24
_LEADS = range(0x81, 0xFF)
_TRAILS = range(0x40, 0xFF)


def glosses(text: str, bench: Bench) -> Iterator[Change]:
    """Every pinyin in brackets behind a character; 郵箱(mail) has no tone mark and stays.

    們(men) has none either: there the sound must be that of a character which a converter changes.
    """
    for found in _GLOSSES.finditer(text):
        for each in _GLOSS.finditer(text, found.start(), found.end()):
            yield Change(each.start(), each.end(), "", "pinyin", Why.PINYIN)
    for cut in _CUT.finditer(text):
        yield Change(cut.start(), cut.end(), "", "pinyin", Why.PINYIN_CUT)
    for light in _LIGHT.finditer(text):
        if bench.tools.is_converted(light["char"]) and bench.tools.syllable(light["char"]) == light["sound"]:
            yield Change(light.end("char"), light.end(), "", "pinyin", Why.PINYIN)


def lost(text: str, bench: Bench) -> Iterator[Change]:
    """Every mangled character, put back; □ where nothing tells which it was. Works on text before conversion."""
    if not _MANGLED.search(text):
        return
    seek = _Seek(text, bench)
    told: dict[tuple[str, ...], tuple[int, str]] = {}
    for found in _MANGLED.finditer(text):
        before = text[found.start() - 1 : found.start()]
        after = text[found.end() : found.end() + _LONGEST_RUN].split("\n", maxsplit=1)[0]
        damage = (before, found[0], after)
        if damage not in told:
            told[damage] = seek.put_back(before, found, after)
        size, put = told[damage]
        reason = Why.LOST_UNKNOWN if put == _UNKNOWN else Why.LOST_FOUND
        yield Change(found.start(), found.end() + size, put, "lost-character", reason)


@dataclass(frozen=True)
class _Seek:
    """Looks for the characters that one page lost."""

    page: str
    bench: Bench
    _counted: dict[str, int] = field(default_factory=dict)

    def put_back(self, before: str, found: re.Match[str], after: str) -> tuple[int, str]:
        """How many characters of `after` belong to the damage, and what stood there."""
        leads = self._leads(before, found["first"])
        if found["second"]:
            run = found["run"] or ""
            return 0, self._by_second(leads, before, run, found["second"], after)
        options = [
            (size, put) for size, tail in _ending(after) for lead in leads if (put := _decoded(bytes([lead]) + tail))
        ]

        def rank(option: tuple[int, str]) -> tuple[bool, int]:
            size, put = option
            return self._is_common(put), self._hits(put, before, after[size:])

        return max(options, key=rank, default=(0, _UNKNOWN))

    def _leads(self, before: str, first: str) -> list[int]:
        """The bytes with which the lost character may begin: the last of those that the converter took for `first`."""
        code = _encoded(before)
        if code is None or len(code) != 2:  # noqa: PLR2004 - a Han character has two bytes in GBK
            return []
        pairs = ((trail, _decoded(bytes([code[1], trail]))) for trail in _TRAILS)
        return [trail for trail, char in pairs if char and self._annotated(char, first)]

    def _by_second(self, leads: list[int], before: str, run: str, second: str, after: str) -> str:
        """The characters that end in one whose pinyin is `second`: by the bytes, or else as listed."""
        code = _encoded(run)
        by_bytes = [
            put
            for lead in leads
            if code is not None
            for trail in _TRAILS
            if (put := _decoded(bytes([lead, *code, trail]))) and self._annotated(put[-1], second)
        ]
        listed = [run + char for char in self._listed(second)]

        def rank(put: str) -> tuple[bool, int, bool, int]:
            from_bytes, hits = put in by_bytes, self._hits(put, before, after)
            return (
                from_bytes and self._is_common(put),
                hits,
                from_bytes,
                self._times(self._plain(put[-1])),
            )

        return max(dict.fromkeys([*listed, *by_bytes]), key=rank, default=run + _UNKNOWN)

    def _hits(self, put: str, before: str, after: str) -> int:
        """How often the page, or the list of words, has these characters beside one another."""
        said = self._plain(before + put + after[:1])
        return sum(self._times(said[at : at + 2]) for at in range(len(said) - 1))

    def _times(self, said: str) -> int:
        if said not in self._counted:
            words = self.bench.rules.domain.words
            self._counted[said] = self._elsewhere.count(said) + sum(said in word for word in words)
        return self._counted[said]

    def _listed(self, pinyin: str) -> list[str]:
        """The characters of the list with this pinyin; where there is none, those that differ in the tone."""
        rows = self.bench.rules.pinyin.left
        toned = [row[0] for row in rows if _marked(row[1:]) == _marked(pinyin)]
        return toned or [row[0] for row in rows if _toneless(row[1:]) == _toneless(pinyin)]

    def _annotated(self, char: str, pinyin: str) -> bool:
        """Whether a converter would have put `pinyin` behind `char`: only what it changes gets one."""
        tools = self.bench.tools
        return ord(char) in tools.script.to_simplified and tools.syllable(char) == _toneless(pinyin)

    def _is_common(self, put: str) -> bool:
        return all(map(_is_common, self._plain(put)))

    def _plain(self, text: str) -> str:
        return text.translate(self.bench.tools.script.to_simplified)

    @cached_property
    def _elsewhere(self) -> str:
        """The page as it would read without any pinyin."""
        return self._plain(_MANGLED.sub("", _GLOSSES.sub("", self.page)))


def _ending(after: str) -> Iterator[tuple[int, bytes]]:
    """Bytes of `after` up to a letter that can only be the second byte of a character: there the bytes fit again."""
    for size in range(1, len(after) + 1):
        code = _encoded(after[:size])
        if code is None:
            return
        if len(code) % 2:
            yield size, code
            return


def _encoded(text: str) -> bytes | None:
    try:
        return text.encode("gbk")
    except UnicodeEncodeError:
        return None


def _decoded(code: bytes) -> str:
    """The Han characters that `code` is in GBK, with marks between them; nothing where it is something else."""
    try:
        text = code.decode("gbk")
    except UnicodeDecodeError:
        return ""
    return text if re.fullmatch(f"[{HAN}][{HAN}“”‘’，。；：、！？（）《》【】]*", text) else ""


def _is_common(char: str) -> bool:
    """Whether it is one of the 3,755 characters of GB 2312's first level."""
    try:
        return char.encode("gb2312") < b"\xd8"
    except UnicodeEncodeError:
        return False


def _marked(pinyin: str) -> str:
    """One way to write a toned syllable, whichever way it was typed."""
    composed = unicodedata.normalize("NFC", pinyin.lower())
    return composed.translate(str.maketrans("ăĕĭŏŭ", "ǎěǐǒǔ"))


def _toneless(pinyin: str) -> str:
    """The syllable as an input method writes it: without tone, ü as v."""
    apart: Iterable[str] = unicodedata.normalize("NFD", _marked(pinyin))
    return "".join(char for char in apart if char not in _TONES).replace("u\u0308", "v")
