"""A check in the talk: opening it, asking what is due, taking an answer, telling the verdict."""

from collections.abc import Iterator
from dataclasses import replace

from qiwen.dialogue import guiding
from qiwen.dialogue.answers import understand
from qiwen.dialogue.checks import Standing, Verdict, replay
from qiwen.dialogue.handing import hand_over
from qiwen.dialogue.notices import basis
from qiwen.dialogue.scene import Said, Scene
from qiwen.dialogue.tokens import Token, Verb
from qiwen.model.content import Check, Finding
from qiwen.model.conversation import Checking, Conversation, Passed
from qiwen.model.reply import Block, Choice, Tone
from qiwen.model.turn import Entry, Outcome, Reason

_UNCLEAR = 3


def start(scene: Scene, talk: Conversation, id_: str) -> Said:
    """Open the check `id_`, or ask again what is due where it is open already."""
    check = scene.mind.catalogue.checks[id_]
    if talk.check and talk.check.check == id_:
        return ask_due(scene, talk)
    talk = replace(talk, check=Checking(id_))
    opening = [Block(Tone.SAY, scene.text(check.opening))]
    if check.notices:
        opening.append(Block(Tone.BASIS, basis(scene, *(scene.mind.catalogue.notices[id_] for id_ in check.notices))))
    opening.append(scene.block(Tone.NOTE, "check_how"))
    return Said(talk, tuple(opening), (), Entry(Outcome.CHECK)).then(ask_due(scene, talk))


def ask_due(scene: Scene, talk: Conversation) -> Said:
    """The question that is due, with its place and its options; the verdict where none is."""
    open_ = talk.check
    check = scene.mind.catalogue.checks.get(open_.check) if open_ else None
    if open_ is None or check is None:
        return Said(replace(talk, check=None), (scene.block(Tone.SAY, "check_gone"),), (), Entry(Outcome.CHECK))
    standing = replay(check, open_.answers)
    if standing.due is None:
        return _tell_verdict(scene, talk, check, standing)
    done = len(standing.kept)
    question = scene.phrase(
        "check_question", number=str(done + 1), total=str(done + standing.left), ask=standing.due.ask
    )
    options = tuple(
        Choice(scene.text(o.label), str(Token(Verb.OPTION, f"{standing.due.id}.{o.id}"))) for o in standing.due.options
    )
    return Said(talk, (Block(Tone.ASK, question),), options, Entry(Outcome.CHECK, findings=_ids(standing)))


def take_answer(scene: Scene, talk: Conversation, text: str) -> Said | None:
    """Take `text` as an answer to the open question; None where it is none."""
    standing = _standing(scene, talk)
    if standing is None or standing.due is None:
        return None
    option = understand(standing.due, text, scene.mind)
    return take_option(scene, talk, f"{standing.due.id}.{option.id}") if option else None


def take_option(scene: Scene, talk: Conversation, named: str) -> Said | None:
    """Take the option named `question.option`; None where that question is not the open one (an old button, say)."""
    standing = _standing(scene, talk)
    if standing is None or standing.due is None or talk.check is None:
        return None
    asked, _, option = named.partition(".")
    options = standing.due.options if asked == standing.due.id else ()
    picked = next((each for each in options if each.id == option), None)
    if picked is None:
        return None
    answers = (*standing.kept, (standing.due.id, picked.id))
    said = ask_due(scene, replace(talk, misses=0, check=Checking(talk.check.check, answers)))
    if picked.id == "unsure" and standing.due.how:
        how = Said(talk, (Block(Tone.NOTE, scene.text(standing.due.how)),), (), said.entry)
        return replace(how.then(said), entry=said.entry)
    return said


def not_understood(scene: Scene, talk: Conversation) -> Said:
    """Ask again with the reason; the third time in a row call a person and close nothing."""
    standing = _standing(scene, talk)
    open_ = talk.check
    if open_ is None or standing is None or standing.due is None:
        return ask_due(scene, talk)
    unclear = open_.unclear + 1
    if unclear >= _UNCLEAR:
        handed = hand_over(scene, replace(talk, check=replace(open_, unclear=0)), Reason.UNCLEAR)
        return handed.then(ask_due(scene, handed.conversation))
    talk = replace(talk, check=replace(open_, unclear=unclear))
    blocks = (scene.block(Tone.SAY, "check_unclear"), Block(Tone.NOTE, scene.text(standing.due.why)))
    return Said(talk, blocks, (), Entry(Outcome.CHECK)).then(ask_due(scene, talk))


def step_back(scene: Scene, talk: Conversation) -> Said:
    """Drop the last answer and ask its question again."""
    standing = _standing(scene, talk)
    if talk.check is None or standing is None:
        return ask_due(scene, talk)
    return ask_due(scene, replace(talk, check=Checking(talk.check.check, standing.kept[:-1])))


def leave(scene: Scene, talk: Conversation) -> Said:
    """Close the check; a guide it was started from stays open."""
    talk = replace(talk, check=None)
    said = Said(talk, (scene.block(Tone.SAY, "check_left"),), (), Entry(Outcome.CONTROL))
    return said.then(guiding.show(scene, talk)) if talk.guide else said


def _standing(scene: Scene, talk: Conversation) -> Standing | None:
    check = scene.mind.catalogue.checks.get(talk.check.check) if talk.check else None
    return replay(check, talk.check.answers) if check and talk.check else None


def _tell_verdict(scene: Scene, talk: Conversation, check: Check, standing: Standing) -> Said:
    verdict = standing.verdict
    passed = tuple(each for each in talk.passed if each.check != check.id)
    talk = replace(talk, check=None, passed=(*passed, Passed(check.id, verdict.value, scene.now)))
    blocks = [scene.block(Tone.WARN if verdict is Verdict.CANNOT else Tone.SAY, f"verdict_{verdict.name.lower()}")]
    blocks += [_finding(scene, number, finding) for number, finding in enumerate(standing.findings, 1)]
    if check.notices and not standing.findings:
        blocks.append(Block(Tone.BASIS, basis(scene, *(scene.mind.catalogue.notices[id_] for id_ in check.notices))))
    entry = Entry(Outcome.CHECK, verdict=verdict.value, findings=_ids(standing))
    return Said(talk, tuple(blocks), tuple(_next_choices(scene, talk, check, standing)), entry)


def _finding(scene: Scene, number: int, finding: Finding) -> Block:
    notices = [scene.mind.catalogue.notices[id_] for id_ in finding.notices]
    lines = [f"{number}. {scene.text(finding.says)}"]
    if finding.fix:
        lines.append(scene.phrase("finding_fix", fix=finding.fix))
    if notices:
        lines.append(basis(scene, *notices))
    return Block(Tone.NOTE, "\n".join(lines))


def _next_choices(scene: Scene, talk: Conversation, check: Check, standing: Standing) -> Iterator[Choice]:
    guides = dict.fromkeys(finding.guide for finding in standing.findings if finding.guide)
    if standing.verdict in (Verdict.READY, Verdict.AFTER_STEPS):
        mine = [guide.id for guide in scene.mind.catalogue.guides.values() if guide.check == check.id]
        guides |= dict.fromkeys(mine)
    for id_ in list(guides)[:3]:
        yield Choice(scene.text(scene.mind.catalogue.guides[id_].title), str(Token(Verb.GUIDE, id_)))
    if talk.guide and talk.guide.guide not in list(guides)[:3]:
        yield scene.do("resume")
    yield scene.do("person")


def _ids(standing: Standing) -> tuple[str, ...]:
    return tuple(finding.id for finding in standing.findings)
