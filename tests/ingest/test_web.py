"""HTML pages: what a browser shows is read, what is not the article is taken out and told."""

from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from html import escape

import pytest
from scrub import ARTICLE, scrub_file

from qiwen.ingest.clean import Page
from qiwen.ingest.decode import Refused
from qiwen.ingest.pages import page_of

TITLE, *BODY = ARTICLE.split("\n")


def paragraphs(tag: str = "p") -> str:
    return "".join(f"<{tag}>{escape(line)}</{tag}>" for line in BODY)


BLOG = f"""<!doctype html><html><head><meta charset="utf-8"><title>{TITLE} - 某某博客</title>
<link rel="canonical" href="https://blog.example/news_in/1460.html"><style>p{{}}</style></head><body>
<header><nav><ul><li><a href="/">首页</a></li><li><a href="/c">联系我们</a></li></ul></nav></header>
<main><article><h1>{TITLE}</h1>
<div class="meta"><span>作者：小王</span><span>发布时间：2023-05-26</span><span>阅读(12)</span></div>
<div class="content">{paragraphs()}</div></article>
<nav class="post"><a href="#">上一篇：怎么养花</a></nav></main>
<aside><h2>最新文章</h2><ul><li><a href="#">怎么钓鱼</a></li><li><a href="#">怎么选琴</a></li></ul></aside>
<div style="display: none">看不见的垃圾</div><script>var a = "脚本";</script>
<footer>Copyright © 2023 某某网络科技有限公司 沪ICP备12345678号</footer></body></html>"""

OLD = f"""<html><head><title>{TITLE}_新闻_某某公司</title></head><body>
<div class="nav"><a href="/">网站首页</a><a href="/b">产品中心</a><a href="/c">新闻资讯</a></div>
<div>当前位置：<a href="/">主页</a> &gt; <a href="/n">新闻</a> &gt; </div>
<div><h2>{TITLE}</h2><div>更新时间：2023/5/26 来源：未知 点击：77次</div>
<div>{"<br />".join("　　" + escape(line) for line in BODY)}</div></div>
<div>上一篇：<a href="#">怎么养花</a></div><div>版权所有 某某公司 电话：021-12345678</div></body></html>"""


def page(html: str, encoding: str = "utf-8") -> Page:
    found = page_of(html.encode(encoding))
    assert not isinstance(found, Refused)
    return found


@pytest.mark.parametrize("html", [BLOG, OLD], ids=["blog", "old"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_article_is_found_and_nothing_else(html: str, encoding: str) -> None:
    assert scrub_file(html.encode(encoding)).text == ARTICLE


def test_what_the_page_says_of_itself_is_read_from_its_frame() -> None:
    about = scrub_file(BLOG.encode()).about

    assert (about.title, about.publisher, about.number) == (TITLE, "某某网络科技有限公司", "1460")
    assert about.published is not None
    assert about.published.date().isoformat() == "2023-05-26"


def test_all_that_is_visible_is_read_and_no_more() -> None:
    read = page(BLOG).text

    assert "怎么钓鱼" in read
    assert "上一篇" in read
    assert "看不见" not in read
    assert "脚本" not in read


def test_a_table_comes_row_by_row() -> None:
    rows = "<table><tr><th>事项</th><th>结果</th></tr><tr><td>撤销</td><td><p>不能</p></td></tr></table>"

    assert (
        "事项：结果\n撤销：不能"
        in scrub_file(f"<html><body>{paragraphs()}{rows}{paragraphs()}</body></html>".encode()).text
    )


def test_a_line_wrapped_in_the_source_is_one_line() -> None:
    assert "必须是同一个人，否则不行" in page("<html><p>必须是同一个人，\n   否则不行</p><p>完</p></html>").text


def test_a_page_that_is_one_paragraph() -> None:
    assert scrub_file("<p>迁移以后不能取消。</p>".encode()).text == "迁移以后不能取消。"


def test_a_page_that_no_parser_gets_through_is_still_read() -> None:
    deep = "<html><body>" + "<div>" * 20_000 + f"<p>{BODY[0]}</p>"

    assert scrub_file(deep.encode()).text == BODY[0]


def test_a_page_saved_whole_is_opened() -> None:
    message = MIMEMultipart("related")
    part = MIMEText(OLD, "html", "utf-8")
    part["Content-Location"] = "http://www.example.cn/news_in/1460"
    message.attach(part)

    cleaned = scrub_file(b"From: <Saved by Blink>\r\n" + message.as_bytes())

    assert cleaned.text == ARTICLE
    assert cleaned.about.number == "1460"


def test_a_saved_page_without_html_is_refused() -> None:
    message = MIMEMultipart("related")
    message.attach(MIMEText("text", "plain", "utf-8"))

    found = page_of(message.as_bytes())

    assert isinstance(found, Refused)
    assert "without HTML" in found.why


def test_a_text_with_a_few_tags_is_a_text() -> None:
    assert page(f"{ARTICLE}<br>{ARTICLE}").text == f"{ARTICLE}<br>{ARTICLE}"
