"""How templates show times: in the config's zone, in the reader's language, and roughly how long ago."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from .desk import Visit

_UNITS = ((86_400, "day_short"), (3_600, "hour_short"), (60, "minute_short"), (1, "second_short"))


class Show:
    """What templates call; each method gives plain text."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._zone = ZoneInfo(visit.chosen.timezone)

    def day(self, at: datetime | None) -> str:
        if at is None:
            return self._visit.words["undated"]
        return self._visit.wording.day(at.astimezone(self._zone))

    def time(self, at: datetime | None) -> str:
        if at is None:
            return self._visit.words["never"]
        return f"{self.day(at)}, {at.astimezone(self._zone):%H:%M}"

    def iso(self, at: datetime | None) -> str:
        return at.isoformat(timespec="seconds") if at else ""

    def ago(self, at: datetime | None) -> str:
        """"3 h ago", "in 5 min"; two units are never needed."""
        words = self._visit.words
        if at is None:
            return words["never"]
        seconds = (self._visit.now - at).total_seconds()
        size, unit = next((pair for pair in _UNITS if abs(seconds) >= pair[0]), _UNITS[-1])
        if seconds < 0 and abs(seconds) < 1:
            return words["due"]
        return words["ago" if seconds >= 0 else "in"].format(f"{abs(seconds) // size:.0f} {words[unit]}")

    def next(self, at: datetime | None) -> str:
        """As `ago`, of something that is still to come: what should have been is due."""
        return self._visit.words["due"] if at is not None and at <= self._visit.now else self.ago(at)

    def count(self, number: int) -> str:
        return f"{number:,}".replace(",", "\u202f")

    def sources(self, number: int) -> str:
        wording = self._visit.wording
        return wording.plural(number, wording.sources)

    def articles(self, number: int) -> str:
        wording = self._visit.wording
        return wording.plural(number, wording.articles)
