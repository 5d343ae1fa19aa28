"""Content that changes while the server runs: noticed, checked, taken over; what is learned follows."""

import logging
import threading
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from qiwen.content import weights
from qiwen.dialogue.mind import Mind
from qiwen.matching.learned import Learned, asked
from qiwen.matching.matcher import Matcher
from qiwen.model.errors import ContentError
from qiwen.service.desk import Desk

_log = logging.getLogger(__name__)

EVERY_S = 0.5

Stamps = dict[str, tuple[int, int]]
MakeMind = Callable[[Path, Learned | None], Mind]


def stamps(root: Path) -> Stamps:
    """When each content file was written and how long it is; two of these differ when anything changed."""
    files = [*(root / "intents").glob("*.toml"), *(root / "knowledge").rglob("*.toml"), root / weights.NAME]
    seen = ((file, file.stat()) for file in files if file.exists())
    return {str(file): (stat.st_mtime_ns, stat.st_size) for file, stat in seen}


class Watcher:
    """Looks after the content of one desk. A message is always answered by one content, the old or the new."""

    def __init__(self, desk: Desk, root: Path, make_mind: MakeMind) -> None:
        self._desk = desk
        self._root = root
        self._make_mind = make_mind
        self._seen = stamps(root)

    def start(self) -> None:
        """Look every half second in a thread of its own, which ends with the process."""
        threading.Thread(target=self._forever, name="qiwen-content", daemon=True).start()

    def look(self) -> bool:
        """Take over changed content. False where nothing changed, or where it has slips and the old stays in force."""
        now = stamps(self._root)
        if now == self._seen:
            return False
        self._seen = now
        started = time.monotonic()
        try:
            mind = self._make_mind(self._root, None)
        except ContentError as slips:
            _log.error("content changed but has slips; the old stays in force:\n%s", slips)
            return False
        self._desk.mind = mind
        _log.warning("content changed: in force after %.1f s", time.monotonic() - started)
        return True

    def follow(self) -> bool:
        """Learn from the content in force, where it is newer than what was learned and scikit-learn is at hand."""
        matcher = self._desk.mind.matcher
        if not isinstance(matcher, Matcher) or matcher.learned is None:
            return False
        if matcher.learned.content == asked(matcher.catalogue):
            return False
        if find_spec("sklearn") is None:
            _log.warning(
                "what was learned is older than the content: `qiwen train` renews it (pip install qiwen[learn])"
            )
            return False
        started = time.monotonic()
        self._take(matcher, matcher.learned)
        _log.warning(
            "learned from the changed content in %.1f s, without the nets: `qiwen train`", time.monotonic() - started
        )
        return True

    def _take(self, matcher: Matcher, old: Learned) -> None:
        from qiwen.learning.train import relearn  # noqa: PLC0415 - scikit-learn is heavy and not always there

        learned = relearn(matcher.catalogue, matcher.reader, old)
        if self._desk.mind.matcher is matcher:  # nothing newer came meanwhile
            self._desk.mind = self._make_mind(self._root, learned)

    def _forever(self) -> None:
        while True:
            time.sleep(EVERY_S)
            try:
                if self.look():
                    self.follow()
            except OSError:
                _log.exception("content could not be looked at; the old stays in force")
