"""Did it help? Asked now and then after an answer; yes, no and silence are kept apart."""

from dataclasses import replace

from qiwen.dialogue.scene import Said, Scene
from qiwen.model.conversation import Conversation
from qiwen.model.inbound import Kind
from qiwen.model.reply import Tone
from qiwen.model.turn import Entry, Feedback, Outcome


def heard(scene: Scene, talk: Conversation) -> Feedback | None:
    """What the message says to the open 解决了吗; None where it was not asked."""
    if not talk.asked_solved or scene.inbound.kind is not Kind.TEXT:
        return None
    parts = scene.mind.clauses(scene.inbound.text)
    for list_, feedback in (("unsolved", Feedback.NO), ("solved", Feedback.YES)):
        if any(scene.mind.is_of(list_, said) for part in parts[:2] for said in (part.folded, part.bare)):
            return feedback
    return Feedback.SILENCE


def taken(scene: Scene, talk: Conversation, feedback: Feedback) -> Said:
    """Answer a yes or a no."""
    talk = replace(talk, answers=0)
    if feedback is Feedback.YES:
        return Said(talk, (scene.block(Tone.SAY, "solved_yes"),), (), Entry(Outcome.MANNERS))
    blocks = (scene.block(Tone.SAY, "solved_no"),)
    return Said(talk, blocks, (scene.do("person"),), Entry(Outcome.MANNERS))


def ask(scene: Scene, said: Said) -> Said:
    """Ask at the end of an answer, when it is due: not in a check or a guide, and not every time."""
    talk = said.conversation
    if said.entry.outcome is not Outcome.ANSWERED or talk.check or talk.guide:
        return said
    answers = talk.answers + 1
    if answers < scene.mind.catalogue.manners.solved_every:
        return replace(said, conversation=replace(talk, answers=answers))
    return replace(
        said,
        conversation=replace(talk, answers=0, asked_solved=True),
        blocks=(*said.blocks, scene.block(Tone.NOTE, "solved_ask")),
        entry=replace(said.entry, feedback=Feedback.ASKED),
    )
