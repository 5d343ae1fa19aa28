"""qiwen draw."""

import pytest
from click.testing import CliRunner

from fakes import whole_mind
from qiwen.cli import main

CATALOGUE = whole_mind().catalogue


def _draws(*words: str) -> str:
    result = CliRunner().invoke(main, ["draw", *words])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize("id_", sorted(CATALOGUE.checks))
def test_a_check_shows_every_question_option_and_finding(id_: str) -> None:
    drawn = _draws("check", id_)

    check = CATALOGUE.checks[id_]
    for question in check.questions:
        assert question.ask.hans in drawn
        assert all(option.label.hans in drawn for option in question.options)
    assert all(f"{finding.weight}: {finding.id}" in drawn for finding in check.findings.values())
    assert drawn.count("\n") == 1 + sum(1 + len(question.options) for question in check.questions)


def test_the_number_of_combinations_stands_in_the_first_line() -> None:
    assert _draws("check", "migration").splitlines()[0].endswith("(416,405,421 combinations of answers)")


@pytest.mark.parametrize("id_", sorted(CATALOGUE.guides))
def test_a_guide_shows_every_step_its_guard_and_its_side_roads(id_: str) -> None:
    drawn = _draws("guide", id_)

    for number, step in enumerate(CATALOGUE.guides[id_].steps, 1):
        [line] = [line for line in drawn.splitlines() if f" {number}. {step.id}" in line]
        assert ("guarded" in line) == step.guarded
        assert all(branch.label.hans in drawn for branch in step.branches)


def test_without_an_id_it_lists_what_there_is() -> None:
    assert [line.split()[0] for line in _draws("check").splitlines()] == list(CATALOGUE.checks)


def test_what_is_not_there_is_named_with_what_is() -> None:
    result = CliRunner().invoke(main, ["draw", "guide", "nothing"])

    assert result.exit_code == 2
    assert "there is no guide 'nothing'; there are backup-target" in result.output
