"""Somebody who answers, and the webhook in front of them: small real parts for the channel tests."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from qiwen.channels.http import HttpIn, HttpOut
from qiwen.channels.wecom import WecomChannel
from qiwen.model.errors import QiwenError
from qiwen.model.inbound import Inbound
from qiwen.model.reply import Block, Reply, Tone
from qiwen.model.text import Language
from qiwen.model.turn import Entry, Outcome
from qiwen.service.ports import Answered
from wecom_platform import CREDENTIALS, NOW


def said(text: str) -> Reply:
    """A reply of one paragraph."""
    return Reply(Language.HANS, (Block(Tone.SAY, text),))


@dataclass
class Answerer:
    """Answers by echoing the text, and remembers, as the desk does, what it has answered already."""

    heard: list[Inbound] = field(default_factory=list)
    reply: Callable[[Inbound], Reply | None] = lambda inbound: said(f"答:{inbound.text}")
    trouble: QiwenError | None = None
    given: dict[tuple[str, str], Answered] = field(default_factory=dict)

    def handle(self, inbound: Inbound) -> Answered:
        if self.trouble:
            raise self.trouble
        place = (str(inbound.key), inbound.message_id)
        if place not in self.given:
            self.heard.append(inbound)
            self.given[place] = Answered(self.reply(inbound), Entry(Outcome.ANSWERED), "idle")
        return self.given[place]


@dataclass
class Webhook:
    """One channel, called the way the web floor calls it: the route is found by path and method."""

    answerer: Answerer
    now: datetime = NOW

    def gets(self, request: HttpIn) -> HttpOut:
        channel = WecomChannel("default", CREDENTIALS, self.answerer, lambda: self.now)
        routes = {(route.path, method): route for route in channel.routes() for method in route.methods}
        return routes[request.path, request.method].handle(request)
