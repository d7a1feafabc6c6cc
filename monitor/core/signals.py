"""Findings from how much is written, not from what: a spike and a silence about a watch.

Both need a past to compare with and say nothing without one. Spike: a robust z-score (median and median absolute
deviation), which an earlier spike does not blunt. Silence: longer than three times the watch's usual longest pause.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from monitor.core.outbox import finding_id
from monitor.model import Finding

DAY = timedelta(days=1)
PAST = 28  # days that a spike is compared with: four of each weekday
LEAST = 5  # articles in a day that may be called a spike at all
HEIGHT = 4.0  # robust standard deviations above the median
_MAD_TO_SIGMA = 1.4826  # of a normal distribution
PAUSES = 20  # articles needed to know a watch's usual pause
SHORTEST_SILENCE = timedelta(days=3)  # a weekend is no silence


def spike(watch: str, times: Sequence[datetime], now: datetime) -> Finding | None:
    """More articles in the last 24 hours than the 28 days before explain. `times` are of first reports, not reprints.

    At most one a day (UTC).
    """
    ages = [(now - at) // DAY for at in times if at <= now]
    if not ages or max(ages) < PAST:
        return None
    today, *before = (ages.count(day) for day in range(PAST + 1))
    usual = median(before)
    spread = max(1.0, _MAD_TO_SIGMA * median(abs(count - usual) for count in before))
    if today < LEAST or today <= usual + HEIGHT * spread:
        return None
    said = {"count": today, "usual": usual, "days": PAST}
    return _finding(watch, "spike", f"{now:%Y-%m-%d}", f"{today} a day, usually {usual:g}", said, now)


def silence(watch: str, times: Sequence[datetime], now: datetime) -> Finding | None:
    """No article for three times as long as the pauses that 19 of 20 times were not exceeded. Once a silence."""
    dated = sorted(at for at in times if at <= now)
    if len(dated) < PAUSES:
        return None
    pauses = sorted(later - earlier for earlier, later in pairwise(dated))
    usual = pauses[int(0.95 * (len(pauses) - 1))]
    quiet = now - dated[-1]
    if quiet <= max(SHORTEST_SILENCE, 3 * usual):
        return None
    said = {"since": dated[-1].isoformat(), "usual_hours": round(usual / timedelta(hours=1), 1)}
    return _finding(watch, "silence", dated[-1].isoformat(), f"since {dated[-1]:%Y-%m-%d}", said, now)


def _finding(watch: str, kind: str, turn: str, state: str, said: Mapping[str, object], now: datetime) -> Finding:
    return Finding(
        id=finding_id(watch, kind, watch, turn),
        at=now,
        watch=watch,
        kind=kind,
        value=watch,
        state=state,
        article_url="",
        article_title="",
        article_published=None,
        source="monitor",
        sentence="",
        baseline=said,
        value_kind=kind,
    )
