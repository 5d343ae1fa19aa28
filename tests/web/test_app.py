"""The application: dispatch, limits, refusals, headers; and the page's API over it."""

import io
import json
import logging
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from qiwen.channels.http import HttpIn, HttpOut, Route
from qiwen.channels.page import LIMIT, PATH
from qiwen.model.errors import Conflict
from qiwen.model.inbound import Inbound, Key, Kind
from qiwen.web.app import create_app

from .doubles import NOON, FakeAnswers

CHUNKED = {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input_terminated": True}
TALK = "talk-0123456789abcdef"


def app(handle: Callable[[HttpIn], HttpOut], limit: int = 100) -> FlaskClient:
    """A client of an application with one route, /door, for GET and POST."""
    return create_app([Route("/door", ("GET", "POST"), handle, limit)]).test_client()


def echo(request: HttpIn) -> HttpOut:
    return HttpOut(body=request.body)


class Unread(io.BytesIO):
    """A body that must not be read."""

    def read(self, *_: object) -> bytes:
        raise AssertionError("read before it was refused")


class Broken(io.BytesIO):
    """A stream that breaks off."""

    def read(self, *_: object) -> bytes:
        raise OSError("invalid chunk header")


def test_a_request_reaches_the_channel_as_a_value() -> None:
    seen: list[HttpIn] = []

    def keep(request: HttpIn) -> HttpOut:
        seen.append(request)
        return HttpOut(202, b"<ok/>", "application/xml", {"X-Mark": "1"})

    client = app(keep)
    response = client.post("/door?a=1&a=2&b=%E4%BC%81", data=b"body", headers={"X-Thing": "Yes"})
    [request] = seen
    assert (request.method, request.path, request.query) == ("POST", "/door", {"a": "1", "b": "企"})
    assert request.headers["x-thing"] == "Yes"
    assert request.body == b"body"
    assert (response.status_code, response.data, response.content_type) == (202, b"<ok/>", "application/xml")
    assert response.headers["X-Mark"] == "1"


def test_an_empty_answer_stays_empty() -> None:
    response = app(lambda _: HttpOut()).get("/door")
    assert (response.status_code, response.data) == (200, b"")


@pytest.mark.parametrize(
    "path", ["/nowhere", "/door/", "/static//chat.js", "/static/", "/static/../app.py", "/static/app.py"]
)
def test_an_unknown_path_is_404(path: str) -> None:
    response = app(echo).get(path)
    assert (response.status_code, response.data) == (404, b"Not Found\n")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
def test_a_wrong_method_is_405_and_says_which_are_right(method: str) -> None:
    response = app(echo).open("/door", method=method)
    assert (response.status_code, response.data) == (405, b"Method Not Allowed\n")
    assert response.headers["Allow"] == "GET, HEAD, POST"


def test_a_body_at_the_limit_passes() -> None:
    assert app(echo).post("/door", data=b"x" * 100).data == b"x" * 100


def test_a_told_length_over_the_limit_is_413_before_anything_is_read() -> None:
    response = app(echo).post("/door", input_stream=Unread(), environ_overrides={"CONTENT_LENGTH": "101"})
    assert (response.status_code, response.data) == (413, b"Request Entity Too Large\n")


def test_an_untold_length_over_the_limit_is_413_as_soon_as_it_shows() -> None:
    stream = io.BytesIO(b"x" * 10_000_000)
    response = app(echo).post("/door", input_stream=stream, environ_overrides=CHUNKED)
    assert response.status_code == 413
    assert stream.tell() == 101


def test_a_chunked_body_within_the_limit_is_read_whole() -> None:
    response = app(echo, 200_000).post("/door", input_stream=io.BytesIO(b"x" * 150_000), environ_overrides=CHUNKED)
    assert len(response.data) == 150_000


def test_a_stream_that_breaks_off_is_400() -> None:
    client = app(echo)
    short = {"CONTENT_LENGTH": "50"}
    assert client.post("/door", input_stream=io.BytesIO(b"abc"), environ_overrides=short).status_code == 400
    assert client.post("/door", input_stream=Broken(), environ_overrides=CHUNKED).status_code == 400


def test_a_bug_is_logged_whole_and_told_to_nobody(caplog: pytest.LogCaptureFixture) -> None:
    def bug(_: HttpIn) -> HttpOut:
        raise RuntimeError("the secret is 42")

    with caplog.at_level(logging.ERROR):
        response = app(bug).get("/door?msg_signature=abcdef")
    assert (response.status_code, response.data) == (500, b"")
    assert "the secret is 42" in caplog.text
    assert "Traceback" in caplog.text
    assert "abcdef" not in caplog.text


def test_it_is_healthy(client: FlaskClient) -> None:
    assert client.get("/healthz").data == b"ok\n"


@pytest.mark.parametrize("path", ["/", "/static/chat.js", "/healthz", "/nowhere", PATH])
def test_every_answer_carries_the_guards(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'self';")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/static/chat.css", "text/css; charset=utf-8"),
        ("/static/chat.js", "text/javascript; charset=utf-8"),
        ("/static/icon.svg", "image/svg+xml"),
    ],
)
def test_the_page_is_kept_and_asked_for_again_only_when_it_changed(
    client: FlaskClient, path: str, content_type: str
) -> None:
    first = client.get(path)
    assert (first.status_code, first.content_type) == (200, content_type)
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_the_page_can_be_left_out() -> None:
    client = create_app([], page=False).test_client()
    assert client.get("/").status_code == 404
    assert client.get("/healthz").status_code == 200


def test_the_page_names_no_other_host_and_holds_no_inline_code(client: FlaskClient) -> None:
    page = client.get("/").text
    assert "://" not in page
    assert "style=" not in page
    assert "<script>" not in page


# ---- the page's API ----


def say(client: FlaskClient, **message: object) -> dict[str, object]:
    response = client.post(PATH, json={"talk": TALK, "id": "m1", **message})
    assert response.status_code == 200, response.text
    assert response.headers["Cache-Control"] == "no-store"
    return dict(response.get_json())


@pytest.mark.parametrize(
    ("message", "kind", "text"),
    [
        ({"text": "能撤销吗\u0000]]>"}, Kind.TEXT, "能撤销吗\u0000]]>"),
        ({"choice": "ask:irreversible"}, Kind.CHOICE, "ask:irreversible"),
        ({"enter": True}, Kind.ENTER, ""),
        ({"text": "😀" * 2000}, Kind.TEXT, "😀" * 2000),
    ],
)
def test_a_message_is_heard(
    client: FlaskClient, answers: FakeAnswers, message: dict[str, object], kind: Kind, text: str
) -> None:
    say(client, **message)
    assert answers.heard == [Inbound(Key("page", "page", TALK), "m1", kind, text, NOON)]


def test_an_answer_is_told_whole(client: FlaskClient) -> None:
    answer = say(client, text="can we undo it?")
    assert answer == {
        "language": "en",
        "blocks": [
            {"tone": "say", "text": "No. Once the merge has begun it cannot be cancelled or rolled back."},
            {"tone": "warn", "text": "This cannot be undone: the mail of the target enterprise is cleared for good."},
            {
                "tone": "next",
                "text": "Back up the target's mail first, then check that both creators are the same person.",
            },
            {"tone": "basis", "text": "Basis: notice on the merge, 2022-04-21."},
        ],
        "choices": [
            {"label": "What should we back up?", "token": "ask:backup-before"},
            {"label": "Talk to a person", "token": "do:person"},
        ],
        "mode": "idle",
        "verdict": None,
        "findings": ["creator"],
    }


def test_silence_is_an_answer_without_blocks(client: FlaskClient, answers: FakeAnswers) -> None:
    answers.silent = True
    answer = say(client, enter=True)
    assert (answer["language"], answer["blocks"], answer["choices"]) == (None, [], [])


def test_a_talk_changed_elsewhere_is_503_to_be_sent_again(client: FlaskClient, answers: FakeAnswers) -> None:
    def conflict(_: Inbound) -> None:
        raise Conflict("twenty times")

    answers.before = conflict
    response = client.post(PATH, json={"talk": TALK, "id": "m1", "text": "?"})
    assert response.status_code == 503
    assert "again" in response.get_json()["error"]


WELL = {"talk": TALK, "id": "m1"}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"\xff\xfe",
        b"{",
        b"[" * 30_000,
        b'{"a":' * 5_000,
        b'{"talk":"\xff"}',
        b'{"talk":"' + TALK.encode() + b'","id":"m1","text":"\\ud800"}',
        b"<xml/>",
        *(
            json.dumps(message).encode()
            for message in (
                WELL,
                {**WELL, "text": ""},
                {**WELL, "text": "长" * 2001},
                {**WELL, "text": None},
                {**WELL, "text": 7},
                {**WELL, "text": "a", "choice": "b"},
                {**WELL, "text": "a", "enter": True},
                {**WELL, "text": "a", "enter": False},
                {**WELL, "choice": ""},
                {**WELL, "choice": "c" * 201},
                {**WELL, "enter": False},
                {**WELL, "enter": 1},
                {**WELL, "text": "a", "room": 1},
                {"talk": TALK, "text": "a"},
                {"id": "m1", "text": "a"},
                {"talk": "short", "id": "m1", "text": "a"},
                {"talk": "x" * 65, "id": "m1", "text": "a"},
                {"talk": TALK + "\n", "id": "m1", "text": "a"},
                {"talk": "page:page:" + TALK, "id": "m1", "text": "a"},
                {"talk": "企" * 20, "id": "m1", "text": "a"},
                {"talk": TALK, "id": "", "text": "a"},
                {"talk": TALK, "id": "m 1", "text": "a"},
                {"talk": TALK, "id": "m" * 65, "text": "a"},
            )
        ),
    ],
)
def test_what_cannot_be_read_is_400_and_says_what_to_do(client: FlaskClient, answers: FakeAnswers, body: bytes) -> None:
    response = client.post(PATH, data=body, content_type="application/json")
    assert response.status_code == 400
    assert "exactly one of" in response.get_json()["error"]
    assert len(response.data) < 1000
    assert answers.heard == []


def test_too_much_is_413(client: FlaskClient, answers: FakeAnswers) -> None:
    assert client.post(PATH, data=b" " * (LIMIT + 1)).status_code == 413
    assert answers.heard == []
