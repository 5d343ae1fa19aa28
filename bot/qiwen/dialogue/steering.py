"""Words that steer: next, back, again, quit, why … What they do depends on what is open."""

from dataclasses import replace

from qiwen.dialogue import answering, checking, guiding, handing
from qiwen.dialogue.handing import hand_over
from qiwen.dialogue.scene import Said, Scene
from qiwen.model.conversation import Conversation
from qiwen.model.reply import Tone
from qiwen.model.turn import Entry, Outcome, Reason

_CHECK = {
    "back": checking.step_back,
    "wrong": checking.step_back,
    "quit": checking.leave,
    "resume": checking.ask_due,
    "more": checking.ask_due,
    "next": checking.ask_due,
    "why": checking.tell_why,
    "how": checking.tell_how,
    "left": checking.tell_left,
    "none": checking.not_understood,
}
_GUIDE = {
    "quit": guiding.leave,
    "back": guiding.backward,
    "resume": guiding.show,
    "next": guiding.forward,
    "more": guiding.forward,
    "all": guiding.overview,
    "left": guiding.tell_left,
    "stuck": guiding.stuck,
}


def control_in(scene: Scene, talk: Conversation) -> str | None:
    """The control word that the message is, as it stands or without what softens it: 那我们先退出吧.

    In a guide the last clause alone may steer: 弄好了，下一步.
    """
    controls = scene.mind.controls
    said = scene.mind.whole(scene.inbound.text)
    if any(map(said.window.holds, scene.mind.no_person)):
        return "withdraw"
    control = controls.get(said.folded) or controls.get(said.bare)
    if control or not talk.guide or talk.check:
        return control
    parts = scene.mind.clauses(scene.inbound.text)
    last = parts[-1] if parts else said
    meant = controls.get(last.folded) or controls.get(last.bare)
    return meant if meant in _GUIDE and meant != "quit" and not any(part.hedged for part in parts) else None


def steer(scene: Scene, talk: Conversation, control: str) -> Said | None:
    """Obey a control word where it means something now; None where it does not."""
    match control:
        case "person":
            return hand_over(scene, talk, Reason.ASKED)
        case "withdraw" if handing.has_ticket(scene, talk):
            return handing.withdraw(scene, talk)
        case "withdraw":
            return Said(talk, (scene.block(Tone.SAY, "nothing_registered"),), (), Entry(Outcome.CONTROL))
        case "bot" if talk.with_person:
            return handing.come_back(scene, talk)
        case "more" if talk.rest:
            return Said(talk, talk.rest.blocks, talk.rest.choices, Entry(Outcome.CONTROL))
    talk = replace(talk, paused=False)
    if talk.check:
        return _in_check(scene, talk, talk.check.check, control)
    if control == "none" and talk.offered:
        return answering.miss(scene, talk, ())
    if talk.guide:
        return _in_guide(scene, talk, talk.guide.guide, control)
    return _idle(scene, talk, control)


def _in_check(scene: Scene, talk: Conversation, id_: str, control: str) -> Said | None:
    if control == "again":
        return checking.start(scene, replace(talk, check=None), id_)
    obey = _CHECK.get(control)
    return obey(scene, talk) if obey else None


def _in_guide(scene: Scene, talk: Conversation, id_: str, control: str) -> Said | None:
    if control == "again":
        return guiding.start(scene, replace(talk, guide=None), id_)
    obey = _GUIDE.get(control)
    return obey(scene, talk) if obey else None


def _idle(scene: Scene, talk: Conversation, control: str) -> Said | None:
    """Nothing is open: what that means for the words that need something open is said rather than guessed at."""
    menu = tuple(scene.ask(id_) for id_ in scene.mind.catalogue.menu)
    match control:
        case "more":
            return Said(talk, (scene.block(Tone.SAY, "nothing_more"),), menu, Entry(Outcome.CONTROL))
        case "wrong" if talk.passed:
            return Said(talk, (scene.block(Tone.ASK, "check_what_changed"),), (), Entry(Outcome.CHECK))
        case "again" if talk.passed and talk.passed[-1].check in scene.mind.catalogue.checks:
            return checking.start(scene, talk, talk.passed[-1].check)
        case "quit" | "back" | "resume" | "again" | "next" | "all" | "stuck" | "left":
            return Said(talk, (scene.block(Tone.SAY, "nothing_open"),), menu[:3], Entry(Outcome.CONTROL))
    return None
