"""Bytes of a page to text: UTF-8, UTF-16, GBK, Big5. What cannot be read says why and what to do."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from charset_normalizer import from_bytes

LARGEST = 20_000_000
"""Bytes of the largest page that is read."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP or Office file",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a compressed file",
    b"BZh": "a compressed file",
    b"7z\xbc\xaf": "a compressed file",
    b"Rar!": "a compressed file",
    b"\x7fELF": "a program",
    b"MZ": "a program",
    b"SQLite format 3": "a database",
}
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_\-]{3,20})""", re.IGNORECASE)
_HEAD = 4_096
_SAMPLE = 200_000
_SAME = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "big5-hkscs": "big5hkscs"}
_CHINESE = ("gb18030", "big5", "cp950", "big5hkscs")
_WIDE = ("utf-16-le", "utf-16-be")
_NAMES = {"gb18030": "gbk", "cp950": "big5", "big5hkscs": "big5", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffe\uffff]")
_TELLING = re.compile(r"[\u3400-\u9fff]|[a-zA-Z]{2}")
_MOSTLY = 0.9
_FEW_CONTROLS = 0.001
_HIGH = re.compile(rb"[\x80-\xff]")


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that cannot be read as a page, and what to do about it."""

    why: str


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file and the encoding it was in, as people call it."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded | Refused:
    """The text of a page, without its byte order mark; line ends stay as they are."""
    if len(data) > LARGEST:
        return Refused(f"is {len(data) / 1e6:.0f} MB; pages up to {LARGEST // 10**6} MB are read: split it")
    if not data.strip():
        return Refused("is empty; save the page again")
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            return Refused(f"is {what}, not a page; save the page as text or HTML")
    found = _marked(data) or _declared_or_guessed(data)
    if isinstance(found, Refused):
        return found
    if not found.text.strip():
        return Refused("is empty; save the page again")
    return found


def _marked(data: bytes) -> Decoded | Refused | None:
    """By its byte order mark; None where there is none."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding) or Refused(
                f"begins as {encoding.upper()} but is broken further on; save it as UTF-8"
            )
    return None


def _declared_or_guessed(data: bytes) -> Decoded | Refused:
    for encoding in _candidates(data):
        found = _strict(data, encoding)
        if found is not None and _is_text(found.text) and (encoding == "utf-8" or _is_chinese(found.text)):
            return found
    if _CONTROL.search(data[:_HEAD].decode("latin-1")):
        return Refused("is binary, not a page; save the page as text or HTML")
    broken = _broken_utf8(data)
    if broken is not None:
        return Refused(f"is broken UTF-8 (byte {broken}); get the page again and save it as UTF-8")
    return Refused("is in no encoding that is known here (UTF-8, UTF-16, GBK, Big5); save it as UTF-8")


def _candidates(data: bytes) -> Iterator[str]:
    """Encodings to try, the likeliest first. What is valid UTF-8 is nothing else; broken UTF-8 is not tried as GBK."""
    yield "utf-8"
    if _broken_utf8(data) is not None:
        return
    if b"\0" not in data[:_HEAD]:
        if declared := _CHARSET.search(data[:_HEAD]):
            name = declared[1].decode().lower()
            yield _SAME.get(name, name)
        best = from_bytes(_sample(data), cp_isolation=list(_CHINESE)).best()
        if best is not None:
            yield best.encoding
        yield from _CHINESE
    yield from _WIDE


def _strict(data: bytes, encoding: str) -> Decoded | None:
    """Decoded without mercy, but for a last character that was cut: it shows as U+FFFD."""
    try:
        decoder = codecs.lookup(encoding).incrementaldecoder("strict")
        text = decoder.decode(data)
    except (LookupError, UnicodeDecodeError):
        return None
    cut = decoder.getstate()[0]
    return Decoded(text + "\ufffd" * bool(cut), _NAMES.get(encoding, encoding))


def _broken_utf8(data: bytes) -> int | None:
    """Where UTF-8 breaks, in data that is UTF-8 for the most part; None where it is another encoding, or whole."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as slip:
        whole = data.decode("utf-8", "ignore").encode()
        is_utf8 = whole and len(_HIGH.findall(whole)) >= _MOSTLY * len(_HIGH.findall(data))
        return slip.start if is_utf8 else None
    return None


def _is_text(text: str) -> bool:
    return len(_CONTROL.findall(text)) <= _FEW_CONTROLS * len(text)


def _is_chinese(text: str) -> bool:
    """Whether nearly every character is one that Chinese pages are written in: a wrong encoding gives rare ones."""
    sample = text[:_SAMPLE].rstrip("\ufffd")
    usual = sum(char in _usual() for char in sample)
    return bool(_TELLING.search(sample)) and usual >= _MOSTLY * len(sample)


@cache
def _usual() -> frozenset[str]:
    """The characters of GB 2312 and of Big5, and what is typed between them."""
    pairs = [bytes([lead, trail]) for lead in range(0xA1, 0xFA) for trail in range(0x40, 0xFF)]
    han = {pair.decode(encoding, "ignore") for pair in pairs for encoding in ("gb2312", "big5")}
    return frozenset(han - {""}) | frozenset(map(chr, range(0x20, 0x7F))) | frozenset("\t\n\r\u00a0\ufeff\u200b")


def _sample(data: bytes) -> bytes:
    """Enough to tell an encoding by, from the middle; a newline is no part of a character in any of them."""
    start = max(data.rfind(b"\n", 0, (len(data) - _SAMPLE) // 2), 0) if len(data) > _SAMPLE else 0
    return data[start : start + _SAMPLE]
