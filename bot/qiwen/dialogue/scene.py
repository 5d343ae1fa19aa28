"""One turn's setting, and what a turn says before it is cut into pages."""

from dataclasses import dataclass, replace
from datetime import datetime

from qiwen.dialogue.mind import Mind
from qiwen.dialogue.tokens import Token, Verb
from qiwen.model.content import Intent
from qiwen.model.conversation import Conversation
from qiwen.model.inbound import Inbound
from qiwen.model.reply import Block, Choice, Tone
from qiwen.model.text import Language, Text
from qiwen.model.turn import Effect, Entry


@dataclass(frozen=True, slots=True)
class Scene:
    """What every part of a turn needs: the mind, the message, the hour and the language to answer in."""

    mind: Mind
    inbound: Inbound
    now: datetime
    language: Language

    def text(self, text: Text) -> str:
        """`text` in this turn's language."""
        return text.in_(self.language)

    def phrase(self, name: str, /, **values: str | Text) -> str:
        """The wording `name` of knowledge/phrases.toml, filled."""
        return self.text(self.mind.catalogue.phrase(name).fill(**values))

    def block(self, tone: Tone, name: str, /, **values: str | Text) -> Block:
        """A wording as a block."""
        return Block(tone, self.phrase(name, **values))

    def ask(self, intent: str, verb: Verb = Verb.ASK) -> Choice:
        """The choice of an intent, shown by its title."""
        return Choice(self.text(self.mind.catalogue.intents[intent].title), str(Token(verb, intent)))

    def do(self, control: str) -> Choice:
        """The choice of a control word."""
        return Choice(self.phrase(f"choice_{control}"), str(Token(Verb.DO, control)))

    def intent(self, id_: str) -> Intent | None:
        """The intent `id_`, which may come from outside and mean nothing."""
        return self.mind.catalogue.intents.get(id_)


@dataclass(frozen=True, slots=True)
class Said:
    """What a turn comes to, before pages. No blocks and no choices is silence."""

    conversation: Conversation
    blocks: tuple[Block, ...]
    choices: tuple[Choice, ...]
    entry: Entry
    effects: tuple[Effect, ...] = ()

    def then(self, other: "Said", *, entry: bool = False) -> "Said":
        """Followed by what `other` says; the journal line stays this one's, or is the other's with `entry`."""
        return replace(
            other,
            blocks=self.blocks + other.blocks,
            entry=other.entry if entry else self.entry,
            effects=self.effects + other.effects,
        )
