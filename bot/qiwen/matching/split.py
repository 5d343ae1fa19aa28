"""Two questions in one message: where one ends and the next begins."""

import re

_BETWEEN = re.compile(
    r"[?？。!！;；\n]+|(?:[,，]\s*)?(?:还有(?:就是|个)?|還有|另外|顺便(?:问|说)?|順便|再问|再問|以及|外加|然后还|同时|同時"
    r"|\balso\b|\band (?:also|another|one more)\b|\bplus\b|\bsecondly\b|\bbtw\b)[,，:：]?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\u3400-\u9fff]|[A-Za-z0-9]+")
_SHORTEST = 4
_LONGEST = 90
_MOST = 4


def parts(text: str) -> tuple[str, ...]:
    """The two to four questions of `text`; empty where it is one, or a story, whose sentences are no questions."""
    if len(text) > _LONGEST:
        return ()
    found = [part.strip() for part in _BETWEEN.split(text)]
    said = tuple(part for part in found if len(_WORD.findall(part)) >= _SHORTEST)
    return said if 1 < len(said) <= _MOST else ()
