"""Two moods that go before everything: panic in the middle of a migration, and anger."""

from dataclasses import replace

from qiwen.dialogue import answering
from qiwen.dialogue.clauses import pairs
from qiwen.dialogue.handing import hand_over
from qiwen.dialogue.notices import basis
from qiwen.dialogue.scene import Said, Scene
from qiwen.dialogue.signs import Sign
from qiwen.model.content import AnswerKind
from qiwen.model.conversation import Conversation, Guard
from qiwen.model.match import Decision
from qiwen.model.reply import Block, Tone
from qiwen.model.turn import Entry, Outcome, Reason


def panics(scene: Scene, talk: Conversation) -> Said | None:
    """What to do about somebody in panic: what to stop doing now, then a sure answer, then a person. None for others.

    Who is behind a guard that was passed is in the middle of it, so there fewer words are enough.
    """
    signs = scene.mind.panic
    if talk.guide and talk.guide.guard is Guard.PASSED:
        signs = (*signs, *scene.mind.panic_running)
    elif talk.check or _is_before_a_guard(scene, talk):
        signs = (*signs, *scene.mind.panic_open)
    if not _shows(scene, signs):
        return None
    return _stop(scene, talk).then(_answer_and_call(scene, talk, Reason.PANIC), entry=True)


def rages(scene: Scene, talk: Conversation) -> Said | None:
    """What to do about somebody angry: the answer where there is a sure one, then a person. None for others."""
    return _answer_and_call(scene, talk, Reason.ANGRY) if _shows(scene, scene.mind.angry) else None


def _is_before_a_guard(scene: Scene, talk: Conversation) -> bool:
    """Whether the open guide leads to what cannot be undone."""
    guide = scene.mind.catalogue.guides.get(talk.guide.guide) if talk.guide else None
    return guide is not None and guide.check is not None


def _shows(scene: Scene, signs: tuple[Sign, ...]) -> bool:
    parts = scene.mind.clauses(scene.inbound.text)
    told = [part for part in (*parts, *pairs(parts)) if not part.supposes]
    return any(sign.fits(part.window) for part in told for sign in signs)


def _stop(scene: Scene, talk: Conversation) -> Said:
    notices = [scene.mind.catalogue.notices[id_] for id_ in scene.mind.catalogue.manners.panic_notices]
    blocks = [scene.block(Tone.WARN, "panic_stop")]
    if notices:
        blocks.append(Block(Tone.BASIS, basis(scene, *notices)))
    return Said(talk, tuple(blocks), (), Entry(Outcome.TICKET))


def _answer_and_call(scene: Scene, talk: Conversation, reason: Reason) -> Said:
    match = scene.mind.matcher.match(scene.inbound.text)
    sure = match.decision is Decision.SURE and _from_notices(scene, match.intents)
    called = hand_over(scene, replace(talk, last_intent=match.intents[0]) if sure else talk, reason)
    if not sure:
        return called
    answered = answering.answer(scene, called.conversation, match.intents)
    both = replace(answered, choices=()).then(called)
    return replace(
        both,
        conversation=answered.conversation,
        entry=replace(
            answered.entry, outcome=Outcome.TICKET, decision=match.decision.value, ticket=called.entry.ticket
        ),
    )


def _from_notices(scene: Scene, intents: tuple[str, ...]) -> bool:
    return all(scene.mind.catalogue.intents[id_].answer.kind is AnswerKind.NOTICE for id_ in intents)
