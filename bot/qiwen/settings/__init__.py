"""Settings from the environment, *_FILE and qiwen.toml; every slip named at once."""

from qiwen.settings.read import Settings, WecomApp, read

__all__ = ["Settings", "WecomApp", "read"]
