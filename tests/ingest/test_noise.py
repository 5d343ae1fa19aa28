"""The noise is what it says: the same for the same seed, every kind, and nothing of the article lost under it."""

import random
import re

import pytest
from articles import Article, articles
from noise import script, slips
from noise.make import ENCODINGS, KINDS, filthy
from noise.page import MARKER, Page, Piece, marker_end
from veiled import bare

TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
ALL = articles()
TWIN = ALL[0]


def adding(kind: str) -> list[Article]:
    """Articles in which this kind finds a place."""
    return [article for article in ALL[:20] if any(piece.kind == kind for piece in pieces(article, kind))]


def pieces(article: Article, *kinds: str, seed: int = 0) -> list[Piece]:
    return list(filthy(article.source, kinds, seed).page.pieces())


def test_the_same_seed_gives_the_same_page() -> None:
    assert filthy(TWIN.source, TWIN.noise, 3).data == filthy(TWIN.source, TWIN.noise, 3).data
    assert filthy(TWIN.source, TWIN.noise, 3).data != filthy(TWIN.source, TWIN.noise, 4).data


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ENCODINGS and kind != "pinyin-heavy"])
def test_every_kind_finds_places_in_articles(kind: str) -> None:
    if kind == "doubled":
        assert any(filthy(article.source, [kind]).page.twins for article in ALL)
    else:
        assert len(adding(kind)) >= 3


@pytest.mark.parametrize("article", ALL, ids=lambda article: article.id)
def test_under_all_noise_the_article_is_still_there(article: Article) -> None:
    """Taking each piece for what it should be gives the article back, letter for letter."""
    kinds = [kind for kind in KINDS if kind not in ENCODINGS]
    page = filthy(article.source, kinds, 1).page
    told = "".join(piece.clean for piece in next(page.readings()) if not piece.neutral and piece.kind != "numbering")
    assert bare(told) == bare(without_markers(article.text))


def without_markers(text: str) -> str:
    return "\n".join(line[marker_end(line) :] for line in text.split("\n"))


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="glitter"):
        filthy(TWIN.source, ["glitter"])


@pytest.mark.parametrize("kind", ["pinyin", "pinyin-heavy"])
def test_pinyin_has_a_tone_mark_and_stands_behind_a_converted_character(kind: str) -> None:
    told = pieces(TWIN, kind)
    noted = [at for at, piece in enumerate(told) if piece.kind == "pinyin"]
    assert len(noted) >= 20
    for at in noted:
        assert re.fullmatch(rf"\([a-zü{TONES}]{{1,6}}\)", told[at].raw)
        assert set(told[at].raw) & set(TONES)
        assert told[at - 1].kind == "traditional"


def test_heavy_pinyin_is_denser() -> None:
    plain, heavy = (sum(piece.kind == "pinyin" for piece in pieces(TWIN, kind)) for kind in ("pinyin", "pinyin-heavy"))
    assert heavy > 2 * plain


def ruined(text: str, chosen: float) -> set[str]:
    """What becomes of characters of a line that get lost, over many seeds."""
    manners = [script.Manner(random.Random(seed), chosen=chosen, ruins=1) for seed in range(60)]
    told = [piece for manner in manners for piece in script.converted(Page.of(text), manner).pieces()]
    return {piece.raw for piece in told if piece.kind == "lost-character"}


@pytest.mark.parametrize(
    ("text", "chosen", "ruin"),
    [
        ("部分数据", 1.0, "?jǐn)?shù)"),
        ("要删除", 0.0, "?jiǎng)h"),
        ("量内", 1.0, "?jī)?nèi)"),
        ("家帐号密码", 0.0, "?guī)ぬ柮艽a"),
    ],
)
def test_ruins_are_those_of_real_pages(text: str, chosen: float, ruin: str) -> None:
    """The first sound is that of a character which the bytes on both sides of the border happen to spell."""
    assert ruin in ruined(text, chosen)


def test_some_characters_stay_simplified() -> None:
    raw = filthy(TWIN.source, ["traditional"]).page.raw
    assert "后" in raw
    assert "里" in raw
    assert "遷" in raw


def test_markers_are_pieces_of_their_own() -> None:
    for text, marker in [
        ("1. 打开", "1."),
        ("（3）按部门", "（3）"),
        ("一、动手", "一、"),
        ("● 能", "●"),
        ("①点", "①"),
    ]:
        first = next(Page.of(text).pieces())
        assert (first.raw.strip(), first.kind) == (marker, MARKER)
    for text in ("2022 年初", "十月一日放假", "B 原来的邮箱", "第一，只有"):
        assert marker_end(text) == 0


def test_a_table_leaves_only_bars_between_its_cells() -> None:
    table = next(article for article in ALL if article.id == "06-merge-table")
    raw = slips.table(Page.of(table.text), None).raw  # type: ignore[arg-type]
    assert max(line.count("|") for line in raw.split("\n")) > 10


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_pages_come_in_every_encoding(encoding: str) -> None:
    made = filthy(TWIN.source, ["traditional", encoding])
    assert made.data.decode("big5hkscs" if encoding == "big5" else encoding) == made.page.raw


def test_html_carries_the_article_and_the_frame() -> None:
    made = filthy(TWIN.source, ["markup", "navigation"])
    text = made.data.decode()
    assert text.startswith("<!DOCTYPE html>")
    assert text.count("<p>") >= len(TWIN.text.split("\n"))
    assert made.suffix == ".html"
