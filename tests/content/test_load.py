"""From files to one catalogue: what is joined, converted, counted."""

from datetime import date
from pathlib import Path

import pytest
from authored import FILES, lay

from fakes import whole_mind
from qiwen.content.load import load
from qiwen.content.script import both, traditional
from qiwen.content.sound import syllable
from qiwen.model.content import AnswerKind, Ask, Catalogue, Weight
from qiwen.model.text import Language


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return load(lay(tmp_path))


def test_a_file_name_is_an_id_and_underscored_files_are_none(catalogue: Catalogue) -> None:
    assert set(catalogue.intents) == {"who", "check"}
    assert set(catalogue.notices) == {"creator-only", "erased"}
    assert catalogue.menu == ("check", "who")


def test_an_intent_keeps_its_asks_with_their_hands(catalogue: Catalogue) -> None:
    who = catalogue.intents["who"]

    assert who.asks == (Ask("谁能迁移", "anna"), Ask("老板能迁移吗", "anna"), Ask("谁来点", "bert"))
    assert (who.answer.kind, who.answer.target, who.answer.also) == (AnswerKind.NOTICE, "creator-only", ("erased",))
    assert who.unlike == ("邮件会删吗",)
    assert catalogue.outside == (Ask("明天下雨吗", "anna"),)


def test_a_notice_is_joined_with_its_article(catalogue: Catalogue) -> None:
    notice = catalogue.notices["erased"]

    assert (notice.weight, notice.valid_from, notice.witnesses) == (Weight.IRREVERSIBLE, date(2022, 4, 21), 1)
    assert notice.sources[0].article.name.en == "merge notice"


def test_every_text_comes_in_three_ways(catalogue: Catalogue) -> None:
    says = catalogue.notices["creator-only"].says

    assert [says.in_(language) for language in Language] == [
        "只有创建人能发起迁移。",
        "只有創建人能發起遷移。",
        "Only the creator can start the migration.",
    ]


def test_the_fingerprint_names_this_exact_content(tmp_path: Path) -> None:
    first = load(lay(tmp_path)).fingerprint
    assert load(tmp_path).fingerprint == first

    (tmp_path / "intents/who.toml").write_text(FILES["intents/who.toml"] + "# \n", encoding="utf-8")

    assert load(tmp_path).fingerprint != first


def test_mirrors_of_one_publisher_are_one_witness_and_refinements_none() -> None:
    for notice in whole_mind().catalogue.notices.values():
        said = {source.article.operator for source in notice.sources if source.role in ("states", "confirms")}
        assert notice.witnesses == len(said)
        assert notice.witnesses >= 1


@pytest.mark.parametrize(
    ("hans", "hant"),
    [
        ("创建人在后台里能看到账号", "創建人在後台裡能看到帳號"),
        ("企业微信", "企業微信"),
        ("「协作-邮件」", "「協作-郵件」"),
        ("", ""),
        ("Exmail", "Exmail"),
    ],
)
def test_traditional_as_wecom_and_taiwan_write_it(hans: str, hant: str) -> None:
    assert traditional(hans) == hant
    assert both(hans, "x").hant == hant


@pytest.mark.parametrize(("char", "sound"), [("迁", "qian"), ("遷", "qian"), ("行", "xing"), ("a", "a"), ("1", "1")])
def test_how_a_character_sounds(char: str, sound: str) -> None:
    assert syllable(char) == sound
