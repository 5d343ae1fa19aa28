"""qiwen (企问): answers questions about merging Tencent Exmail with WeCom, from dated notices only."""

import os

# One question is small arithmetic: threads of the linear algebra library would only wait for each other. Must be set
# before numpy is imported; whoever sets it outside knows better.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__all__ = ["__version__"]


def __getattr__(name: str) -> str:
    """`__version__`, looked up when asked for: the metadata of packages take 30 ms to load."""
    if name != "__version__":
        raise AttributeError(name)
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - see above

    try:
        return version("qiwen")
    except PackageNotFoundError:  # a bare source tree on PYTHONPATH
        return "0+unknown"
