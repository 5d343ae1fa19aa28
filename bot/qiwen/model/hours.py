"""When people are at the support desk."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

_WEEK = 7


@dataclass(frozen=True, slots=True)
class Hours:
    """Business hours: on `days` (Monday is 0) from `opens` to `closes`, in the desk's own time; no holidays."""

    days: frozenset[int] = frozenset(range(5))
    opens: time = time(9)
    closes: time = time(18)

    def next(self, now: datetime) -> datetime:
        """`now` where somebody is there, else when the desk opens next. `now` is aware, in the desk's own time."""
        for ahead in range(_WEEK + 1):
            day = now + timedelta(days=ahead)
            opens = datetime.combine(day.date(), self.opens, now.tzinfo)
            if day.weekday() in self.days and now < datetime.combine(day.date(), self.closes, now.tzinfo):
                return max(now, opens)
        return now
