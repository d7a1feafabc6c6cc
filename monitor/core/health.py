"""What is remembered of a source between polls, and what its failures and silences are called.

The weights and the delay rule are Media Cloud's (rss-fetcher: hard failures count 1, soft ones less, delay grows with
the sum and is capped at a day); unlike there, nothing is ever switched off.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import TypeAdapter

from monitor.model import Decision, Entry, FetchFailed, Reason

DAY = 86_400.0
HARD, SOFT, TEMPORARY = 1.0, 0.5, 0.25
FAILING, DEAD = 2.0, 8.0  # 8: about 16 to 32 base intervals of nothing but failures, as the delay grows with them
RECENT = 20  # polls looked back upon to call a source flaky
FLAKY = 4  # failures among them
MAX_KEYS = 1000  # remembered of one poll: the largest usual feeds and news sitemaps show 1,000 items
MAX_QUIETS = 50  # stretches between polls that brought something, for the usual gap
SILENT_FLOOR = timedelta(hours=48)

_TEMPORARY = frozenset({Reason.TIMEOUT, Reason.CONNECT, Reason.PROTOCOL, Reason.ROBOTS})
_SOFT = frozenset({Reason.DNS, Reason.TLS, Reason.RATE_LIMITED, Reason.EMPTY_BODY})
NETWORK = frozenset({Reason.TIMEOUT, Reason.CONNECT, Reason.DNS, Reason.TLS})


class Health(StrEnum):
    """State of a source, as `monitor sources` shows it."""

    NEW = "new"  # never asked
    OK = "ok"
    FLAKY = "flaky"
    FAILING = "failing"
    DEAD = "dead"
    RECOVERED = "recovered"  # answers again after it was dead; ok from the next poll on
    SILENT = "silent"  # answers, nothing new for unusually long
    STALE = "stale"  # the same body for unusually long
    CHALLENGE = "challenge"  # HTML or JavaScript in place of the feed
    BLOCKED = "blocked"  # 403 or 451
    MOVED = "moved"  # answers at another address, which is used


class Kind(StrEnum):
    """What is worth telling about a source."""

    DEAD = "dead"
    RECOVERED = "recovered"
    MOVED = "moved"
    SILENT = "silent"
    STALE = "stale"
    ROUTE = "route"  # another route serves now


@dataclass(frozen=True, slots=True)
class SourceEvent:
    kind: Kind
    source: str
    at: datetime
    detail: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Items may have been published after `since` and before `until` that no poll saw."""

    source: str
    since: datetime
    until: datetime
    detail: str


@dataclass(frozen=True, slots=True)
class RouteState:
    """What is remembered of one route. `keys` are those its last good poll showed; `url` replaces the config's."""

    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    body_since: datetime | None = None  # since when the body is this one
    last_full: datetime | None = None  # last answer with a body
    unchanged_at: datetime | None = None  # last 304
    lies: bool = False  # a 304 hid something: validators are not sent any more
    keys: tuple[str, ...] = ()
    newest: datetime | None = None
    search: bool = False  # shows what matches, not all that came
    url: str = ""
    failures: float = 0.0
    retry_at: datetime | None = None
    last_error: str = ""


@dataclass(frozen=True, slots=True)
class SourceState:
    """Everything remembered of a source between polls. Seconds unless a field is a time."""

    source: str
    state: Health = Health.NEW
    failures: float = 0.0  # weighted, since the last success
    failing_since: datetime | None = None
    last_reason: str = ""
    last_error: str = ""
    recent: str = ""  # the last polls, oldest first: "+" answered, "-" failed
    first_poll: datetime | None = None
    last_poll: datetime | None = None
    last_ok: datetime | None = None
    last_new: datetime | None = None
    next_poll_at: datetime | None = None
    interval: float = 0.0  # adapted; 0 before the first poll
    hint: float = 0.0  # the server's wish: not more often than this
    route: str = ""  # in use
    routes: Mapping[str, RouteState] = field(default_factory=dict)
    quiets: tuple[float, ...] = ()  # seconds between polls that brought something new, latest last
    days: Mapping[str, int] = field(default_factory=dict)  # new entries by day (ISO), the last fortnight
    told_dead: bool = False
    moved_to: str = ""

    def to_json(self) -> str:
        return _ADAPTER.dump_json(self, exclude_defaults=True).decode()

    @staticmethod
    def from_json(text: str) -> SourceState:
        """Raises ValueError for text that is no state."""
        return _ADAPTER.validate_json(text)

    @property
    def usual_gap(self) -> float | None:
        """95th percentile of the seconds between polls that brought something; None while fewer than 3 are known."""
        if len(self.quiets) < 3:
            return None
        ordered = sorted(self.quiets)
        return ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]

    @property
    def per_day(self) -> float:
        """New entries a day, over the days of the last fortnight since the source is polled."""
        return sum(self.days.values()) / len(self.days) if self.days else 0.0


_ADAPTER: TypeAdapter[SourceState] = TypeAdapter(SourceState)


@dataclass(frozen=True, slots=True)
class PollOutcome:
    """What one poll of one source brought.

    `entries` are the unseen ones, `keys` those of every item shown. `failure` is None when some route answered; `gap`
    is None when nothing can have been missed (or other pages and routes filled it).
    """

    state: SourceState
    entries: tuple[Entry, ...] = ()
    keys: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    gap: Gap | None = None
    events: tuple[SourceEvent, ...] = ()
    failure: FetchFailed | None = None


def weight_of(reason: Reason, status: int = 0) -> float:
    """How much one failure counts: 1 where asking again is unlikely to help, 0.25 where it is likely to."""
    if reason in _TEMPORARY:
        return TEMPORARY
    if reason in _SOFT or status == 404 or status >= 500:
        return SOFT
    return HARD


def unblamed(before: SourceState, outcome: PollOutcome, now: datetime) -> PollOutcome:
    """The outcome of a poll whose failure was ours: the source keeps its record and is asked again within 5 minutes.

    What each route answered is kept to be shown.
    """
    again = now + timedelta(seconds=min(300.0, before.interval or 300.0))
    seen = outcome.state
    routes = {
        name: replace(before.routes.get(name, RouteState()), last_error=route.last_error)
        for name, route in seen.routes.items()
    }
    kept = replace(
        before,
        next_poll_at=again,
        last_poll=seen.last_poll,
        last_reason=seen.last_reason,
        last_error=seen.last_error,
        routes={**before.routes, **routes},
    )
    return replace(outcome, state=kept, events=())
