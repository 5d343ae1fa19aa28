"""Plays the WeCom platform: encrypts callbacks and opens replies with wx-crypt (Tencent's sample), not wechatpy."""

import base64
import hashlib
import secrets
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from Crypto.Cipher import AES
from wx_crypt import WXBizMsgCrypt  # type: ignore[import-untyped]

from qiwen.channels.http import HttpIn, HttpOut
from qiwen.channels.wecom import Credentials

TOKEN = "QDG6eK"
AES_KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
CORP = "wx5823bf96d3bd56c7"
AGENT = "218"
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)

CREDENTIALS = Credentials(CORP, TOKEN, AES_KEY, int(AGENT))


def element(name: str, value: str) -> str:
    """A field as the platform writes it."""
    return f"<{name}><![CDATA[{value}]]></{name}>"


def message(**fields: str) -> str:
    """A text message of doc 90239, or another with the same frame; a field given as "" stays out."""
    usual = {
        "ToUserName": CORP,
        "FromUserName": "zhangsan",
        "CreateTime": str(int(NOW.timestamp())),
        "MsgType": "text",
        "Content": "能迁吗",
        "MsgId": "4561255354251345929",
        "AgentID": AGENT,
    }
    return document({name: value for name, value in (usual | fields).items() if value})


def event(name: str, **fields: str) -> str:
    """An event of doc 90240: no MsgId, no Content."""
    return message(**({"MsgType": "event", "Event": name, "MsgId": "", "Content": ""} | fields))


def document(fields: Mapping[str, str]) -> str:
    """Fields as one `<xml>`."""
    return "<xml>" + "".join(element(name, value) for name, value in fields.items()) + "</xml>"


@dataclass(frozen=True, slots=True)
class Platform:
    """The other end of the callback. Change a value with `but` to play somebody else."""

    corp_id: str = CORP
    token: str = TOKEN
    aes_key: str = AES_KEY
    path: str = "/wecom/default/callback"
    now: datetime = NOW
    nonce: str = field(default_factory=lambda: str(secrets.randbelow(10**10)))

    def but(self, **changes: object) -> "Platform":
        """The same platform with something else about it."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def sends(self, xml: str) -> HttpIn:
        """The POST of a message."""
        return self.sends_sealed(self.encrypts(xml))

    def sends_sealed(self, encrypted: str) -> HttpIn:
        """A POST with this ciphertext, rightly signed."""
        body = f"<xml>{element('ToUserName', self.corp_id)}{element('Encrypt', encrypted)}</xml>"
        return HttpIn("POST", self.path, self.stamps(encrypted), body=body.encode())

    def asks_echo(self, echo: str) -> HttpIn:
        """The GET when the admin presses save."""
        return self.asks_sealed_echo(self.encrypts(echo))

    def asks_sealed_echo(self, encrypted: str) -> HttpIn:
        """A GET with this ciphertext as echostr, rightly signed."""
        return HttpIn("GET", self.path, self.stamps(encrypted) | {"echostr": encrypted})

    def encrypts(self, text: str) -> str:
        """The ciphertext of `text`; a lone surrogate goes out as the three bytes that a careless writer makes of it."""
        code, sealed = self._crypt().EncryptMsg(text.encode(errors="surrogatepass"), self.nonce, self._timestamp())
        assert code == 0
        return str(ET.fromstring(sealed).findtext("Encrypt"))

    def encrypts_frame(self, frame: bytes) -> str:
        """Ciphertext of hand-made bytes, for frames that wx-crypt would never build."""
        key = base64.b64decode(self.aes_key + "=")
        return base64.b64encode(AES.new(key, AES.MODE_CBC, key[:16]).encrypt(frame)).decode()

    def stamps(self, encrypted: str) -> dict[str, str]:
        """The query that signs `encrypted`."""
        values = sorted([self.token, self._timestamp(), self.nonce, encrypted])
        signature = hashlib.sha1("".join(values).encode(errors="surrogatepass")).hexdigest()
        return {"msg_signature": signature, "timestamp": self._timestamp(), "nonce": self.nonce}

    def opens(self, response: HttpOut) -> dict[str, str]:
        """The fields of a sealed reply; fails where signature, receiver or XML are wrong, or a field comes twice."""
        assert response.status == 200
        root = ET.fromstring(response.body)
        stamp = [str(root.findtext(name)) for name in ("MsgSignature", "TimeStamp", "Nonce")]
        code, text = self._crypt().DecryptMsg(response.body, *stamp)
        assert code == 0, f"Tencent's code {code}"
        fields = [(child.tag, child.text or "") for child in ET.fromstring(text)]
        assert len(dict(fields)) == len(fields), "a doubled field"
        return dict(fields)

    def _timestamp(self) -> str:
        return str(int(self.now.timestamp()))

    def _crypt(self) -> WXBizMsgCrypt:
        return WXBizMsgCrypt(self.token, self.aes_key, self.corp_id)


def framed(text: bytes, receiver: bytes = CORP.encode(), *, length: int | None = None, pad: int | None = None) -> bytes:
    """16 random bytes, length, text, receiver, padding to a multiple of 32 (doc 90968); length or padding may lie."""
    size = len(text) if length is None else length
    plain = secrets.token_bytes(16) + size.to_bytes(4, "big") + text + receiver
    amount = 32 - len(plain) % 32
    return plain + bytes([amount if pad is None else pad]) * amount
