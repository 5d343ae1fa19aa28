"""Corrections: what a person takes back, in the middle of a check or after its verdict."""

from dataclasses import dataclass

from qiwen.dialogue.answers import understand
from qiwen.dialogue.ears import UNSURE
from qiwen.dialogue.facts import facts
from qiwen.dialogue.mind import Mind
from qiwen.model.content import Check

Answers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Change:
    """An answer that is replaced."""

    question: str
    was: str
    now: str


def takes_back(text: str, mind: Mind) -> str | None:
    """What is left of `text` without the words that take something back; None where it takes nothing back."""
    plain = text.translate(mind.script.to_simplified).lower()
    for word in mind.corrects:
        at = plain.find(word)
        if at >= 0:
            return f"{text[:at]} {text[at + len(word) :]}".strip(" ,，。.!！:：、")
    return None


def changes(check: Check, answers: Answers, text: str, mind: Mind) -> tuple[Change, ...]:
    """Which of `answers` the words `text` replace: by facts they tell, else by fitting one answered question alone.

    Where they fit several questions, the one answered last counts. Empty where they replace nothing.
    """
    given = dict(answers)
    facts_ = {fact.question: fact.option for fact in facts(check, text, mind) if fact.question in given}
    if facts_:
        return _changed(answers, facts_)
    ears = mind.listening.to(check)
    for firmly in (True, False):
        for question, option in reversed(answers):
            heard = understand(ears[question], text, mind) if question in ears else None
            if heard and heard.firm is firmly and heard.option.id != UNSURE:
                return () if heard.option.id == option else (Change(question, option, heard.option.id),)
            if not firmly:
                break  # a bare yes or no is about the last answer and no other
    return ()


def updates(check: Check, answers: Answers, text: str, mind: Mind) -> tuple[Change, ...]:
    """What has changed since a verdict, told as a plain statement: 备份已经做好了. Questions change nothing.

    Facts count; else the words must firmly answer one question, and one alone, whose answer stood in the way.
    """
    parts = mind.clauses(text)
    if any(part.asks or part.hedged or part.supposes for part in parts):
        return ()
    told = _changed(answers, {fact.question: fact.option for fact in facts(check, text, mind)})
    open_ = {
        question.id
        for question in check.questions
        for option in question.options
        if option.finding and (question.id, option.id) in answers
    }
    ears = mind.listening.to(check)
    heard = {each: found for each in open_ if (found := understand(ears[each], text, mind)) and found.firm}
    made = [Change(each, was, heard[each].option.id) for each, was in answers if each in heard]
    better = tuple(change for change in made if change.was != change.now)
    return better if len(better) == 1 and (not told or told[0].question == better[0].question) else told


def applied(answers: Answers, made: tuple[Change, ...]) -> Answers:
    """`answers` with the changes; a changed answer counts as given last."""
    now = {change.question: change.now for change in made}
    return (*((q, o) for q, o in answers if q not in now), *now.items())


def _changed(answers: Answers, now: dict[str, str]) -> tuple[Change, ...]:
    given = dict(answers)
    return tuple(
        Change(question, given[question], option)
        for question, option in now.items()
        if question in given and given[question] != option
    )
