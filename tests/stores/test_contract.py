"""What every store promises."""

from dataclasses import replace
from threading import Thread

import pytest
from test_codec import WHOLE_ENTRY, WHOLE_REPLY, WHOLE_TALK

from fakes import LINA, NOW, WEI, add_one, message, reply, ticket, turn
from qiwen.model.conversation import Conversation
from qiwen.model.errors import Conflict
from qiwen.model.inbound import Inbound, Key, Kind
from qiwen.model.turn import Effect, Turn
from qiwen.service.ports import Answered, Store
from qiwen.stores.memory import MemoryStore
from qiwen.stores.sqlite import SqliteStore

TEXTS = {
    "nothing": "",
    "emoji": "👩‍👩‍👧‍👦🇨🇳👍🏽",
    "the replacement character": "\ufffd",
    "a NUL": "前\x00后",
    "control characters": "\x01\x1b\x7f\u2028",
    "quotes": "'; DROP TABLE messages; --",
    "20,000 characters": "迁" * 20_000,
    "the last plane": "\U0010ffff",
}


def effects(store: Store) -> list[tuple[str, str, str]]:
    """Tickets as number, reason and question."""
    if isinstance(store, MemoryStore):
        return [(effect.number, effect.reason, effect.question) for effect in store.effects]
    assert isinstance(store, SqliteStore)
    return list(store._connection().execute("SELECT number, reason, question FROM tickets ORDER BY number"))


def answered(store: Store, inbound: Inbound) -> Answered:
    answer = store.earlier(inbound.key, inbound.message_id)
    assert answer
    return answer


# ── what is kept ────────────────────────────────────────────────────────────


def test_a_talk_never_stored_is_fresh(store: Store) -> None:
    assert store.load(LINA) == Conversation(LINA, version=0)


def test_what_is_committed_is_loaded(store: Store) -> None:
    store.commit(message(), Turn(replace(WHOLE_TALK, version=0), WHOLE_REPLY, (), WHOLE_ENTRY))

    assert store.load(LINA) == replace(WHOLE_TALK, version=1)
    assert answered(store, message()) == Answered(WHOLE_REPLY, WHOLE_ENTRY, "checking", again=True)


def test_a_mode_that_is_left_is_left(store: Store) -> None:
    store.commit(message(id_="1"), Turn(replace(WHOLE_TALK, version=0), WHOLE_REPLY, (), WHOLE_ENTRY))
    store.commit(message(id_="2"), turn(store.load(LINA)))

    assert store.load(LINA) == Conversation(LINA, 2, last_at=NOW)


def test_the_version_grows_by_one(store: Store) -> None:
    for number in range(1, 6):
        store.commit(message(id_=f"m{number}"), turn(store.load(LINA)))

        assert store.load(LINA).version == number


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_texts_come_back_as_they_were(store: Store, text: str) -> None:
    strange = Inbound(Key("wecom", "default", text), f"m{text}", Kind.TEXT, text, NOW)
    talk = replace(WHOLE_TALK, key=strange.key, version=0, ticket=text)

    store.commit(strange, Turn(talk, reply(text), (ticket(question=text),), WHOLE_ENTRY))

    assert store.load(strange.key) == replace(talk, version=1)
    assert answered(store, strange).reply == reply(text)
    assert effects(store) == [("Q1122-7K3QMA", "asked", text)]


def test_lone_surrogates_are_kept_as_replacement_characters(store: Store) -> None:
    broken = Inbound(Key("wecom", "default", "li\ud800na"), "m\udc00", Kind.TEXT, "能\udfff迁", NOW)

    store.commit(broken, turn(store.load(broken.key), ticket(question=broken.text), says=reply(broken.text)))

    assert answered(store, broken).reply == reply("能\ufffd迁")
    assert store.load(Key("wecom", "default", "li\ud800na")).version == 1
    assert effects(store)[0][2] == "能\ufffd迁"


# ── earlier answers ─────────────────────────────────────────────────────────


def test_a_message_not_answered_yet(store: Store) -> None:
    assert store.earlier(LINA, "m1") is None


def test_silence_is_an_answer(store: Store) -> None:
    store.commit(message(), turn(store.load(LINA), says=None))

    assert answered(store, message()).reply is None
    assert store.earlier(LINA, "m2") is None


def test_an_earlier_answer_stays_when_the_talk_goes_on(store: Store) -> None:
    store.commit(message(id_="1"), turn(store.load(LINA), says=reply("先")))
    store.commit(message(id_="2"), turn(store.load(LINA), says=reply("后")))

    assert answered(store, message(id_="1")).reply == reply("先")


@pytest.mark.parametrize(
    "other", [Key("page", "default", "lina"), Key("wecom", "sales", "lina"), WEI], ids=["channel", "app", "user"]
)
def test_talks_know_nothing_of_each_other(store: Store, other: Key) -> None:
    store.commit(message(), turn(store.load(LINA), says=reply("给 Lina")))

    assert store.load(other) == Conversation(other)
    assert store.earlier(other, "m1") is None

    store.commit(message(key=other), turn(store.load(other), says=reply("给别人")))
    assert answered(store, message()).reply == reply("给 Lina")


# ── conflicts ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize("version", [0, 1, 3, 99])
def test_a_stale_version_stores_nothing(store: Store, version: int) -> None:
    for number in range(2):
        store.commit(message(id_=f"m{number}"), turn(store.load(LINA)))
    before = store.load(LINA)

    with pytest.raises(Conflict):
        store.commit(message(id_="late"), turn(Conversation(LINA, version), ticket()))

    assert store.load(LINA) == before
    assert store.earlier(LINA, "late") is None
    assert effects(store) == []


def test_a_version_of_a_talk_that_is_not_there(store: Store) -> None:
    with pytest.raises(Conflict):
        store.commit(message(), turn(Conversation(LINA, version=4), ticket()))

    assert store.load(LINA) == Conversation(LINA)
    assert effects(store) == []


def test_a_message_answered_meanwhile_stores_nothing(store: Store) -> None:
    store.commit(message(), turn(store.load(LINA), ticket(), says=reply("先")))
    before = store.load(LINA)

    with pytest.raises(Conflict):
        store.commit(message(), turn(before, ticket("Q1122-SECOND"), says=reply("后")))

    assert store.load(LINA) == before
    assert answered(store, message()).reply == reply("先")
    assert [number for number, *_ in effects(store)] == ["Q1122-7K3QMA"]


def test_after_a_conflict_the_store_goes_on(store: Store) -> None:
    with pytest.raises(Conflict):
        store.commit(message(), turn(Conversation(LINA, version=4)))

    store.commit(message(), turn(store.load(LINA)))
    assert store.load(LINA).version == 1


def test_threads_lose_nothing(store: Store) -> None:
    def work(name: str) -> None:
        for number in range(25):
            add_one(store, message(id_=f"{name}{number}"))

    threads = [Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (store.load(LINA).version, store.load(LINA).misses) == (100, 100)


# ── effects ─────────────────────────────────────────────────────────────────


def test_effects_are_stored_once_and_in_order(store: Store) -> None:
    tickets: tuple[Effect, ...] = (ticket("Q1122-AAAAAA", "第一"), ticket("Q1122-BBBBBB", "第二"))

    store.commit(message(id_="1"), turn(store.load(LINA), *tickets))
    store.commit(message(id_="2"), turn(store.load(LINA)))

    assert effects(store) == [("Q1122-AAAAAA", "asked", "第一"), ("Q1122-BBBBBB", "asked", "第二")]


def test_a_closed_store_may_be_closed_again(store: Store) -> None:
    store.close()
    store.close()
