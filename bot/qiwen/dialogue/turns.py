"""One message, one turn: control words, then the open mode, then the matcher, then an honest "I do not know"."""

from dataclasses import replace
from datetime import datetime, timedelta

from qiwen.dialogue import answering, checking, guiding
from qiwen.dialogue.handing import hand_over
from qiwen.dialogue.language import language_of
from qiwen.dialogue.mind import Mind
from qiwen.dialogue.notices import told
from qiwen.dialogue.pages import first_page
from qiwen.dialogue.scene import Said, Scene
from qiwen.dialogue.tokens import Token, Verb, parse
from qiwen.model.content import Branch
from qiwen.model.conversation import Conversation
from qiwen.model.inbound import Inbound, Kind
from qiwen.model.match import Decision
from qiwen.model.reply import Reply, Tone
from qiwen.model.turn import Entry, Outcome, Reason, Turn

_WELCOME_AGAIN = timedelta(days=1)


def take_turn(talk: Conversation, inbound: Inbound, mind: Mind, now: datetime) -> Turn:
    """What `inbound` leads to in `talk`. Pure: the same arguments give an equal Turn.

    Any text whatever gives a turn; nothing a person can send raises. `now` is aware.
    """
    language = (inbound.language if talk.version == 0 else None) or talk.language
    if inbound.kind is Kind.TEXT:
        language = language_of(inbound.text, mind.script, language)
    scene = Scene(mind, inbound, now, language)
    said = _react(scene, replace(talk, language=language))
    return _finish(scene, said)


def _react(scene: Scene, talk: Conversation) -> Said:
    match scene.inbound.kind:
        case Kind.ENTER:
            return _welcome(scene, talk)
        case Kind.MEDIA:
            choices = tuple(scene.ask(id_) for id_ in scene.mind.catalogue.menu[:3])
            said = Said(talk, (scene.block(Tone.SAY, "only_text"),), choices, Entry(Outcome.UNREADABLE))
            return _aside(scene, talk, said)
        case Kind.CHOICE:
            return _choose(scene, talk, parse(scene.inbound.text))
        case Kind.TEXT:
            return _hear(scene, talk)


def _welcome(scene: Scene, talk: Conversation) -> Said:
    if talk.welcomed_at and scene.now - talk.welcomed_at < _WELCOME_AGAIN:
        return Said(talk, (), (), Entry(Outcome.SILENT))
    talk = replace(talk, welcomed_at=scene.now)
    choices = tuple(scene.ask(id_) for id_ in scene.mind.catalogue.menu)
    return _aside(scene, talk, Said(talk, (scene.block(Tone.SAY, "welcome"),), choices, Entry(Outcome.WELCOME)))


def _hear(scene: Scene, talk: Conversation) -> Said:
    """A text: a number or a label that picks, a word that steers, an answer to what is open, or a question."""
    said = scene.mind.fold(scene.inbound.text)
    for number, choice in enumerate(talk.offered, 1):
        if said in (str(number), scene.mind.fold(choice.label)):
            return _choose(scene, talk, parse(choice.token))
    control = scene.mind.controls.get(said)
    steered = _steer(scene, talk, control) if control else None
    return steered or _in_mode(scene, talk) or _question(scene, talk)


def _steer(scene: Scene, talk: Conversation, control: str) -> Said | None:
    """Obey a control word where it means something now; None where it does not."""
    match control:
        case "person":
            return hand_over(scene, talk, Reason.ASKED)
        case "more" if talk.rest:
            return Said(talk, talk.rest.blocks, talk.rest.choices, Entry(Outcome.CONTROL))
    if talk.check:
        return _steer_check(scene, talk, talk.check.check, control)
    if control == "none" and talk.offered:
        return answering.miss(scene, talk, ())
    if talk.guide:
        return _steer_guide(scene, talk, talk.guide.guide, control)
    if control == "more":
        menu = tuple(scene.ask(id_) for id_ in scene.mind.catalogue.menu)
        return Said(talk, (scene.block(Tone.SAY, "nothing_more"),), menu, Entry(Outcome.CONTROL))
    return None


def _steer_check(scene: Scene, talk: Conversation, id_: str, control: str) -> Said | None:
    match control:
        case "again":
            return checking.start(scene, replace(talk, check=None), id_)
        case "quit":
            return checking.leave(scene, talk)
        case "back":
            return checking.step_back(scene, talk)
        case "resume" | "more":
            return checking.ask_due(scene, talk)
    return None


def _steer_guide(scene: Scene, talk: Conversation, id_: str, control: str) -> Said | None:
    match control:
        case "again":
            return guiding.start(scene, replace(talk, guide=None), id_)
        case "quit":
            return guiding.leave(scene, talk)
        case "back":
            return guiding.backward(scene, talk)
        case "resume":
            return guiding.show(scene, talk)
        case "next" | "more":
            return guiding.forward(scene, talk)
        case "all":
            return guiding.overview(scene, talk)
        case "stuck":
            return guiding.stuck(scene, talk)
    return None


def _in_mode(scene: Scene, talk: Conversation) -> Said | None:
    """What the open check or guide makes of the text; None where it is not for them."""
    text = scene.inbound.text
    if talk.check:
        return checking.take_answer(scene, talk, text)
    if talk.guide:
        branch = guiding.named_branch(scene, talk, text)
        return _follow(scene, talk, branch) if branch else guiding.take_words(scene, talk, text)
    return None


def _question(scene: Scene, talk: Conversation) -> Said:
    """Ask the matcher."""
    match = scene.mind.matcher.match(scene.inbound.text)
    if talk.check and match.decision is not Decision.SURE:
        return checking.not_understood(scene, talk)
    return _aside(scene, talk, answering.take_match(scene, talk, match))


def _aside(scene: Scene, talk: Conversation, said: Said) -> Said:
    """What was said beside an open check or guide: its question comes again, or going on with the step is offered."""
    after = said.conversation
    if talk.check and after.check == talk.check and said.entry.outcome is not Outcome.CHECK:
        due = checking.ask_due(scene, replace(after, check=replace(talk.check, unclear=0)))
        leaving = tuple(choice for choice in said.choices if choice.token.startswith(Verb.GUIDE))
        return replace(said.then(due), choices=(*due.choices, *leaving))
    if talk.guide and after.guide == talk.guide and not after.check and said.entry.outcome is not Outcome.GUIDE:
        return replace(said, choices=(scene.do("resume"), *said.choices))
    return said


def _choose(scene: Scene, talk: Conversation, token: Token | None) -> Said:
    """A choice was pressed. A token that means nothing now (an old button, a forged one) is never an error.

    Where something is open, that is shown again; else it is a miss.
    """
    said = _obey(scene, talk, token) if token else None
    return said or _steer(scene, talk, "resume") or answering.miss(scene, talk, ())


def _obey(scene: Scene, talk: Conversation, token: Token) -> Said | None:
    catalogue = scene.mind.catalogue
    match token.verb:
        case Verb.ASK | Verb.PICK if token.argument in catalogue.intents:
            said = answering.answer(scene, talk, (token.argument,))
            offered = tuple(choice.token for choice in talk.offered)
            decision = "picked" if token.verb is Verb.PICK else "asked"
            said = _aside(scene, talk, said)
            return replace(said, entry=replace(said.entry, decision=decision, candidates=offered))
        case Verb.OPTION if talk.check:
            return checking.take_option(scene, talk, token.argument)
        case Verb.GUIDE if token.argument in catalogue.guides:
            return guiding.start(scene, replace(talk, check=None), token.argument)
        case Verb.CHECK if token.argument in catalogue.checks:
            return checking.start(scene, talk, token.argument)
        case Verb.BRANCH if talk.guide and not talk.check:
            branch = guiding.branch(scene, talk, token.argument)
            return _follow(scene, talk, branch) if branch else None
        case Verb.DO:
            return _steer(scene, talk, token.argument)
    return None


def _follow(scene: Scene, talk: Conversation, branch: Branch) -> Said:
    """Take a side road of a step."""
    if branch.guide:
        return guiding.start(scene, talk, branch.guide)
    if branch.intent:
        return _aside(scene, talk, answering.answer(scene, talk, (branch.intent,)))
    notice = scene.mind.catalogue.notices[branch.notice or ""]
    return Said(talk, tuple(told(scene, notice)), (scene.do("resume"),), Entry(Outcome.GUIDE))


def _finish(scene: Scene, said: Said) -> Turn:
    """Cut to the room there is, remember what was offered, and date the talk."""
    talk = replace(said.conversation, last_at=scene.now)
    if not said.blocks and not said.choices:
        return Turn(talk, None, said.effects, said.entry)
    whole = Reply(scene.language, said.blocks, said.choices, invite=scene.phrase("invite"))
    page, rest = first_page(whole, scene.inbound.room, scene.phrase("more"))
    return Turn(replace(talk, offered=page.choices, rest=rest), page, said.effects, said.entry)
