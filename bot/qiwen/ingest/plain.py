"""The one form in which sentences of a page are compared: width, quotes, arrows and names made alike."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

_ARROW = re.compile(r"\s*(?:-*[>»›]+|=>|[→⇒➔➜]|(?<=[\u3400-\u9fff])\s*[-–](?=\s*[\u3400-\u9fff]))\s*")
_DASH = re.compile(r"[—―]{2,}|\.{3,}|…+")
_QUOTES = re.compile(r"[\"'“”‘’「」『』【】《》\[\]<>*`_]")
_SHORT_ASIDE = re.compile(r"\(([^()，,。;；:：]{0,10})\)")
_BLANK = re.compile(r"(?<![0-9a-z])\s+|\s+(?![0-9a-z])")
_LABEL = re.compile(
    r"^\s*(?:[●•·○◆◇■□▪▫※★☆►▶✓√➢*#]+|[-–](?=\s|[\u3400-\u9fff])|第[一二三四五六七八九十\d]{1,3}[步条点章节]?[:、,.]?"
    r"|[一二三四五六七八九十]{1,3}[、.]|[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[)](?![月日年天])|\d{1,2}(?:[、:)]|\.(?!\d))|[①-⑳㈠-㈩])\s*"
)


def folded(text: str) -> str:
    """`text` half width, in lower case, without quotes, with `-` for every arrow of a menu path and no idle blanks."""
    text = unicodedata.normalize("NFKC", text).lower().replace("帐", "账").replace("登陆", "登录")
    text = _SHORT_ASIDE.sub(r"\1", _QUOTES.sub("", _ARROW.sub("-", _DASH.sub(",", text))))
    return _BLANK.sub("", text)


def unlabelled(text: str) -> str:
    """`text` without bullets and numbers in front, as often as they stand there."""
    while (match := _LABEL.match(text)) and match.end():
        text = text[match.end() :]
    return text.strip()


class Names:
    """Puts other names of a thing in its usual one (企微 is 企业微信), longest first, once."""

    def __init__(self, same: Mapping[str, Iterable[str]]) -> None:
        self._usual = {folded(other): usual for usual, others in same.items() for other in (usual, *others)}
        longest_first = sorted(self._usual, key=lambda name: (-len(name), name))
        self._any = re.compile("|".join(re.escape(name) for name in longest_first) or r"(?!)")

    def put_right(self, folded_text: str) -> str:
        """`folded_text` with usual names."""
        return self._any.sub(lambda match: self._usual[match[0]], folded_text)
