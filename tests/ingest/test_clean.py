"""What is cleaned from a page, kind by kind, and what is left alone."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scrub import ARTICLE, kinds, page, scrub

CLEAN = [
    ARTICLE,
    "一、准备\n1）核对创建人(creator)；\n2）备份邮件(mail)。\n路径：首页 > 协作 > 邮件\n首页 > 协作 > 邮件\n二、迁移\n",
    "步骤\n先登录 A 的后台，再登录 B 的后台核对成员。\n步骤\n先登录 B 的后台，再登录 A 的后台核对成员。\n步骤\n",
    "（这一段分成两行来写。\n第二行在这里结束。）\n他说：“一定要‘先备份’才行。”\n她又说：“他说：“备份”很重要。”\n",
    "旧版没有入口，需咨询您的服务商申请开通。\n看不到入口时，请联系客服申请。\n来源企业是 A，目标企业是 B。\n",
    "(1)通讯录以 B 为准\n(2)标签不迁移\n(5)设备分组和域名名称不变，客户端端口不变，开通通讯录以后再看\n",
    "R&D 和 AT&T 不受影响，A&B 也一样。\n   缩进的一行，点击 确定 按钮即可。\n\n\n最后一行没有句号",
]


@pytest.mark.parametrize("text", CLEAN)
def test_a_clean_text_is_left_as_it_is(text: str) -> None:
    cleaned = scrub(text)

    assert cleaned.edits == ()
    assert cleaned.text == text


ABOVE = {
    "head-spam": ["优惠-下载-大全-排名-推荐-在线", "促销_二手_加盟_报价_入门_同城", "下载,教程,平台,合集,攻略,视频"],
    "navigation": [
        "当前位置：首页 > 新闻 > 正文",
        "网站首页 产品中心 联系我们",
        "首页 › 论坛 › 办公",
        "某某网络服务有限公司",
    ],
    "counter": ["访问量：4408", "1,234次浏览", "围观 72 回复 29", "阅读（663）"],
    "forum": ["查看: 36 | 回复: 18"],
}
BELOW = {
    "like": ["点赞 1 来源：某某网", "赞(4) 踩(0)", "分享到：微信 微博 QQ空间", "👍 20"],
    "navigation": ["上一篇：怎么养花", "返回列表", "打印本页 关闭窗口"],
    "link-farm": [
        "相关推荐：\n怎么养花\n怎么钓鱼",
        "» 怎么养花\n» 怎么钓鱼",
        "热点资讯\n1 怎么养花\n2 怎么钓鱼",
        "猜你喜欢\n怎么选琴",
    ],
    "tail-spam": ["主站蜘蛛池模板: 资源下载| 高清教程| 手机软件|", "标签大全：下载,教程,平台,合集,攻略,视频,手机"],
    "advert": [
        "咨询热线：400-123-4567",
        "需要开通的客户请加客服微信：kefu123",
        "客户经理：王先生 13812345678（微信同号）",
    ],
    "disclaimer": [
        "版权声明：本文由某某整理，转载请注明出处。",
        "免责声明\n本站内容来自网络，如有侵权请联系删除。",
        "Copyright © 2023 某某公司 版权所有",
        "沪ICP备12345678号-1",
    ],
    "table": ["|---|---|"],
}


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind, lines in ABOVE.items() for line in lines])
def test_what_stands_above_an_article_goes(kind: str, line: str) -> None:
    cleaned = scrub(page(above=f"{line}\n作者：小王 发布时间：2023-05-26 10:00"))

    assert cleaned.text == ARTICLE
    assert kind in kinds(cleaned)


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind, lines in BELOW.items() for line in lines])
def test_what_stands_below_an_article_goes(kind: str, line: str) -> None:
    cleaned = scrub(page(below=line))

    assert cleaned.text == ARTICLE
    assert kind in kinds(cleaned)


def test_spam_that_was_injected_above_does_not_take_the_article_along() -> None:
    cleaned = scrub(page(above="主站蜘蛛池模板: 资源下载| 高清教程|"))

    assert cleaned.text == ARTICLE


def test_a_forum_keeps_its_first_post() -> None:
    above = "查看: 36|回复: 18\n[求助]\n楼主| 发表于 2023-06-14 11:51:29 | 只看该作者 |倒序浏览"
    below = "回复 使用道具 举报\n路人甲 谢谢楼主\n您需要登录后才可以回帖"

    assert scrub(page(above=above, below=below)).text == ARTICLE


def test_a_lead_that_comes_again_goes() -> None:
    first, rest = ARTICLE.split("\n", 1)

    assert scrub(f"导读：近日，{rest.splitlines()[0]}\n{rest}").text == rest
    assert scrub(f"{first}\n导读：这里说的是别的事情，后面不再提起。\n{rest}").text.count("导读") == 1


def test_of_a_paragraph_that_stands_twice_one_goes_unless_a_word_tells_them_apart() -> None:
    one = "迁移以后企业微信 A 的邮箱会换成一个全新的体验域名邮箱。"
    other = one.replace(" A ", " B ")

    assert scrub(f"{one}\n{ARTICLE}\n{one}").text == f"{one}\n{ARTICLE}"
    assert scrub(f"{one}\n{ARTICLE}\n{other}").text == f"{one}\n{ARTICLE}\n{other}"


def test_captions_of_pictures_go() -> None:
    lines = ARTICLE.split("\n")
    raw = "\n".join([lines[0], "腾讯企业邮箱", *lines[1:3], "腾讯企业邮箱", "微信截图_20230526.png", *lines[3:]])

    assert scrub(raw).text == ARTICLE


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("迁移前请备份，如需帮助请咨询上海某某代理商：400-820-1234。", "迁移前请备份。"),
        ("今天某某的小编就来跟大家聊一聊。迁移前请备份。", "迁移前请备份。"),
        ("迁移前请备份。本文由某某公司为您整理，希望对您有所帮助。", "迁移前请备份。"),
        ("迁移前请备份。未经某某公司书面授权，任何人不得转载、摘编。", "迁移前请备份。"),
        ("某某公司是官方授权经销商，欢迎来电咨询：021-12345678。", ""),
    ],
)
def test_advertising_goes_out_of_a_paragraph(raw: str, clean: str) -> None:
    assert scrub(raw).text == clean


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("绑定了专屈域名", "绑定了专属域名"),
        ("企业微版和企业徽信", "企业微信和企业微信"),
        ("此操作不不可逆", "此操作不可逆"),
        ("那如何讲邮箱的后台进行合并", "那如何将邮箱的后台进行合并"),
        ("登录企业威信管理后抬", "登录企业微信管理后台"),  # by the sound
        ("请打开通迅录和管理台后", "请打开通讯录和管理后台"),
        ("只能由创创建人操作", "只能由创建人操作"),
    ],
)
def test_terms_are_put_right(raw: str, clean: str) -> None:
    cleaned = scrub(raw)

    assert cleaned.text == clean
    assert set(kinds(cleaned)) == {"typo"}


@pytest.mark.parametrize(
    "kept",
    [
        "域名名称",
        "客户端端口",
        "开通通讯录",
        "管理原则",
        "创建任务",
        "回收占比",
        "设备分组",
        "企业微盘",
        "区域各不相同",
    ],
)
def test_words_that_only_look_like_slips_stay(kept: str) -> None:
    assert scrub(f"这里说的是{kept}。").text == f"这里说的是{kept}。"


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("进入”协作-邮件”以后再说", "进入“协作-邮件”以后再说"),
        ("进入〝协作-邮件〞以后再说", "进入“协作-邮件”以后再说"),
        ("会发送到邮箱);然后结束", "会发送到邮箱;然后结束"),
        ("协作-& gt;邮件 &amp;ldquo;设置&amp;rdquo;", "协作->邮件 “设置”"),
        ("第一句。<br>第二句。<b>重</b>点", "第一句。\n第二句。重点"),
        ("通讯\u200b录", "通讯录"),
        ("迁移以后原来的\u3000邮件就没有\t了，请先备份好。", "迁移以后原来的邮件就没有了，请先备份好。"),
        ("在哪里 | 协作-邮件 | 谁能做 | 创建人", "在哪里；协作-邮件；谁能做；创建人"),
        ("| 谁能做 | 创建人 |\n|---|---|\n| 能撤销吗 | 不能 |", "谁能做：创建人\n能撤销吗：不能"),
        ("(1)甲是对的\n(2)乙是对的\n(5)丙是对的\n(4)丁是对的", "(1)甲是对的\n(2)乙是对的\n(3)丙是对的\n(4)丁是对的"),
    ],
)
def test_small_damage_is_mended(raw: str, clean: str) -> None:
    assert scrub(raw).text == clean


@pytest.mark.parametrize(
    "broken",
    [
        "此外，关于后续的处理，管理员需要先",
        "接下来再看看如何在后台…",
        "另外还有一种情况，就是当企业",
        "系统会提示“该企业已",
    ],
)
def test_a_last_sentence_that_breaks_off_goes(broken: str) -> None:
    cleaned = scrub(f"{ARTICLE}\n{broken}")

    assert cleaned.text.strip() == ARTICLE
    assert kinds(cleaned)["truncated"] == 1


@pytest.mark.parametrize(
    ("hant", "hans"),
    [
        ("后臺里的設置於此，什麼都並未改變", "后台里的设置于此，什么都并未改变"),  # half converted
        ("瞭解以後請答覆，隨著時間變化", "了解以后请答复，随着时间变化"),
        ("著名的伺服器軟體在網路上，預設的設定檔案", "著名的服务器软件在网络上，默认的设置文件"),  # Taiwan's words
    ],
)
def test_traditional_becomes_simplified(hant: str, hans: str) -> None:
    assert scrub(hant).text == hans


def test_everything_at_once_leaves_the_article() -> None:
    raw = (
        "优惠-下载-大全-排名-推荐-在线\n某某網(wǎng)絡(luò)服務(wù)有限公司\n當(dāng)前位置:企業(yè)郵箱-> 新聞資訊\n"
        "作者:企業(yè)郵箱 發(fā)布時(shí)間:2022-04-21 18:01:28 訪問量:4408\n"
        "導(dǎo)讀:部分?jǐn)?shù)據不會(huì)跟着走，請(qǐng)先備份。\n"
        "部分數(shù)據不會(huì)跟着走，請(qǐng)先備份。\n(1)通訊錄以目標(biāo)企業(yè)為準(zhǔn);\n(2)只能遷移一次，不可取消。\n\n\n\n"
        "點(diǎn)贊 1 來源:企業(yè)郵箱\n相關(guān)推薦:\n主站蜘蛛池模板: 资源| 下载| 教程|"
    )
    cleaned = scrub(raw)

    assert cleaned.text == "部分数据不会跟着走，请先备份。\n(1)通讯录以目标企业为准;\n(2)只能迁移一次，不可取消。"
    assert cleaned.about.publisher == "某某网络服务有限公司"
    assert cleaned.about.published is not None
    assert cleaned.about.published.isoformat() == "2022-04-21T18:01:28"
    assert cleaned.about.script == "hant"


NOISE = st.sampled_from(
    [
        *("(yè)", "?jǐn)", "?shù)", "業", "不不可", "专屈", "𠀀", "\ufffd", "\u200b", "\u3000", "\n", "\r\n", "…"),
        *("|", "“", "”", ")", "）", "(5)", "&nbsp;", "<br>", "400-123-4567"),
        *("相关推荐：", "主站蜘蛛池模板: ", "发表于 2021-1-1", "使用道具", "导读：", "版权声明", "点赞 1"),
    ]
)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(st.integers(0, len(ARTICLE)), NOISE), max_size=25))
def test_any_page_is_cleaned_and_nothing_is_lost(noise: list[tuple[int, str]]) -> None:
    raw = ARTICLE
    for at, what in noise:
        raw = raw[:at] + what + raw[at:]

    cleaned = scrub(raw)  # raises where a character is lost

    assert len(cleaned.text) <= len(raw) + 8
