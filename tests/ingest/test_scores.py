"""The scores of cleaning and finding do not fall below what they must be, on the open and on the kept part.

The floors stand in corpus/floors.toml. `python tests/ingest/scoring.py` prints the figures themselves.
"""

import os
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from articles import articles
from assess import assess
from finding import compare
from noise.make import filthy
from reader import read
from scoring import SEED, Score, parts, score, seed, table

from qiwen.ingest.mirrors import grouped

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("scores")]

FLOORS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "corpus" / "floors.toml").read_text(encoding="utf-8"))
PARTS = ("open", "kept")


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    """Reading some hundred pages takes seconds: once for all tests here."""
    return {name: score(part) for name, part in parts().items()}


@pytest.mark.parametrize("part", PARTS)
def test_every_character_is_accounted_for(scores: dict[str, Score], part: str) -> None:
    assert scores[part].unconserved == []


@pytest.mark.parametrize("kind", sorted(FLOORS["handled"]))
@pytest.mark.parametrize("part", PARTS)
def test_noise_is_removed_or_repaired(scores: dict[str, Score], part: str, kind: str) -> None:
    marks = scores[part].marks
    assert marks.added[kind] > 0
    assert marks.handled[kind] / marks.added[kind] >= FLOORS["handled"][kind][part]


def test_no_kind_of_noise_is_without_a_floor(scores: dict[str, Score]) -> None:
    assert {kind for told in scores.values() for kind in told.marks.added} == set(FLOORS["handled"])


@pytest.mark.parametrize("part", PARTS)
def test_good_text_is_left_alone(scores: dict[str, Score], part: str) -> None:
    told, most = scores[part], FLOORS["at_most"]
    assert told.marks.damaged / told.marks.good <= most["damage"][part]
    assert told.untouched.error_rate <= most["error_rate_of_clean_pages"][part]
    assert told.marks.error_rate <= most["error_rate"][part]


@pytest.mark.parametrize("part", PARTS)
def test_pages_are_decoded_and_known_by_their_head(scores: dict[str, Score], part: str) -> None:
    told = scores[part]
    assert told.decoded == told.pages
    for name, least in FLOORS["about"].items():
        assert sum(told.about[name]) >= least * len(told.about[name]) > 0


@pytest.mark.parametrize("status", sorted(FLOORS["found"]))
@pytest.mark.parametrize("pages", ["on_clean", "on_filthy"])
@pytest.mark.parametrize("part", PARTS)
def test_notices_are_found(scores: dict[str, Score], part: str, pages: str, status: str) -> None:
    tally, floor = getattr(scores[part], pages).tallies[status], FLOORS["found"][status]
    assert tally.said > 0
    assert tally.precision >= floor[part][0]
    assert tally.recall >= floor[part][1]


@pytest.mark.parametrize("part", PARTS)
def test_noise_costs_few_notices(scores: dict[str, Score], part: str) -> None:
    told = scores[part]
    for status in ("known", "otherwise"):
        clean, filthy = told.on_clean.tallies[status], told.on_filthy.tallies[status]
        assert filthy.recall >= clean.recall - FLOORS["at_most"]["lost_to_noise"]


def test_mirrors_of_an_article_are_one_source() -> None:
    """Another host writes it in another script and encoding, with other counters and spam."""
    mirrors = (["counter", "disclaimer", "pinyin", "tail-spam"], ["counter", "disclaimer", "markup", "gb18030"])
    pages = [filthy(article.source, kinds, seed) for article in articles() for seed, kinds in enumerate(mirrors)]
    groups = grouped(replace(read(page), name=page.source.name) for page in pages)
    assert all(len(set(group)) == 1 for group in groups), "two articles taken for one"
    assert len(groups) <= FLOORS["at_most"]["sources_of_an_article"] * len(articles())


def test_the_table_has_a_row_for_everything(scores: dict[str, Score]) -> None:
    printed = table(scores)
    for name in (*FLOORS["handled"], *FLOORS["found"], "damage", "error rate", "decoded", "published"):
        assert f"\n{name}" in printed


@pytest.mark.parametrize("seed_", range(5))
def test_a_page_of_our_own_like_the_real_one(seed_: int) -> None:
    """The twin tells in our words what the real page tells, and is as filthy."""
    twin = articles()[0]
    page = filthy(twin.source, twin.noise, seed_)
    reading = read(page)
    marks, most = assess(page.page, reading.page), FLOORS["at_most"]["of_the_twin"]
    assert marks.error_rate <= most["error_rate"]
    known = compare(twin.gold, reading.found).tallies["known"]
    assert known.precision == 1
    assert known.said - known.hit <= most["missed"]


if SEED in os.environ:  # a third party's page, which is not stored here

    def test_the_real_page() -> None:
        told = seed(Path(os.environ[SEED]))
        assert told.error_rate[1] <= FLOORS["at_most"]["error_rate_of_the_real_page"]
        assert (told.lacking, told.remaining) == ((), ())
        known = told.findings.tallies["known"]
        assert (known.precision, known.recall) == (1.0, 1.0)
        assert told.findings.faults == []


def test_another_page_is_not_taken_for_the_real_one(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("企业微信", encoding="utf-8")
    with pytest.raises(ValueError, match="SHA-256"):
        seed(tmp_path / "page.txt")
