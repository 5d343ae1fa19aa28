"""Others, on the same asks."""

import pytest
from small import catalogue, reader

from qiwen.learning.baselines import BASELINES, ranked
from qiwen.matching.index import OUTSIDE, index


@pytest.mark.parametrize("name", BASELINES)
def test_each_finds_what_is_nearly_an_ask(name: str) -> None:
    asks = index(catalogue(), reader())
    texts = ["备份邮件要怎么弄", "请问创建人变更如何操作", "想知道看不到入口找谁", "查天气怎么弄啊", "x"]
    found = ranked(name, texts, asks)
    assert [labels[0] for labels in found[:4]] == ["backup", "creator", "entry", OUTSIDE]
    assert all(sorted(labels) == sorted(asks.labels) for labels in found)


def test_more_texts_than_fit_in_one_go() -> None:
    asks = index(catalogue(), reader())
    assert len(ranked("rapidfuzz ratio", ["备份邮件"] * 300, asks)) == 300
