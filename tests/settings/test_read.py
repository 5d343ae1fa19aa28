"""Settings: where they come from, and what is said of those that are wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path

import pytest

from qiwen.content.files import bundled
from qiwen.model.errors import SettingsError
from qiwen.model.hours import Hours
from qiwen.settings import Settings, WecomApp, read
from qiwen.settings.table import GENERAL, WECOM

KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
TOKEN = "QDG6eKverysecret"
SECRET = "1R2s3T4u5V6w7X8y9Z0a1B2c3D4e5F6g7H8i9J0k1L2"
WHOLE = {
    "QIWEN_WECOM_CORP_ID": "wx5823bf96d3bd56c7",
    "QIWEN_WECOM_TOKEN": TOKEN,
    "QIWEN_WECOM_AES_KEY": KEY,
    "QIWEN_WECOM_AGENT_ID": "1000002",
}
APP = WecomApp("wx5823bf96d3bd56c7", TOKEN, KEY, 1_000_002)
TABLE = f'corp_id = "wx5823bf96d3bd56c7"\ntoken = "{TOKEN}"\naes_key = "{KEY}"\nagent_id = 1000002\n'


@dataclass
class Folder:
    """Where qiwen is started."""

    path: Path
    environ: dict[str, str] = field(default_factory=dict)

    def holds(self, toml: str, name: str = "qiwen.toml") -> "Folder":
        (self.path / name).write_text(toml, "utf-8")
        return self

    def keeps(self, variable: str, content: str) -> "Folder":
        """A secret in a file of its own, named by *_FILE."""
        file = self.path / variable.lower()
        file.write_text(content, "utf-8")
        self.environ[f"{variable}_FILE"] = str(file)
        return self

    def with_(self, environ: Mapping[str, str] = {}, **more: str) -> "Folder":
        self.environ |= {**environ, **more}
        return self

    def read(self) -> Settings:
        return read(self.environ, self.path)

    def slips(self) -> list[str]:
        with pytest.raises(SettingsError) as refusal:
            self.read()
        assert str(refusal.value).splitlines() == list(map(str, refusal.value.problems))
        return [str(problem) for problem in refusal.value.problems]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


# ── where a value comes from ────────────────────────────────────────────────


def test_nothing_set_is_enough_to_try_it(folder: Folder) -> None:
    settings = folder.read()

    assert (settings.host, settings.port, settings.synchronous, settings.window) == ("127.0.0.1", 8000, "FULL", 600)
    assert (settings.content, settings.wecom) == (None, {})
    assert settings.database.name == "qiwen.db"
    assert settings.database.is_absolute()


def test_the_environment_comes_before_a_file_before_the_table_before_the_default(folder: Folder) -> None:
    ports = [folder.read().port]
    ports.append(folder.holds("port = 8001").read().port)
    ports.append(folder.keeps("QIWEN_PORT", "8002\n").read().port)
    ports.append(folder.with_(QIWEN_PORT="8003").read().port)

    assert ports == [8000, 8001, 8002, 8003]


def test_the_order_holds_for_secrets(folder: Folder) -> None:
    folder.with_(WHOLE)
    del folder.environ["QIWEN_WECOM_TOKEN"]
    tokens = [folder.holds('wecom_token = "fromTable"').read().wecom["default"].token]
    tokens.append(folder.keeps("QIWEN_WECOM_TOKEN", "fromFile\n").read().wecom["default"].token)
    tokens.append(folder.with_(QIWEN_WECOM_TOKEN="fromEnvironment").read().wecom["default"].token)

    assert tokens == ["fromTable", "fromFile", "fromEnvironment"]


def test_every_general_setting(folder: Folder) -> None:
    folder.with_(
        QIWEN_DATABASE="~/数据/q.db",
        QIWEN_HOST="0.0.0.0",
        QIWEN_PORT="0",
        QIWEN_CONTENT=str(bundled()),
        QIWEN_SYNCHRONOUS="normal",
        QIWEN_WINDOW="60",
        QIWEN_HOURS="sat-mon 10:00-12:30",
        QIWEN_HANDOVER="Quiet",
    )

    hours = Hours(frozenset({5, 6, 0}), time(10), time(12, 30))
    assert folder.read() == Settings(
        Path.home() / "数据/q.db", "0.0.0.0", 0, bundled(), "NORMAL", 60, hours, "quiet", {}
    )


@pytest.mark.parametrize(
    ("hours", "why"),
    [
        ("09:00-18:00", "must look like Mon-Fri 09:00-18:00"),
        ("Mon-Fry 09:00-18:00", "must look like"),
        ("Mon-Fri 25:00-26:00", "a time that is none"),
        ("Mon-Fri 18:00-09:00", "must open before it closes"),
    ],
)
def test_business_hours_that_are_none(folder: Folder, hours: str, why: str) -> None:
    [problem] = folder.with_(QIWEN_HOURS=hours).slips()

    assert why in problem


def test_blanks_around_a_value_are_nothing(folder: Folder) -> None:
    assert folder.with_(QIWEN_PORT=" 9000\n").read().port == 9000


@pytest.mark.parametrize("empty", ["", "  "])
def test_an_empty_variable_is_not_set(folder: Folder, empty: str) -> None:
    folder.with_({setting.variable: empty for setting in (*GENERAL, *WECOM)})

    assert folder.read() == Folder(folder.path).read()
    assert folder.holds("port = 8001").read().port == 8001
    assert folder.keeps("QIWEN_PORT", "8002").read().port == 8002


def test_the_table_may_lie_elsewhere(folder: Folder) -> None:
    folder.holds("port = 1").holds("port = 2", "other.toml")

    assert folder.with_(QIWEN_CONFIG=str(folder.path / "other.toml")).read().port == 2


def test_a_table_that_was_named_must_be_there(folder: Folder) -> None:
    (slip,) = folder.with_(QIWEN_CONFIG=str(folder.path / "gone.toml")).slips()

    assert slip == f"{folder.path}/gone.toml: QIWEN_CONFIG names a file that is not there"


def test_an_empty_name_of_the_table_is_no_name(folder: Folder) -> None:
    assert folder.with_(QIWEN_CONFIG="").read().port == 8000


def test_what_notepad_puts_before_a_text_is_no_part_of_it(folder: Folder) -> None:
    folder.holds("\ufeffport = 8001").with_(WHOLE).keeps("QIWEN_WECOM_SECRET", f"\ufeff{SECRET}\r\n")

    assert folder.read().port == 8001
    assert folder.read().wecom["default"].secret == SECRET


# ── WeCom ───────────────────────────────────────────────────────────────────


def test_one_app_by_environment(folder: Folder) -> None:
    assert folder.with_(WHOLE).read().wecom == {"default": APP}


def test_one_app_by_the_table(folder: Folder) -> None:
    folder.holds("".join(f"wecom_{line}\n" for line in TABLE.splitlines()))

    assert folder.read().wecom == {"default": APP}


def test_one_app_from_everywhere(folder: Folder) -> None:
    folder.holds('wecom_corp_id = "wx5823bf96d3bd56c7"\nwecom_agent_id = 1000002').keeps("QIWEN_WECOM_AES_KEY", KEY)

    assert folder.with_(QIWEN_WECOM_TOKEN=TOKEN).read().wecom == {"default": APP}


def test_a_secret_is_taken_where_there_is_one(folder: Folder) -> None:
    assert folder.with_(WHOLE, QIWEN_WECOM_SECRET=SECRET).read().wecom["default"].secret == SECRET


def test_several_apps(folder: Folder) -> None:
    other = TABLE.replace("1000002", "1000003") + f'secret = "{SECRET}"\n'
    folder.holds(f"[wecom.sales]\n{TABLE}\n[wecom.it-desk]\n{other}").with_(WHOLE)

    wecom = folder.read().wecom

    assert set(wecom) == {"sales", "it-desk", "default"}
    assert wecom["sales"] == wecom["default"] == APP
    assert (wecom["it-desk"].agent_id, wecom["it-desk"].secret) == (1_000_003, SECRET)


def test_the_environment_sets_the_default_app_and_no_other(folder: Folder) -> None:
    folder.holds(f"[wecom.default]\n{TABLE}\n[wecom.sales]\n{TABLE}").with_(QIWEN_WECOM_TOKEN="fromEnvironment")

    wecom = folder.read().wecom

    assert (wecom["default"].token, wecom["sales"].token) == ("fromEnvironment", TOKEN)


def test_an_app_half_set_names_all_that_is_missing_and_where_it_stands(folder: Folder) -> None:
    slips = folder.with_(QIWEN_WECOM_TOKEN=TOKEN).slips()

    assert [slip.partition(": ")[0] for slip in slips] == [
        "QIWEN_WECOM_CORP_ID",
        "QIWEN_WECOM_AES_KEY",
        "QIWEN_WECOM_AGENT_ID",
    ]
    for slip, place in zip(slips, ["我的企业 → 企业信息", "设置API接收 → EncodingAESKey", "AgentId"], strict=True):
        assert "is missing" in slip
        assert place in slip


def test_an_app_of_the_table_half_set(folder: Folder) -> None:
    slips = folder.holds(f'[wecom.sales]\ntoken = "{TOKEN}"\n').slips()

    assert [slip.partition(": ")[2].partition(" is missing")[0] for slip in slips] == [
        "[wecom.sales] corp_id:",
        "[wecom.sales] aes_key:",
        "[wecom.sales] agent_id:",
    ]


def test_only_a_secret_is_not_an_app(folder: Folder) -> None:
    assert len(folder.with_(QIWEN_WECOM_SECRET=SECRET).slips()) == 4


# ── slips ───────────────────────────────────────────────────────────────────


def test_all_slips_are_named_at_once(folder: Folder) -> None:
    folder.holds('colour = "red"\nwindow = "soon"\n[wecom.sales]\ntoken = "no-dashes"\n').with_(
        QIWEN_PORT="80a", QIWEN_SYNCHRONOUS="OFF", QIWEN_WECOM_CORP_ID="acme", QIWEN_WECOM_AES_KEY_FILE="/nowhere/key"
    )

    said = "\n".join(folder.slips())

    for word in ("colour", "QIWEN_WINDOW", "QIWEN_PORT", "QIWEN_SYNCHRONOUS", "QIWEN_WECOM_CORP_ID", "/nowhere/key"):
        assert word in said
    for word in ("[wecom.sales] token", "[wecom.sales] corp_id", "QIWEN_WECOM_TOKEN", "QIWEN_WECOM_AGENT_ID"):
        assert word in said


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("CORP_ID", "5823bf96d3bd56c7", "begin with ww or wx"),
        ("CORP_ID", "wx 823bf96d3bd56c7", "only letters and digits"),
        ("TOKEN", "a" * 33, "1 to 32 letters and digits"),
        ("AES_KEY", KEY[:-1], "exactly 43 letters and digits, not 42 characters"),
        ("AES_KEY", KEY + "=", "exactly 43 letters and digits, not 44 characters"),
        ("AES_KEY", "+" + KEY[1:], "exactly 43 letters and digits"),
        ("AGENT_ID", "app", "a number such as 1000002"),
        ("AGENT_ID", "-1", "a number such as 1000002"),
        ("SECRET", "short", "does not look like an app secret"),
    ],
)
def test_a_malformed_value_of_wecom(folder: Folder, name: str, value: str, wanted: str) -> None:
    (slip,) = folder.with_(WHOLE, **{f"QIWEN_WECOM_{name}": value}).slips()

    assert slip.startswith(f"QIWEN_WECOM_{name}: ")
    assert wanted in slip
    assert "Found at: 我的企业" in slip or "Found at: 应用管理" in slip


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("PORT", "65536", "from 0 to 65535"),
        ("PORT", "-1", "from 0 to 65535"),
        ("PORT", "²", "from 0 to 65535"),
        ("HOST", "127.0.0.1 8000", "an address such as"),
        ("DATABASE", "postgres://here/q", "a path to a SQLite file"),
        ("DATABASE", "~nobody-of-that-name/q.db", "home directory"),
        ("CONTENT", "/nowhere", "intents/ and knowledge/; /nowhere does not"),
        ("SYNCHRONOUS", "OFF", "FULL or NORMAL"),
        ("WINDOW", "0", "from 1 to 86400"),
        ("WINDOW", "86401", "from 1 to 86400"),
        ("WINDOW", "10m", "from 1 to 86400"),
    ],
)
def test_a_malformed_general_value(folder: Folder, name: str, value: str, wanted: str) -> None:
    (slip,) = folder.with_(**{f"QIWEN_{name}": value}).slips()

    assert slip.startswith(f"QIWEN_{name}: ")
    assert wanted in slip


@pytest.mark.parametrize("toml", ["port = true", "port = [8000]", "port = 80.5", "port = {a = 1}"])
def test_a_value_of_the_wrong_kind(folder: Folder, toml: str) -> None:
    (slip,) = folder.holds(toml).slips()

    assert slip.startswith("QIWEN_PORT: must be a number")


@pytest.mark.parametrize(
    ("toml", "place"), [("port 8000", "line 1"), ("port = 1\nport = 2\n", "line 2"), ("host = “::1”\n", "line 1")]
)
def test_a_table_that_is_not_toml(folder: Folder, toml: str, place: str) -> None:
    (slip,) = folder.holds(toml).slips()

    assert slip.startswith(f"{folder.path}/qiwen.toml: cannot be read as TOML: ")
    assert place in slip


def test_a_table_that_is_not_utf_8(folder: Folder) -> None:
    (folder.path / "qiwen.toml").write_bytes("host = '企'".encode("gbk"))

    assert "utf-8" in folder.slips()[0]


def test_a_folder_in_the_place_of_the_table(folder: Folder) -> None:
    (folder.path / "qiwen.toml").mkdir()

    assert folder.slips()[0].startswith(f"{folder.path}/qiwen.toml: cannot be read")


def test_unknown_keys_are_named_with_the_known_ones(folder: Folder) -> None:
    colour, secret = folder.holds(f'colour = 1\n[wecom.sales]\n{TABLE}secert = "x"\n').slips()

    assert colour.startswith(f"{folder.path}/qiwen.toml: colour: is no setting; known are content, database")
    assert secret.startswith(f"{folder.path}/qiwen.toml: [wecom.sales] secert: is no setting; known are aes_key,")


def test_an_app_without_a_name(folder: Folder) -> None:
    slips = folder.holds(f"[wecom]\n{TABLE}").slips()

    assert slips[0] == f"{folder.path}/qiwen.toml: [wecom] corp_id: belongs to no app; write it under [wecom.default]"
    assert len(slips) == 4


@pytest.mark.parametrize("name", ["a/b", "<x>", "", "销售", "a b", "x" * 65])
def test_an_app_whose_name_cannot_stand_in_a_path(folder: Folder, name: str) -> None:
    (slip,) = folder.holds(f'[wecom."{name}"]\n{TABLE}').slips()

    assert "letters, digits, _ and -" in slip


def test_apps_that_are_no_table(folder: Folder) -> None:
    (slip,) = folder.holds('wecom = "yes"').slips()

    assert "[wecom.default]" in slip


def test_a_secret_file_that_cannot_be_read_is_one_slip(folder: Folder) -> None:
    folder.with_(WHOLE, QIWEN_WECOM_TOKEN_FILE="/nowhere/token")
    del folder.environ["QIWEN_WECOM_TOKEN"]

    (slip,) = folder.slips()

    assert slip.startswith("QIWEN_WECOM_TOKEN_FILE: names /nowhere/token, which cannot be read")


def test_an_empty_secret_file(folder: Folder) -> None:
    folder.with_(WHOLE).keeps("QIWEN_WECOM_TOKEN", "\n")
    del folder.environ["QIWEN_WECOM_TOKEN"]

    (slip,) = folder.slips()

    assert slip.startswith("QIWEN_WECOM_TOKEN: must be 1 to 32 letters and digits")


# ── secrets stay secret ─────────────────────────────────────────────────────


def test_printed_settings_show_no_secret(folder: Folder) -> None:
    settings = folder.with_(WHOLE, QIWEN_WECOM_SECRET=SECRET).read()

    for secret in (TOKEN, KEY, SECRET):
        assert secret not in repr(settings)
        assert secret not in str(settings.wecom)


def test_slips_show_no_secret(folder: Folder) -> None:
    odd = {name: f"{value}-odd" for name, value in WHOLE.items()}
    folder.with_(odd, QIWEN_WECOM_SECRET=f"{SECRET} odd").holds(
        f"[wecom.sales]\n{TABLE}".replace(f'"{KEY}"', f"'{KEY}=='")
    )

    said = "\n".join(folder.slips())

    assert "QIWEN_WECOM_AES_KEY" in said
    assert "[wecom.sales] aes_key" in said
    for secret in (TOKEN, KEY, SECRET):
        assert secret not in said


def test_a_table_that_breaks_off_shows_no_secret(folder: Folder) -> None:
    assert TOKEN not in folder.holds(f'wecom_token = "{TOKEN}').slips()[0]
