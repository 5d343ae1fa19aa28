"""The corpus keeps to its own rules."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest
from articles import Article, articles
from noise.make import KINDS
from veiled import bare

from qiwen.content.files import bundled

ALL = articles()
FOLDER = Path(__file__).parent / "corpus"
IDS = {file.stem for file in (bundled() / "knowledge" / "notices").glob("*.toml")}


def test_every_article_has_its_gold_and_no_other() -> None:
    assert sorted(article.id for article in ALL) == sorted(file.stem for file in (FOLDER / "clean").glob("*.txt"))
    assert len(ALL) >= 42


def test_a_third_is_kept() -> None:
    assert 0.3 <= sum(article.kept for article in ALL) / len(ALL) <= 0.4
    for subject in ("merge", "upgrade", "creator", "leaving", "domain", "foreign"):
        assert {article.kept for article in ALL if article.subject == subject} == {True, False}


@pytest.mark.parametrize("article", ALL, ids=lambda article: article.id)
def test_gold_names_notices_that_there_are_and_words_that_stand_there(article: Article) -> None:
    gold = article.gold
    assert {*gold.known, *gold.accept, *gold.changed, *gold.contradicts} <= IDS
    assert not gold.known & {*gold.changed, *gold.contradicts}
    words = [*gold.new, *gold.maybe, *gold.changed.values(), *gold.contradicts.values()]
    assert [word for word in words if bare(word) not in bare(article.text)] == []
    assert 250 <= len(article.text) <= 1500


def test_no_two_articles_say_it_in_the_same_words() -> None:
    grams = Counter(gram for article in ALL for gram in {*_grams(bare(article.text))})
    shared = [gram for gram, count in grams.items() if count > 1]
    assert len(shared) < 0.01 * len(grams)


def _grams(text: str) -> list[str]:
    return [text[at : at + 16] for at in range(len(text) - 15)]


def test_no_article_repeats_what_the_knowledge_says() -> None:
    """Else finding would be copying."""
    said = [
        tomllib.loads(file.read_text(encoding="utf-8"))["says"]
        for file in (bundled() / "knowledge" / "notices").glob("*.toml")
    ]
    known = {gram for text in said for gram in _grams(bare(text))}
    told = {gram for article in ALL for gram in _grams(bare(article.text))}
    assert len(known & told) < 0.005 * len(told)


def test_every_kind_of_noise_is_in_some_mixture_of_both_parts() -> None:
    for kept in (True, False):
        mixed = {kind for article in ALL if article.kept == kept for kind in article.noise}
        assert set(KINDS) - mixed <= {"gb18030", "big5", "utf-8-sig"}
