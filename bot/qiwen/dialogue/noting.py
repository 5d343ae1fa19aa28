"""Telling back what was understood, noted or changed, so that it can be corrected."""

from qiwen.dialogue.correcting import Change
from qiwen.dialogue.facts import Fact
from qiwen.dialogue.scene import Scene
from qiwen.model.content import Check
from qiwen.model.reply import Block, Tone
from qiwen.model.text import Text


def noted(scene: Scene, check: Check, told: tuple[Fact, ...]) -> tuple[Block, ...]:
    """What was understood without asking, so that it can be corrected."""
    if not told:
        return ()
    lines = [_line(scene, check, fact.question, fact.option) for fact in told]
    return (scene.block(Tone.NOTE, "check_noted", facts=_joined(scene, lines)),)


def taken_as(scene: Scene, check: Check, told: tuple[Fact, ...]) -> tuple[Block, ...]:
    """Which procedure the words were taken for, where nobody was asked."""
    return tuple(
        scene.block(Tone.NOTE, "check_taken_as", label=_label(check, each.question, each.option)) for each in told
    )


def changed(scene: Scene, check: Check, made: tuple[Change, ...]) -> tuple[Block, ...]:
    """Each answer that was replaced: what it was and what it is now."""
    return tuple(
        scene.block(
            Tone.NOTE,
            "check_changed",
            name=_name(check, change.question),
            was=_label(check, change.question, change.was),
            now=_label(check, change.question, change.now),
        )
        for change in made
    )


def _joined(scene: Scene, lines: list[str]) -> str:
    return scene.phrase("between_facts").join(lines)


def _line(scene: Scene, check: Check, question: str, option: str) -> str:
    return scene.phrase("check_fact", name=_name(check, question), label=_label(check, question, option))


def _name(check: Check, id_: str) -> Text:
    return next(question.name for question in check.questions if question.id == id_)


def _label(check: Check, question: str, id_: str) -> Text:
    options = next(each.options for each in check.questions if each.id == question)
    return next(option.label for option in options if option.id == id_)
