"""Every command says what it does and shows an example; the version needs nothing heavy."""

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from qiwen import __version__
from qiwen.cli import main

COMMANDS = main.list_commands(click.Context(main))


def test_the_commands_there_are() -> None:
    assert {"ask", "chat", "doctor", "lint", "match", "serve"} <= set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_with_an_example(command: str, flag: str) -> None:
    result = CliRunner().invoke(main, [command, flag])

    assert result.exit_code == 0
    assert "Usage: " in result.output
    assert "Example: " in result.output
    assert f"qiwen {command}" in result.output.split("Example: ", 1)[1]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_says_what_it_is_for(command: str) -> None:
    found = main.get_command(click.Context(main), command)

    assert found
    for param in found.params:
        assert not isinstance(param, click.Option) or param.help, param.name


def test_help_lists_every_command_with_a_line() -> None:
    output = CliRunner().invoke(main, ["--help"]).output

    for command in COMMANDS:
        (line,) = [line for line in output.splitlines() if line.startswith(f"  {command} ")]
        assert len(line.split()) > 2


def test_the_version() -> None:
    assert CliRunner().invoke(main, ["--version"]).output == f"qiwen, version {__version__}\n"


def test_a_command_that_is_none() -> None:
    result = CliRunner().invoke(main, ["aks"])

    assert result.exit_code == 2
    assert "No such command" in result.output


def test_version_and_help_load_nothing_heavy() -> None:
    heavy = "numpy, flask, wechatpy, opencc, rapidfuzz, granian, sqlite_utils"
    program = (
        "import sys\n"
        "from click.testing import CliRunner\n"
        "from qiwen.cli import main\n"
        "CliRunner().invoke(main, ['--version'])\n"
        "CliRunner().invoke(main, ['--help'])\n"
        f"print([name for name in '{heavy}'.split(', ') if name in sys.modules])\n"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"
