"""A self-built WeCom app: encrypted callbacks in, passive replies out (doc 90238 and its neighbours)."""

from qiwen.channels.wecom.channel import WecomChannel
from qiwen.channels.wecom.platform import Credentials

__all__ = ["Credentials", "WecomChannel"]
