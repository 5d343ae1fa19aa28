"""A guide in the talk: step by step, with side roads; before what cannot be undone stands the guard."""

from collections.abc import Iterator
from dataclasses import replace

from qiwen.dialogue import guarding
from qiwen.dialogue.answers import ALMOST
from qiwen.dialogue.notices import basis
from qiwen.dialogue.ordinals import ordinal
from qiwen.dialogue.scene import Said, Scene
from qiwen.dialogue.tokens import Token, Verb
from qiwen.matching.score import closeness
from qiwen.model.content import Branch, Guide, Step
from qiwen.model.conversation import Conversation, Guard, Guiding
from qiwen.model.reply import Block, Choice, Tone
from qiwen.model.turn import Entry, Outcome

_DEEPEST = 5


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
    if talk.guide.guard in guarding.WAITING:
        return guarding.ask_again(scene, talk, guide, step)
    if step.guarded and talk.guide.guard is not Guard.PASSED:
        return guarding.stand(scene, talk, guide, step, _at(talk, guide.steps[number - 1]) if number else talk)
    return Said(talk, tuple(_step_blocks(scene, guide, number)), tuple(_choices(scene, step)), Entry(Outcome.GUIDE))


def forward(scene: Scene, talk: Conversation) -> Said:
    """On to the next step; after the last one, back to the guide this was a side road of."""
    place = _place(scene, talk)
    if place is None or talk.guide is None:
        return show(scene, talk)
    guide, number = place
    if talk.guide.guard in guarding.WAITING:
        return guarding.ask_again(scene, talk, guide, guide.steps[number])
    if number + 1 < len(guide.steps):
        return _arrive(scene, _at(talk, guide.steps[number + 1]), talk)
    return _finish(scene, talk, guide)


def backward(scene: Scene, talk: Conversation) -> Said:
    """Back one step; from a first step, back to the guide this was a side road of."""
    place = _place(scene, talk)
    if place is None or talk.guide is None:
        return show(scene, talk)
    guide, number = place
    if talk.guide.guard in guarding.WAITING:
        return show(scene, _at(talk, guide.steps[max(number - 1, 0)]))
    if number:
        return show(scene, _at(talk, guide.steps[number - 1]))
    return show(scene, _return(talk)) if talk.guide.back else show(scene, talk)


def tell_left(scene: Scene, talk: Conversation) -> Said:
    """Where we are and how many steps are left, then all of them."""
    place = _place(scene, talk)
    if place is None:
        return show(scene, talk)
    guide, number = place
    total = len(guide.steps)
    at = scene.block(
        Tone.SAY, "guide_left_count", number=str(number + 1), total=str(total), left=str(total - number - 1)
    )
    return Said(talk, (at,), (), Entry(Outcome.GUIDE)).then(overview(scene, talk))


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


def intents_here(scene: Scene, talk: Conversation) -> frozenset[str]:
    """The intents that side roads of the open step lead to."""
    place = _place(scene, talk)
    branches = place[0].steps[place[1]].branches if place else ()
    return frozenset(branch.intent for branch in branches if branch.intent)


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
    """What only a guide understands: what the guard waits for, or 我做到第 3 步了. None for anything else."""
    place = _place(scene, talk)
    if talk.guide is None or place is None:
        return None
    guide, here = place
    if talk.guide.guard in guarding.WAITING:
        opened = guarding.opened_by(scene, talk)
        return show(scene, opened) if opened else guarding.hear(scene, talk, guide, guide.steps[here])
    number = ordinal(text)
    if number is None:
        return None
    if not 1 <= number <= len(guide.steps):
        total = scene.block(Tone.SAY, "guide_range", total=str(len(guide.steps)))
        return Said(talk, (total,), (), Entry(Outcome.GUIDE)).then(show(scene, talk))
    at = _jump(scene, talk, guide, number - 1)
    said = scene.mind.fold(text)
    if at.conversation.guide and at.conversation.guide.step == guide.steps[number - 1].id:
        if _ends_as(scene, said, "next"):
            return forward(scene, at.conversation)
        if _ends_as(scene, said, "stuck"):
            return stuck(scene, at.conversation)
    return at


def _ends_as(scene: Scene, said: str, control: str) -> bool:
    """Whether `said` ends with a word of that control: 第 4 步卡住了."""
    return said.endswith(tuple(scene.mind.listening.words_of(control)))


def take_done(scene: Scene, talk: Conversation) -> Said | None:
    """The word that all is done, where the guard waits for it. Anything else, 下一步 too, is no such word."""
    return confirm_done(scene, talk) if guarding.says_done(scene, talk) else None


def confirm_done(scene: Scene, talk: Conversation) -> Said | None:
    """Go on behind the question whether all is done; None where it is not open."""
    place = _place(scene, talk)
    if place is None or talk.guide is None or talk.guide.guard is not Guard.STEPS:
        return None
    return guarding.tell_consequences(scene, talk, place[0].steps[place[1]])


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
    return guarding.stand(scene, talk, guide, step, before if before.guide else replace(talk, guide=None))


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
