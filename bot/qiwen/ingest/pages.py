"""The bytes of a file to a page: plain text, HTML, or a page saved whole (MHTML)."""

import re
from dataclasses import replace
from email import message_from_bytes, policy
from email.errors import MessageError

from qiwen.ingest.about import Hints
from qiwen.ingest.clean import Page
from qiwen.ingest.decode import LARGEST, Decoded, Refused, decode

_MHTML = re.compile(
    rb"\A\s*(?:[\w\-]+:.*(?:\r?\n[ \t].*)*\r?\n){0,20}?(?:MIME-Version:|Content-Type:\s*multipart/related)",
    re.IGNORECASE,
)
_HTML = re.compile(
    r"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|article|main|section|div|p|table|h[1-6]|ul|ol|span|center|link|script|style)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"</?(?:html|body|div|p|br|span|table|tr|td|li|ul|a|h[1-6]|article|section)\b[^<>]*>", re.IGNORECASE)
_FULL_OF_TAGS = 0.25
_HEAD = 4_000


def page_of(data: bytes) -> Page | Refused:
    """The page in `data`, or why there is none."""
    if len(data) <= LARGEST and _MHTML.match(data[:_HEAD]):
        return _saved(data)
    decoded = decode(data)
    return decoded if isinstance(decoded, Refused) else _of(decoded)


def _of(decoded: Decoded, address: str = "") -> Page:
    if not _is_html(decoded.text):
        return Page(decoded.text, decoded.encoding, Hints(address=address))
    from qiwen.ingest.web import read_html  # noqa: PLC0415 - lxml and trafilatura load slowly, and text needs neither

    page = read_html(decoded.text, decoded.encoding)
    return page if page.hints.address else replace(page, hints=replace(page.hints, address=address))


def _saved(data: bytes) -> Page | Refused:
    """The first HTML part of a page that a browser saved into one file."""
    try:
        message = message_from_bytes(data, policy=policy.default)
        parts = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
        content = parts[0].get_payload(decode=True) if parts else None
    except (MessageError, LookupError, ValueError):
        content = None
    if not isinstance(content, bytes):
        return Refused("is a saved page without HTML in it; save the page as HTML")
    decoded = decode(content)
    return decoded if isinstance(decoded, Refused) else _of(decoded, str(parts[0].get("Content-Location", "")))


def _is_html(text: str) -> bool:
    """Whether a browser would be needed to read it: it begins as HTML, or a good part of it is tags."""
    if _HTML.match(text[:_HEAD]):
        return True
    return sum(len(tag) for tag in _TAG.findall(text)) > _FULL_OF_TAGS * len(text)
