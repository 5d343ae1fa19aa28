"""qiwen diff: two folders, two revisions, what they are tried on, and the file of reviewed changes."""

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from qiwen.cli import main
from qiwen.content.files import bundled

NOTICE = "knowledge/notices/creator-only.toml"
CHECK = "knowledge/checks/migration.toml"
QUESTION = """
[[question]]
id = "holiday"
name = "假期"
name_en = "holiday"
ask = "迁移那天是不是节假日？"
ask_en = "Is the day of the migration a holiday?"
why = "节假日找不到人帮忙。"
why_en = "Nobody is there to help on a holiday."
how = "看一下日历。"
how_en = "Look at a calendar."

[[question.option]]
id = "no"
label = "不是节假日"
label_en = "Not a holiday"
says = ["@no"]

[[question.option]]
id = "yes"
label = "是节假日"
label_en = "A holiday"
says = ["@yes"]
finding = "on-holiday"

[[question.option]]
id = "unsure"
label = "不确定"
label_en = "Not sure"
says = ["@unsure"]

[[finding]]
id = "on-holiday"
weight = "blocks"
order = 990
says = "节假日不要迁移。"
says_en = "Do not migrate on a holiday."
fix = "改到工作日。"
fix_en = "Take a working day."
notices = ["creator-only"]
"""


def copy_to(folder: Path) -> Path:
    """The real content with fewer asks and nothing learned, which makes it quicker; a question and a talk beside it."""
    for part in ("intents", "knowledge"):
        shutil.copytree(bundled() / part, folder / part, ignore=shutil.ignore_patterns("*.npz", "schema"))
    for file in (folder / "intents").glob("*.toml"):
        head, asks, hands = file.read_text(encoding="utf-8").partition("[asks]\n")
        kept = [f"{hand} = {json.dumps(texts[:5], ensure_ascii=False)}" for hand, texts in tomllib.loads(hands).items()]
        write(file, "\n".join([head + asks, *kept, ""]))
    write(folder / "tests/questions/who.toml", '[[question]]\ntext = "谁有权限点迁移"\naccept = ["who-can-migrate"]\n')
    write(
        folder / "tests/talks/small.toml",
        '[[talk]]\nname = "one"\nturns = [{ says = "谁能操作迁移" }, { says = "谢谢" }]\n',
    )
    return folder


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def edit(folder: Path, name: str, pattern: str, put: str) -> None:
    """Replace the one place in a file that `pattern` finds."""
    text, count = re.subn(pattern, put, (folder / name).read_text(encoding="utf-8"), count=1, flags=re.DOTALL)
    assert count == 1, f"{pattern} is not in {name}"
    write(folder / name, text)


def reword(folder: Path) -> None:
    edit(folder, NOTICE, r'\nsays = "', r'\nsays = "（改过）')


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return copy_to(tmp_path / "old")


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return copy_to(tmp_path / "new")


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(main, ["diff", *map(str, arguments)])
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def compared(*arguments: object) -> dict[str, Any]:
    result = run(*arguments, "--asks", 0, "--json")
    assert result.exit_code == 0, result.output
    shown: dict[str, Any] = json.loads(result.stdout)
    return shown


def changes(shown: dict[str, Any], area: str) -> dict[str, dict[str, tuple[str, str]]]:
    return {
        each["where"]: {facet["name"]: (facet["before"], facet["after"]) for facet in each["facets"]}
        for each in shown["changes"]
        if each["area"] == area
    }


# ── what changes for people ─────────────────────────────────────────────────


def test_the_same_content(old: Path, new: Path) -> None:
    result = run(old, new)
    assert result.exit_code == 0
    assert "no change" in result.output
    assert "the same content" in result.output


def test_a_notice_worded_anew(old: Path, new: Path) -> None:
    reword(new)
    shown = compared(old, new)
    assert list(changes(shown, "content")) == ["notice creator-only"]
    assert {"谁能操作迁移", "谁有权限点迁移"} <= set(changes(shown, "question"))
    assert all(set(facets) == {"reply"} for facets in changes(shown, "question").values())
    assert list(changes(shown, "talk")) == ["small: one, turn 1: 谁能操作迁移"]
    assert changes(shown, "verdict") == {}
    assert shown["summary"]["questions"]["known questions"] == 1
    assert (shown["summary"]["talks"], shown["summary"]["turns"]) == (1, 2)


def test_an_ask_that_moved_is_asked(old: Path, new: Path) -> None:
    ask = "三克油歪瑞马吃您嘞"
    edit(old, "intents/thanks.toml", r"\[asks\]\n", f'[asks]\npasserby = ["{ask}"]\n')
    edit(new, "intents/goodbye.toml", r"\[asks\]\n", f'[asks]\npasserby = ["{ask}"]\n')
    shown = compared(old, new)
    assert changes(shown, "content") == {"intent goodbye": {"asks": ("", ask)}, "intent thanks": {"asks": (ask, "")}}
    assert changes(shown, "question")[ask]["intent"] == ("thanks", "goodbye")
    assert shown["summary"]["questions"]["asks that came, went or moved"] == 1


def test_a_finding_that_weighs_more(old: Path, new: Path) -> None:
    edit(new, CHECK, r'(id = "creators-differ"\nweight = )"first"', r'\1"blocks"')
    shown = compared(old, new)
    assert changes(shown, "content") == {"check migration": {"findings.creators-differ.weight": ("first", "blocks")}}
    classes = [each for each in shown["changes"] if each["area"] == "verdict"]
    assert [each["facets"][0]["after"] for each in classes] == ["cannot", "cannot"]
    assert all(each["combinations"] > 1_000_000 and each["example"]["creators"] == "differ" for each in classes)
    assert changes(shown, "question") == changes(shown, "talk") == {}


def test_an_option_that_went(old: Path, new: Path) -> None:
    edit(new, CHECK, r'\[\[question\.option\]\]\nid = "gone".*?(?=\[\[)', "")
    shown = compared(old, new)
    (facets,) = changes(shown, "content").values()
    assert list(facets) == ["questions.creators.options.gone"]
    outcomes = {each["facets"][0]["after"] for each in shown["changes"] if each["area"] == "verdict"}
    assert outcomes == {"no answer creators = gone"}


def test_a_question_more(old: Path, new: Path) -> None:
    edit(new, CHECK, r"$(?!.)", QUESTION.replace("\\", ""))
    result = run(old, new, "--asks", 0)
    assert result.exit_code == 0
    assert "questions.holiday" in result.output
    assert "verdict: ready → cannot" in result.output
    assert "holiday=yes" in result.output


def test_the_result_is_the_same_every_time_and_wherever_the_contents_lie(old: Path, new: Path, tmp_path: Path) -> None:
    reword(new)
    first = compared(old, new)
    shutil.move(old, tmp_path / "elsewhere")
    second = compared(tmp_path / "elsewhere", new)
    assert second == first | {"old": str(tmp_path / "elsewhere")}


def test_weights_that_were_learned_anew_are_a_change(old: Path, new: Path) -> None:
    shutil.copy(bundled() / "intents/_learned.npz", new / "intents")
    content = changes(compared(old, new), "content")
    assert list(content) == ["learned weights"]
    assert content["learned weights"]["contents"][0] == ""


def test_as_of_an_earlier_day(old: Path, new: Path) -> None:
    reword(new)
    shown = compared(old, new, "--as-of", "2020-01-03")
    assert shown["as_of"] == "2020-01-03T10:00:00+08:00"
    assert changes(shown, "question") == {}


def test_questions_and_talks_named(old: Path, new: Path, tmp_path: Path) -> None:
    reword(new)
    (tmp_path / "q.jsonl").write_text('{"text": "不是创建人能点迁移吗", "accept": null}\n', encoding="utf-8")
    write(tmp_path / "talks/b.toml", '[[talk]]\nname = "two"\nturns = [{ says = "谁能操作迁移" }]\n')
    shown = compared(old, new, "--questions", tmp_path / "q.jsonl", "--talks", tmp_path / "talks")
    assert shown["summary"]["questions"]["known questions"] == 1
    assert list(changes(shown, "talk")) == ["b: two, turn 1: 谁能操作迁移"]


def test_an_installed_content_has_nothing_beside_it(old: Path, new: Path) -> None:
    for folder in (old, new):
        shutil.rmtree(folder / "tests")
    reword(new)
    shown = compared(old, new)
    assert "known questions" not in shown["summary"]["questions"]
    assert shown["summary"]["talks"] == 0
    assert "谁能操作迁移" in changes(shown, "question")


# ── reviewing ───────────────────────────────────────────────────────────────


def test_what_is_reviewed_passes_and_nothing_else(old: Path, new: Path, tmp_path: Path) -> None:
    reword(new)
    reviewed = tmp_path / "reviewed.toml"

    written = run(old, new, "--asks", 0, "--review", reviewed)
    assert written.exit_code == 0
    rows = tomllib.loads(reviewed.read_text(encoding="utf-8"))["change"]
    assert rows[0]["what"].startswith("content notice creator-only: says")
    assert f"holds {len(rows)} changes" in written.stderr

    passed = run(old, new, "--asks", 0, "--fail-on-unreviewed", reviewed)
    assert passed.exit_code == 0, passed.output
    assert "0 unreviewed" in passed.output

    edit(new, "knowledge/phrases.toml", r'(\[thanks\]\nsays = ")', r"\1（也改）")
    failed = run(old, new, "--asks", 0, "--fail-on-unreviewed", reviewed)
    assert failed.exit_code == 1
    unseen = [line for line in failed.output.splitlines() if line.startswith("!")]
    assert any(line.endswith("phrase thanks") for line in unseen)
    assert not any("creator-only" in line for line in unseen)

    shown = json.loads(run(old, new, "--asks", 0, "--json", "--fail-on-unreviewed", reviewed).stdout)
    assert shown["summary"]["unreviewed"] == len(unseen) == sum(not each["reviewed"] for each in shown["changes"])

    outlived = run(old, old, "--fail-on-unreviewed", reviewed)
    assert outlived.exit_code == 0
    assert f"{len(rows)} of the changes" in outlived.stderr


def test_notes_are_kept(old: Path, new: Path, tmp_path: Path) -> None:
    reword(new)
    reviewed = tmp_path / "reviewed.toml"
    run(old, new, "--asks", 0, "--review", reviewed)
    write(reviewed, reviewed.read_text(encoding="utf-8") + 'note = "meant"\n')
    run(old, new, "--asks", 0, "--review", reviewed)
    assert reviewed.read_text(encoding="utf-8").endswith('note = "meant"\n')


def test_writing_and_reading_at_once_is_refused(old: Path, tmp_path: Path) -> None:
    path = tmp_path / "reviewed.toml"
    assert run(old, old, "--review", path, "--fail-on-unreviewed", path).exit_code == 2


def test_a_reviewed_file_that_cannot_be_used(old: Path, tmp_path: Path) -> None:
    missing = run(old, old, "--fail-on-unreviewed", tmp_path / "none.toml")
    assert (missing.exit_code, "--review writes it" in missing.output) == (2, True)
    write(tmp_path / "bad.toml", "change = 1")
    for option in ("--fail-on-unreviewed", "--review"):
        assert run(old, old, option, tmp_path / "bad.toml").exit_code == 2
    assert (tmp_path / "bad.toml").read_text(encoding="utf-8") == "change = 1"
    assert run(old, old, "--review", tmp_path / "no/such/folder.toml").exit_code == 2


# ── what cannot be compared ─────────────────────────────────────────────────


def test_slips_are_told_with_the_side_they_are_on(old: Path, new: Path) -> None:
    edit(new, NOTICE, r'weight = "limit"', 'weight = "heavy"')
    result = run(old, new)
    assert result.exit_code == 2
    assert "Invalid value for NEW" in result.output
    assert NOTICE in result.output
    assert "heavy" in result.output


@pytest.mark.parametrize(
    ("option", "text"), [("--questions", '[[question]]\ntext = "x"\naccept = ["none"]\n'), ("--talks", "talk = 1")]
)
def test_questions_and_talks_that_cannot_be_used(old: Path, new: Path, tmp_path: Path, option: str, text: str) -> None:
    reword(new)
    write(tmp_path / "bad.toml", text)
    result = run(old, new, option, tmp_path / "bad.toml")
    assert result.exit_code == 2
    assert "bad.toml" in result.output


# ── revisions ───────────────────────────────────────────────────────────────


def git(folder: Path, *words: str) -> str:
    identity = ("-c", "user.name=Lina", "-c", "user.email=lina@example.com", "-c", "core.autocrlf=false")
    done = subprocess.run(["git", *identity, *words], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def commit(folder: Path) -> str:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "change")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def repository(old: Path) -> Path:
    """Two commits: the content as it is, and with a notice worded anew."""
    git(old, "init", "-q", "-b", "main")
    write(old / ".gitattributes", "tests export-ignore\n*.toml export-subst\n")
    commit(old)
    git(old, "tag", "before")
    reword(old)
    commit(old)
    return old


def test_two_revisions(repository: Path) -> None:
    shown = compared("before", "main", "--content", repository)
    assert list(changes(shown, "content")) == ["notice creator-only"]
    assert shown["old"] == f"before ({git(repository, 'rev-parse', 'before')[:12]})"
    assert shown["summary"]["questions"]["known questions"] == 1
    assert list(changes(shown, "talk")) == ["small: one, turn 1: 谁能操作迁移"]


def test_a_revision_against_what_is_in_force(repository: Path) -> None:
    edit(repository, "knowledge/phrases.toml", r'(\[thanks\]\nsays = ")', r"\1（改）")
    assert set(changes(compared("before", "--content", repository), "content")) == {
        "notice creator-only",
        "phrase thanks",
    }
    assert set(changes(compared("HEAD", "--content", repository), "content")) == {"phrase thanks"}


def test_a_revision_against_a_folder(repository: Path, new: Path) -> None:
    assert run("before", new, "--content", repository).output.endswith("nothing to replay\n")


def test_the_repository_stays_as_it_was(repository: Path) -> None:
    write(repository / "knowledge/notices/half-written.toml", "")
    git(repository, "add", "knowledge/notices/half-written.toml")
    before = (
        git(repository, "status", "--porcelain"),
        git(repository, "worktree", "list"),
        git(repository, "stash", "list"),
    )
    compared("before", "HEAD", "--content", repository)
    assert (
        git(repository, "status", "--porcelain"),
        git(repository, "worktree", "list"),
        git(repository, "stash", "list"),
    ) == before


def test_content_deep_in_a_repository(tmp_path: Path) -> None:
    folder = copy_to(tmp_path / "whole" / "bot 企问" / "content")
    git(tmp_path / "whole", "init", "-q", "-b", "main")
    commit(tmp_path / "whole")
    reword(folder)
    assert list(changes(compared("main", "--content", folder), "content")) == ["notice creator-only"]


@pytest.mark.parametrize(
    "name", ["no-such-branch", "0" * 40, "HEAD:intents", "before..main", "-q", "--all", "", "HEAD HEAD"]
)
def test_a_revision_that_is_none(repository: Path, name: str) -> None:
    result = run("--content", repository, "--", name)
    assert result.exit_code == 2
    assert "Invalid value for OLD" in result.output
    assert "git knows no revision" in result.output


def test_a_shallow_clone_says_so(repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", repository.as_uri(), "clone")
    result = run("before", "--content", tmp_path / "clone")
    assert result.exit_code == 2
    assert "git fetch --unshallow" in result.output


def test_a_revision_without_content(repository: Path) -> None:
    git(repository, "rm", "-q", "-r", "--cached", "knowledge")
    git(repository, "commit", "-q", "-m", "less")
    result = run("HEAD", "--content", repository)
    assert result.exit_code == 2
    assert "'HEAD' holds no knowledge;" in result.output


def test_a_folder_that_is_none(repository: Path) -> None:
    result = run(repository / "tests", "--content", repository)
    assert result.exit_code == 2
    assert "holds no intents and no knowledge" in result.output


def test_content_that_lies_in_no_repository(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(old.parent))
    result = run("HEAD", "--content", old)
    assert result.exit_code == 2
    assert "git finds no repository at" in result.output


def test_without_git_folders_can_still_be_compared(
    old: Path, new: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    refused = run("HEAD", "--content", old)
    assert refused.exit_code == 2
    assert "git, which is not installed" in refused.output
    assert run(old, new).exit_code == 0
