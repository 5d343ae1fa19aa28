"""qiwen (企问): answers questions about merging Tencent Exmail with WeCom, from dated notices only."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("qiwen")
except PackageNotFoundError:  # a bare source tree on PYTHONPATH
    __version__ = "0+unknown"

__all__ = ["__version__"]
