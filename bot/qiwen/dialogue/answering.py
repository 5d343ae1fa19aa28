"""Answering what was asked: from notices, by opening a check or a guide, by manners, or by a person."""

from dataclasses import replace

from qiwen.dialogue import checking, guiding
from qiwen.dialogue.facts import facts
from qiwen.dialogue.handing import add, hand_over, has_ticket
from qiwen.dialogue.notices import told
from qiwen.dialogue.scene import Said, Scene
from qiwen.dialogue.tokens import Token, Verb
from qiwen.dialogue.verdicts import note
from qiwen.model.content import AnswerKind, Intent, Option
from qiwen.model.conversation import Conversation
from qiwen.model.inbound import Kind
from qiwen.model.match import Decision, Match
from qiwen.model.reply import Block, Choice, Tone
from qiwen.model.turn import Entry, Outcome, Reason

_OFFERED = 3
_REMEMBERED = 200
"""Characters of a missed question that are kept for a ticket."""


def take_match(scene: Scene, talk: Conversation, match: Match) -> Said:
    """Act on what the matcher decided."""
    candidates = tuple(candidate.intent for candidate in match.candidates)
    match match.decision:
        case Decision.SURE:
            said = answer(scene, talk, match.intents)
        case Decision.TORN:
            said = _other_procedure(scene, talk, match) or _ask_back(scene, talk, candidates)
        case Decision.LOST:
            near = candidates if match.near else ()
            said = _other_procedure(scene, talk, match) or miss(scene, talk, near)
    entry = replace(
        said.entry,
        intents=match.intents,
        decision=match.decision.value,
        score=round(match.score, 4),
        candidates=candidates,
    )
    return replace(said, entry=entry)


def answer(scene: Scene, talk: Conversation, ids: tuple[str, ...], asked: str = "") -> Said:
    """Answer one intent, or two that were asked at once: notices first, since a check or a guide takes the floor.

    `asked` are the words that led here, where they are not the message itself: facts in them are not asked again.
    """
    intents = sorted(
        (scene.mind.catalogue.intents[id_] for id_ in ids),
        key=lambda intent: intent.answer.kind in (AnswerKind.CHECK, AnswerKind.GUIDE),
    )
    said = _answer_one(scene, talk, intents[0], asked)
    for intent in intents[1:]:
        said = said.then(_answer_one(scene, said.conversation, intent, asked))
    return replace(said, entry=replace(said.entry, intents=ids))


def _answer_one(scene: Scene, talk: Conversation, intent: Intent, asked: str) -> Said:
    talk = replace(talk, asked="", last_intent=intent.id, misses=talk.misses if intent.miss else 0)
    match intent.answer.kind:
        case AnswerKind.NOTICE:
            return _from_notices(scene, talk, intent)
        case AnswerKind.CHECK:
            return _to_check(scene, talk, intent.answer.target, asked)
        case AnswerKind.GUIDE if talk.check:
            return _point_to_guide(scene, talk, intent.answer.target)
        case AnswerKind.GUIDE:
            return guiding.start(scene, talk, intent.answer.target)
        case AnswerKind.HANDOFF:
            return hand_over(scene, talk, Reason.ASKED)
        case AnswerKind.PHRASE:
            return _by_manners(scene, talk, intent)


def _from_notices(scene: Scene, talk: Conversation, intent: Intent) -> Said:
    notices = scene.mind.catalogue.notices
    also = tuple(notices[id_] for id_ in intent.answer.also)
    blocks = tuple(told(scene, notices[intent.answer.target], also))
    guides = [] if talk.check else [scene.mind.catalogue.guides[id_] for id_ in intent.lead]
    led = tuple(Choice(scene.text(guide.title), str(Token(Verb.GUIDE, guide.id))) for guide in guides)
    follow = tuple(scene.ask(id_) for id_ in intent.follow)
    return Said(talk, blocks, (*led, *follow)[:_OFFERED], Entry(Outcome.ANSWERED, (intent.id,)))


def _to_check(scene: Scene, talk: Conversation, id_: str, asked: str) -> Said:
    """Open a check; in the middle of another one, ask whether to leave that."""
    if talk.check and talk.check.check != id_ and not _leads_on(scene, id_, talk.check.check):
        check = scene.mind.catalogue.checks[id_]
        choice = Choice(scene.text(check.title), str(Token(Verb.CHECK, id_)))
        return Said(
            talk, (scene.block(Tone.ASK, "check_leave", title=check.title),), (choice,), Entry(Outcome.ANSWERED)
        )
    if talk.check:
        return checking.ask_due(scene, talk)
    own = scene.inbound.text if scene.inbound.kind is Kind.TEXT else ""
    return checking.start(scene, talk, id_, asked or own)


def _leads_on(scene: Scene, id_: str, other: str) -> bool:
    """Whether the check `id_` may go on with `other`: asking for the first within the second opens nothing new."""
    questions = scene.mind.catalogue.checks[id_].questions
    return any(option.check == other for question in questions for option in question.options)


def _point_to_guide(scene: Scene, talk: Conversation, id_: str) -> Said:
    """A guide that is asked for in the middle of a check is offered: opening it leaves the check."""
    guide = scene.mind.catalogue.guides[id_]
    choice = Choice(scene.text(guide.title), str(Token(Verb.GUIDE, id_)))
    leave = scene.block(Tone.ASK, "check_leave", title=guide.title)
    return Said(talk, (Block(Tone.SAY, scene.text(guide.opening)), leave), (choice,), Entry(Outcome.ANSWERED))


def _by_manners(scene: Scene, talk: Conversation, intent: Intent) -> Said:
    if intent.miss:
        talk = _missed(scene, talk)
        if talk.misses >= scene.mind.catalogue.manners.misses:
            return hand_over(scene, talk, Reason.MISSES)
    block = scene.block(Tone.SAY, intent.answer.target)
    choices = tuple(scene.ask(id_) for id_ in intent.follow)
    if intent.miss:
        choices += (scene.do("person"),)
    return Said(talk, (block,), choices, Entry(Outcome.MANNERS, (intent.id,)))


def _ask_back(scene: Scene, talk: Conversation, candidates: tuple[str, ...]) -> Said:
    choices = tuple(scene.ask(id_, Verb.PICK) for id_ in candidates[:_OFFERED])
    talk = replace(talk, asked=scene.inbound.text[-_REMEMBERED:])
    return Said(talk, (scene.block(Tone.ASK, "torn"),), (*choices, scene.do("none")), Entry(Outcome.CLARIFIED))


def _other_procedure(scene: Scene, talk: Conversation, match: Match) -> Said | None:
    """A procedure that sounds like ours and is told by its words: it is named, and led to or handed on, not guessed at.

    Where the matcher is torn it knows the words; then only another procedure than its own is worth naming.
    """
    for check in scene.mind.catalogue.checks.values():
        options = {option.id: option for question in check.questions for option in question.options}
        if not any(option.check for option in options.values()) or talk.check:
            continue
        told = [options[fact.option] for fact in facts(check, scene.inbound.text, scene.mind)]
        if len(told) != 1 or (match.decision is Decision.TORN and told[0] is check.questions[0].options[0]):
            return None
        found = check.findings.get(told[0].finding or "")
        entry = Entry(Outcome.CLARIFIED)
        if found:
            return Said(talk, (note(scene, found),), (scene.do("person"),), entry)
        return _lead_to(scene, talk, told[0], entry)
    return None


def _lead_to(scene: Scene, talk: Conversation, option: Option, entry: Entry) -> Said | None:
    """Offer the check that the option leads to, and the guides that need it."""
    catalogue = scene.mind.catalogue
    if option.check is None:
        return None
    check = Choice(scene.text(catalogue.checks[option.check].title), str(Token(Verb.CHECK, option.check)))
    needing = [guide for guide in catalogue.guides.values() if guide.check == option.check]
    guides = [Choice(scene.text(guide.title), str(Token(Verb.GUIDE, guide.id))) for guide in needing]
    choices = (check, *guides)
    blocks = (scene.block(Tone.ASK, "procedure_named", label=option.label),)
    return Said(talk, blocks, (*choices, scene.do("none")), entry)


def miss(scene: Scene, talk: Conversation, near: tuple[str, ...]) -> Said:
    """Say honestly that nothing fits, show what can be answered, offer a person; the second time in a row, call one.

    Where a person was called already, the question goes to them.
    """
    if has_ticket(scene, talk):
        return add(scene, talk, lost=True)
    talk = _missed(scene, talk)
    if talk.misses >= scene.mind.catalogue.manners.misses:
        return hand_over(scene, talk, Reason.MISSES)
    shown = near[:_OFFERED] or scene.mind.catalogue.menu[:_OFFERED]
    choices: tuple[Choice, ...] = (*(scene.ask(id_) for id_ in shown), scene.do("person"))
    blocks: tuple[Block, ...] = (
        scene.block(Tone.SAY, "lost"),
        scene.block(Tone.NOTE, "lost_near" if near else "lost_menu"),
    )
    return Said(talk, blocks, choices, Entry(Outcome.LOST))


def _missed(scene: Scene, talk: Conversation) -> Conversation:
    """The talk with one miss more, and the words that were missed for the person who may take over."""
    missed = (*talk.missed, scene.inbound.text[:_REMEMBERED])[-_OFFERED:]
    return replace(talk, misses=talk.misses + 1, missed=missed)
