"""qiwen reload and SIGHUP, with a server that runs."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from qiwen.content.files import bundled

QIWEN = [sys.executable, "-c", "from qiwen.cli import main; main()"]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The content in a folder of its own."""
    folder = tmp_path / "content"
    for name in ("intents", "knowledge"):
        shutil.copytree(bundled() / name, folder / name)
    return folder


@pytest.fixture
def environment(content: Path, tmp_path: Path) -> dict[str, str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    own = {"QIWEN_CONTENT": str(content), "QIWEN_DATABASE": str(tmp_path / "qiwen.db"), "QIWEN_PORT": port}
    return {**os.environ, **own}


def _qiwen(environment: dict[str, str], *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*QIWEN, *words],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def server(environment: dict[str, str], tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    with (tmp_path / "log").open("wb") as log:
        running = subprocess.Popen([*QIWEN, "serve"], env=environment, stdout=log, stderr=log)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                requests.get(f"http://127.0.0.1:{environment['QIWEN_PORT']}/healthz", timeout=1)
                break
            except requests.RequestException:
                time.sleep(0.1)
        yield running
        running.terminate()
        try:
            running.wait(60)
        finally:
            running.kill()  # a server that does not stop fails its test and leaves nothing behind
            running.wait()


def _greet(content: Path, words: str) -> None:
    file = content / "knowledge" / "phrases.toml"
    said = file.read_text("utf-8")
    start = said.index('says = "', said.index("[greeting]")) + len('says = "')
    file.write_text(f"{said[:start]}{words}{said[said.index(chr(34), start) :]}", "utf-8")


def test_changed_content_is_in_force_when_reload_says_so(
    server: "subprocess.Popen[bytes]", environment: dict[str, str], content: Path, tmp_path: Path
) -> None:
    _greet(content, "新的问候")

    reloaded = _qiwen(environment, "reload")

    assert (reloaded.returncode, reloaded.stderr) == (0, "")
    assert "is in force" in reloaded.stdout
    server.send_signal(signal.SIGHUP)
    _waits_for(tmp_path / "log", "has no slips and is in force")
    assert server.poll() is None


def test_content_with_slips_leaves_the_old_in_force_and_says_why(
    server: "subprocess.Popen[bytes]", environment: dict[str, str], content: Path, tmp_path: Path
) -> None:
    before = requests.get(f"http://127.0.0.1:{environment['QIWEN_PORT']}/healthz", timeout=5).headers
    _greet(content, "")

    reloaded = _qiwen(environment, "reload")

    assert reloaded.returncode == 1
    assert "knowledge/phrases.toml" in reloaded.stderr
    server.send_signal(signal.SIGHUP)
    _waits_for(tmp_path / "log", "the old stays in force")
    after = requests.get(f"http://127.0.0.1:{environment['QIWEN_PORT']}/healthz", timeout=5).headers
    assert after["X-Qiwen-Content"] == before["X-Qiwen-Content"]


def test_without_a_server_it_says_how_to_start_one(environment: dict[str, str]) -> None:
    reloaded = _qiwen(environment, "reload")

    assert reloaded.returncode == 1
    assert "start it with `qiwen serve`" in reloaded.stderr


def _waits_for(log: Path, words: str) -> None:
    deadline = time.monotonic() + 20
    while words not in log.read_text("utf-8"):
        assert time.monotonic() < deadline, log.read_text("utf-8")
        time.sleep(0.1)
