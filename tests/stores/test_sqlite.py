"""One file, many processes, and everything that can happen to it."""

import multiprocessing
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from threading import Timer
from typing import Any

import pytest
from crowd import (
    PROCESSES,
    Crowd,
    asks_desk,
    commits_for_ever,
    counts_up,
    killed_once,
    opened,
    opens_as_nobody,
    opens_together,
    stalls_in_a_commit,
)
from sqlite_utils import Database

from fakes import LINA, NOW, WEI, Clock, add_one, message, reply, ticket, turn
from qiwen.dialogue.mind import Mind
from qiwen.model.conversation import Conversation
from qiwen.model.errors import StoreError
from qiwen.model.inbound import Inbound, Kind
from qiwen.service.desk import Desk
from qiwen.stores import schema
from qiwen.stores.memory import MemoryStore
from qiwen.stores.sqlite import SqliteStore
from talk import Talk

spawn = multiprocessing.get_context("spawn")

CHECK = (
    "合并要满足什么条件",
    "没迁移过，A 还在",
    "1",
    "1",
    "上一步",
    "1",
    "不确定",
    "那封邮件呢",
    "继续",
    "转人工",
    "退出",
)


def rows(file: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(query).fetchall()


def pragma(connection: sqlite3.Connection, name: str) -> object:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


# ── several processes ───────────────────────────────────────────────────────


def test_processes_that_open_new_files_at_once(crowd: Crowd, tmp_path: Path) -> None:
    files = [tmp_path / str(number) / "qiwen.db" for number in range(8)]

    assert crowd.all_do(opens_together, *[(files,)] * PROCESSES) == [[]] * PROCESSES


def test_a_new_file_that_somebody_is_writing_to_is_waited_for(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        done = Timer(0.2, other.execute, ("COMMIT",))
        done.start()
        SqliteStore(file).close()
        done.join()


def test_processes_that_share_a_talk_lose_nothing(crowd: Crowd, file: Path) -> None:
    inbounds = [[message(id_=f"{process}-{number}") for number in range(40)] for process in range(PROCESSES)]

    crowd.all_do(counts_up, *[(file, each) for each in inbounds])

    with opened(file) as store:
        talk = store.load(LINA)
    assert (talk.version, talk.misses) == (40 * PROCESSES, 40 * PROCESSES)
    counted = rows(file, "SELECT CAST(answered AS INTEGER) FROM messages ORDER BY id")
    assert counted == [(number,) for number in range(1, 40 * PROCESSES + 1)]


def test_processes_that_get_the_same_deliveries_give_one_answer_each(crowd: Crowd, file: Path) -> None:
    said = ["转人工", "合并要满足什么条件", "1", "1", "撤销得了吗", "xyzzy", "退出", "xyzzy", "你好", "1"]
    inbounds = [message(text, id_=f"m{number}") for number, text in enumerate(said)]

    told = crowd.all_do(asks_desk, *[(file, inbounds)] * PROCESSES)

    answers = [[text for text, _ in each] for each in told]
    assert answers == [answers[0]] * PROCESSES
    assert [[again for _, again in one].count(False) for one in zip(*told, strict=True)] == [1] * len(said)
    assert rows(file, "SELECT answered FROM messages ORDER BY id") == [(text,) for text in answers[0]]
    assert rows(file, "SELECT version FROM conversations") == [(len(said),)]
    assert len(rows(file, "SELECT * FROM tickets")) == 1
    notes = rows(file, "SELECT said FROM ticket_notes ORDER BY id")
    assert rows(file, "SELECT kind FROM outbox ORDER BY id") == [("ticket",), *[("ticket-note",)] * len(notes)]


def test_processes_that_answer_one_person_at_once_answer_everything(crowd: Crowd, file: Path) -> None:
    inbounds = [[message("能撤销吗", id_=f"{process}-{n}") for n in range(10)] for process in range(PROCESSES)]

    told = crowd.all_do(asks_desk, *[(file, each) for each in inbounds])

    assert [again for each in told for _, again in each] == [False] * 10 * PROCESSES
    assert rows(file, "SELECT version FROM conversations") == [(10 * PROCESSES,)]
    assert rows(file, "SELECT count(DISTINCT message_id) FROM messages") == [(10 * PROCESSES,)]


def test_a_check_may_go_on_in_any_process(crowd: Crowd, file: Path, mind: Mind) -> None:
    unbroken = Talk(Desk(MemoryStore(), mind, Clock()))

    for number, text in enumerate(CHECK, 1):
        ((told, _),) = crowd.one_does(asks_desk, file, [message(text, id_=f"m{number}")])
        assert told == unbroken.says(text).heard


# ── restarts ────────────────────────────────────────────────────────────────


def test_a_restart_between_any_two_turns_changes_nothing(file: Path, mind: Mind) -> None:
    unbroken = Talk(Desk(MemoryStore(), mind, Clock()))

    for sent, text in enumerate(CHECK, 1):
        with opened(file) as store:
            restarted = Talk(Desk(store, mind, Clock()), numbers=count(sent))
            assert restarted.says(text).last == unbroken.says(text).last


def test_a_restart_in_the_middle_of_a_check(file: Path, mind: Mind) -> None:
    with opened(file) as store:
        before = Talk(Desk(store, mind, Clock()))
        before.says("合并要满足什么条件").hears("第 1 题").says("没迁移过，A 还在").hears("第 2 题")

    with opened(file) as store:
        assert store.load(LINA).check
        Talk(Desk(store, mind, Clock()), numbers=count(3)).says("1").hears("第 3 题").says("上一步").hears("第 2 题")


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.ENTER])
def test_a_delivery_after_a_restart_gets_the_same_answer(file: Path, mind: Mind, kind: Kind) -> None:
    inbound, clock = message("转人工", kind=kind), Clock()
    with opened(file) as store:
        first = Desk(store, mind, clock).handle(inbound)
        before = store.load(LINA)

    clock.passes(days=2)
    with opened(file) as store:
        again = Desk(store, mind, clock).handle(inbound)
        assert store.load(LINA) == before

    assert (again.reply, again.entry, again.mode, again.again) == (first.reply, first.entry, first.mode, True)


def test_silence_after_a_restart_stays_silence(file: Path, mind: Mind) -> None:
    clock = Clock()
    with opened(file) as store:
        Talk(Desk(store, mind, clock)).enters().hears("1.").enters().hears_nothing()

    clock.passes(days=2)
    with opened(file) as store:
        assert Desk(store, mind, clock).handle(message("", id_="m2", kind=Kind.ENTER)).reply is None


# ── crashes ─────────────────────────────────────────────────────────────────


def test_kill_9_leaves_a_usable_file(file: Path) -> None:
    SqliteStore(file).close()
    killed_once(
        spawn.Process(target=commits_for_ever, args=(file,)),
        lambda: rows(file, "SELECT count(*) FROM messages")[0][0] > 20,
    )

    with opened(file) as store:
        kept = store.load(LINA).version
        add_one(store, message(id_="after"))

    assert rows(file, "PRAGMA integrity_check") == [("ok",)]
    assert kept > 20
    for table, more in (("messages", 1), ("tickets", 0), ("outbox", 0)):
        assert rows(file, f"SELECT count(*) FROM {table}") == [(kept + more,)]


def test_kill_9_within_a_commit_keeps_nothing_of_it(file: Path, tmp_path: Path) -> None:
    sign = tmp_path / "half-way"
    with opened(file) as store:
        add_one(store, message(id_="before"))
    before = rows(file, "SELECT * FROM conversations")

    killed_once(spawn.Process(target=stalls_in_a_commit, args=(file, sign)), sign.exists)

    assert rows(file, "SELECT * FROM conversations") == before
    assert rows(file, "SELECT message_id FROM messages") == [("before",)]
    assert rows(file, "SELECT * FROM tickets UNION ALL SELECT * FROM tickets") == []
    with opened(file) as store:
        store.commit(message(id_="half"), turn(store.load(LINA), ticket("Q1122-HALFDN")))
        assert store.load(LINA).version == 2


def test_an_error_within_a_commit_keeps_nothing_of_it(file: Path) -> None:
    with opened(file) as store:
        broken = turn(Conversation(LINA), ticket(), ticket("Q1122-BROKEN", question=object()))  # type: ignore[arg-type]
        with pytest.raises(StoreError):
            store.commit(message(), broken)

        assert store.load(LINA) == Conversation(LINA)
        assert store.earlier(LINA, "m1") is None
    assert rows(file, "SELECT * FROM tickets") == rows(file, "SELECT * FROM outbox") == []


def test_a_full_disk_is_named_and_the_store_goes_on_when_there_is_room(file: Path) -> None:
    with opened(file) as store:
        connection = store._connection()
        connection.execute(f"PRAGMA max_page_count={pragma(connection, 'page_count')}")
        with pytest.raises(StoreError, match=r"qiwen\.db: database or disk is full"):
            store.commit(message(), turn(Conversation(LINA), says=reply("长" * 20_000)))

        connection.execute("PRAGMA max_page_count=1000000")
        store.commit(message(), turn(store.load(LINA), says=reply("长" * 20_000)))
        assert store.load(LINA).version == 1


# ── files that cannot be used ───────────────────────────────────────────────


def spoiled(file: Path, place: slice) -> None:
    with opened(file) as store:
        add_one(store, message())
    content = bytearray(file.read_bytes())
    content[place] = b"\xa5" * len(content[place])
    file.write_bytes(content)


def refused(file: Path) -> str:
    with pytest.raises(StoreError) as refusal:
        SqliteStore(file)
    assert str(refusal.value).startswith(f"{file}: ")
    return str(refusal.value)


@pytest.mark.parametrize("place", [slice(0, 100), slice(100, 4096)], ids=["its header", "its table of tables"])
def test_a_corrupt_file(file: Path, place: slice) -> None:
    spoiled(file, place)

    assert "QIWEN_DATABASE" in refused(file)


def test_a_file_that_is_no_database(file: Path) -> None:
    file.write_text("这不是数据库\n" * 1000)

    assert "not a database" in refused(file)
    assert file.read_text().startswith("这不是数据库")


def test_a_folder_in_the_place_of_the_file(file: Path) -> None:
    file.mkdir()

    refused(file)


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "data").touch()

    refused(tmp_path / "data" / "qiwen.db")
    refused(tmp_path / "data" / "deeper" / "qiwen.db")


def test_damage_that_shows_later_is_named(file: Path) -> None:
    with opened(file) as store:
        for number in range(50):
            add_one(store, message(id_=f"m{number}"))
    pages = rows(file, "SELECT rootpage FROM sqlite_master WHERE name = 'conversations'")
    start = (pages[0][0] - 1) * 4096
    content = bytearray(file.read_bytes())
    content[start : start + 4096] = b"\xa5" * 4096
    file.write_bytes(content)

    with opened(file) as store:
        with pytest.raises(StoreError, match=r"qiwen\.db: database disk image is malformed"):
            store.load(LINA)
        with pytest.raises(StoreError, match=r"qiwen\.db: database disk image is malformed"):
            store.commit(message(id_="new"), turn(Conversation(LINA)))


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        yield Path(folder)
        Path(folder).chmod(0o777)


@pytest.mark.parametrize(("folder_mode", "file_mode"), [(0o777, 0o444), (0o555, 0o666), (0o555, 0o444)])
def test_a_file_that_can_only_be_read_is_refused_at_start(
    crowd: Crowd, open_to_all: Path, folder_mode: int, file_mode: int
) -> None:
    file = open_to_all / "qiwen.db"
    SqliteStore(file).close()
    file.chmod(file_mode)
    open_to_all.chmod(folder_mode)

    # root may write anywhere
    slip = crowd.one_does(opens_as_nobody, file) if os.geteuid() == 0 else refused(file)
    assert slip.startswith(f"{file}: cannot be used")


# ── the file ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("setting", "level"), [("FULL", 2), ("NORMAL", 1)])
def test_the_promised_pragmas(file: Path, setting: str, level: int) -> None:
    with closing(schema.open_database(file, setting)) as connection:
        assert pragma(connection, "journal_mode") == "wal"
        assert pragma(connection, "busy_timeout") == 10_000
        assert pragma(connection, "synchronous") == level
        assert pragma(connection, "foreign_keys") == 1


def test_full_is_the_default(file: Path) -> None:
    with opened(file) as store:
        assert pragma(store._connection(), "synchronous") == 2


def test_folders_are_made(tmp_path: Path) -> None:
    SqliteStore(tmp_path / "数据" / "企问" / "qiwen.db").close()

    assert (tmp_path / "数据" / "企问" / "qiwen.db").is_file()


def test_a_file_without_tables_is_brought_to_the_newest_version(file: Path) -> None:
    file.touch()

    with opened(file) as store:
        add_one(store, message())

    assert rows(file, "PRAGMA user_version") == [(len(schema._MIGRATIONS),)]


def test_a_file_of_version_0_keeps_what_it_holds(file: Path) -> None:
    with opened(file) as store:
        add_one(store, message())
    with closing(sqlite3.connect(file)) as old:
        old.executescript("DROP TABLE conversations; DROP TABLE tickets; DROP TABLE outbox; DROP TABLE ticket_notes")
        old.executescript(
            "ALTER TABLE messages RENAME TO my_messages; DROP INDEX idx_messages_channel_app_user_message_id"
        )
        old.execute("PRAGMA user_version=0")

    with opened(file) as store:
        assert store.load(LINA) == Conversation(LINA)

    assert rows(file, "PRAGMA user_version") == [(len(schema._MIGRATIONS),)]
    assert rows(file, "SELECT message_id FROM my_messages") == [("m1",)]


def test_a_migration_that_fails_leaves_no_half_of_it(file: Path) -> None:
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE tickets (mine TEXT)")

    assert "tickets already exists" in refused(file)

    assert rows(file, "SELECT name FROM sqlite_master") == [("tickets",)]
    assert rows(file, "PRAGMA user_version") == [(0,)]


def test_a_file_of_a_newer_version(file: Path) -> None:
    SqliteStore(file).close()
    with closing(sqlite3.connect(file)) as newer:
        newer.execute("PRAGMA user_version=1000")

    assert "newer qiwen" in refused(file)
    assert rows(file, "PRAGMA user_version") == [(1000,)]


# ── what a person reads in it ───────────────────────────────────────────────


def test_tables_hold_plain_text(file: Path, mind: Mind) -> None:
    with opened(file) as store:
        Talk(Desk(store, mind, Clock())).says("能迁吗").says("1").says("转人工 👍").says("转人工")

    for table in ("conversations", "messages", "tickets", "outbox"):
        columns = [row[1] for row in rows(file, f"PRAGMA table_info({table})")]
        types = {kind for name in columns for (kind,) in rows(file, f"SELECT typeof({name}) FROM {table}")}
        assert types <= {"text", "integer", "real", "null"}
        assert "\\u" not in repr(rows(file, f"SELECT * FROM {table}")).replace("\\u3000", "")


def test_a_message_row_tells_the_whole_turn(file: Path, mind: Mind) -> None:
    with opened(file) as store:
        talk = Talk(Desk(store, mind, Clock())).says("能迁吗")
        assert talk.last

    (row,) = rows(
        file,
        "SELECT channel, app, user, message_id, kind, said, sent_at, answered, answered_at, intent, decision, outcome,"
        " mode, verdict FROM messages",
    )
    at = "2026-11-22T01:30:00.000+00:00"
    asked = ("wecom", "default", "lina", "m1", "text", "能迁吗", at)
    assert row == (*asked, talk.heard, at, "eligibility-check", "sure", "check", "checking", None)
    assert rows(file, "SELECT score FROM messages") == [(talk.last.entry.score,)]
    assert rows(file, "SELECT mode, language, misses, last_at FROM conversations") == [("checking", "zh-Hans", 0, at)]


def test_ticket_and_outbox_come_with_the_message(file: Path, mind: Mind) -> None:
    with opened(file) as store:
        talk = Talk(Desk(store, mind, Clock())).says("转人工")
        number = store.load(LINA).ticket
        assert number
        talk.hears(number).says("转人工").hears(number)

    at = "2026-11-22T01:30:00.000+00:00"
    assert rows(file, "SELECT number, user, reason, question, opened_at, status, urgency FROM tickets") == [
        (number, "lina", "asked", "转人工", at, "open", "normal")
    ]
    [(kind, body, *sent)] = rows(file, "SELECT kind, body, queued_at, tried, sent_at FROM outbox")
    assert (kind, sent) == ("ticket", [at, 0, None])
    assert body.startswith(f'{{"number":"{number}","reason":"asked","question":"转人工"')
    assert rows(file, "SELECT message_id FROM messages WHERE outcome = 'ticket'") == [("m1",), ("m2",)]


def test_what_is_added_to_a_ticket_and_that_it_is_taken_back_are_kept(file: Path, mind: Mind) -> None:
    with opened(file) as store:
        talk = Talk(Desk(store, mind, Clock())).says("转人工")
        talk.says("补充：我们是两家公司").says("不用了").hears("已经撤回")

    assert rows(file, "SELECT said FROM ticket_notes") == [("补充：我们是两家公司",)]
    assert rows(file, "SELECT status FROM tickets") == [("withdrawn",)]
    assert [kind for (kind,) in rows(file, "SELECT kind FROM outbox ORDER BY id")] == [
        "ticket",
        "ticket-note",
        "ticket-withdrawn",
    ]


def test_a_file_of_version_1_gets_what_tickets_carry_now(file: Path, mind: Mind) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as old:
        schema._first(Database(old))
        old.execute("PRAGMA user_version=1")
        old.execute(
            "INSERT INTO tickets (number, channel, app, user, reason, question, opened_at) VALUES (1,2,3,4,5,6,7)"
        )

    with opened(file) as store:
        Talk(Desk(store, mind, Clock())).says("转人工")

    assert rows(file, "SELECT urgency, length(facts) > 2 FROM tickets ORDER BY opened_at DESC") == [
        ("normal", 0),
        ("normal", 1),
    ]


def test_a_second_miss_in_a_row_opens_a_ticket(file: Path, mind: Mind) -> None:
    with opened(file) as store:
        talk = Talk(Desk(store, mind, Clock()), WEI).says("qwzxk vbnmp").says("qwzxk vbnmp")

    ((number, reason, question),) = rows(file, "SELECT number, reason, question FROM tickets")
    talk.hears(number)
    assert (reason, question) == ("misses", "qwzxk vbnmp")


# 35 bits of hash and the day make a number: two may be equal one day, and neither person may go unanswered for it.
def test_two_persons_whose_messages_make_the_same_number_both_get_a_ticket(file: Path) -> None:
    with opened(file) as store:
        store.commit(message("转人工"), turn(store.load(LINA), ticket()))
        store.commit(message("转人工", key=WEI), turn(store.load(WEI), ticket()))


@pytest.mark.parametrize("text", ["\ud800", "能\udfff迁吗", "\x00", "👩‍👩‍👧‍👦", "迁" * 20_000, "]]>", ""])
def test_whatever_a_person_sends_is_answered_and_kept(file: Path, mind: Mind, text: str) -> None:
    inbound = Inbound(LINA, "m1", Kind.TEXT, text, NOW, 2048)

    with opened(file) as store:
        answer = Desk(store, mind, Clock()).handle(inbound)
        assert store.earlier(LINA, "m1") == Desk(store, mind, Clock()).handle(inbound)

    assert answer.reply
    assert rows(file, "SELECT said FROM messages") == [(inbound.text,)]
