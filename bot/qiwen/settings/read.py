"""Reading the settings. What is missing or malformed comes back in one ContentError-like list, never one by one."""

import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import platformdirs

from qiwen.model.errors import Problem, SettingsError
from qiwen.settings.table import GENERAL, WECOM, Setting


@dataclass(frozen=True, slots=True)
class WecomApp:
    """One self-built app of WeCom; its secrets stay out of logs. `secret` is empty where only passive replies are used."""

    corp_id: str
    token: str = field(repr=False)
    aes_key: str = field(repr=False)
    agent_id: int
    secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set. `content` None means the content that came with qiwen; `wecom` may be empty."""

    database: Path
    host: str
    port: int
    content: Path | None
    synchronous: str
    window: int
    wecom: Mapping[str, WecomApp] = field(default_factory=dict)


def read(environ: Mapping[str, str] = os.environ, folder: Path | None = None) -> Settings:
    """Settings from `environ`, then qiwen.toml (QIWEN_CONFIG, or in `folder`), then defaults.

    Raises SettingsError naming every missing or malformed value and where each is found.
    """
    return _Reading(environ, folder or Path.cwd()).settings()


class _Reading:
    def __init__(self, environ: Mapping[str, str], folder: Path) -> None:
        self.environ = environ
        self.problems: list[Problem] = []
        self.file = Path(environ.get("QIWEN_CONFIG") or folder / "qiwen.toml")
        self.table = self._toml()

    def settings(self) -> Settings:
        known = {setting.name for setting in (*GENERAL, *WECOM)} | {"wecom"}
        for name in sorted(set(self.table) - known):
            self._note(f"{self.file}: {name}", f"is no setting; known are {', '.join(sorted(known))}")
        values = {setting.name: self._value(setting, self.table) for setting in GENERAL}
        apps = {name: app for name, app in self._apps() if app}
        if self.problems:
            raise SettingsError(tuple(self.problems))
        database = values.pop("database") or Path(platformdirs.user_data_dir("qiwen", appauthor=False)) / "qiwen.db"
        return Settings(database=database, wecom=apps, **values)

    def _toml(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self.file.read_text("utf-8"))
        except FileNotFoundError:
            if "QIWEN_CONFIG" in self.environ:
                self._note(str(self.file), "QIWEN_CONFIG names a file that is not there")
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as slip:
            self._note(str(self.file), f"cannot be read as TOML: {slip}")
        return {}

    def _apps(self) -> Iterator[tuple[str, WecomApp | None]]:
        tables = self.table.get("wecom", {})
        for name, table in tables.items() if isinstance(tables, dict) else ():
            renamed = {f"wecom_{key}": value for key, value in table.items()} if isinstance(table, dict) else {}
            yield name, self._app(renamed, f"{self.file}: [wecom.{name}] ", environ={})
        if any(self._raw(setting, self.table, self.environ) for setting in WECOM):
            yield "default", self._app(self.table, "", self.environ)

    def _app(self, table: Mapping[str, Any], where: str, environ: Mapping[str, str]) -> WecomApp | None:
        before = len(self.problems)
        values = {s.name.removeprefix("wecom_"): self._value(s, table, where, environ) for s in WECOM}
        return WecomApp(**values) if len(self.problems) == before else None

    def _value(
        self, setting: Setting, table: Mapping[str, Any], where: str = "", environ: Mapping[str, str] | None = None
    ) -> Any:
        raw = self._raw(setting, table, self.environ if environ is None else environ)
        label = where + setting.variable if not where else where + setting.name.removeprefix("wecom_")
        if raw is None and setting.default is None:
            self._note(label, f"is missing. In the WeCom admin console: {setting.found}")
            return None
        if not raw and setting.default is not None:
            raw = setting.default
            if not raw:
                return "" if setting.name == "wecom_secret" else None
        try:
            return setting.parse(raw or "")
        except ValueError as slip:
            self._note(label, f"{slip}. Found at: {setting.found}")
            return None

    def _raw(self, setting: Setting, table: Mapping[str, Any], environ: Mapping[str, str]) -> str | None:
        """The written value: environment, then the file that *_FILE names, then qiwen.toml."""
        if setting.variable in environ:
            return environ[setting.variable].strip()
        path = environ.get(f"{setting.variable}_FILE")
        if path:
            try:
                return Path(path).read_text("utf-8").strip()
            except (OSError, UnicodeDecodeError) as slip:
                self._note(f"{setting.variable}_FILE", f"names {path}, which cannot be read: {slip}")
                return None
        value = table.get(setting.name)
        return None if value is None else str(value).strip()

    def _note(self, where: str, what: str) -> None:
        problem = Problem(where, what)
        if problem not in self.problems:
            self.problems.append(problem)
