"""The flat XML of callbacks: `<xml>` with one level of named texts. Read strictly, because anybody can send it."""

import re
from collections.abc import Mapping
from xml.parsers import expat

from qiwen.model.errors import Unreadable

# Far above the deepest and the longest event that doc 90240 lists (OptionId stands five deep).
_DEEPEST = 16
_MOST_ELEMENTS = 1000
_ROOT, _FIELD = 1, 2  # depths

_SURROGATE = re.compile("[\ud800-\udfff]")
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FALSE_END = re.compile(r"\]\]>(?!</|<!\[CDATA\[)")


def read(document: bytes) -> Mapping[str, str]:
    """The texts right under `<xml>`, outer blanks off; a field that holds elements is left out.

    Raises Unreadable on anything but one well-formed UTF-8 `<xml>`: a DOCTYPE (so no entity is ever declared), a
    doubled field, elements too deep or too many.
    """
    reader = _Reader()
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    try:
        parser.Parse(document.decode(), True)  # noqa: FBT003 - expat takes it by position only
    except (expat.ExpatError, UnicodeDecodeError) as error:
        raise Unreadable("not well-formed XML") from error
    return reader.fields


def clean(text: str) -> str:
    """`text` as XML 1.0 can carry it: lone surrogates replaced, control characters taken out."""
    return _ILLEGAL.sub("", _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text))


def cdata(text: str) -> str:
    """`text` as CDATA that it cannot break out of."""
    return f"<![CDATA[{clean(text).replace(']]>', ']]]]><![CDATA[>')}]]>"


def mend(document: str) -> str:
    """A document whose writer put texts into CDATA unlooked-at, made well-formed.

    Only for what the platform has signed. Nobody documents how it writes a text that holds `]]>` or a control
    character, and refusing means four deliveries and no answer.
    """
    return _FALSE_END.sub("]]]]><![CDATA[>", clean(document))


class _Reader:
    """Gathers the fields; stops the parser by raising."""

    def __init__(self) -> None:
        self.fields: dict[str, str] = {}
        self._names: set[str] = set()
        self._depth = 0
        self._elements = 0
        self._text: list[str] = []
        self._is_flat = True

    def doctype(self, *_: object) -> None:
        raise Unreadable("XML with a DOCTYPE")

    def start(self, name: str, _: object) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > _DEEPEST or self._elements > _MOST_ELEMENTS:
            raise Unreadable("XML too deep or too long")
        if self._depth == _ROOT and name != "xml":
            raise Unreadable("XML that is not a callback")
        if self._depth == _FIELD:
            self._open(name)
        self._is_flat = self._depth <= _FIELD

    def _open(self, name: str) -> None:
        if name in self._names:
            raise Unreadable("a doubled field")
        self._names.add(name)
        self._text = []

    def end(self, name: str) -> None:
        if self._depth == _FIELD and self._is_flat:
            self.fields[name] = "".join(self._text).strip()
        self._depth -= 1

    def characters(self, data: str) -> None:
        self._text.append(data)
