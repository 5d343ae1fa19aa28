"""What the platform sends becomes what the dialogue hears, and the answer comes back in its envelope."""

from dataclasses import replace
from datetime import timedelta

import pytest
from callbacks import Webhook, said

from qiwen.channels.http import HttpOut
from qiwen.model.errors import Conflict, StoreError
from qiwen.model.inbound import Kind
from qiwen.model.reply import Choice
from wecom_platform import CORP, NOW, Platform, document, element, event, message

SAYINGS = {
    "the end of CDATA": "a]]>b",
    "only the end of CDATA": "]]>",
    "markup": "<b>&amp; </xml>",
    "an injected sender": "a]]></Content><FromUserName><![CDATA[boss",
    "only emoji": "👩‍👩‍👧‍👦🇨🇳👍🏽",
    "a quotation": "他说“能迁”吗?",
    "lines": "一\n二",
}


# ── what is heard ───────────────────────────────────────────────────────────


def test_a_text(webhook: Webhook, platform: Platform) -> None:
    webhook.gets(platform.sends(message(Content="能撤销吗")))

    (heard,) = webhook.answerer.heard
    assert (heard.kind, heard.text, heard.room) == (Kind.TEXT, "能撤销吗", 2048)
    assert heard.sent_at == NOW


@pytest.mark.parametrize("blank", ["<Content></Content>", "<Content/>", "<Content>   </Content>", ""])
def test_a_text_without_words(webhook: Webhook, platform: Platform, blank: str) -> None:
    xml = message(Content="").replace("</xml>", f"{blank}</xml>")

    platform.opens(webhook.gets(platform.sends(xml)))

    assert webhook.answerer.heard[0].text == ""


@pytest.mark.parametrize(
    "fields",
    [
        {"MsgType": "image", "PicUrl": "https://p.example/1", "MediaId": "m1"},
        {"MsgType": "voice", "MediaId": "m1", "Format": "amr"},
        {"MsgType": "video", "MediaId": "m1", "ThumbMediaId": "t1"},
        {"MsgType": "location", "Location_X": "23.1", "Location_Y": "113.3", "Scale": "16", "Label": "广州"},
        {"MsgType": "link", "Title": "t", "Description": "d", "Url": "https://l.example/", "PicUrl": ""},
    ],
    ids=lambda fields: fields["MsgType"],
)
def test_what_is_not_text(webhook: Webhook, platform: Platform, fields: dict[str, str]) -> None:
    answer = webhook.gets(platform.sends(message(**({"Content": ""} | fields))))

    (heard,) = webhook.answerer.heard
    assert (heard.kind, heard.text, heard.message_id) == (Kind.MEDIA, "", "4561255354251345929")
    assert platform.opens(answer)["Content"]


@pytest.mark.parametrize(
    ("xml", "kind", "text"),
    [
        (event("enter_agent"), Kind.ENTER, ""),
        (event("subscribe"), Kind.ENTER, ""),
        (event("click", EventKey="what-is-migration"), Kind.CHOICE, "what-is-migration"),
        (event("click"), Kind.CHOICE, ""),
    ],
    ids=["enter_agent", "subscribe", "click", "click without a key"],
)
def test_events_that_are_answered(webhook: Webhook, platform: Platform, xml: str, kind: Kind, text: str) -> None:
    answer = webhook.gets(platform.sends(xml))

    (heard,) = webhook.answerer.heard
    assert (heard.kind, heard.text) == (kind, text)
    assert platform.opens(answer)["Content"]


CARD = element("EventKey", "yes") + element("TaskId", "t1") + element("CardType", "vote_interaction")
CARD += "<SelectedItems><SelectedItem><QuestionKey>q</QuestionKey><OptionIds><OptionId>a</OptionId>"
CARD += "<OptionId>b</OptionId></OptionIds></SelectedItem></SelectedItems>"
SILENT_EVENTS = {
    "unsubscribe": "",
    "LOCATION": element("Latitude", "23.1") + element("Longitude", "113.3"),
    "view": element("EventKey", "https://v.example/"),
    "view_miniprogram": element("EventKey", "pages/index"),
    "scancode_push": "<ScanCodeInfo><ScanType>qrcode</ScanType><ScanResult>1</ScanResult></ScanCodeInfo>",
    "scancode_waitmsg": "<ScanCodeInfo><ScanType>qrcode</ScanType><ScanResult>1</ScanResult></ScanCodeInfo>",
    "pic_sysphoto": "<SendPicsInfo><PicList><item><PicMd5Sum>a</PicMd5Sum></item></PicList></SendPicsInfo>",
    "pic_photo_or_album": "<SendPicsInfo><Count>0</Count><PicList/></SendPicsInfo>",
    "pic_weixin": "<SendPicsInfo><Count>0</Count><PicList/></SendPicsInfo>",
    "location_select": "<SendLocationInfo><Location_X>23</Location_X></SendLocationInfo>",
    "template_card_event": CARD,
    "template_card_menu_event": CARD,
    "taskcard_click": element("TaskId", "t1"),
    "batch_job_result": "<BatchJob><JobId>1</JobId><ErrCode>0</ErrCode></BatchJob>",
    "change_contact": element("ChangeType", "create_user"),
    "inactive_alert": element("EffectTime", "1"),
    "low_active_alert": "",
    "close_inactive_agent": "",
    "reopen_inactive_agent": "",
    "open_approval_change": "<ApprovalInfo><ThirdNo>1</ThirdNo></ApprovalInfo>",
    "share_agent_change": "",
    "kf_msg_or_event": element("Token", "ENC1") + element("OpenKfId", "wk1"),
    "one_of_next_year": "",
}


@pytest.mark.parametrize("name", SILENT_EVENTS)
def test_other_events_are_received_in_silence(webhook: Webhook, platform: Platform, name: str) -> None:
    xml = event(name).replace("</xml>", f"{SILENT_EVENTS[name]}</xml>")

    assert webhook.gets(platform.sends(xml)) == HttpOut()
    assert not webhook.answerer.heard


def test_an_event_without_a_sender_is_received_in_silence(webhook: Webhook, platform: Platform) -> None:
    assert webhook.gets(platform.sends(event("kf_msg_or_event", FromUserName="", AgentID=""))) == HttpOut()


@pytest.mark.parametrize("kind", ["file", "shortvideo", "one_of_next_year"])
def test_unknown_messages_are_received_in_silence(webhook: Webhook, platform: Platform, kind: str) -> None:
    assert webhook.gets(platform.sends(message(MsgType=kind, Content=""))) == HttpOut()


# ── delivered again ─────────────────────────────────────────────────────────


def test_the_same_message_again_gets_the_same_reply(webhook: Webhook, platform: Platform) -> None:
    first = platform.opens(webhook.gets(platform.sends(message())))
    again = platform.opens(webhook.gets(platform.sends(message())))

    assert first == again
    assert len(webhook.answerer.heard) == 1


def test_the_same_event_again_is_the_same(webhook: Webhook, platform: Platform) -> None:
    for _ in range(4):
        webhook.gets(platform.sends(event("click", EventKey="check")))

    (heard,) = webhook.answerer.heard
    assert heard.message_id == f"zhangsan:{int(NOW.timestamp())}:click:check"


def test_two_clicks_in_one_second_are_two(webhook: Webhook, platform: Platform) -> None:
    for key in ("check", "guide"):
        webhook.gets(platform.sends(event("click", EventKey=key)))

    assert [heard.text for heard in webhook.answerer.heard] == ["check", "guide"]


# ── what goes back ──────────────────────────────────────────────────────────


def test_the_reply_turns_sender_and_receiver_round(webhook: Webhook, platform: Platform) -> None:
    reply = platform.opens(webhook.gets(platform.sends(message())))

    assert reply == {
        "ToUserName": "zhangsan",
        "FromUserName": CORP,
        "CreateTime": str(int(NOW.timestamp())),
        "MsgType": "text",
        "Content": "答:能迁吗",
    }


def test_the_reply_is_xml_with_a_nonce_of_its_own(webhook: Webhook, platform: Platform) -> None:
    one, two = (webhook.gets(platform.sends(message())) for _ in range(2))

    assert one.content_type == "application/xml; charset=utf-8"
    assert one.body != two.body


def test_choices_are_numbered_lines(webhook: Webhook, platform: Platform) -> None:
    reply = replace(said("你好"), choices=(Choice("能迁吗", "ask:a"), Choice("怎么迁", "ask:b")), invite="回数字:")
    webhook.answerer.reply = lambda _: reply

    content = platform.opens(webhook.gets(platform.sends(message())))["Content"]

    assert content == "你好\n\n回数字:\n1. 能迁吗\n2. 怎么迁"


def test_nothing_to_say_is_an_empty_200(webhook: Webhook, platform: Platform) -> None:
    webhook.answerer.reply = lambda _: None

    assert webhook.gets(platform.sends(message())) == HttpOut()


@pytest.mark.parametrize("saying", SAYINGS)
def test_whatever_is_said_comes_back_whole(webhook: Webhook, platform: Platform, saying: str) -> None:
    text = SAYINGS[saying]
    split = text.replace("]]>", "]]]]><![CDATA[>")

    reply = platform.opens(webhook.gets(platform.sends(message(Content=split))))

    assert webhook.answerer.heard[0].text == text
    assert reply["Content"] == f"答:{text}"


def test_the_end_of_cdata_written_by_a_careless_platform(webhook: Webhook, platform: Platform) -> None:
    reply = platform.opens(webhook.gets(platform.sends(message(Content="a]]>b]]>"))))

    assert reply["Content"] == "答:a]]>b]]>"


@pytest.mark.parametrize(
    ("broken", "heard"),
    [("a\x00b\x1bc\x08", "abc"), ("a\ufffeb\uffff", "ab"), ("一\t二", "一\t二")],
    ids=["control characters", "what is no character", "a tabulator"],
)
def test_characters_that_xml_cannot_carry(webhook: Webhook, platform: Platform, broken: str, heard: str) -> None:
    reply = platform.opens(webhook.gets(platform.sends(message(Content=broken))))

    assert reply["Content"] == f"答:{heard}"


def test_lone_surrogates_from_the_platform(webhook: Webhook, platform: Platform) -> None:
    reply = platform.opens(webhook.gets(platform.sends(message(Content="能\ud83d迁"))))

    assert reply["Content"].startswith("答:能\ufffd")
    assert reply["Content"].endswith("迁")


@pytest.mark.parametrize(
    ("said_", "read"),
    [
        ("a\ud83db", "a\ufffdb"),
        ("a\x00\x0b\x1fb\uffff", "ab"),
        ("a]]>b", "a]]>b"),
        ("x]]", "x]]"),
        ("]]]>>]]", "]]]>>]]"),
        ("a]]></Content><FromUserName><![CDATA[evil", "a]]></Content><FromUserName><![CDATA[evil"),
    ],
)
def test_a_reply_is_well_formed_whatever_it_quotes(webhook: Webhook, platform: Platform, said_: str, read: str) -> None:
    webhook.answerer.reply = lambda _: said(said_)

    assert platform.opens(webhook.gets(platform.sends(message())))["Content"] == read


@pytest.mark.parametrize("letter", ["迁", "😀", "x", "é"])
def test_20000_characters(webhook: Webhook, platform: Platform, letter: str) -> None:
    request = platform.sends(message(Content=letter * 20_000))

    content = platform.opens(webhook.gets(request))["Content"]

    assert webhook.answerer.heard[0].text == letter * 20_000
    assert content == "答:" + letter * ((2048 - len("答:".encode())) // len(letter.encode()))


def test_20000_characters_fit_into_the_route(platform: Platform) -> None:
    assert len(platform.sends(message(Content="😀" * 20_000)).body) < 256 * 1024


@pytest.mark.parametrize("length", range(32))
def test_every_length_of_padding_both_ways(webhook: Webhook, platform: Platform, length: int) -> None:
    text = "x" * (1 + length)

    assert platform.opens(webhook.gets(platform.sends(message(Content=text))))["Content"] == f"答:{text}"


def test_a_user_id_that_needs_escaping(webhook: Webhook, platform: Platform) -> None:
    reply = platform.opens(webhook.gets(platform.sends(message(FromUserName="li<&>si@x"))))

    assert reply["ToUserName"] == "li<&>si@x"


# ── the database, the clock and the settings ────────────────────────────────


@pytest.mark.parametrize("trouble", [StoreError("qiwen.db: disk I/O error"), Conflict("changed")], ids=repr)
def test_a_database_that_is_gone_for_a_moment(
    webhook: Webhook, platform: Platform, trouble: StoreError | Conflict, caplog: pytest.LogCaptureFixture
) -> None:
    webhook.answerer.trouble = trouble

    assert webhook.gets(platform.sends(message())) == HttpOut(status=503)

    webhook.answerer.trouble = None
    assert platform.opens(webhook.gets(platform.sends(message())))["Content"] == "答:能迁吗"
    assert "deliver it again" in caplog.text
    assert "能迁吗" not in caplog.text


@pytest.mark.parametrize("late", [timedelta(minutes=-10), timedelta(seconds=-15), timedelta(), timedelta(minutes=10)])
def test_a_clock_that_is_a_little_off(webhook: Webhook, platform: Platform, late: timedelta) -> None:
    webhook.now = NOW + late

    platform.opens(webhook.gets(platform.sends(message())))


def test_another_agent_is_answered_and_mentioned(
    webhook: Webhook, platform: Platform, caplog: pytest.LogCaptureFixture
) -> None:
    platform.opens(webhook.gets(platform.sends(message(AgentID="999"))))

    assert "QIWEN_WECOM_AGENT_ID" in caplog.text


def test_blanks_around_fields_do_not_matter(webhook: Webhook, platform: Platform) -> None:
    xml = document({"MsgType": " text ", "ToUserName": f"\n{CORP}\n", "FromUserName": " zhangsan "})
    xml = xml.replace("</xml>", "<CreateTime> 1 </CreateTime>\n<MsgId>7</MsgId><Content> 能迁吗 </Content>\n</xml>")

    webhook.gets(platform.sends(xml))

    (heard,) = webhook.answerer.heard
    assert (heard.key.user, heard.text, heard.message_id) == ("zhangsan", "能迁吗", "7")
