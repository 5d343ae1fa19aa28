"""One message, one turn: control words, then the open mode, then the matcher, then an honest "I do not know"."""

from dataclasses import replace
from datetime import datetime, timedelta

from qiwen.dialogue import alarm, answering, checking, feedback, guiding, handing, pausing
from qiwen.dialogue.facts import facts
from qiwen.dialogue.language import language_of
from qiwen.dialogue.mind import Mind
from qiwen.dialogue.notices import told
from qiwen.dialogue.pages import first_page
from qiwen.dialogue.scene import Said, Scene
from qiwen.dialogue.steering import control_in, steer
from qiwen.dialogue.tokens import Token, Verb, parse
from qiwen.model.content import AnswerKind, Branch
from qiwen.model.conversation import Conversation
from qiwen.model.inbound import Inbound, Kind
from qiwen.model.match import Decision, Match
from qiwen.model.reply import Reply, Tone
from qiwen.model.turn import Entry, Feedback, Outcome, Turn

_WELCOME_AGAIN = timedelta(days=1)
_OFFERED = 3
_PLAIN = 0.9
"""Probability from which words that do not ask are taken for a side question rather than a strange answer."""
_SEVERAL = 2
"""Facts in one message that make a question about them one for a check."""


def take_turn(talk: Conversation, inbound: Inbound, mind: Mind, now: datetime) -> Turn:
    """What `inbound` leads to in `talk`. Pure: the same arguments give an equal Turn.

    Any text whatever gives a turn; nothing a person can send raises. `now` is aware.
    """
    mind = mind.on(now.date())
    language = (inbound.language if talk.version == 0 else None) or talk.language
    if inbound.kind is Kind.TEXT:
        language = language_of(inbound.text, mind.script, language)
    scene = Scene(mind, inbound, now, language)
    talk, first, more = pausing.wake(scene, replace(talk, language=language))
    said = _react(scene, talk)
    if first and (said.blocks or said.choices):
        said = replace(said, blocks=(*first, *said.blocks), choices=(*said.choices, *more))
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
            said = _choose(scene, replace(talk, asked_solved=False), parse(scene.inbound.text))
            helped = Feedback.SILENCE if talk.asked_solved else None
            return replace(said, entry=replace(said.entry, feedback=helped))
        case Kind.TEXT:
            return _read(scene, talk)


def _welcome(scene: Scene, talk: Conversation) -> Said:
    if talk.welcomed_at and scene.now - talk.welcomed_at < _WELCOME_AGAIN:
        return Said(talk, (), (), Entry(Outcome.SILENT))
    talk = replace(talk, welcomed_at=scene.now)
    choices = tuple(scene.ask(id_) for id_ in scene.mind.catalogue.menu)
    return _aside(scene, talk, Said(talk, (scene.block(Tone.SAY, "welcome"),), choices, Entry(Outcome.WELCOME)))


def _read(scene: Scene, talk: Conversation) -> Said:
    """A text: first what it says to 解决了吗, where that was asked, then everything else."""
    helped = feedback.heard(scene, talk)
    talk = replace(talk, asked_solved=False)
    if helped in (Feedback.YES, Feedback.NO):
        said = feedback.taken(scene, talk, helped)
    else:
        said = feedback.ask(scene, _hear(scene, talk))
    return replace(said, entry=replace(said.entry, feedback=said.entry.feedback or helped))


def _hear(scene: Scene, talk: Conversation) -> Said:
    """A number or a label that picks, a word that steers, an answer to what is open, an alarm, or a question."""
    said = scene.mind.fold(scene.inbound.text)
    for number, choice in enumerate(talk.offered, 1):
        if said in (str(number), scene.mind.fold(choice.label)):
            return _choose(scene, talk, parse(choice.token))
    control = control_in(scene, talk)
    if talk.with_person and control not in ("withdraw", "bot"):
        return alarm.panics(scene, talk) or handing.listen(scene, talk)
    confirmed = guiding.take_done(scene, talk) if talk.guide and not talk.check else None
    steered = steer(scene, talk, control) if control and not confirmed else None
    if steered and control == "person":
        return _aside(scene, talk, steered)
    acted = confirmed or steered
    if acted:
        return acted
    if talk.paused:
        return _back_again(scene, talk)
    return _in_mode(scene, talk) or _question(scene, talk)


def _back_again(scene: Scene, talk: Conversation) -> Said:
    """The first words after a long silence: yes goes on, a plain answer is taken, anything else is offered to go on."""
    said = scene.mind.fold(scene.inbound.text)
    going_on = replace(talk, paused=False)
    if scene.mind.is_of("yes", said) or _says(scene, "go_on"):
        return steer(scene, going_on, "resume") or _question(scene, going_on)
    if scene.mind.is_of("no", said) or _says(scene, "not_now"):
        return steer(scene, going_on, "quit") or _question(scene, going_on)
    if talk.check and checking.is_firm_answer(scene, talk, scene.inbound.text):
        return _in_mode(scene, going_on) or _question(scene, going_on)
    return _alarmed(scene, talk) or _question(scene, talk)


def _says(scene: Scene, list_: str) -> bool:
    """Whether all of the message, or its first clause, is of that list of words."""
    parts = scene.mind.clauses(scene.inbound.text)
    said = scene.mind.whole(scene.inbound.text)
    return any(scene.mind.is_of(list_, text) for each in (said, *parts[:1]) for text in (each.folded, each.bare))


def _in_mode(scene: Scene, talk: Conversation) -> Said | None:
    """What the open check or guide makes of the text, or a verdict that it corrects; None where it is not for them."""
    text = scene.inbound.text
    if talk.check:
        taken = checking.take_answer(scene, talk, text)
        return _with_side_question(scene, talk, taken) if taken else _alarmed(scene, talk)
    alarmed = _alarmed(scene, talk)
    if alarmed:
        return alarmed
    if handing.has_ticket(scene, talk) and scene.mind.adds_to_ticket(text):
        return handing.add(scene, talk)
    branch = guiding.named_branch(scene, talk, text) if talk.guide else None
    if branch:
        return _follow(scene, talk, branch)
    corrected = checking.correct_verdict(scene, talk, text) if talk.passed else None
    if corrected or not talk.guide:
        return corrected
    return guiding.take_words(scene, talk, text)


def _alarmed(scene: Scene, talk: Conversation) -> Said | None:
    """Panic stops everything else; beside anger what is open goes on."""
    panic = alarm.panics(scene, talk)
    if panic:
        return panic
    anger = alarm.rages(scene, talk)
    return _aside(scene, talk, anger) if anger else None


def _with_side_question(scene: Scene, talk: Conversation, taken: Said) -> Said:
    """An answer and a question in one message: 没备份，那怎么备份？ The question is answered first."""
    parts = scene.mind.clauses(scene.inbound.text)
    asking = [part.folded for part in parts if part.asks]
    if len(parts) == 1 or not asking:
        return taken
    match = scene.mind.matcher.match(asking[-1])
    kinds = {scene.mind.catalogue.intents[id_].answer.kind for id_ in match.intents}
    if match.decision is not Decision.SURE or kinds != {AnswerKind.NOTICE}:
        return taken
    answered = answering.answer(scene, talk, match.intents)
    both = replace(answered, choices=()).then(taken, entry=True)
    return replace(both, entry=replace(both.entry, intents=match.intents, decision=match.decision.value))


def _question(scene: Scene, talk: Conversation) -> Said:
    """Ask the matcher."""
    match = scene.mind.matcher.match(scene.inbound.text)
    if talk.paused and match.decision is not Decision.SURE:
        return pausing.offer(scene, talk)
    if talk.check and not talk.paused:
        return _beside_check(scene, talk, match)
    opened = None if talk.check or talk.guide else _told_and_asked(scene, talk, match)
    return opened or _aside(scene, talk, answering.take_match(scene, talk, _by_step(scene, talk, match)))


def _by_step(scene: Scene, talk: Conversation, match: Match) -> Match:
    """Where the matcher is torn, the open step decides: a side road of it is what the person most likely means."""
    roads = guiding.intents_here(scene, talk)
    meant = [each for each in match.candidates[:_OFFERED] if each.intent in roads]
    if match.decision is not Decision.TORN or len(meant) != 1:
        return match
    return replace(match, decision=Decision.SURE, intents=(meant[0].intent,))


def _beside_check(scene: Scene, talk: Conversation, match: Match) -> Said:
    """What is no answer to the open question: a side question, one that is not ours, or an answer not understood."""
    asks = scene.mind.whole(scene.inbound.text).asks
    if match.decision is Decision.SURE and (asks or match.score >= _PLAIN):
        return _aside(scene, talk, answering.take_match(scene, talk, match))
    if match.decision is Decision.LOST and asks and not match.near:
        lost = Said(talk, (scene.block(Tone.SAY, "lost"),), (), Entry(Outcome.LOST, decision=match.decision.value))
        return _aside(scene, talk, lost)
    return checking.not_understood(scene, talk)


def _told_and_asked(scene: Scene, talk: Conversation, match: Match) -> Said | None:
    """Facts, and then whether it may be done: that is for a check, whatever the facts are about. Else None.

    The check must be what is asked, or what the whole may well mean.
    """
    parts = scene.mind.clauses(scene.inbound.text)
    asking = [part.folded for part in parts if part.asks]
    checks = scene.mind.catalogue.checks.values()
    if not asking:
        return None
    asked = scene.mind.matcher.match(asking[-1]) if len(parts) > 1 else match
    meant = _check_intent(scene, asked, 1) or (
        _check_intent(scene, match, _OFFERED) if match.decision is not Decision.SURE else None
    )
    if meant is None or sum(len(facts(check, scene.inbound.text, scene.mind)) for check in checks) < _SEVERAL:
        return None
    said = answering.answer(scene, talk, (meant,))
    return replace(said, entry=replace(said.entry, decision="told"))


def _check_intent(scene: Scene, match: Match, most: int) -> str | None:
    """The intent of a check among the first `most` candidates."""
    for candidate in match.candidates[:most]:
        intent = scene.mind.catalogue.intents.get(candidate.intent)
        if intent and intent.answer.kind is AnswerKind.CHECK:
            return intent.id
    return None


def _aside(scene: Scene, talk: Conversation, said: Said) -> Said:
    """What was said beside an open check or guide: its question comes again, or going on with the step is offered."""
    after = said.conversation
    if talk.paused and after.paused:
        offered = pausing.offer(scene, after)
        return replace(said.then(offered), choices=(*offered.choices, *said.choices))
    if talk.check and after.check == talk.check and said.entry.outcome is not Outcome.CHECK:
        due = checking.ask_due(scene, replace(after, check=replace(talk.check, unclear=0)))
        leaving = tuple(choice for choice in said.choices if choice.token.startswith((Verb.GUIDE, Verb.CHECK)))
        entry = replace(said.entry, due=due.entry.due, slots=due.entry.slots)
        return replace(said.then(due), choices=(*due.choices, *leaving), entry=entry)
    if talk.guide and after.guide == talk.guide and not after.check and said.entry.outcome is not Outcome.GUIDE:
        return replace(said, choices=(scene.do("resume"), *said.choices))
    return said


def _choose(scene: Scene, talk: Conversation, token: Token | None) -> Said:
    """A choice was pressed. A token that means nothing now (an old button, a forged one) is never an error.

    Where something is open, that is shown again; else it is a miss.
    """
    said = _obey(scene, replace(talk, paused=False), token) if token else None
    if said is None and (talk.check or talk.guide):
        said = steer(scene, talk, "resume")
    return said or answering.miss(scene, talk, ())


def _obey(scene: Scene, talk: Conversation, token: Token) -> Said | None:
    catalogue = scene.mind.catalogue
    match token.verb:
        case Verb.ASK | Verb.PICK if token.argument in catalogue.intents:
            said = answering.answer(scene, talk, (token.argument,), asked=talk.asked)
            offered = tuple(choice.token for choice in talk.offered)
            decision = "picked" if token.verb is Verb.PICK else "asked"
            said = _aside(scene, talk, said)
            return replace(said, entry=replace(said.entry, decision=decision, candidates=offered))
        case Verb.OPTION if talk.check:
            return checking.take_option(scene, talk, token.argument)
        case Verb.GUIDE if token.argument in catalogue.guides:
            return guiding.start(scene, replace(talk, check=None), token.argument)
        case Verb.CHECK if token.argument in catalogue.checks:
            return checking.start(scene, replace(talk, check=None), token.argument)
        case Verb.BRANCH if talk.guide and not talk.check:
            branch = guiding.branch(scene, talk, token.argument)
            return _follow(scene, talk, branch) if branch else None
        case Verb.DO if token.argument == "done" and talk.guide and not talk.check:
            return guiding.confirm_done(scene, talk)
        case Verb.DO:
            return steer(scene, talk, token.argument)
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
