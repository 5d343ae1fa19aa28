"""The guard before a step that cannot be undone.

It is shown only after the check it needs was passed in this conversation, what the verdict put first was confirmed as
done, its consequences were shown, and the person typed the target's name twice. There is no other way to it.
"""

from dataclasses import replace

from qiwen.dialogue.checks import Verdict, replay
from qiwen.dialogue.clauses import whole
from qiwen.dialogue.notices import basis
from qiwen.dialogue.ordinals import ordinal
from qiwen.dialogue.scene import Said, Scene
from qiwen.dialogue.tokens import Token, Verb
from qiwen.model.content import FindingWeight, Guide, Step
from qiwen.model.conversation import Conversation, Guard, Guiding, Passed
from qiwen.model.match import Decision
from qiwen.model.reply import Block, Choice, Tone
from qiwen.model.turn import Entry, Outcome

WAITING = (Guard.STEPS, Guard.NAMING, Guard.REPEATING)
_SHORTEST_NAME = 4
_LONGEST_NAME = 60
_GOOD_ENOUGH = {Verdict.READY.value, Verdict.AFTER_STEPS.value}


def stand(scene: Scene, talk: Conversation, guide: Guide, step: Step, stay: Conversation) -> Said:
    """Ask for the check that is needed, then whether what it put first is done, then for the name.

    Where the check is missing, the talk becomes `stay`.
    """
    assert talk.guide is not None
    passed = _passed(talk, guide.check) if guide.check else None
    if guide.check and passed is None:
        check = scene.mind.catalogue.checks[guide.check]
        choice = Choice(scene.text(check.title), str(Token(Verb.CHECK, check.id)))
        return Said(stay, (scene.block(Tone.WARN, "guard_check"),), (choice, scene.do("person")), Entry(Outcome.GUIDE))
    if passed and passed.verdict == Verdict.AFTER_STEPS.value:
        waiting = replace(talk, guide=replace(talk.guide, guard=Guard.STEPS, target=""))
        return _ask_steps(scene, waiting, passed)
    return tell_consequences(scene, talk, step)


def ask_again(scene: Scene, talk: Conversation, guide: Guide, step: Step) -> Said:
    """What the guard waits for, once more. A verdict that has gone since sends back to the check."""
    passed = _passed(talk, guide.check) if guide.check else None
    if talk.guide and talk.guide.guard is Guard.STEPS:
        return _ask_steps(scene, talk, passed) if passed else stand(scene, talk, guide, step, talk)
    return _ask_name(scene, talk, step)


def says_done(scene: Scene, talk: Conversation) -> bool:
    """Whether the message says that all is done, where the guard waits for that. 下一步 does not."""
    waits = talk.guide is not None and talk.guide.guard is Guard.STEPS
    return waits and scene.mind.is_of("done", scene.mind.fold(scene.inbound.text))


def tell_consequences(scene: Scene, talk: Conversation, step: Step) -> Said:
    """Behind the question whether all is done: what cannot be undone, and the question for the name."""
    assert talk.guide is not None
    talk = replace(talk, guide=replace(talk.guide, guard=Guard.NAMING, target=""))
    blocks = [scene.block(Tone.WARN, "guard_consequences")]
    blocks += [Block(Tone.WARN, scene.text(caution)) for caution in step.cautions]
    blocks += [
        Block(Tone.NOTE, f"{scene.text(notice.says)}\n{basis(scene, notice)}")
        for notice in (scene.mind.catalogue.notices[id_] for id_ in step.notices)
    ]
    return Said(talk, tuple(blocks), (), Entry(Outcome.GUIDE)).then(_ask_name(scene, talk, step))


def opened_by(scene: Scene, talk: Conversation) -> Conversation | None:
    """The talk with the guard passed, where the message is the name typed a second time."""
    guide = talk.guide
    if guide is None or guide.guard is not Guard.REPEATING or scene.mind.fold(scene.inbound.text) != guide.target:
        return None
    return replace(talk, guide=replace(guide, guard=Guard.PASSED))


def hear(scene: Scene, talk: Conversation, step: Step) -> Said | None:
    """A message while the guard waits: a name, an assent that is none, or None for a question."""
    assert talk.guide is not None
    said = scene.mind.fold(scene.inbound.text)
    if talk.guide.guard is not Guard.STEPS:
        return _take_name(scene, talk, talk.guide, step)
    passed = next((each for each in talk.passed if each.verdict in _GOOD_ENOUGH), None)
    return _ask_steps(scene, talk, passed) if passed and (not said or _is_assent(scene, said)) else None


def _ask_steps(scene: Scene, talk: Conversation, passed: Passed) -> Said:
    """Name what the verdict put first, and ask whether all of it is done."""
    check = scene.mind.catalogue.checks[passed.check]
    first = [each for each in replay(check, passed.answers).findings if each.weight is FindingWeight.FIRST]
    lines = [f"{number}. {scene.text(each.fix or each.says)}" for number, each in enumerate(first, 1)]
    blocks = (scene.block(Tone.WARN, "guard_steps"), Block(Tone.NOTE, "\n".join(lines)))
    again = Choice(scene.text(check.title), str(Token(Verb.CHECK, check.id)))
    return Said(talk, blocks, (scene.do("done"), again, scene.do("back"), scene.do("quit")), Entry(Outcome.GUIDE))


def _ask_name(scene: Scene, talk: Conversation, step: Step) -> Said:
    repeating = talk.guide is not None and talk.guide.guard is Guard.REPEATING
    asked = scene.block(
        Tone.ASK,
        "guard_repeat" if repeating else "guard_name",
        whose=step.confirm or scene.mind.catalogue.phrase("guard_whose"),
    )
    return Said(talk, (asked,), (scene.do("back"), scene.do("quit")), Entry(Outcome.GUIDE))


def _take_name(scene: Scene, talk: Conversation, guide: Guiding, step: Step) -> Said | None:
    """A name, then the same name again. Assent, or what cannot be a name, asks again; a question is None."""
    text = scene.inbound.text
    said = scene.mind.fold(text)
    named = said.endswith(scene.mind.name_ends)
    if _is_assent(scene, said) or (not named and ordinal(text) is not None):
        return _ask_name(scene, talk, step)
    if not named and scene.mind.matcher.match(text).decision is not Decision.LOST:
        return None
    if not _SHORTEST_NAME <= len(said) <= _LONGEST_NAME:
        return _ask_name(scene, talk, step)
    if guide.guard is Guard.NAMING:
        return _ask_name(scene, replace(talk, guide=replace(guide, guard=Guard.REPEATING, target=said)), step)
    again = replace(talk, guide=replace(guide, guard=Guard.NAMING, target=""))
    return Said(again, (scene.block(Tone.WARN, "guard_differs"),), (), Entry(Outcome.GUIDE)).then(
        _ask_name(scene, again, step)
    )


def _is_assent(scene: Scene, said: str) -> bool:
    """Whether `said` only wavers, or nothing is left of it without the words that name nothing: 嗯嗯可以的."""
    if whole(said, scene.mind.script, scene.mind.softeners).hedged and not said.endswith(scene.mind.name_ends):
        return True
    for word in sorted(scene.mind.soft_words, key=len, reverse=True):
        said = said.replace(word, "")
    return len(said.strip()) < _SHORTEST_NAME // 2


def _passed(talk: Conversation, check: str) -> Passed | None:
    """The verdict that lets through; a talk forgets it after a long silence."""
    return next((each for each in talk.passed if each.check == check and each.verdict in _GOOD_ENOUGH), None)
