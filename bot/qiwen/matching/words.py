"""The places of a text: one for each Han character, and one for each Latin word or number.

Half of an English word means nothing, a Han character does. Words that begin alike are one word in two forms
(migrate, migrating), so that a Latin word's beginning stands where a Han character has its sound.
"""

import re

_PLACE = re.compile(r"[0-9a-z]+|[^0-9a-z ]")
_STEM = 4


def places(text: str, sound: str) -> tuple[list[str], list[str]]:
    """What stands at each place of a folded text: as written, and as it sounds. Blanks have no place."""
    found = [(place.group(), place.start()) for place in _PLACE.finditer(text)]
    return [word for word, _ in found], [word[:_STEM] if word.isascii() else sound[at] for word, at in found]
