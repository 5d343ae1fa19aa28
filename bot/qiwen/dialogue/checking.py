"""A check in the talk: opening it, taking answers, facts and corrections, going back."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from qiwen.dialogue import guiding
from qiwen.dialogue.answers import Heard, understand
from qiwen.dialogue.checks import Standing, replay
from qiwen.dialogue.correcting import Change, applied, changes, takes_back, updates
from qiwen.dialogue.ears import UNSURE
from qiwen.dialogue.facts import Fact, facts
from qiwen.dialogue.handing import hand_over
from qiwen.dialogue.notices import basis
from qiwen.dialogue.noting import changed, noted, taken_as
from qiwen.dialogue.scene import Said, Scene
from qiwen.dialogue.tokens import Token, Verb
from qiwen.dialogue.verdicts import note, standing_entry, tell
from qiwen.model.content import Check, Option, Question
from qiwen.model.conversation import Checking, Conversation
from qiwen.model.reply import Block, Choice, Tone
from qiwen.model.turn import Entry, Outcome, Reason

_SAID = 500
"""Characters of the opening words that are kept for the check that this one leads on to."""


def start(scene: Scene, talk: Conversation, id_: str, said: str = "") -> Said:
    """Open the check `id_`, or ask again what is due where it is open already. Facts in `said` are not asked again."""
    check = scene.mind.catalogue.checks[id_]
    if talk.check and talk.check.check == id_:
        return ask_due(scene, talk)
    told = facts(check, said, scene.mind)
    answers = tuple((fact.question, fact.option) for fact in told)
    opened = Checking(id_, answers, said=said[-_SAID:], stamp=scene.mind.listening.stamp(check))
    talk = replace(talk, check=opened, paused=False)
    standing = replay(check, opened.answers)
    if standing.hop:
        hopped = _hop(scene, talk, standing)
        more = facts(scene.mind.catalogue.checks[standing.hop], said, scene.mind)
        return replace(hopped, blocks=(*taken_as(scene, check, told if more else ()), *hopped.blocks))
    opening = [Block(Tone.SAY, scene.text(check.opening))]
    if check.notices:
        opening.append(Block(Tone.BASIS, basis(scene, *(scene.mind.catalogue.notices[id_] for id_ in check.notices))))
    if len(check.questions) > 1:
        opening.append(scene.block(Tone.NOTE, "check_how"))
    opening += noted(scene, check, told)
    return Said(talk, tuple(opening), (), Entry(Outcome.CHECK)).then(ask_due(scene, talk), entry=True)


def ask_due(scene: Scene, talk: Conversation) -> Said:
    """The question that is due, with its place and its options; the verdict where none is."""
    open_ = talk.check
    check = scene.mind.catalogue.checks.get(open_.check) if open_ else None
    if open_ is None or check is None:
        return Said(replace(talk, check=None), (scene.block(Tone.SAY, "check_gone"),), (), Entry(Outcome.CHECK))
    stamp = scene.mind.listening.stamp(check)
    if open_.stamp not in ("", stamp):
        changed_since = Said(talk, (scene.block(Tone.NOTE, "check_updated"),), (), Entry(Outcome.CHECK))
        return changed_since.then(ask_due(scene, replace(talk, check=replace(open_, stamp=stamp))), entry=True)
    standing = replay(check, open_.answers)
    if standing.hop:
        return _hop(scene, talk, standing)
    if standing.due is None:
        return tell(scene, talk, check, standing)
    doubted = _doubted(standing.due, open_)
    if doubted:
        return _ask_doubt(scene, talk, standing, doubted)
    question = _with_place(scene, standing, standing.due) if len(check.questions) > 1 else scene.text(standing.due.ask)
    options = tuple(_choice(scene, standing.due, option) for option in standing.due.options)
    return Said(talk, (Block(Tone.ASK, question),), options, standing_entry(standing))


def take_answer(scene: Scene, talk: Conversation, text: str) -> Said | None:
    """Take `text` as a correction, an answer to the open question, or facts about others; None where it is none."""
    check, standing = _open(scene, talk)
    if check is None or standing is None or standing.due is None or talk.check is None:
        return None
    left = takes_back(text, scene.mind)
    if left is not None:
        said = _correct(scene, talk, check, left)
        if said:
            return said
    ears = scene.mind.listening.to(check)[standing.due.id]
    if talk.check.doubt:
        return _settle(scene, talk, standing.due, text)
    heard = understand(ears, text, scene.mind)
    told = facts(check, text, scene.mind, but=standing.due.id)
    if heard is None:
        return _take_facts(scene, talk, check, told) or _led_on(scene, talk, standing.due, text)
    given = dict(talk.check.answers)
    news = tuple(fact for fact in told if fact.question not in given)
    talk = _with(talk, ((fact.question, fact.option) for fact in news))
    if heard.option.check and talk.check:
        talk = replace(talk, check=replace(talk.check, said=f"{talk.check.said}\n{text}"))
    said = _take_heard(scene, talk, standing.due, heard)
    return replace(said, blocks=(*noted(scene, check, news), *said.blocks))


def take_option(scene: Scene, talk: Conversation, named: str) -> Said | None:
    """Take the option named `question.option`; None where that question is not the open one (an old button, say)."""
    _, standing = _open(scene, talk)
    if standing is None or standing.due is None or talk.check is None:
        return None
    asked, _, id_ = named.partition(".")
    options = standing.due.options if asked == standing.due.id else ()
    picked = next((each for each in options if each.id == id_), None)
    return _take(scene, talk, standing.due, picked) if picked else None


def correct_verdict(scene: Scene, talk: Conversation, text: str) -> Said | None:
    """After a verdict: words that take an answer back, or tell what is done now. None where they do neither."""
    left = takes_back(text, scene.mind)
    for passed in reversed(talk.passed):
        check = scene.mind.catalogue.checks.get(passed.check)
        if check is None or not passed.answers:
            continue
        find = updates if left is None else changes
        made = find(check, passed.answers, text if left is None else left, scene.mind)
        if left is None and talk.guide:  # a step may well be answered with 做好了, which changes no verdict here
            made = tuple(change for change in made if not _option(check, change.question, change.now).clears)
        if made:
            return _change(scene, replace(talk, check=Checking(passed.check, passed.answers)), check, made)
        if left is not None and not left:
            return Said(talk, (scene.block(Tone.ASK, "check_what_changed"),), (), Entry(Outcome.CHECK))
    return None


def not_understood(scene: Scene, talk: Conversation) -> Said:
    """Ask again with the reason and an example; the third time in a row call a person and close nothing."""
    _, standing = _open(scene, talk)
    open_ = talk.check
    if open_ is None or standing is None or standing.due is None:
        return ask_due(scene, talk)
    unclear = open_.unclear + 1
    if unclear >= scene.mind.catalogue.manners.unclear:
        handed = hand_over(scene, replace(talk, check=replace(open_, unclear=0)), Reason.UNCLEAR)
        return handed.then(ask_due(scene, handed.conversation))
    talk = replace(talk, check=replace(open_, unclear=unclear))
    blocks = (
        scene.block(Tone.SAY, "check_unclear"),
        Block(Tone.NOTE, scene.text(standing.due.why)),
        scene.block(Tone.NOTE, "check_example", example=standing.due.options[0].label),
    )
    return Said(talk, blocks, (), Entry(Outcome.CHECK)).then(ask_due(scene, talk), entry=True)


def step_back(scene: Scene, talk: Conversation) -> Said:
    """Drop the last answer and ask its question again."""
    _, standing = _open(scene, talk)
    if talk.check is None or standing is None:
        return ask_due(scene, talk)
    if talk.check.doubt:
        return ask_due(scene, replace(talk, check=replace(talk.check, doubt=None)))
    return ask_due(scene, replace(talk, check=replace(talk.check, answers=_valid(talk.check, standing)[:-1])))


def tell_why(scene: Scene, talk: Conversation) -> Said:
    """Why the open question is asked."""
    return _tell_about(scene, talk, lambda due: (Block(Tone.NOTE, scene.text(due.why)),))


def tell_how(scene: Scene, talk: Conversation) -> Said:
    """How to find out what the open question asks."""
    return _tell_about(scene, talk, lambda due: (Block(Tone.NOTE, scene.text(due.how or due.why)),))


def tell_left(scene: Scene, talk: Conversation) -> Said:
    """How many questions are left."""
    _, standing = _open(scene, talk)
    left = str(standing.left) if standing else "0"
    return _tell_about(scene, talk, lambda _: (scene.block(Tone.SAY, "check_left_count", left=left),))


def leave(scene: Scene, talk: Conversation) -> Said:
    """Close the check; a guide it was started from stays open."""
    talk = replace(talk, check=None, paused=False)
    said = Said(talk, (scene.block(Tone.SAY, "check_left"),), (), Entry(Outcome.CONTROL))
    return said.then(guiding.show(scene, talk)) if talk.guide else said


def is_firm_answer(scene: Scene, talk: Conversation, text: str) -> bool:
    """Whether `text` answers the open question in words of its own, so that it can only be meant for it."""
    check, standing = _open(scene, talk)
    if check is None or standing is None or standing.due is None:
        return False
    heard = understand(scene.mind.listening.to(check)[standing.due.id], text, scene.mind)
    return heard is not None and heard.firm


def _tell_about(scene: Scene, talk: Conversation, blocks: Callable[[Question], tuple[Block, ...]]) -> Said:
    _, standing = _open(scene, talk)
    if standing is None or standing.due is None:
        return ask_due(scene, talk)
    return Said(talk, blocks(standing.due), (), Entry(Outcome.CHECK)).then(ask_due(scene, talk), entry=True)


def _open(scene: Scene, talk: Conversation) -> tuple[Check | None, Standing | None]:
    check = scene.mind.catalogue.checks.get(talk.check.check) if talk.check else None
    return check, replay(check, talk.check.answers) if check and talk.check else None


def _valid(open_: Checking, standing: Standing) -> tuple[tuple[str, str], ...]:
    """The answers that still fit, in the order in which they were given."""
    fitting = {*standing.kept, *standing.spare}
    return tuple(each for each in open_.answers if each in fitting)


def _with(talk: Conversation, more: Iterable[tuple[str, str]]) -> Conversation:
    """The talk with more answers, each in place of an earlier one to the same question."""
    assert talk.check is not None
    more = tuple(more)
    new = dict(more)
    answers = (*(each for each in talk.check.answers if each[0] not in new), *more)
    return replace(talk, misses=0, check=replace(talk.check, answers=answers, unclear=0, doubt=None))


def _take_heard(scene: Scene, talk: Conversation, due: Question, heard: Heard) -> Said:
    if heard.hedged:
        assert talk.check is not None
        talk = replace(talk, misses=0, check=replace(talk.check, doubt=(due.id, heard.option.id), unclear=0))
        return ask_due(scene, talk)
    return _take(scene, talk, due, heard.option)


def _take(scene: Scene, talk: Conversation, due: Question, picked: Option) -> Said:
    said = ask_due(scene, _with(talk, [(due.id, picked.id)]))
    if picked.id == UNSURE and due.how:
        return replace(said, blocks=(Block(Tone.NOTE, scene.text(due.how)), *said.blocks))
    return said


def _option(check: Check, question: str, id_: str) -> Option:
    options = next(each.options for each in check.questions if each.id == question)
    return next(option for option in options if option.id == id_)


def _led_on(scene: Scene, talk: Conversation, due: Question, text: str) -> Said | None:
    """Where the open question only asks which check to take: words that can only be an answer of one of them."""
    assert talk.check is not None
    led = [option for option in due.options if option.check and _belongs(scene, option.check, text)]
    if len(led) != 1:
        return None
    said = f"{talk.check.said}\n{text}"
    opened = _take(scene, replace(talk, check=replace(talk.check, said=said)), due, led[0])
    if not is_firm_answer(scene, opened.conversation, text):
        return opened
    answered = take_answer(scene, opened.conversation, text)
    asked = [block for block in opened.blocks if block.tone is not Tone.ASK]
    return replace(answered, blocks=(*asked, *answered.blocks)) if answered else opened


def _belongs(scene: Scene, check: str, text: str) -> bool:
    target = scene.mind.catalogue.checks[check]
    if facts(target, text, scene.mind):
        return True
    heard = understand(scene.mind.listening.to(target)[target.questions[0].id], text, scene.mind)
    return heard is not None and heard.firm and heard.option.id != UNSURE


def _take_facts(scene: Scene, talk: Conversation, check: Check, told: tuple[Fact, ...]) -> Said | None:
    """Facts about other questions, told while one is open: new ones are noted, others replace what was answered."""
    assert talk.check is not None
    given = dict(talk.check.answers)
    news = tuple(fact for fact in told if fact.question not in given)
    made = tuple(
        Change(fact.question, given[fact.question], fact.option)
        for fact in told
        if fact.question in given and given[fact.question] != fact.option
    )
    if not news and not made:
        return None
    talk = _with(talk, ((fact.question, fact.option) for fact in told))
    blocks = (*noted(scene, check, news), *changed(scene, check, made))
    return Said(talk, blocks, (), Entry(Outcome.CHECK)).then(ask_due(scene, talk), entry=True)


def _correct(scene: Scene, talk: Conversation, check: Check, left: str) -> Said | None:
    """Take something back: what it is now, or, where that is not said, the last answer."""
    assert talk.check is not None
    made = changes(check, talk.check.answers, left, scene.mind)
    if made:
        return _change(scene, talk, check, made)
    return step_back(scene, talk) if not left else None


def _change(scene: Scene, talk: Conversation, check: Check, made: tuple[Change, ...]) -> Said:
    assert talk.check is not None
    answers = applied(talk.check.answers, made)
    talk = replace(talk, misses=0, check=replace(talk.check, answers=answers, unclear=0, doubt=None))
    said = Said(talk, tuple(changed(scene, check, made)), (), Entry(Outcome.CHECK))
    return said.then(ask_due(scene, talk), entry=True)


def _settle(scene: Scene, talk: Conversation, due: Question, text: str) -> Said | None:
    """The one time that a hedged answer is confirmed: said again with a hedge, it counts as not known."""
    assert talk.check is not None
    check = scene.mind.catalogue.checks[talk.check.check]
    doubted = _doubted(due, talk.check)
    parts = scene.mind.clauses(text)
    firmly = [each.bare for each in parts if not each.asks and not each.hedged]
    if doubted and any(scene.mind.is_of("yes", each) for each in firmly):
        told = facts(check, text, scene.mind, but=due.id)
        taken = _take(scene, _with(talk, ((fact.question, fact.option) for fact in told)), due, doubted)
        return replace(taken, blocks=(*noted(scene, check, told), *taken.blocks))
    if any(scene.mind.is_of("no", each) for each in firmly):
        return ask_due(scene, replace(talk, check=replace(talk.check, doubt=None)))
    heard = understand(scene.mind.listening.to(check)[due.id], text, scene.mind)
    if heard is None and doubted and parts and all(each.hedged for each in parts):
        heard = Heard(doubted, hedged=True)
    if heard is None:
        return None
    unsure = next((each for each in due.options if each.id == UNSURE), heard.option)
    return _take(scene, talk, due, unsure if heard.hedged else heard.option)


def _doubted(due: Question, open_: Checking) -> Option | None:
    if open_.doubt is None or open_.doubt[0] != due.id:
        return None
    return next((each for each in due.options if each.id == open_.doubt[1]), None) if open_.doubt else None


def _with_place(scene: Scene, standing: Standing, due: Question) -> str:
    done = len(standing.kept) + len(standing.spare)
    return scene.phrase("check_question", number=str(done + 1), total=str(done + standing.left), ask=due.ask)


def _ask_doubt(scene: Scene, talk: Conversation, standing: Standing, doubted: Option) -> Said:
    assert standing.due is not None
    block = scene.block(Tone.ASK, "check_doubt", name=standing.due.name, label=doubted.label)
    unsure = [each for each in standing.due.options if each.id == UNSURE and each is not doubted]
    options = tuple(_choice(scene, standing.due, option) for option in (doubted, *unsure))
    return Said(talk, (block,), options, standing_entry(standing))


def _choice(scene: Scene, question: Question, option: Option) -> Choice:
    return Choice(scene.text(option.label), str(Token(Verb.OPTION, f"{question.id}.{option.id}")))


def _hop(scene: Scene, talk: Conversation, standing: Standing) -> Said:
    """On to the check that the answers lead to; what there is to note of this one is said first."""
    assert talk.check is not None
    assert standing.hop is not None
    said = talk.check.said
    talk = replace(talk, check=None)
    notes = tuple(note(scene, finding) for finding in standing.findings)
    opened = start(scene, talk, standing.hop, said)
    return replace(opened, blocks=(*notes, *opened.blocks))
