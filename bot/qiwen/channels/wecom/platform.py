"""The envelope of callbacks (doc 90968, 90930). The only module that knows wechatpy, and all that is wrong with it."""

import re
import secrets
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha1
from hmac import compare_digest

# wechatpy.replies is not used here, but wechatpy would import it while it seals the first reply and somebody waits.
import wechatpy.replies  # noqa: F401
from wechatpy.work.crypto import PrpCrypto, WeChatCrypto

from qiwen.channels.wecom import flat
from qiwen.model.errors import Forged, Unreadable
from qiwen.service.ports import Clock

# A text of 20,000 characters is 107 kB once it is encrypted and written as base64.
BODY_LIMIT = 256 * 1024

_LONGEST_VALUE = 128
_LONGEST_ECHO = 1024
# Ten digits and no others: the four signed values are glued without separators (doc 90968), so a timestamp of free
# length could borrow digits from the nonce and look fresh again.
_TIME = re.compile(r"[1-9][0-9]{9}")
_ECHO = re.compile(r"[0-9A-Za-z_=+/.-]{1,128}")
_BLOCK = 16
_LONGEST_PADDING = 32


@dataclass(frozen=True, slots=True)
class Credentials:
    """What the admin console shows of an app's callback (doc 90930). Its secrets stay out of logs."""

    corp_id: str
    token: str = field(repr=False)
    aes_key: str = field(repr=False)
    agent_id: int


@dataclass(frozen=True, slots=True)
class _Stamp:
    """What the query says of the text that comes with it."""

    signature: str
    timestamp: str
    nonce: str


class Envelope:
    """Opens what the platform sends, seals what goes back.

    Raises Forged where signature, receiver or time are wrong, Unreadable for all else that cannot be opened, and
    nothing besides. `credentials` must be well-formed: the settings see to that.
    """

    def __init__(self, credentials: Credentials, window: timedelta, clock: Clock) -> None:
        self._corp_id = credentials.corp_id
        self._token = credentials.token
        self._window = window
        self._clock = clock
        self._crypto = WeChatCrypto(credentials.token, credentials.aes_key, credentials.corp_id)
        self._cipher = PrpCrypto(self._crypto.key).cipher

    def open_echo(self, query: Mapping[str, str]) -> str:
        """The plain text of `echostr`, to be answered bare when the admin presses save (doc 90930).

        A message is not an echo: whoever caught a callback on its way would have it decrypted here.
        """
        echo = self._open(self._stamp(query), _value(query, "echostr", _LONGEST_ECHO))
        if not _ECHO.fullmatch(echo):
            raise Forged("an echo that is none")
        return echo

    def open_message(self, query: Mapping[str, str], body: bytes) -> Mapping[str, str]:
        """The fields of the message in `body` (doc 90239, 90240), which is addressed to our enterprise."""
        fields = _fields(self._open(self._stamp(query), _encrypted(body)))
        if fields.get("ToUserName") != self._corp_id:
            raise Forged("a message to somebody else")
        return fields

    def seal(self, xml: str, at: datetime) -> bytes:
        """`xml` encrypted and signed, ready to be the body of the response (doc 90968)."""
        sealed: str = self._crypto.encrypt_message(xml, secrets.token_hex(8), str(int(at.timestamp())))
        return sealed.encode()

    def unseal(self, body: bytes) -> Mapping[str, str]:
        """The fields of a sealed reply: what the platform makes of it."""
        sealed = flat.read(body)
        stamp = _Stamp(sealed.get("MsgSignature", ""), sealed.get("TimeStamp", ""), sealed.get("Nonce", ""))
        return _fields(self._open(stamp, sealed.get("Encrypt", "")))

    def _stamp(self, query: Mapping[str, str]) -> _Stamp:
        stamp = _Stamp(*(_value(query, name, _LONGEST_VALUE) for name in ("msg_signature", "timestamp", "nonce")))
        if not _TIME.fullmatch(stamp.timestamp):
            raise Forged("a timestamp that is no time")
        if abs(int(stamp.timestamp) - self._clock().timestamp()) > self._window.total_seconds():
            raise Forged("a stale timestamp")
        return stamp

    def _open(self, stamp: _Stamp, encrypted: str) -> str:
        """The plain text, once the signature is ours."""
        _check_shape(encrypted)
        if not compare_digest(self._signature(stamp, encrypted).encode(), _bytes(stamp.signature)):
            raise Forged("a wrong signature")
        try:
            text: str = self._crypto.decrypt_message(
                {"Encrypt": encrypted}, stamp.signature, stamp.timestamp, stamp.nonce
            )
        except Exception:  # noqa: BLE001 - seven kinds escape from wechatpy, see _look_again
            return self._look_again(encrypted)
        return text

    def _signature(self, stamp: _Stamp, encrypted: str) -> str:
        values = sorted(map(_bytes, (self._token, stamp.timestamp, stamp.nonce, encrypted)))
        return sha1(b"".join(values), usedforsecurity=False).hexdigest()

    def _look_again(self, encrypted: str) -> str:
        """Tell apart what wechatpy cannot.

        It calls a text that was cut short "other corp id", and loses a whole message for one broken character.
        """
        message, receiver = _unframed(self._cipher.decrypt(b64decode(encrypted)))
        if receiver != self._corp_id.encode():
            raise Forged("for another enterprise")
        return message.decode(errors="replace")


def _value(query: Mapping[str, str], name: str, longest: int) -> str:
    value = query.get(name, "")
    if not 0 < len(value) <= longest:
        raise Unreadable(f"{name} missing or too long")
    return value


def _bytes(value: str) -> bytes:
    return value.encode(errors="surrogatepass")


def _encrypted(body: bytes) -> str:
    if len(body) > BODY_LIMIT:
        raise Unreadable("a body that is too long")
    encrypted = flat.read(body).get("Encrypt")
    if not encrypted:
        raise Unreadable("a body without Encrypt")
    return encrypted


def _check_shape(encrypted: str) -> None:
    """Raise Unreadable on what AES and base64 cannot have made; wechatpy skips strange characters instead."""
    try:
        size = len(b64decode(encrypted, validate=True))
    except ValueError as error:
        raise Unreadable("Encrypt is not base64") from error
    if size == 0 or size % _BLOCK:
        raise Unreadable("Encrypt is cut short")


def _unframed(plain: bytes) -> tuple[bytes, bytes]:
    """Message and receiver, from 16 random bytes, length, message, receiver and padding (doc 90968)."""
    padding = plain[-1]
    content = plain[_BLOCK:-padding]
    end = 4 + int.from_bytes(content[:4], "big")
    if not 1 <= padding <= _LONGEST_PADDING or not plain.endswith(plain[-1:] * padding) or end > len(content):
        raise Unreadable("cut short inside")
    return content[4:end], content[end:]


def _fields(message: str) -> Mapping[str, str]:
    try:
        return flat.read(message.encode())
    except Unreadable:
        return flat.read(flat.mend(message).encode())
