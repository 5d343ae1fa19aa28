"""The worked example of Tencent's own page (doc 90968): not made by any code of ours."""

from datetime import UTC, datetime

from callbacks import Webhook

from qiwen.channels.http import HttpIn
from qiwen.model.inbound import Key, Kind
from wecom_platform import CORP, Platform

ECHO = "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=="
ENCRYPT = (
    "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3"
    "TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gs"
    "ijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUa"
    "x5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIG"
    "HBZZIs2pDBS8R07+qN+E7Q=="
)
GET = HttpIn(
    "GET",
    "/wecom/default/callback",
    {
        "msg_signature": "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3",
        "timestamp": "1409659589",
        "nonce": "263014780",
        "echostr": ECHO,
    },
)
POST = HttpIn(
    "POST",
    "/wecom/default/callback",
    {
        "msg_signature": "477715d11cdb4164915debcba66cb864d751f3e6",
        "timestamp": "1409659813",
        "nonce": "1372623149",
    },
    body=(
        f"<xml>\n<ToUserName><![CDATA[{CORP}]]></ToUserName><Encrypt><![CDATA[{ENCRYPT}]]></Encrypt>\n"
        "<AgentID><![CDATA[218]]></AgentID>\n</xml>\n"
    ).encode(),
)
THEN = datetime(2014, 9, 2, 12, 10, 13, tzinfo=UTC)


def test_the_address_is_proven_by_the_bare_echo(webhook: Webhook) -> None:
    webhook.now = datetime.fromtimestamp(1409659589, UTC)

    answer = webhook.gets(GET)

    assert (answer.status, answer.body) == (200, b"1616140317555161061")


def test_the_message_is_read_and_answered(webhook: Webhook, platform: Platform) -> None:
    webhook.now = THEN

    reply = platform.opens(webhook.gets(POST))

    (heard,) = webhook.answerer.heard
    assert heard.key == Key("wecom", "default", "mycreate")
    assert (heard.kind, heard.text, heard.message_id) == (Kind.TEXT, "hello", "4561255354251345929")
    assert heard.sent_at == THEN
    assert (reply["ToUserName"], reply["Content"]) == ("mycreate", "答:hello")


def test_it_is_stale_today(webhook: Webhook) -> None:
    assert webhook.gets(GET).status == 403
    assert webhook.gets(POST).status == 403
    assert not webhook.answerer.heard
