"""Pages: as much as fits, cut at sentence ends, nothing lost, never inside a character."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import LINA, NOW, message, whole_mind
from qiwen.dialogue import checking, guiding
from qiwen.dialogue.checks import replay
from qiwen.dialogue.notices import told
from qiwen.dialogue.pages import first_page
from qiwen.dialogue.scene import Said, Scene
from qiwen.model.content import Check
from qiwen.model.conversation import Checking, Conversation, Guard, Guiding, Passed
from qiwen.model.plain import plain
from qiwen.model.reply import Block, Choice, Reply, Tone
from qiwen.model.text import Language
from qiwen.service.desk import Desk
from qiwen.stores.memory import MemoryStore
from talk import ROOM, Talk

HINT = "（还没说完，回复“继续”看后面）"
CATALOGUE = whole_mind().catalogue
ENDS = "。！？；!?;.\n”」』）)"


def _pages(reply: Reply, room: int) -> list[Reply]:
    """All pages, as a person gets them by saying 继续."""
    pages: list[Reply] = []
    while True:
        page, rest = first_page(reply, room, HINT)
        pages.append(page)
        if rest is None:
            return pages
        reply = Reply(reply.language, rest.blocks, rest.choices, reply.invite)
        assert len(pages) < 1000, "there is no end to it"


def _letters(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _joined(pages: list[Reply]) -> str:
    return _letters("".join(block.text for page in pages for block in page.blocks))


def _whole(reply: Reply) -> str:
    return _letters("".join(block.text for block in reply.blocks))


SENTENCES = st.lists(
    st.sampled_from(["能迁。", "不能撤销！", "为什么？", "See the notice. ", "Yes; no. ", "3. 先备份B。\n"])
)
TEXTS = st.one_of(
    SENTENCES.map("".join), st.text(max_size=400), st.sampled_from(["长" * 900, "👩‍👩‍👧" * 90, "a" * 999])
)
REPLIES = st.builds(
    Reply,
    st.just(Language.HANS),
    st.lists(st.builds(Block, st.sampled_from(Tone), TEXTS.filter(str.strip)), min_size=1, max_size=6).map(tuple),
    st.lists(st.builds(Choice, st.text(min_size=1, max_size=12), st.just("do:person")), max_size=6).map(tuple),
    st.just("回复数字即可："),
)


@given(REPLIES, st.sampled_from([512, 700, 2048]))
def test_nothing_is_lost_and_every_page_fits(reply: Reply, room: int) -> None:
    pages = _pages(reply, room)

    assert all(len(plain(page).encode()) <= room for page in pages)
    assert _joined(pages) == _whole(reply)
    assert pages[-1].choices == reply.choices
    assert all(page.more == HINT and not page.choices for page in pages[:-1])


@given(REPLIES)
def test_without_a_bound_there_is_one_page(reply: Reply) -> None:
    assert first_page(reply, None, HINT) == (reply, None)


def test_a_page_ends_with_a_sentence() -> None:
    reply = Reply(Language.HANS, (Block(Tone.SAY, "先备份再迁移。" * 60),))

    for page in _pages(reply, 512)[:-1]:
        assert page.blocks[-1].text.endswith("。")


def test_a_line_is_not_parted_from_its_number() -> None:
    lines = "\n".join(f"{number}. {'先备份再迁移' * 9}" for number in range(1, 30))

    for page in _pages(Reply(Language.HANS, (Block(Tone.SAY, lines),)), 512):
        assert not re.search(r"(^|\n)\d+\.$", page.blocks[-1].text)


def test_a_sentence_that_fits_no_page_is_cut_between_characters() -> None:
    pages = _pages(Reply(Language.HANS, (Block(Tone.SAY, "长" * 1000),)), 512)

    assert all(set(page.blocks[0].text) == {"长"} for page in pages)


def test_a_room_in_which_nothing_fits_is_refused() -> None:
    with pytest.raises(ValueError, match="256"):
        first_page(Reply(Language.HANS, (Block(Tone.SAY, "能" * 300),)), 100, HINT)


# ── the real content ────────────────────────────────────────────────────────


def _scene(language: Language) -> Scene:
    return Scene(whole_mind(), message(), NOW, language)


def _fits(said: Said, language: Language) -> None:
    reply = Reply(language, said.blocks, said.choices, invite=whole_mind().catalogue.phrase("invite").in_(language))
    pages = _pages(reply, ROOM)
    assert _joined(pages) == _whole(reply)
    for page in pages:
        assert len(plain(page).encode()) <= ROOM
        assert page.blocks or page.choices
    for page in pages[:-1]:
        assert page.blocks[-1].text[-1] in ENDS or page.blocks[-1] in reply.blocks
    assert pages[-1].choices == said.choices


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("id_", sorted(CATALOGUE.notices))
def test_every_notice_fits_one_page(id_: str, language: Language) -> None:
    scene = _scene(language)
    blocks = tuple(told(scene, CATALOGUE.notices[id_]))

    assert len(plain(Reply(language, blocks)).encode()) <= ROOM


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("id_", sorted(CATALOGUE.checks))
def test_every_question_of_a_check_fits(id_: str, language: Language) -> None:
    scene = _scene(language)
    check = CATALOGUE.checks[id_]
    _fits(checking.start(scene, Conversation(LINA), id_), language)
    for question in check.questions:
        talk = Conversation(LINA, check=Checking(id_, _way_to(check, question.id)))
        asked = checking.ask_due(scene, talk)
        assert scene.text(question.ask) in asked.blocks[-1].text
        _fits(asked, language)
        _fits(checking.not_understood(scene, talk), language)
        for option in question.options:
            taken = checking.take_option(scene, talk, f"{question.id}.{option.id}")
            assert taken is not None
            _fits(taken, language)


def _way_to(check: Check, question: str) -> tuple[tuple[str, str], ...]:
    """Answers after which `question` is due, found by walking."""
    ways: list[tuple[tuple[str, str], ...]] = [()]
    for way in ways:
        due = replay(check, way).due
        if due is None:
            continue
        if due.id == question:
            return way
        after = [(*way, (due.id, option.id)) for option in due.options]
        known = {_due(check, each) for each in ways}
        ways += [each for each in after if _due(check, each) not in known]
    raise AssertionError(f"no way leads to {question}")


def _due(check: Check, way: tuple[tuple[str, str], ...]) -> str | None:
    due = replay(check, way).due
    return due.id if due else None


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("id_", ["migration", "upgrade-old"])
def test_the_worst_verdict_comes_in_pages_that_fit(id_: str, language: Language) -> None:
    """Every finding that one person can have at once: unsure about everything, then the gravest of everything."""
    scene = _scene(language)
    check = CATALOGUE.checks[id_]
    for choose in (0, -1):
        talk = Conversation(LINA, check=Checking(id_))
        while talk.check:
            due = replay(check, talk.check.answers).due
            assert due is not None
            options = [option for option in due.options if not option.stop and option.finding] or list(due.options)
            said = checking.take_option(scene, talk, f"{due.id}.{options[choose].id}")
            assert said is not None
            talk = said.conversation
        assert said.entry.verdict is not None
        assert len(said.entry.findings) > 5
        _fits(said, language)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("id_", sorted(CATALOGUE.guides))
def test_every_step_of_a_guide_fits(id_: str, language: Language) -> None:
    scene = _scene(language)
    guide = CATALOGUE.guides[id_]
    passed = tuple(Passed(check, "ready", NOW) for check in CATALOGUE.checks)
    _fits(guiding.start(scene, Conversation(LINA), id_), language)
    for step in guide.steps:
        for guard in (Guard.OPEN, Guard.NAMING, Guard.REPEATING, Guard.PASSED):
            talk = Conversation(LINA, guide=Guiding(id_, step.id, guard=guard), passed=passed)
            for said in (
                guiding.show(scene, talk),
                guiding.forward(scene, talk),
                guiding.overview(scene, talk),
                guiding.stuck(scene, talk),
            ):
                _fits(said, language)


def test_continue_brings_the_rest_and_then_the_choices(desk: Desk) -> None:
    talk = Talk(desk).says("合并要满足什么条件")
    while talk.last is not None and talk.last.mode == "checking":
        talk.says("不确定")
    whole = Talk(Desk(MemoryStore(), desk.mind, lambda: NOW), room=None).says("合并要满足什么条件")
    while whole.last is not None and whole.last.mode == "checking":
        whole.says("不确定")

    talk.offers_not("转人工").reads_on().offers("转人工")

    assert len(talk.pages) > 2
    shown = "".join(talk.pages).replace(CATALOGUE.phrase("more").hans, "")
    assert _letters(shown) == _letters(whole.heard)


def test_what_was_not_read_on_is_forgotten_by_the_next_question(desk: Desk) -> None:
    talk = Talk(desk, room=512).says("合并要满足什么条件")
    assert talk.reply.more

    talk.says("转人工").says("继续").hears_not("入口只能用一次")


def test_days_are_written_as_people_write_them() -> None:
    assert date(2022, 4, 21).isoformat() in plain(
        Reply(Language.HANS, tuple(told(_scene(Language.HANS), CATALOGUE.notices["no-cancel-no-rollback"])))
    )
