"""The guard before a step that cannot be undone.

It is shown only after the check it needs was passed in this conversation, what the verdict put first was confirmed as
done, its consequences were shown, and the person typed the target's name twice. There is no other way to it.
"""

from dataclasses import replace

from qiwen.dialogue.checks import Verdict, replay
from qiwen.dialogue.facts import facts
from qiwen.dialogue.notices import basis
from qiwen.dialogue.ordinals import ordinal
from qiwen.dialogue.scene import Said, Scene
from qiwen.dialogue.signs import Window
from qiwen.dialogue.tokens import Token, Verb
from qiwen.model.content import FindingWeight, Guide, Step
from qiwen.model.conversation import Conversation, Guard, Guiding, Passed
from qiwen.model.match import Decision
from qiwen.model.reply import Block, Choice, Tone
from qiwen.model.turn import Entry, Outcome

WAITING = (Guard.STEPS, Guard.NAMING, Guard.REPEATING)
_SHORTEST_NAME = 2
_LONGEST_NAME = 60
_MOST_PARTS = 3
"""Stretches of a name: Blue Whale Co., Ltd. has points in it."""
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
    if _first(scene, step, passed):
        waiting = replace(talk, guide=replace(talk.guide, guard=Guard.STEPS, target=""))
        return _ask_steps(scene, waiting, step, passed)
    return tell_consequences(scene, talk, step)


def ask_again(scene: Scene, talk: Conversation, guide: Guide, step: Step) -> Said:
    """What the guard waits for, once more. A verdict that has gone since sends back to the check."""
    passed = _passed(talk, guide.check) if guide.check else None
    if talk.guide and talk.guide.guard is Guard.STEPS:
        there = passed or not guide.check
        return _ask_steps(scene, talk, step, passed) if there else stand(scene, talk, guide, step, talk)
    return _ask_name(scene, talk, step)


def says_done(scene: Scene, talk: Conversation) -> bool:
    """Whether the message says that all is done, where the guard waits for that. 下一步 does not, nor 都做完了？"""
    if talk.guide is None or talk.guide.guard is not Guard.STEPS:
        return False
    parts = scene.mind.clauses(scene.inbound.text)
    if any(part.asks or part.hedged or part.turns for part in parts):
        return False
    return any(scene.mind.is_of("done", said) for part in parts for said in (part.folded, part.bare))


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
    if guide is None or guide.guard is not Guard.REPEATING or _name_in(scene) != guide.target:
        return None
    return replace(talk, guide=replace(guide, guard=Guard.PASSED))


def hear(scene: Scene, talk: Conversation, guide: Guide, step: Step) -> Said | None:
    """A message while the guard waits: a name, an assent that is none, or None for a question."""
    assert talk.guide is not None
    said = scene.mind.fold(scene.inbound.text)
    if talk.guide.guard is not Guard.STEPS:
        return _take_name(scene, talk, talk.guide, step)
    wavers = not said or _is_assent(scene, said) or ordinal(scene.inbound.text) is not None
    return ask_again(scene, talk, guide, step) if wavers else None


def _first(scene: Scene, step: Step, passed: Passed | None) -> list[str]:
    """What must be done before: of the step itself, and what the verdict put first."""
    lines = [scene.text(each) for each in step.first]
    if passed and passed.verdict == Verdict.AFTER_STEPS.value:
        found = replay(scene.mind.catalogue.checks[passed.check], passed.answers).findings
        lines += [scene.text(each.fix or each.says) for each in found if each.weight is FindingWeight.FIRST]
    return lines


def _ask_steps(scene: Scene, talk: Conversation, step: Step, passed: Passed | None) -> Said:
    """Name what comes first, and ask whether all of it is done."""
    lines = [f"{number}. {line}" for number, line in enumerate(_first(scene, step, passed), 1)]
    blocks = (scene.block(Tone.WARN, "guard_steps"), Block(Tone.NOTE, "\n".join(lines)))
    check = scene.mind.catalogue.checks[passed.check] if passed else None
    again = (Choice(scene.text(check.title), str(Token(Verb.CHECK, check.id))),) if check else ()
    return Said(talk, blocks, (scene.do("done"), *again, scene.do("back"), scene.do("quit")), Entry(Outcome.GUIDE))


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
    named = _name_in(scene)
    if named is None:
        asks = scene.mind.whole(scene.inbound.text).asks
        known = scene.mind.matcher.match(scene.inbound.text).decision is not Decision.LOST
        return None if asks or known else _ask_name(scene, talk, step)
    if guide.guard is Guard.NAMING:
        return _ask_name(scene, replace(talk, guide=replace(guide, guard=Guard.REPEATING, target=named)), step)
    again = replace(talk, guide=replace(guide, guard=Guard.NAMING, target=""))
    return Said(again, (scene.block(Tone.WARN, "guard_differs"),), (), Entry(Outcome.GUIDE)).then(
        _ask_name(scene, again, step)
    )


def _name_in(scene: Scene) -> str | None:
    """The name that the message is, folded; None for all that wavers, asks, denies, talks or is too short or long.

    Without an ending such as 公司 it must also be something that the matcher knows nothing of.
    """
    text = scene.inbound.text
    parts = scene.mind.clauses(text)
    said = _without_head(scene, scene.mind.fold(text))
    if not _SHORTEST_NAME <= len(said) <= _LONGEST_NAME or _is_assent(scene, said):
        return None
    if len(parts) != 1 or parts[0].asks or parts[0].hedged or parts[0].supposes or ordinal(text) is not None:
        ends = said.endswith(scene.mind.name_ends) and not any(part.asks or part.hedged for part in parts)
        if not ends or len(parts) > _MOST_PARTS:
            return None
    window = Window.of(said)
    told = any(facts(check, text, scene.mind) for check in scene.mind.catalogue.checks.values())
    if told or any(window.holds(word) for word in scene.mind.no_name):
        return None
    if said.endswith(scene.mind.name_ends):
        return said
    return said if scene.mind.matcher.match(text).decision is Decision.LOST else None


def _without_head(scene: Scene, said: str) -> str:
    """A name without what introduces it: 全称是 …"""
    for head in scene.mind.name_heads:
        if said.startswith(head) and len(said) > len(head):
            return said.removeprefix(head).strip()
    return said


def _is_assent(scene: Scene, said: str) -> bool:
    """Whether `said` only wavers, or nothing is left of it without the words that name nothing: 嗯嗯可以的."""
    if scene.mind.whole(said).hedged:
        return True
    for word in sorted(scene.mind.soft_words, key=len, reverse=True):
        said = said.replace(word, "")
    return len(said.strip()) < _SHORTEST_NAME


def _passed(talk: Conversation, check: str) -> Passed | None:
    """The verdict that lets through; a talk forgets it after a long silence."""
    return next((each for each in talk.passed if each.check == check and each.verdict in _GOOD_ENOUGH), None)
