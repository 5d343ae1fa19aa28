"""Content that changes while the server runs."""

import shutil
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qiwen.bootstrap import make_mind
from qiwen.content.files import bundled
from qiwen.live import Watcher
from qiwen.model.inbound import Inbound, Key, Kind
from qiwen.model.plain import plain
from qiwen.service.desk import Desk
from qiwen.stores.memory import MemoryStore

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
OLD, NEW = "只有企业的创建人能发起迁移", "能发起迁移的只有创建人本人"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("intents", "knowledge"):
        shutil.copytree(bundled() / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def desk(folder: Path) -> Desk:
    return Desk(MemoryStore(), make_mind(folder), lambda: NOW)


def hears(desk: Desk, text: str) -> str:
    key = Key("test", "app", text)
    reply = desk.handle(Inbound(key, str(time.monotonic_ns()), Kind.TEXT, text, NOW)).reply
    return plain(reply) if reply else ""


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_a_changed_answer_is_in_force_within_two_seconds(desk: Desk, folder: Path) -> None:
    watcher = Watcher(desk, folder, make_mind)
    assert not watcher.look()
    assert OLD in hears(desk, "谁能操作迁移")
    rewrite(folder / "knowledge/notices/creator-only.toml", OLD, NEW)
    started = time.process_time()
    assert watcher.look()
    assert time.process_time() - started < 2
    assert NEW in hears(desk, "谁能操作迁移")


def test_slips_leave_the_old_content_in_force(desk: Desk, folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    watcher = Watcher(desk, folder, make_mind)
    rewrite(folder / "knowledge/notices/creator-only.toml", 'weight = "limit"', 'weight = "heavy"')
    assert not watcher.look()
    assert "creator-only.toml" in caplog.text
    assert OLD in hears(desk, "谁能操作迁移")


def test_a_new_ask_is_understood_at_once_and_learned_soon(desk: Desk, folder: Path) -> None:
    watcher = Watcher(desk, folder, make_mind)
    strange = "哪位爷攥着那把开锁的家伙什儿"
    rewrite(folder / "intents/who-can-migrate.toml", "[asks]\n", f'[asks]\nlocksmith = ["{strange}"]\n')
    assert watcher.look()
    before = desk.mind.matcher.match(strange)
    started = time.process_time()
    assert watcher.follow()
    assert time.process_time() - started < 30
    after = desk.mind.matcher.match(strange)
    assert before.candidates[0].intent == after.candidates[0].intent == "who-can-migrate"
    assert after.score > before.score
    assert not watcher.follow()
