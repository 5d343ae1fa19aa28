"""Text for people, in the three ways the project speaks."""

from dataclasses import dataclass, replace
from enum import StrEnum


class Language(StrEnum):
    """How a person writes; values are BCP 47 tags."""

    HANS = "zh-Hans"
    HANT = "zh-Hant"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Text:
    """One thing to say. Traditional is converted from Simplified when content is loaded, never by hand."""

    hans: str
    hant: str
    en: str

    def in_(self, language: Language) -> str:
        """The wording for `language`."""
        match language:
            case Language.HANS:
                return self.hans
            case Language.HANT:
                return self.hant
            case Language.EN:
                return self.en

    def fill(self, **values: "str | Text") -> "Text":
        """The same text with `{name}` replaced; a Text value brings its own three wordings."""

        def put(wording: str, language: Language) -> str:
            for name, value in values.items():
                wording = wording.replace(f"{{{name}}}", value.in_(language) if isinstance(value, Text) else value)
            return wording

        return replace(
            self,
            hans=put(self.hans, Language.HANS),
            hant=put(self.hant, Language.HANT),
            en=put(self.en, Language.EN),
        )

    def __bool__(self) -> bool:
        return bool(self.hans)


NOTHING = Text("", "", "")


def storable(text: str) -> str:
    """`text` as UTF-8 can carry it: surrogates that make a pair are joined, a lone one becomes U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
