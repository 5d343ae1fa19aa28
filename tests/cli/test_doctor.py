"""qiwen doctor: what is in place, what is not, and what to do about it."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qiwen.cli import main
from qiwen.stores.sqlite import SqliteStore

KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
WECOM = {
    "QIWEN_WECOM_CORP_ID": "wx5823bf96d3bd56c7",
    "QIWEN_WECOM_TOKEN": "QDG6eK",
    "QIWEN_WECOM_AES_KEY": KEY,
    "QIWEN_WECOM_AGENT_ID": "1000002",
}

Doctor = Callable[..., Result]


@pytest.fixture
def doctor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Doctor:
    """The command in an empty folder, with nothing set but what a test sets."""
    for name in [name for name in os.environ if name.startswith("QIWEN_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)

    def run(**environ: str) -> Result:
        return CliRunner().invoke(main, ["doctor"], env={"QIWEN_DATABASE": str(tmp_path / "qiwen.db"), **environ})

    return run


def line(result: Result, word: str) -> str:
    """The line about `word`."""
    (found,) = [line for line in result.output.splitlines() if word in line]
    return found


def test_without_wecom_all_is_well(doctor: Doctor, tmp_path: Path) -> None:
    result = doctor()

    assert result.exit_code == 0
    assert "BAD" not in result.output
    assert line(result, "database:") == f"ok   database: {tmp_path}/qiwen.db (0 messages)"
    assert line(result, "webhook:") == "ok   webhook: off"
    assert "→ set QIWEN_WECOM_CORP_ID, _TOKEN, _AES_KEY and _AGENT_ID" in result.output
    assert "intents" in line(result, "content:")


def test_with_wecom_a_message_goes_round(doctor: Doctor, tmp_path: Path) -> None:
    (tmp_path / "qiwen.toml").write_text(
        f'[wecom.sales]\ncorp_id = "ww1234567890abcdef"\ntoken = "t"\naes_key = "{KEY}"\nagent_id = 3\n', "utf-8"
    )

    result = doctor(**WECOM)

    assert result.exit_code == 0
    assert line(result, "webhook default").startswith(
        "ok   webhook default: round trip through /wecom/default/callback"
    )
    assert line(result, "webhook sales").startswith("ok   webhook sales: round trip through /wecom/sales/callback")
    assert " in 0 characters" not in result.output
    with closing(sqlite3.connect(tmp_path / "qiwen.db")) as connection:
        assert connection.execute("SELECT count(*) FROM messages").fetchone() == (0,)


def test_a_key_of_the_wrong_length(doctor: Doctor) -> None:
    result = doctor(**WECOM | {"QIWEN_WECOM_AES_KEY": KEY[:-1]})

    assert result.exit_code == 1
    assert "exactly 43 letters and digits, not 42 characters" in line(result, "BAD  settings: QIWEN_WECOM_AES_KEY")
    assert "EncodingAESKey" in result.output
    assert KEY[:-1] not in result.output


def test_all_that_is_missing(doctor: Doctor) -> None:
    result = doctor(QIWEN_WECOM_TOKEN="QDG6eK", QIWEN_PORT="many")

    assert result.exit_code == 1
    for name in ("PORT", "WECOM_CORP_ID", "WECOM_AES_KEY", "WECOM_AGENT_ID"):
        assert line(result, f"BAD  settings: QIWEN_{name}")
    assert "QIWEN_WECOM_TOKEN:" not in result.output


def test_a_database_where_none_can_be(doctor: Doctor, tmp_path: Path) -> None:
    (tmp_path / "plain").touch()

    result = doctor(QIWEN_DATABASE=str(tmp_path / "plain" / "qiwen.db"))

    assert result.exit_code == 1
    assert line(result, "BAD").startswith(f"BAD  database: {tmp_path}/plain/qiwen.db: cannot be used")
    assert "→ set QIWEN_DATABASE to a path you can write" in result.output
    assert line(result, "content:").startswith("ok")


def test_a_database_of_somebody_else(doctor: Doctor, tmp_path: Path) -> None:
    file = tmp_path / "qiwen.db"
    SqliteStore(file).close()
    with closing(sqlite3.connect(file)) as other:
        other.execute("DROP TABLE messages")

    result = doctor(QIWEN_CONTENT=str(small_content(tmp_path)))

    assert line(result, "database:") == f"BAD  database: {file}: no such table: messages"
    assert result.exit_code == 1


def test_content_with_slips(doctor: Doctor, tmp_path: Path) -> None:
    result = doctor(QIWEN_CONTENT=str(small_content(tmp_path)))

    assert result.exit_code == 1
    assert "BAD  content: " in result.output
    assert "→ run qiwen lint" in result.output


def small_content(folder: Path) -> Path:
    """Content that holds next to nothing."""
    for name in ("intents", "knowledge"):
        (folder / "content" / name).mkdir(parents=True)
    return folder / "content"
