"""How a text sounds: one character a syllable, so that homophones are equal and near sounds can be made so.

Typing by sound and dictating put other characters of the same sound; many people also part zh/z, ch/c, sh/s, n/l and
-ng/-n neither in speech nor in typing. A syllable is therefore read without these differences.
"""

from collections.abc import Callable
from functools import cache

Syllable = Callable[[str], str]
"""The toneless pinyin of one Han character, or the character itself where it has none."""

_INITIALS = ("zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcsyw")
_NEAR = {"zh": "z", "ch": "c", "sh": "s", "n": "l"}
_FINALS = (
    "a o e i u v ai ei ui ao ou iu ie ue ve er an en in un vn "
    "ia ua uo iao uai ian uan van ong iong iang uang ang eng ing"
).split()
_FIRST = 0xE000
_SPAN = 64


def sound(text: str, syllable: Syllable, *, near: bool = True) -> str:
    """`text` as it sounds: a private-use character for each Han character that has a sound, all else as it is.

    `near` makes the sounds equal that many people do not part.
    """
    return "".join(_code(syllable(char), near=near) if char >= "\u3400" else char for char in text)


@cache
def _code(spoken: str, *, near: bool) -> str:
    initial = next((each for each in _INITIALS if spoken.startswith(each)), "")
    final = spoken[len(initial) :]
    if final not in _FINALS:
        return spoken[:1]
    if near:
        final = final.removesuffix("g") if final in ("ang", "eng", "ing") else final
        initial = _NEAR.get(initial, initial)
    return chr(_FIRST + (_INITIALS.index(initial) + 1 if initial else 0) * _SPAN + _FINALS.index(final))
