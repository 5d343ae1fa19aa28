"""A guide in the talk: step by step, with side roads, and a guard before what cannot be undone.

The guard: a guarded step is shown only after the check it needs was passed in this conversation, its consequences
were shown, and the person typed the target's name twice. There is no other way to it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from qiwen.dialogue.answers import ALMOST
from qiwen.dialogue.checks import Verdict
from qiwen.dialogue.notices import basis
from qiwen.dialogue.scene import Said, Scene
from qiwen.dialogue.tokens import Token, Verb
from qiwen.matching.score import closeness
from qiwen.model.content import Branch, Guide, Step
from qiwen.model.conversation import Conversation, Guard, Guiding
from qiwen.model.match import Decision
from qiwen.model.reply import Block, Choice, Tone
from qiwen.model.turn import Entry, Outcome

_ORDINAL = re.compile(r"(?:第|步骤|step\s*)\s*(\d{1,2}|[一二三四五六七八九十]{1,3})")
_DIGITS = {char: number for number, char in enumerate("一二三四五六七八九十", 1)}
_DEEPEST = 5
_SHORTEST_NAME = 4
_LONGEST_NAME = 60
_GOOD_ENOUGH = {Verdict.READY.value, Verdict.AFTER_STEPS.value}


def start(scene: Scene, talk: Conversation, id_: str) -> Said:
    """Open the guide `id_` at its first step; from within another guide, as a side road that leads back.

    A guide that is open already goes on where it stands, with the side roads that led away from it closed.
    """
    guide = scene.mind.catalogue.guides[id_]
    now = talk.guide
    if now and now.guide == id_:
        return show(scene, talk)
    for depth, (name, step) in enumerate(now.back if now else ()):
        if name == id_ and now:
            return show(scene, replace(talk, guide=Guiding(id_, step, now.back[:depth])))
    back = (*now.back, (now.guide, now.step))[-_DEEPEST:] if now else ()
    opening = Said(talk, (Block(Tone.SAY, scene.text(guide.opening)),), (), Entry(Outcome.GUIDE))
    first = replace(talk, guide=Guiding(id_, guide.steps[0].id, back))
    return opening.then(_arrive(scene, first, talk))


def show(scene: Scene, talk: Conversation) -> Said:
    """The open step again. The one place where a step is shown, and so where the guard stands."""
    place = _place(scene, talk)
    if place is None or talk.guide is None:
        return Said(replace(talk, guide=None), (scene.block(Tone.SAY, "guide_gone"),), (), Entry(Outcome.GUIDE))
    guide, number = place
    step = guide.steps[number]
    if talk.guide.guard in (Guard.NAMING, Guard.REPEATING):
        return _ask_name(scene, talk)
    if step.guarded and talk.guide.guard is not Guard.PASSED:
        return _guard(scene, talk, guide, step, _at(talk, guide.steps[number - 1]) if number else talk)
    return Said(talk, tuple(_step_blocks(scene, guide, number)), tuple(_choices(scene, step)), Entry(Outcome.GUIDE))


def forward(scene: Scene, talk: Conversation) -> Said:
    """On to the next step; after the last one, back to the guide this was a side road of."""
    place = _place(scene, talk)
    if place is None or talk.guide is None:
        return show(scene, talk)
    guide, number = place
    if talk.guide.guard in (Guard.NAMING, Guard.REPEATING):
        return _ask_name(scene, talk)
    if number + 1 < len(guide.steps):
        return _arrive(scene, _at(talk, guide.steps[number + 1]), talk)
    return _finish(scene, talk, guide)


def backward(scene: Scene, talk: Conversation) -> Said:
    """Back one step; from a first step, back to the guide this was a side road of."""
    place = _place(scene, talk)
    if place is None or talk.guide is None:
        return show(scene, talk)
    guide, number = place
    if talk.guide.guard in (Guard.NAMING, Guard.REPEATING):
        return show(scene, _at(talk, guide.steps[max(number - 1, 0)]))
    if number:
        return show(scene, _at(talk, guide.steps[number - 1]))
    return show(scene, _return(talk)) if talk.guide.back else show(scene, talk)


def overview(scene: Scene, talk: Conversation) -> Said:
    """All steps at once. What is behind the guard is only named."""
    place = _place(scene, talk)
    if place is None:
        return show(scene, talk)
    guide, _ = place
    lines = [
        f"{number}. {scene.phrase('guide_hidden') if step.guarded else scene.text(step.do)}"
        for number, step in enumerate(guide.steps, 1)
    ]
    block = Block(Tone.SAY, "\n".join([scene.text(guide.title), *lines]))
    return Said(talk, (block,), (scene.do("resume"),), Entry(Outcome.GUIDE))


def stuck(scene: Scene, talk: Conversation) -> Said:
    """The side roads of the open step and a person."""
    place = _place(scene, talk)
    if place is None:
        return show(scene, talk)
    guide, number = place
    choices = (*_branches(scene, guide.steps[number]), scene.do("resume"), scene.do("person"))
    return Said(talk, (scene.block(Tone.ASK, "guide_stuck"),), choices, Entry(Outcome.GUIDE))


def leave(scene: Scene, talk: Conversation) -> Said:
    """Close the guide, whole."""
    return Said(replace(talk, guide=None), (scene.block(Tone.SAY, "guide_left"),), (), Entry(Outcome.CONTROL))


def branch(scene: Scene, talk: Conversation, named: str) -> Branch | None:
    """The side road named `step.number`; None where that step is not the open one (an old button, say)."""
    open_ = _place(scene, talk)
    step = open_[0].steps[open_[1]] if open_ else None
    at, _, number = named.partition(".")
    if step is None or at != step.id:
        return None
    return next((each for place, each in enumerate(step.branches) if str(place) == number), None)


def named_branch(scene: Scene, talk: Conversation, text: str) -> Branch | None:
    """The side road that `text` asks for in so many words."""
    place = _place(scene, talk)
    said = scene.mind.fold(text)
    for each in place[0].steps[place[1]].branches if place else ():
        ways = (*each.says, each.label.hans, each.label.en)
        if said and max(closeness(said, scene.mind.fold(way)) for way in ways) >= ALMOST:
            return each
    return None


def take_words(scene: Scene, talk: Conversation, text: str) -> Said | None:
    """What only a guide understands: the name that the guard waits for, or 我做到第 3 步了. None for anything else."""
    if talk.guide is None:
        return None
    if talk.guide.guard in (Guard.NAMING, Guard.REPEATING):
        return _take_name(scene, talk, talk.guide, text)
    number = _ordinal(text)
    place = _place(scene, talk)
    if number is None or place is None or not 1 <= number <= len(place[0].steps):
        return None
    return _jump(scene, talk, place[0], number - 1)


def _jump(scene: Scene, talk: Conversation, guide: Guide, number: int) -> Said:
    """To a step by number, but never past a guard: the first guarded step on the way is where it stops."""
    here = next((n for n, step in enumerate(guide.steps) if talk.guide and step.id == talk.guide.step), 0)
    passed = talk.guide is not None and talk.guide.guard is Guard.PASSED
    guarded = [n for n in range(here, number) if guide.steps[n].guarded and not passed]
    return _arrive(scene, _at(talk, guide.steps[guarded[0] if guarded else number]), talk)


def _arrive(scene: Scene, talk: Conversation, before: Conversation) -> Said:
    """Show the step that `talk` has come to; where the guard lets nobody through, the talk stays as it was `before`."""
    place = _place(scene, talk)
    if place is None or talk.guide is None:
        return show(scene, talk)
    guide, number = place
    step = guide.steps[number]
    if not step.guarded or talk.guide.guard is Guard.PASSED:
        return show(scene, talk)
    return _guard(scene, talk, guide, step, before if before.guide else replace(talk, guide=None))


def _guard(scene: Scene, talk: Conversation, guide: Guide, step: Step, stay: Conversation) -> Said:
    """Ask for the check that is needed, else tell the consequences and ask for the target's name."""
    assert talk.guide is not None
    if guide.check and not _passed(talk, guide.check):
        check = scene.mind.catalogue.checks[guide.check]
        choice = Choice(scene.text(check.title), str(Token(Verb.CHECK, check.id)))
        return Said(stay, (scene.block(Tone.WARN, "guard_check"),), (choice, scene.do("person")), Entry(Outcome.GUIDE))
    talk = replace(talk, guide=replace(talk.guide, guard=Guard.NAMING, target=""))
    blocks = [scene.block(Tone.WARN, "guard_consequences")]
    blocks += [Block(Tone.WARN, scene.text(caution)) for caution in step.cautions]
    blocks += [
        Block(Tone.NOTE, f"{scene.text(notice.says)}\n{basis(scene, notice)}")
        for notice in (scene.mind.catalogue.notices[id_] for id_ in step.notices)
    ]
    return Said(talk, tuple(blocks), (), Entry(Outcome.GUIDE)).then(_ask_name(scene, talk))


def _ask_name(scene: Scene, talk: Conversation) -> Said:
    repeating = talk.guide is not None and talk.guide.guard is Guard.REPEATING
    name = "guard_repeat" if repeating else "guard_name"
    return Said(talk, (scene.block(Tone.ASK, name),), (scene.do("back"), scene.do("quit")), Entry(Outcome.GUIDE))


def _take_name(scene: Scene, talk: Conversation, guide: Guiding, text: str) -> Said | None:
    """A name, then the same name again. Assent, or what cannot be a name, asks again; a question is None."""
    said = scene.mind.fold(text)
    if guide.guard is Guard.REPEATING and said == guide.target:
        return show(scene, replace(talk, guide=replace(guide, guard=Guard.PASSED)))
    named = said.endswith(scene.mind.name_ends)
    if _is_assent(scene, said) or (not named and _ordinal(text) is not None):
        return _ask_name(scene, talk)
    if not named and scene.mind.matcher.match(text).decision is not Decision.LOST:
        return None
    if not _SHORTEST_NAME <= len(said) <= _LONGEST_NAME:
        return _ask_name(scene, talk)
    if guide.guard is Guard.NAMING:
        return _ask_name(scene, replace(talk, guide=replace(guide, guard=Guard.REPEATING, target=said)))
    again = replace(talk, guide=replace(guide, guard=Guard.NAMING, target=""))
    return Said(again, (scene.block(Tone.WARN, "guard_differs"),), (), Entry(Outcome.GUIDE)).then(
        _ask_name(scene, again)
    )


def _is_assent(scene: Scene, said: str) -> bool:
    """Whether nothing is left of `said` without the words that name nothing: 嗯嗯可以的."""
    for word in sorted(scene.mind.soft_words, key=len, reverse=True):
        said = said.replace(word, "")
    return len(said.strip()) < _SHORTEST_NAME // 2


def _finish(scene: Scene, talk: Conversation, guide: Guide) -> Said:
    closing = Said(talk, (Block(Tone.SAY, scene.text(guide.closing)),), (), Entry(Outcome.GUIDE))
    if talk.guide and talk.guide.back:
        back = _return(talk)
        return closing.then(show(scene, back))
    return replace(closing, conversation=replace(talk, guide=None))


def _return(talk: Conversation) -> Conversation:
    assert talk.guide is not None
    guide, step = talk.guide.back[-1]
    return replace(talk, guide=Guiding(guide, step, talk.guide.back[:-1]))


def _at(talk: Conversation, step: Step) -> Conversation:
    """The same guide at another step. Going anywhere but on from a passed guard closes the guard again."""
    assert talk.guide is not None
    guard = Guard.PASSED if talk.guide.guard is Guard.PASSED and not step.guarded else Guard.OPEN
    return replace(talk, guide=replace(talk.guide, step=step.id, guard=guard))


def _place(scene: Scene, talk: Conversation) -> tuple[Guide, int] | None:
    """The open guide and the index of its step; None where content no longer has them."""
    guide = scene.mind.catalogue.guides.get(talk.guide.guide) if talk.guide else None
    if guide is None or talk.guide is None:
        return None
    return next(((guide, n) for n, step in enumerate(guide.steps) if step.id == talk.guide.step), None)


def _passed(talk: Conversation, check: str) -> bool:
    return any(each.check == check and each.verdict in _GOOD_ENOUGH for each in talk.passed)


def _step_blocks(scene: Scene, guide: Guide, number: int) -> Iterator[Block]:
    step = guide.steps[number]
    yield Block(
        Tone.SAY,
        scene.phrase("guide_step", number=str(number + 1), total=str(len(guide.steps)), do=step.do),
    )
    for caution in step.cautions:
        yield Block(Tone.WARN if step.guarded else Tone.NOTE, scene.text(caution))
    if step.expect:
        yield scene.block(Tone.NEXT, "guide_expect", expect=step.expect)
    if step.confirmed_by_one:
        yield scene.block(Tone.NOTE, "one_source")
    if step.notices:
        yield Block(Tone.BASIS, basis(scene, *(scene.mind.catalogue.notices[id_] for id_ in step.notices)))


def _choices(scene: Scene, step: Step) -> Iterator[Choice]:
    yield scene.do("next")
    yield from _branches(scene, step)
    yield scene.do("stuck")


def _branches(scene: Scene, step: Step) -> Iterator[Choice]:
    for number, each in enumerate(step.branches):
        yield Choice(scene.text(each.label), str(Token(Verb.BRANCH, f"{step.id}.{number}")))


def _ordinal(text: str) -> int | None:
    found = _ORDINAL.search(text.lower())
    if not found:
        return None
    written = found[1]
    if written.isdecimal():
        return int(written)
    return sum(_DIGITS[char] for char in written) if written[0] == "十" or len(written) == 1 else None
