"""Telling a verdict: all that stands in the way at once, in the order in which to deal with it."""

from collections.abc import Iterator
from dataclasses import replace

from qiwen.dialogue.checks import Standing, Verdict
from qiwen.dialogue.handing import hand_over
from qiwen.dialogue.notices import basis
from qiwen.dialogue.scene import Said, Scene
from qiwen.dialogue.tokens import Token, Verb
from qiwen.model.content import Check, Finding
from qiwen.model.conversation import Conversation, Guard, Passed
from qiwen.model.reply import Block, Choice, Tone
from qiwen.model.turn import Entry, Outcome, Reason

_GUIDES = 3


def tell(scene: Scene, talk: Conversation, check: Check, standing: Standing) -> Said:
    """The verdict of a check that has come to its end. What cannot be told here opens a ticket.

    A guard that was passed on another verdict stands again.
    """
    verdict = standing.verdict
    others = tuple(each for each in talk.passed if each.check != check.id)
    now = Passed(check.id, verdict.value, scene.now, standing.kept)
    guide = replace(talk.guide, guard=Guard.OPEN, target="") if talk.guide else None
    talk = replace(talk, check=None, guide=guide, paused=False, passed=(*others, now))
    blocks = [scene.block(Tone.WARN if verdict is Verdict.CANNOT else Tone.SAY, f"verdict_{verdict.name.lower()}")]
    blocks += [_finding(scene, number, finding) for number, finding in enumerate(standing.findings, 1)]
    if check.notices and not standing.findings:
        blocks.append(Block(Tone.BASIS, basis(scene, *(scene.mind.catalogue.notices[id_] for id_ in check.notices))))
    choices = tuple(_next_choices(scene, talk, check, standing))
    entry = replace(standing_entry(standing), verdict=verdict.value)
    said = Said(talk, tuple(blocks), choices, entry)
    if verdict is not Verdict.ASK:
        return said
    handed = hand_over(scene, talk, Reason.UNDECIDED)
    first, *rest = blocks  # the number stands where nobody has to page on for it
    return replace(
        handed, blocks=(first, *handed.blocks, *rest), choices=choices, entry=replace(entry, ticket=handed.entry.ticket)
    )


def note(scene: Scene, finding: Finding) -> Block:
    """A finding without a number."""
    return Block(Tone.NOTE, "\n".join(_lines(scene, finding)))


def standing_entry(standing: Standing) -> Entry:
    """The journal line of a check that stands so."""
    return Entry(
        Outcome.CHECK,
        findings=tuple(finding.id for finding in standing.findings),
        slots=(*standing.kept, *standing.spare),
        due=standing.due.id if standing.due else None,
    )


def _finding(scene: Scene, number: int, finding: Finding) -> Block:
    first, *more = _lines(scene, finding)
    return Block(Tone.NOTE, "\n".join([f"{number}. {first}", *more]))


def _lines(scene: Scene, finding: Finding) -> Iterator[str]:
    yield scene.text(finding.says)
    if finding.fix:
        yield scene.phrase("finding_fix", fix=finding.fix)
    if finding.notices:
        yield basis(scene, *(scene.mind.catalogue.notices[id_] for id_ in finding.notices))


def _next_choices(scene: Scene, talk: Conversation, check: Check, standing: Standing) -> Iterator[Choice]:
    fixes = dict.fromkeys(finding.guide for finding in standing.findings if finding.guide)
    mine = [guide.id for guide in scene.mind.catalogue.guides.values() if guide.check == check.id]
    if standing.verdict in (Verdict.READY, Verdict.AFTER_STEPS):
        fixes = dict.fromkeys((*list(fixes)[: _GUIDES - len(mine)], *mine))
    guides = list(fixes)[:_GUIDES]
    for id_ in guides:
        yield Choice(scene.text(scene.mind.catalogue.guides[id_].title), str(Token(Verb.GUIDE, id_)))
    if talk.guide and talk.guide.guide not in guides:
        yield scene.do("resume")
    if standing.verdict is not Verdict.ASK:
        yield scene.do("person")
