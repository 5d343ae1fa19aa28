"""Reading the settings. What is missing or malformed comes back in one ContentError-like list, never one by one."""

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import platformdirs

from qiwen.model.errors import Problem, SettingsError
from qiwen.model.hours import Hours
from qiwen.settings.table import GENERAL, WECOM, Setting

_DEFAULT = "default"
_APP_NAME = re.compile(r"[0-9A-Za-z_-]{1,64}")  # it becomes a part of the webhook's path


@dataclass(frozen=True, slots=True)
class WecomApp:
    """One self-built app of WeCom. Its secrets stay out of logs; passive replies do without `secret`."""

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
    hours: Hours = field(default_factory=Hours)
    handover: str = "helpful"
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
        self._note_unknown(f"{self.file}: ", set(self.table), known)
        values = {setting.name: self._value(setting, self.table) for setting in GENERAL}
        apps = {name: app for name, app in self._apps() if app}
        if self.problems:
            raise SettingsError(tuple(self.problems))
        database = values.pop("database") or Path(platformdirs.user_data_dir("qiwen", appauthor=False)) / "qiwen.db"
        return Settings(database=database, wecom=apps, **values)

    def _toml(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self.file.read_text("utf-8-sig"))
        except FileNotFoundError:
            if self.environ.get("QIWEN_CONFIG"):
                self._note(str(self.file), "QIWEN_CONFIG names a file that is not there")
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as slip:
            self._note(str(self.file), f"cannot be read as TOML: {slip}")
        return {}

    def _apps(self) -> Iterator[tuple[str, WecomApp | None]]:
        tables = dict(self._app_tables())
        for name, table in tables.items():
            if name != _DEFAULT:
                yield name, self._app(table, f"{self.file}: [wecom.{name}] ", environ={})
        loose: Mapping[str, Any] = {each.name: self.table[each.name] for each in WECOM if each.name in self.table}
        if _DEFAULT in tables or loose or any(self._in_environ(setting) for setting in WECOM):
            where = f"{self.file}: [wecom.{_DEFAULT}] " if _DEFAULT in tables else ""
            yield _DEFAULT, self._app({**loose, **tables.get(_DEFAULT, {})}, where, self.environ)

    def _app_tables(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Every `[wecom.<app>]`, its keys written as at the top level."""
        tables = self.table.get("wecom", {})
        if not isinstance(tables, dict):
            self._note(f"{self.file}: wecom", f"must be a table for each app, such as [wecom.{_DEFAULT}]")
            return
        for name, table in tables.items():
            where = f"{self.file}: [wecom.{name}] "
            if not isinstance(table, dict):
                self._note(f"{self.file}: [wecom] {name}", f"belongs to no app; write it under [wecom.{_DEFAULT}]")
            elif not _APP_NAME.fullmatch(name):
                self._note(where.strip(), "must be named with at most 64 letters, digits, _ and -")
            else:
                self._note_unknown(where, set(table), {setting.name.removeprefix("wecom_") for setting in WECOM})
                yield name, {f"wecom_{key}": value for key, value in table.items()}

    def _in_environ(self, setting: Setting) -> bool:
        return bool(_written(setting, self.environ) or self.environ.get(f"{setting.variable}_FILE"))

    def _app(self, table: Mapping[str, Any], where: str, environ: Mapping[str, str]) -> WecomApp | None:
        before = len(self.problems)
        values = {s.name.removeprefix("wecom_"): self._value(s, table, where, environ) for s in WECOM}
        return WecomApp(**values) if len(self.problems) == before else None

    def _value(
        self, setting: Setting, table: Mapping[str, Any], where: str = "", environ: Mapping[str, str] | None = None
    ) -> Any:  # noqa: ANN401 - a setting can be of any type
        environ = self.environ if environ is None else environ
        raw = self._raw(setting, table, environ)
        in_file = where and not _written(setting, environ)
        label = where + setting.name.removeprefix("wecom_") if in_file else setting.variable
        if raw is None and setting.default is None:
            if not environ.get(f"{setting.variable}_FILE"):  # that it cannot be read is noted already
                self._note(label, f"is missing. In the WeCom admin console: {setting.found}")
            return None
        if not raw and setting.default is not None:
            raw = setting.default
            if not raw:
                return "" if setting.name == "wecom_secret" else None
        try:
            return setting.parse(raw or "")
        except (ValueError, RuntimeError) as slip:  # the latter for ~somebody who has no home
            self._note(label, f"{slip}. Found at: {setting.found}")
            return None

    def _raw(self, setting: Setting, table: Mapping[str, Any], environ: Mapping[str, str]) -> str | None:
        """The written value: environment, then the file that *_FILE names, then qiwen.toml."""
        if written := _written(setting, environ):
            return written
        path = environ.get(f"{setting.variable}_FILE")
        if path:
            try:
                return Path(path).read_text("utf-8-sig").strip()
            except (OSError, UnicodeDecodeError) as slip:
                self._note(f"{setting.variable}_FILE", f"names {path}, which cannot be read: {slip}")
                return None
        value = table.get(setting.name)
        return None if value is None else str(value).strip()

    def _note_unknown(self, where: str, names: set[str], known: set[str]) -> None:
        for name in sorted(names - known):
            self._note(f"{where}{name}", f"is no setting; known are {', '.join(sorted(known))}")

    def _note(self, where: str, what: str) -> None:
        problem = Problem(where, what)
        if problem not in self.problems:
            self.problems.append(problem)


def _written(setting: Setting, environ: Mapping[str, str]) -> str:
    """The variable's value; an empty variable is none, as compose files and service units leave them."""
    return environ.get(setting.variable, "").strip()
