"""The Flask application: one dispatcher for every channel's routes, the chat page, and a health check."""

import logging
from collections.abc import Callable, Iterable
from io import BytesIO

from flask import Flask, Response, request
from werkzeug.exceptions import BadRequest, HTTPException, MethodNotAllowed, RequestEntityTooLarge

from qiwen.channels.http import HttpIn, HttpOut, Route
from qiwen.web.assets import Asset, assets

_log = logging.getLogger(__name__)

_GUARDS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_PAGE = "chat.html"
_PIECE = 64 * 1024


CONTENT = "X-Qiwen-Content"
"""The header of /healthz that names the content in force."""


def create_app(routes: Iterable[Route], *, page: bool = True, content: Callable[[], str] = str) -> Flask:
    """The WSGI application that serves `routes`, GET /healthz and, unless `page` is false, the chat page at /.

    `content` gives the fingerprint of the content in force, which /healthz names in a header. Paths of routes are
    literal. An unexpected exception is logged with its traceback and told to nobody else.
    """
    app = Flask(__name__, static_folder=None, template_folder=None)
    app.url_map.merge_slashes = False  # a doubled slash is another path, not a redirect
    for route in (*routes, Route("/healthz", ("GET",), _healthy(content), limit=0)):
        _add(app, route.path, route.methods, _dispatcher(route))
    if page:
        _add_page(app)
    app.after_request(_guard)
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(Exception, _unexpected)
    return app


def _add(app: Flask, path: str, methods: tuple[str, ...], view: Callable[[], Response]) -> None:
    name = f"{' '.join(methods)} {path}".replace(".", "_")  # Flask keeps dots for blueprints
    app.add_url_rule(path, name, view, methods=methods, provide_automatic_options=False)


def _dispatcher(route: Route) -> Callable[[], Response]:
    """The view that hands a request to `route` and its answer to the server."""

    def view() -> Response:
        return _response(route.handle(_http_in(route.limit)))

    return view


def _http_in(limit: int) -> HttpIn:
    body = _body(limit)
    headers = {name.lower(): value for name, value in request.headers.items()}
    return HttpIn(request.method, request.path, request.args.to_dict(), headers, body)


def _body(limit: int) -> bytes:
    """The whole body. Raises 413 before reading where its length is told, else as soon as it grows over `limit`."""
    if (request.content_length or 0) > limit:
        raise RequestEntityTooLarge
    body = BytesIO()
    while piece := _piece(min(limit + 1 - body.tell(), _PIECE)):
        body.write(piece)
        if body.tell() > limit:
            raise RequestEntityTooLarge
    return body.getvalue()


def _piece(size: int) -> bytes:
    """The next bytes that the client sent. Raises 400 for a stream that breaks off or is badly chunked."""
    try:
        return request.stream.read(size)
    except OSError as broken:
        raise BadRequest from broken


def _response(out: HttpOut) -> Response:
    return Response(out.body, out.status, dict(out.headers), content_type=out.content_type)


def _healthy(content: Callable[[], str]) -> Callable[[HttpIn], HttpOut]:
    def handle(_: HttpIn) -> HttpOut:
        return HttpOut(body=b"ok\n", headers={CONTENT: content()})

    return handle


def _add_page(app: Flask) -> None:
    """Serve the page and its assets, read once, from the package."""
    for name, asset in assets().items():
        path = "/" if name == _PAGE else f"/static/{name}"
        _add(app, path, ("GET",), _serves(asset))


def _serves(asset: Asset) -> Callable[[], Response]:
    """The view of `asset`. Browsers keep it and ask each time whether it changed, so page and script never differ."""

    def view() -> Response:
        response = Response(asset.body, content_type=asset.content_type, headers={"Cache-Control": "no-cache"})
        response.set_etag(asset.etag)
        response.make_conditional(request)
        return response

    return view


def _guard(response: Response) -> Response:
    for name, value in _GUARDS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def _refused(error: HTTPException) -> Response:
    """A status and its name, nothing that the client sent."""
    response = Response(f"{error.name}\n", error.code, content_type="text/plain; charset=utf-8")
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def _unexpected(error: Exception) -> Response:
    # Without the query: it holds the platform's signatures.
    _log.error("unexpected while answering %s %r", request.method, request.path, exc_info=error)
    return Response(status=500)
