"""What a page says of itself."""

from datetime import datetime

import pytest
from scrub import page, scrub

from qiwen.ingest.about import moment


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2022-04-21 18:01:28", datetime(2022, 4, 21, 18, 1, 28)),  # noqa: DTZ001 - pages name no zone
        ("2022年4月21日", datetime(2022, 4, 21)),  # noqa: DTZ001
        ("2022/4/21 9:05", datetime(2022, 4, 21, 9, 5)),  # noqa: DTZ001
        ("2022-04-21T18:01:28+08:00", datetime(2022, 4, 21, 18, 1, 28)),  # noqa: DTZ001
        ("2022-13-45 之后 2022.05.01", datetime(2022, 5, 1)),  # noqa: DTZ001
        ("今天", None),
    ],
)
def test_a_day_is_read_however_it_is_written(text: str, when: datetime | None) -> None:
    assert moment(text) == when


@pytest.mark.parametrize(
    ("above", "publisher"),
    [
        ("某某网络服务有限公司\n当前位置：首页 > 新闻", "某某网络服务有限公司"),
        ("来源：某某信息科技有限公司 时间：2023-05-26", "某某信息科技有限公司"),
        ("作者：小王 发布时间：2023-05-26", ""),
        ("走进公司\n联系我们", ""),
    ],
)
def test_the_publisher(above: str, publisher: str) -> None:
    assert scrub(page(above=above)).about.publisher == publisher


def test_the_day_of_publishing_comes_before_that_of_an_update() -> None:
    about = scrub(page(above="更新时间：2024-01-02\n发布时间：2023-05-26 10:00")).about

    assert about.published == datetime(2023, 5, 26, 10)  # noqa: DTZ001 - pages name no zone


def test_the_title_stands_above_the_byline() -> None:
    assert (
        scrub("邮箱合并要注意什么\n作者：小王 发布时间：2023-05-26\n先备份再迁移，这样比较稳妥。").about.title
        == "邮箱合并要注意什么"
    )


def test_the_number_is_the_publishers() -> None:
    assert scrub(page(below="本文地址：http://www.example.cn/news_in/1460")).about.number == "1460"


@pytest.mark.parametrize(
    ("text", "script"),
    [("迁移过程中", "hans"), ("遷移過程中", "hant"), ("遷移過程中迁移过程中", "mixed"), ("abc", "hans")],
)
def test_the_script_is_that_before_conversion(text: str, script: str) -> None:
    assert scrub(text).about.script == script
