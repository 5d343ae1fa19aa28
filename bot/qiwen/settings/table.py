"""Every setting: its name, what it must look like, and where its value is found."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from pathlib import Path

from qiwen.model.hours import Hours

_PORTS = range(65536)


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. `parse` raises ValueError with what is wrong.

    `name` is its key in qiwen.toml; in the environment it is upper case after QIWEN_.
    """

    name: str
    parse: Callable[[str], object]
    found: str
    default: str | None = None

    @property
    def variable(self) -> str:
        """The environment variable."""
        return f"QIWEN_{self.name.upper()}"


def _corp_id(text: str) -> str:
    if not re.fullmatch(r"(ww|wx)[0-9a-zA-Z]{8,40}", text):
        raise ValueError("must begin with ww or wx and hold only letters and digits")
    return text


def _token(text: str) -> str:
    if not re.fullmatch(r"[0-9a-zA-Z]{1,32}", text):
        raise ValueError("must be 1 to 32 letters and digits")
    return text


def _aes_key(text: str) -> str:
    if not re.fullmatch(r"[0-9a-zA-Z]{43}", text):
        raise ValueError(f"must be exactly 43 letters and digits, not {len(text)} characters")
    return text


def _agent_id(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,10}", text):
        raise ValueError("must be a number such as 1000002")
    return int(text)


def _secret(text: str) -> str:
    if len(text) < 20 or not text.isascii() or any(char.isspace() for char in text):  # noqa: PLR2004
        raise ValueError("does not look like an app secret (43 characters, no spaces)")
    return text


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) not in _PORTS:
        raise ValueError("must be a number from 0 to 65535")
    return int(text)


def _host(text: str) -> str:
    if not text or any(char.isspace() for char in text):
        raise ValueError("must be an address such as 127.0.0.1 or 0.0.0.0")
    return text


def _database(text: str) -> Path:
    if "://" in text:
        raise ValueError("must be a path to a SQLite file")
    return Path(text).expanduser()


def _folder(text: str) -> Path:
    path = Path(text).expanduser()
    if not (path / "intents").is_dir() or not (path / "knowledge").is_dir():
        raise ValueError(f"must be a folder that holds intents/ and knowledge/; {path} does not")
    return path


def _synchronous(text: str) -> str:
    if text.upper() not in ("FULL", "NORMAL"):
        raise ValueError("must be FULL or NORMAL")
    return text.upper()


def _seconds(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 86_400:  # noqa: PLR2004
        raise ValueError("must be a number of seconds from 1 to 86400")
    return int(text)


_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOURS = re.compile(r"([A-Za-z]{3})-([A-Za-z]{3}) (\d\d):(\d\d)-(\d\d):(\d\d)")


def _hours(text: str) -> Hours:
    found = _HOURS.fullmatch(text.strip())
    first, last = (found[1].lower(), found[2].lower()) if found else ("", "")
    if not found or first not in _DAYS or last not in _DAYS:
        raise ValueError("must look like Mon-Fri 09:00-18:00")
    begin, end = _DAYS.index(first), _DAYS.index(last)
    days = range(begin, end + 1) if begin <= end else (*range(begin, len(_DAYS)), *range(end + 1))
    try:
        opens, closes = time(int(found[3]), int(found[4])), time(int(found[5]), int(found[6]))
    except ValueError:
        raise ValueError("holds a time that is none, such as 25:00") from None
    if opens >= closes:
        raise ValueError("must open before it closes; a desk that is open overnight is not provided for")
    return Hours(frozenset(days), opens, closes)


def _handover(text: str) -> str:
    if text.lower() not in ("helpful", "quiet"):
        raise ValueError("must be helpful or quiet")
    return text.lower()


WECOM = (
    Setting("wecom_corp_id", _corp_id, "我的企业 → 企业信息 → 企业ID"),
    Setting("wecom_token", _token, "应用管理 → your app → 接收消息 → 设置API接收 → Token"),
    Setting("wecom_aes_key", _aes_key, "应用管理 → your app → 接收消息 → 设置API接收 → EncodingAESKey"),
    Setting("wecom_agent_id", _agent_id, "应用管理 → your app → AgentId"),
    Setting("wecom_secret", _secret, "应用管理 → your app → Secret (not needed for passive replies)", default=""),
)

GENERAL = (
    Setting("database", _database, "a path you choose; default: qiwen.db in the user's data folder", default=""),
    Setting("host", _host, "an address of this machine", default="127.0.0.1"),
    Setting("port", _port, "a free port", default="8000"),
    Setting("content", _folder, "a folder with intents/ and knowledge/; default: what came with qiwen", default=""),
    Setting("synchronous", _synchronous, "FULL (default) survives power loss, NORMAL is faster", default="FULL"),
    Setting(
        "hours", _hours, "business hours of the desk, China time; default Mon-Fri 09:00-18:00", "Mon-Fri 09:00-18:00"
    ),
    Setting("handover", _handover, "once a person is called, the bot stays helpful (default) or quiet", "helpful"),
    Setting("window", _seconds, "how old a callback may be, in seconds; default 600", default="600"),
)
