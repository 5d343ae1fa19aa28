"""Whatever a stranger sends: 403 for a forgery, 400 for junk, in milliseconds, with nothing heard and nothing told."""

import base64
import random
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from callbacks import Answerer, Webhook

from qiwen.channels.http import HttpIn
from qiwen.channels.wecom import WecomChannel
from wecom_platform import AES_KEY, AGENT, CORP, CREDENTIALS, NOW, TOKEN, Platform, element, event, framed, message

PLATFORM = Platform()
GOOD = PLATFORM.sends(message())
ECHO = PLATFORM.asks_echo("1616140317555161061")
ENCRYPTED = PLATFORM.encrypts(message())
SWIFT_S = 0.25  # a busy machine included; each takes a millisecond or two

BILLION_LAUGHS = '<!DOCTYPE xml [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {one} "{("&" + other + ";") * 10}">' for one, other in zip("bcdefghij", "abcdefghi", strict=True)
)
BILLION_LAUGHS += "]><xml><Encrypt>&j;</Encrypt></xml>"
OUTSIDE = '<!DOCTYPE xml [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><Encrypt>&a;</Encrypt></xml>'
PARAMETER = '<!DOCTYPE xml [<!ENTITY % a SYSTEM "http://x.example/a.dtd"> %a;]><xml><Encrypt>a</Encrypt></xml>'
UNUSED = f'<!DOCTYPE xml [<!ENTITY a "b">]><xml>{element("Encrypt", ENCRYPTED)}</xml>'


@pytest.fixture(autouse=True)
def _nothing_leaks(answerer: Answerer, caplog: pytest.LogCaptureFixture) -> object:
    """After every case: nobody was asked, and the log names no secret and no text."""
    yield
    assert not answerer.heard
    for secret in (TOKEN, AES_KEY, "能迁吗", ENCRYPTED):
        assert secret not in caplog.text


def refused(webhook: Webhook, request: HttpIn, status: int) -> None:
    """The request is refused with `status`, swiftly, and the stranger gets one short plain word."""
    started = time.perf_counter()
    answer = webhook.gets(request)
    assert time.perf_counter() - started < SWIFT_S
    assert answer.status == status
    assert answer.body in {b"forged", b"unreadable"}
    assert answer.content_type.startswith("text/plain")


def without(request: HttpIn, name: str) -> HttpIn:
    return replace(request, query={key: value for key, value in request.query.items() if key != name})


def asking(request: HttpIn, **query: str) -> HttpIn:
    return replace(request, query={**request.query, **query})


# ── the query ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize("request_", [GOOD, ECHO], ids=["POST", "GET"])
@pytest.mark.parametrize("name", ["msg_signature", "timestamp", "nonce"])
def test_a_missing_an_empty_or_an_endless_query_value(webhook: Webhook, request_: HttpIn, name: str) -> None:
    refused(webhook, without(request_, name), 400)
    refused(webhook, asking(request_, **{name: ""}), 400)
    refused(webhook, asking(request_, **{name: "1" * 100_000}), 400)


def test_a_missing_an_empty_or_an_endless_echo(webhook: Webhook) -> None:
    refused(webhook, without(ECHO, "echostr"), 400)
    refused(webhook, asking(ECHO, echostr=""), 400)
    refused(webhook, asking(ECHO, echostr="A" * 100_000), 400)


def test_no_query_at_all(webhook: Webhook) -> None:
    refused(webhook, replace(GOOD, query={}), 400)
    refused(webhook, replace(ECHO, query={}), 400)


@pytest.mark.parametrize("request_", [GOOD, ECHO], ids=["POST", "GET"])
@pytest.mark.parametrize(
    "signature",
    ["0" * 40, "x", "\ud800", "é" * 40, "\x00", GOOD.query["msg_signature"].upper(), "0x" + "0" * 38],
    ids=["zeros", "short", "surrogate", "not ASCII", "nul", "upper case", "prefixed"],
)
def test_a_forged_signature(webhook: Webhook, request_: HttpIn, signature: str) -> None:
    refused(webhook, asking(request_, msg_signature=signature), 403)


def test_a_signature_of_something_else(webhook: Webhook) -> None:
    refused(webhook, asking(GOOD, nonce="1"), 403)
    refused(webhook, asking(GOOD, timestamp=str(int(NOW.timestamp()) + 1)), 403)
    refused(webhook, replace(GOOD, query=PLATFORM.stamps("AAAA")), 403)


@pytest.mark.parametrize(
    "timestamp",
    ["now", "-1", "1e9", "１７９５３３９８００", "99999999999999999999", " 1795339800", "01795339800", "0", "\ud800"],
    ids=ascii,
)
def test_a_timestamp_that_is_no_time(webhook: Webhook, timestamp: str) -> None:
    refused(webhook, asking(GOOD, timestamp=timestamp), 403)


@pytest.mark.parametrize("late", [timedelta(minutes=10, seconds=1), timedelta(days=4000)])
@pytest.mark.parametrize("direction", [1, -1], ids=["the past", "the future"])
def test_a_stale_timestamp(webhook: Webhook, late: timedelta, direction: int) -> None:
    webhook.now = NOW + direction * late

    refused(webhook, GOOD, 403)
    refused(webhook, ECHO, 403)


def test_digits_borrowed_from_the_nonce(webhook: Webhook) -> None:
    """The four values are glued: ("12", "3") signs like ("1", "23"). A captured request must not look fresh again."""
    captured = Platform(now=NOW - timedelta(days=1), nonce=f"0{int(NOW.timestamp())}")
    good = captured.sends(message())
    glued = good.query["nonce"] + good.query["timestamp"]

    for cut in range(1, len(glued)):
        one, two = glued[:cut], glued[cut:]
        refused(webhook, asking(good, timestamp=one, nonce=two), 403)
        refused(webhook, asking(good, timestamp=two, nonce=one), 403)


# ── somebody else's secrets ─────────────────────────────────────────────────


@pytest.mark.parametrize(
    "stranger",
    [PLATFORM.but(token="another"), PLATFORM.but(corp_id="ww0000000000000000"), PLATFORM.but(corp_id="")],
    ids=["another token", "another enterprise", "no enterprise"],
)
def test_another_enterprise(webhook: Webhook, stranger: Platform) -> None:
    refused(webhook, stranger.sends(message()), 403)
    refused(webhook, stranger.asks_echo("1616140317555161061"), 403)


def test_another_key(webhook: Webhook) -> None:
    stranger = PLATFORM.but(aes_key="abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG")

    refused(webhook, stranger.sends(message()), 400)


def test_a_message_to_another_enterprise_in_our_envelope(webhook: Webhook) -> None:
    refused(webhook, PLATFORM.sends(message(ToUserName="ww0000000000000000")), 403)
    refused(webhook, PLATFORM.sends(message(ToUserName="")), 403)


def test_a_captured_message_is_not_decrypted_as_an_echo(webhook: Webhook) -> None:
    refused(webhook, PLATFORM.asks_sealed_echo(ENCRYPTED), 403)


def test_our_own_reply_played_back(webhook: Webhook) -> None:
    own = f"<xml>{element('ToUserName', 'zhangsan')}{element('FromUserName', CORP)}{element('MsgType', 'text')}</xml>"

    refused(webhook, PLATFORM.sends(own), 403)


# ── the body ────────────────────────────────────────────────────────────────

BODIES: dict[str, bytes] = {
    "empty": b"",
    "blank": b" \n ",
    "not XML": b"hello",
    "JSON": b'{"encrypt": "AAAA"}',
    "not UTF-8": b"<xml><Encrypt>\xff\xfe</Encrypt></xml>",
    "UTF-16": f"<xml>{element('Encrypt', ENCRYPTED)}</xml>".encode("utf-16"),
    "UTF-16 declared": b"<?xml version='1.0' encoding='utf-16'?><xml/>",
    "a surrogate in UTF-8": b"<xml><Encrypt>\xed\xa0\x80</Encrypt></xml>",
    "unclosed": b"<xml><Encrypt>AAAA",
    "truncated": GOOD.body[: len(GOOD.body) // 2],
    "truncated at the very end": GOOD.body[:-1],
    "something after it": GOOD.body + b"<xml/>",
    "another root": GOOD.body.replace(b"xml>", b"html>"),
    "an empty root": b"<xml/>",
    "a text for a root": b"<xml>AAAA</xml>",
    "no Encrypt": f"<xml>{element('ToUserName', CORP)}</xml>".encode(),
    "lower-case encrypt": GOOD.body.replace(b"Encrypt>", b"encrypt>"),
    "an empty Encrypt": b"<xml><Encrypt></Encrypt></xml>",
    "an Encrypt with elements": b"<xml><Encrypt>AAAA<b/></Encrypt></xml>",
    "Encrypt twice": GOOD.body.replace(b"</xml>", element("Encrypt", "AAAA").encode() + b"</xml>"),
    "Encrypt twice, the same": GOOD.body.replace(b"</xml>", element("Encrypt", ENCRYPTED).encode() + b"</xml>"),
    "another field twice": GOOD.body.replace(b"</xml>", element("ToUserName", CORP).encode() + b"</xml>"),
    "billion laughs": BILLION_LAUGHS.encode(),
    "an outside entity": OUTSIDE.encode(),
    "a parameter entity": PARAMETER.encode(),
    "an unused entity": UNUSED.encode(),
    "a bare DOCTYPE": b"<!DOCTYPE xml>" + GOOD.body,
    "an undeclared entity": b"<xml><Encrypt>&a;</Encrypt></xml>",
    "a forbidden character": b"<xml><Encrypt>&#0;</Encrypt></xml>",
    "too deep": b"<xml>" * 20_000 + b"</xml>" * 20_000,
    "deep and unclosed": b"<xml>" + b"<a>" * 60_000,
    "too many elements": b"<xml>" + b"".join(b"<a%d/>" % number for number in range(20_000)) + b"</xml>",
    "rightly signed, too deep": GOOD.body.replace(b"</xml>", b"<a>" * 16 + b"</a>" * 16 + b"</xml>"),
    "rightly signed, too many elements": GOOD.body.replace(b"</xml>", b"<a>" + b"<b/>" * 1000 + b"</a></xml>"),
    "too many attributes": b"<xml " + b" ".join(b"a%d='1'" % number for number in range(20_000)) + b"/>",
    "255 kB of text": b"<xml><A>" + b"a" * 255_000 + b"</A></xml>",
    "random bytes": random.Random(1).randbytes(50_000),
    "not base64": f"<xml>{element('Encrypt', 'not base64!')}</xml>".encode(),
    "Chinese for base64": f"<xml>{element('Encrypt', '能迁')}</xml>".encode(),
    "base64 cut short": f"<xml>{element('Encrypt', ENCRYPTED[:-1])}</xml>".encode(),
    "a block cut short": f"<xml>{element('Encrypt', ENCRYPTED[:-4] + 'AA==')}</xml>".encode(),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_body_that_cannot_be_read(webhook: Webhook, name: str) -> None:
    refused(webhook, replace(GOOD, body=BODIES[name]), 400)


@pytest.mark.parametrize(
    "body",
    [
        b"a" * 10_000_000,
        b"<xml>" + b"<a>" * 3_000_000,
        b"<xml><Encrypt>" + b"A" * 10_000_000,
        GOOD.body.replace(b"</xml>", b"<A>" + b"a" * 10_000_000 + b"</A></xml>"),
    ],
    ids=["letters", "elements", "unclosed", "rightly signed"],
)
def test_10_megabytes(webhook: Webhook, answerer: Answerer, body: bytes) -> None:
    """The web floor answers 413 from the route's limit; the channel by itself would not read it either."""
    channel = WecomChannel("default", CREDENTIALS, answerer, lambda: NOW)

    assert {route.limit for route in channel.routes()} == {256 * 1024}
    refused(webhook, replace(GOOD, body=body), 400)


# ── rightly signed, and still wrong ─────────────────────────────────────────

CIPHERTEXTS: dict[str, str] = {
    "not base64": "???",
    "strange characters between": ENCRYPTED[:8] + "!!" + ENCRYPTED[8:],
    "only Chinese": "能迁吗",
    "one letter": "A",
    "three bytes": "AAAA",
    "one block": base64.b64encode(bytes(16)).decode(),
    "random blocks": base64.b64encode(random.Random(2).randbytes(128)).decode(),
    "the last 32 bytes cut": base64.b64encode(base64.b64decode(ENCRYPTED)[:-32]).decode(),
    "the last 16 bytes cut": base64.b64encode(base64.b64decode(ENCRYPTED)[:-16]).decode(),
    "the first 32 bytes cut": base64.b64encode(base64.b64decode(ENCRYPTED)[32:]).decode(),
    "padding 0": PLATFORM.encrypts_frame(framed(message().encode(), pad=0)),
    "padding 200": PLATFORM.encrypts_frame(framed(message().encode(), pad=200)),
    "padding longer than all": PLATFORM.encrypts_frame(bytes(31) + b"\x20"),
    "a length beyond the end": PLATFORM.encrypts_frame(framed(message().encode(), length=2**32 - 1)),
    "not XML inside": PLATFORM.encrypts("hello"),
    "an echo inside": PLATFORM.encrypts("1616140317555161061"),
    "JSON inside": PLATFORM.encrypts('{"msgtype": "text"}'),
    "another root inside": PLATFORM.encrypts(message().replace("xml>", "html>")),
    "a doubled field inside": PLATFORM.encrypts(message().replace("</xml>", element("Content", "b") + "</xml>")),
    "an injected sender": PLATFORM.encrypts(
        message(Content="]]></Content><FromUserName><![CDATA[boss]]></FromUserName>")
    ),
    "entities inside": PLATFORM.encrypts(BILLION_LAUGHS.replace("Encrypt", "Content")),
    "truncated inside": PLATFORM.encrypts(message()[:-20]),
    "a suite's ticket": PLATFORM.encrypts(
        f"<xml>{element('ToUserName', CORP)}{element('InfoType', 'suite_ticket')}</xml>"
    ),
}


@pytest.mark.parametrize("name", CIPHERTEXTS)
def test_a_ciphertext_that_cannot_be_read(webhook: Webhook, name: str) -> None:
    refused(webhook, PLATFORM.sends_sealed(CIPHERTEXTS[name]), 400)


@pytest.mark.parametrize("name", ["not base64", "one block", "random blocks", "the last 32 bytes cut", "padding 200"])
def test_an_echo_that_cannot_be_read(webhook: Webhook, name: str) -> None:
    refused(webhook, PLATFORM.asks_sealed_echo(CIPHERTEXTS[name]), 400)


@pytest.mark.parametrize(
    "xml",
    [
        message(FromUserName=""),
        message(FromUserName="  "),
        message(CreateTime=""),
        message(CreateTime="yesterday"),
        message(CreateTime="-5"),
        message(CreateTime="１２"),
        message(CreateTime="9" * 30),
        message(MsgId=""),
        message(MsgId="x"),
        message(MsgId="9" * 1000),
        message(MsgType=""),
        event("enter_agent", CreateTime=""),
        event("enter_agent", CreateTime="now"),
        event("enter_agent", FromUserName=""),
        event(""),
        message(FromUserName="").replace("</xml>", "<FromUserName><b>boss</b></FromUserName></xml>"),
    ],
)
def test_a_message_that_lacks_what_the_protocol_promises(webhook: Webhook, xml: str) -> None:
    refused(webhook, PLATFORM.sends(xml), 400)


def test_a_length_that_leaves_part_of_the_message_to_the_receiver(webhook: Webhook) -> None:
    short = PLATFORM.encrypts_frame(framed(message().encode(), length=10))

    refused(webhook, PLATFORM.sends_sealed(short), 403)


# ── what must not be seen ───────────────────────────────────────────────────


@pytest.mark.parametrize("show", [repr, str, "{!r}".format], ids=["repr", "str", "format"])
def test_credentials_do_not_tell_their_secrets(show: Callable[[object], str]) -> None:
    assert TOKEN not in show(CREDENTIALS)
    assert AES_KEY not in show(CREDENTIALS)
    assert AGENT in show(CREDENTIALS)


def test_a_refusal_is_one_line_in_the_log(webhook: Webhook, caplog: pytest.LogCaptureFixture) -> None:
    webhook.gets(asking(GOOD, msg_signature="evil\nERROR everything is lost"))

    (record,) = caplog.records
    assert record.getMessage() == "wecom default: POST refused: a wrong signature"
