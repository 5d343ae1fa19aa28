"""qiwen serve, up to where it would start."""

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from qiwen.cli import main


@pytest.fixture
def taken() -> "socket.socket":
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server


def test_a_port_that_another_server_holds_is_named(taken: socket.socket, tmp_path: Path) -> None:
    port = taken.getsockname()[1]
    environment = {"QIWEN_PORT": str(port), "QIWEN_DATABASE": str(tmp_path / "qiwen.db")}

    result = CliRunner().invoke(main, ["serve"], env=environment)

    assert result.exit_code == 1
    assert f"127.0.0.1:{port} cannot be used" in result.output
    assert "QIWEN_PORT" in result.output
