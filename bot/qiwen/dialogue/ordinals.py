"""第 3 步, 第三步, step 3: which step a text names."""

import re

_ORDINAL = re.compile(r"(?:第|步骤|step\s*)\s*(\d{1,2}|[一二三四五六七八九十]{1,3})")
_DIGITS = {char: number for number, char in enumerate("一二三四五六七八九十", 1)}


def ordinal(text: str) -> int | None:
    """The number of the step that `text` names, up to 99; None where it names none."""
    found = _ORDINAL.search(text.lower())
    if not found:
        return None
    written = found[1]
    if written.isdecimal():
        return int(written)
    return sum(_DIGITS[char] for char in written) if written[0] == "十" or len(written) == 1 else None
