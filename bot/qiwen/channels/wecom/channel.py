"""The callback of one self-built app (doc 90930, 90238): GET proves the address, POST brings messages."""

import logging
from collections.abc import Callable
from datetime import timedelta

from qiwen.channels.http import HttpIn, HttpOut, Route
from qiwen.channels.wecom.convert import to_inbound, to_xml
from qiwen.channels.wecom.platform import BODY_LIMIT, Credentials, Envelope
from qiwen.model.errors import BadCallback, Conflict, Forged, StoreError
from qiwen.model.inbound import Inbound
from qiwen.service.ports import Answers, Clock

_log = logging.getLogger(__name__)

_SILENCE = HttpOut()  # "received, nothing to say" (doc 90238)
# Whatever is not 200 is delivered again, up to three times (doc 90238): right for a database that is gone for a moment.
_LATER = HttpOut(status=503)
_FORGED = HttpOut(status=403, body=b"forged")
_UNREADABLE = HttpOut(status=400, body=b"unreadable")


class WecomChannel:
    """Two conversions and two routes. `window` is how far a request's timestamp may be from now."""

    def __init__(
        self,
        app: str,
        credentials: Credentials,
        answers: Answers,
        clock: Clock,
        window: timedelta = timedelta(minutes=10),
    ) -> None:
        self._app = app
        self._corp_id = credentials.corp_id
        self._agent_id = str(credentials.agent_id)
        self._answers = answers
        self._clock = clock
        self._envelope = Envelope(credentials, window, clock)

    def routes(self) -> tuple[Route, ...]:
        """GET and POST of the callback address."""
        path = f"/wecom/{self._app}/callback"
        return (
            Route(path, ("GET",), self._guarded(self._prove), BODY_LIMIT),
            Route(path, ("POST",), self._guarded(self._receive), BODY_LIMIT),
        )

    def _guarded(self, handle: Callable[[HttpIn], HttpOut]) -> Callable[[HttpIn], HttpOut]:
        """`handle`, with refusals turned into statuses and one log line that holds nothing a stranger wrote."""

        def guarded(request: HttpIn) -> HttpOut:
            try:
                return handle(request)
            except BadCallback as refusal:
                _log.warning("wecom %s: %s refused: %s", self._app, request.method, refusal)
                return _FORGED if isinstance(refusal, Forged) else _UNREADABLE
            except (StoreError, Conflict) as trouble:
                _log.error("wecom %s: not answered, the platform will deliver it again: %s", self._app, trouble)
                return _LATER

        return guarded

    def _prove(self, request: HttpIn) -> HttpOut:
        return HttpOut(body=self._envelope.open_echo(request.query).encode())

    def _receive(self, request: HttpIn) -> HttpOut:
        fields = self._envelope.open_message(request.query, request.body)
        inbound = to_inbound(self._app, fields)
        if inbound is None:
            return _SILENCE
        self._mention_other_agent(fields.get("AgentID", ""))
        return self._answer(inbound)

    def _answer(self, inbound: Inbound) -> HttpOut:
        reply = self._answers.handle(inbound).reply
        if reply is None:
            return _SILENCE
        now = self._clock()
        sealed = self._envelope.seal(to_xml(reply, inbound.key.user, self._corp_id, now), now)
        return HttpOut(body=sealed, content_type="application/xml; charset=utf-8")

    def _mention_other_agent(self, agent_id: str) -> None:
        """Tell the operator of a slip in the settings; token and key are right, so a passive reply works."""
        if agent_id and agent_id != self._agent_id:
            _log.warning("wecom %s: messages come for another app than QIWEN_WECOM_AGENT_ID names", self._app)
