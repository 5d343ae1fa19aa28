"""Playing the platform against our own routes: shows that token, key and corp id fit together before WeCom is asked."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from qiwen.channels.wecom import flat
from qiwen.channels.wecom.platform import Credentials, Envelope

Post = Callable[[Mapping[str, str], bytes], bytes]
"""Delivers a callback (query, body) and returns the body of the response."""


def rehearse(credentials: Credentials, text: str, message_id: str, at: datetime, post: Post) -> str:
    """The answer to `text`, sent as an encrypted message and decrypted again. Raises BadCallback if that fails."""
    envelope = Envelope(credentials, timedelta(minutes=1), lambda: at)
    sealed = flat.read(envelope.seal(_message(credentials, text, message_id, at), at))
    query = {"msg_signature": sealed["MsgSignature"], "timestamp": sealed["TimeStamp"], "nonce": sealed["Nonce"]}
    body = f"<xml><ToUserName>{credentials.corp_id}</ToUserName><Encrypt>{sealed['Encrypt']}</Encrypt></xml>"
    return envelope.unseal(post(query, body.encode())).get("Content", "")


def _message(credentials: Credentials, text: str, message_id: str, at: datetime) -> str:
    """A text message as doc 90239 shows it."""
    fields = {
        "ToUserName": credentials.corp_id,
        "FromUserName": "qiwen-doctor",
        "CreateTime": str(int(at.timestamp())),
        "MsgType": "text",
        "Content": text,
        "MsgId": str(int(message_id, 16)),
        "AgentID": str(credentials.agent_id),
    }
    return f"<xml>{''.join(f'<{name}>{flat.cdata(value)}</{name}>' for name, value in fields.items())}</xml>"
