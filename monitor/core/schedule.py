"""When to ask a source again, as pure arithmetic on seconds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from xxhash import xxh32_intdigest

from monitor.core.health import DAY, SourceState
from monitor.seams import Ask, Route

FULL_EVERY = timedelta(hours=12)  # a body is asked for in full at least so often, whatever validators say
JITTER = 0.1  # of the delay, so that sources of one interval do not march in step
SHORTEST = 60.0
RECHECKS = tuple(timedelta(hours=h) for h in (1, 6, 24, 72, 168))


@dataclass(frozen=True, slots=True)
class SourceSpec:
    """A source of the config: a publisher with one or more routes to it, best first.

    `every` is the base interval in seconds, which is also the promise: a source in good health is never asked later,
    unless `slowest` allows it or the server wishes so. `fastest` is 0 for a quarter of it.
    """

    id: str
    routes: tuple[Route, ...]
    title: str = ""
    language: str = ""
    read: str = "matching"  # all, matching
    every: float = 1800.0
    fastest: float = 0.0
    slowest: float = 0.0
    publisher: str = ""

    @property
    def bounds(self) -> tuple[float, float]:
        """Shortest and longest interval between two polls of a source in good health."""
        low = self.fastest or max(min(SHORTEST, self.every), self.every / 4)
        return low, max(low, self.slowest or self.every)


def route_name(route: Route, ask: Ask | None = None) -> str:
    """What a route's memory is filed under: its kind and address, so that it survives reordering in the config."""
    return f"{route.type} {(ask or route.ask()).url}"


def adapted(interval: float, overlap: float, bounds: tuple[float, float]) -> float:
    """The next interval, given the share of shown items that the poll before showed too.

    Little overlap means that the window nearly scrolled past; full overlap, that nothing came. Steps down are larger
    than steps up: a lost item costs more than a spare request.
    """
    low, high = bounds
    if overlap < 0.5:
        factor = 0.5
    elif overlap < 0.8:
        factor = 0.8
    else:
        factor = 1.25 if overlap >= 0.98 else 1.0
    return min(high, max(low, interval * factor))


def delay_after_failure(interval: float, failures: float, retry_after: float | None, seed: str) -> float:
    """Interval x weighted failures, at least a minute and the server's wish, at most a day; jitter makes it longer."""
    delay = max(min(SHORTEST, interval), interval * failures, retry_after or 0.0)
    return min(DAY, delay) * (1.0 + JITTER * _part(seed))


def delay_after_success(interval: float, hint: float, seed: str) -> float:
    """The interval, which jitter makes shorter, or the server's wish where that is longer; at most a day."""
    return min(DAY, max(interval * (1.0 - JITTER * _part(seed)), hint))


def _part(seed: str) -> float:
    """A number from 0 to 1; the same for the same seed."""
    return xxh32_intdigest(seed.encode()) / 0xFFFFFFFF


def due(sources: Iterable[tuple[SourceSpec, SourceState | None]], now: datetime) -> tuple[SourceSpec, ...]:
    """The sources to ask now, those that have waited longest first; a source never asked is due at once."""
    waiting = [(state.next_poll_at if state and state.next_poll_at else None, spec) for spec, state in sources]
    ready = [(at, spec) for at, spec in waiting if at is None or at <= now]
    ready.sort(key=lambda pair: (pair[0] is not None, pair[0] or now, pair[1].id))
    return tuple(spec for _, spec in ready)


def recheck_due(published: datetime | None, read_at: datetime, now: datetime) -> bool:
    """Whether a matched article, last read at `read_at`, is to be read again: 1 h, 6 h, 1, 3 and 7 days after it came.

    A mark that passed while the daemon slept is made up for once; after the last one nothing is due.
    """
    at = next_recheck(published, read_at)
    return at is not None and at <= now


def next_recheck(published: datetime | None, read_at: datetime) -> datetime | None:
    """The first mark after the last reading, or None after the last mark. Without a date, marks count from the reading.

    An article found long after it came out has its marks behind it.
    """
    marks = ((published or read_at) + step for step in RECHECKS)
    return next((mark for mark in marks if mark > read_at), None)
