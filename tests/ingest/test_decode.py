"""Bytes become text in whatever encoding pages come, or say why not."""

import pytest
from scrub import ARTICLE

from qiwen.content.script import traditional
from qiwen.ingest.decode import LARGEST, Decoded, Refused, decode

SHORT = "企业邮箱迁移须知"


@pytest.mark.parametrize("text", [ARTICLE, SHORT, f"<html><body><p>{ARTICLE}</p></body></html>"])
@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16"),
        ("utf-16-be", "utf-16"),
        ("gbk", "gbk"),
        ("gb18030", "gbk"),
    ],
)
def test_encodings_are_told_apart(text: str, codec: str, name: str) -> None:
    assert decode(text.encode(codec)) == Decoded(text, name)


@pytest.mark.parametrize("text", [traditional(ARTICLE), traditional(SHORT)])
@pytest.mark.parametrize(("codec", "name"), [("big5", "big5"), ("gbk", "gbk"), ("utf-8", "utf-8")])
def test_so_is_traditional(text: str, codec: str, name: str) -> None:
    assert decode(text.encode(codec)) == Decoded(text, name)


def test_a_wrong_declaration_does_not_mislead() -> None:
    html = f'<html><head><meta charset="gb2312"></head><body>{ARTICLE}</body></html>'

    assert decode(html.encode("utf-8")) == Decoded(html, "utf-8")


def test_a_last_character_that_was_cut_shows() -> None:
    found = decode(ARTICLE.encode()[:-1])

    assert isinstance(found, Decoded)
    assert found.text.endswith("\ufffd")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        ("\ufeff".encode(), "empty"),
        (bytes(range(256)) * 8, "binary"),
        (b"\x00" * 500, "binary"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"\x89PNG\r\n...", "a picture"),
        (b"PK\x03\x04...", "a ZIP"),
        (ARTICLE.encode()[:200] + b"\xff\xfe" + ARTICLE.encode()[200:], "broken UTF-8 (byte 2"),
        (b"\xff\xfe" + b"\x00\xd8" * 9, "broken"),
        (b"a" * (LARGEST + 1), "20 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_page_says_what_to_do(data: bytes, why: str) -> None:
    found = decode(data)

    assert isinstance(found, Refused)
    assert why in found.why
    assert ";" in found.why or ":" in found.why  # what is wrong; what to do
