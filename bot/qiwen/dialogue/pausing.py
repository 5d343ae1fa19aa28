"""Coming back after a silence: an open check or guide is offered again, and what is too old no longer counts."""

from dataclasses import replace

from qiwen.dialogue.checks import replay
from qiwen.dialogue.scene import Said, Scene
from qiwen.dialogue.tokens import Token, Verb
from qiwen.model.conversation import Conversation
from qiwen.model.reply import Block, Choice, Tone
from qiwen.model.turn import Entry, Outcome


def wake(scene: Scene, talk: Conversation) -> tuple[Conversation, tuple[Block, ...], tuple[Choice, ...]]:
    """The talk as it counts now, and what is to be said of it first."""
    if talk.last_at is None:
        return talk, (), ()
    silence = scene.now - talk.last_at
    manners = scene.mind.catalogue.manners
    if silence >= manners.stale:
        fresh = replace(
            talk, check=None, guide=None, passed=(), paused=False, missed=(), misses=0, asked_solved=False, rest=None
        )
        again = tuple(_start_again(scene, talk))
        told = (scene.block(Tone.NOTE, "stale", days=str(silence.days)),) if again else ()
        return fresh, told, again
    if silence >= manners.pause and (talk.check or talk.guide):
        return replace(talk, paused=True), (), ()
    return talk, (), ()


def offer(scene: Scene, talk: Conversation) -> Said:
    """Offer to go on where it stood."""
    choices = (scene.do("resume"), scene.do("again"), scene.do("quit"))
    return Said(talk, (_where(scene, talk),), choices, Entry(Outcome.CONTROL))


def _where(scene: Scene, talk: Conversation) -> Block:
    catalogue = scene.mind.catalogue
    check = catalogue.checks.get(talk.check.check) if talk.check else None
    if check and talk.check:
        standing = replay(check, talk.check.answers)
        number = len(standing.kept) + len(standing.spare) + 1
        return scene.block(Tone.ASK, "paused_check", title=check.title, number=str(number))
    guide = catalogue.guides.get(talk.guide.guide) if talk.guide else None
    steps = [step.id for step in guide.steps] if guide else []
    if guide and talk.guide and talk.guide.step in steps:
        number = steps.index(talk.guide.step) + 1
        return scene.block(Tone.ASK, "paused_guide", title=guide.title, number=str(number))
    return scene.block(Tone.ASK, "check_gone" if talk.check else "guide_gone")


def _start_again(scene: Scene, talk: Conversation) -> list[Choice]:
    catalogue = scene.mind.catalogue
    found = []
    if talk.check and talk.check.check in catalogue.checks:
        title = catalogue.checks[talk.check.check].title
        found.append(Choice(scene.text(title), str(Token(Verb.CHECK, talk.check.check))))
    if talk.guide and talk.guide.guide in catalogue.guides:
        title = catalogue.guides[talk.guide.guide].title
        found.append(Choice(scene.text(title), str(Token(Verb.GUIDE, talk.guide.guide))))
    return found
