"""How a source's state changes with each poll: pure steps from what was remembered to what is remembered next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from monitor.core.health import (
    DEAD,
    FAILING,
    FLAKY,
    MAX_QUIETS,
    RECENT,
    SILENT_FLOOR,
    Health,
    Kind,
    RouteState,
    SourceEvent,
    SourceState,
)
from monitor.core.schedule import delay_after_failure, delay_after_success
from monitor.model import FetchFailed, Reason

_DAYS = 14
_NAMED = {Reason.BLOCKED: Health.BLOCKED, Reason.CHALLENGE: Health.CHALLENGE}
_QUIET = frozenset({Health.SILENT, Health.STALE})


@dataclass(frozen=True, slots=True)
class Answer:
    """What a poll that succeeded says about the source.

    `body_since` is the time since which the body is the same; `interval` is the next one, `hint` the server's wish.
    """

    route: str
    new: int
    body_since: datetime | None
    interval: float
    hint: float
    moved_to: str = ""
    routes: Mapping[str, RouteState] = field(default_factory=dict)


def answered(before: SourceState, answer: Answer, now: datetime) -> tuple[SourceState, tuple[SourceEvent, ...]]:
    """The state after a poll in which some route answered, and what is worth telling."""
    brought = answer.new > 0
    quiets = before.quiets
    if brought and before.last_new is not None:
        quiets = (*quiets, (now - before.last_new).total_seconds())[-MAX_QUIETS:]
    delay = delay_after_success(answer.interval, answer.hint, f"{before.source} {now.isoformat()}")
    after = replace(
        before,
        failures=0.0,
        failing_since=None,
        recent="+" if before.told_dead else (before.recent + "+")[-RECENT:],
        first_poll=before.first_poll or now,
        last_poll=now,
        last_ok=now,
        last_new=now if brought else before.last_new,
        next_poll_at=now + timedelta(seconds=delay),
        interval=answer.interval,
        hint=answer.hint,
        route=answer.route,
        routes=answer.routes,
        quiets=quiets,
        days=_by_day(before.days, now, answer.new),
        told_dead=False,
        moved_to=answer.moved_to,
    )
    health = _in_health(before, after, answer, now)
    after = after if after.state is health else replace(after, state=health)
    return after, _told_of_answer(before, after, answer, now)


def _by_day(days: Mapping[str, int], now: datetime, new: int) -> Mapping[str, int]:
    today = now.date().isoformat()
    if not new and today in days:
        return days
    return dict(sorted({**days, today: days.get(today, 0) + new}.items())[-_DAYS:])


def quiet_limit(state: SourceState) -> timedelta:
    """How long a source may bring nothing new before it is called silent: 3 x its usual gap, at least 48 h."""
    return max(SILENT_FLOOR, timedelta(seconds=3 * (state.usual_gap or 0.0)))


def _in_health(before: SourceState, after: SourceState, answer: Answer, now: datetime) -> Health:
    limit = quiet_limit(after)
    since = after.last_new or after.first_poll or now
    if before.told_dead:
        return Health.RECOVERED
    if now - since > limit:
        same = answer.body_since is not None and now - answer.body_since > limit
        return Health.STALE if same else Health.SILENT
    if after.recent.count("-") >= FLAKY:
        return Health.FLAKY
    return Health.MOVED if answer.moved_to else Health.OK


def _told_of_answer(before: SourceState, after: SourceState, answer: Answer, now: datetime) -> tuple[SourceEvent, ...]:
    events = []
    if before.told_dead:
        since = before.failing_since or before.last_ok or now
        events.append((Kind.RECOVERED, f"answers again after {spell(now - since)}"))
    elif before.state in _QUIET and answer.new:
        events.append((Kind.RECOVERED, f"brings new entries again after {spell(now - (before.last_new or now))}"))
    elif after.state in _QUIET and before.state not in _QUIET:
        since = after.last_new or after.first_poll or now
        what = "the same body" if after.state is Health.STALE else "nothing new"
        kind = Kind.STALE if after.state is Health.STALE else Kind.SILENT
        events.append((kind, f"{what} for {spell(now - since)}; usual is {_usual(after)}"))
    if answer.moved_to and answer.moved_to != before.moved_to:
        events.append((Kind.MOVED, f"moved to {answer.moved_to}"))
    if before.route and answer.route != before.route:
        events.append((Kind.ROUTE, f"served by {answer.route} instead of {before.route}"))
    return tuple(SourceEvent(kind, before.source, now, detail) for kind, detail in events)


def failed(
    before: SourceState, failure: FetchFailed, base: float, now: datetime
) -> tuple[SourceState, tuple[SourceEvent, ...]]:
    """The state after a poll in which no route answered. `base` is the interval that the delay is a multiple of."""
    failures = before.failures + failure.weight
    delay = delay_after_failure(base, failures, failure.retry_after, f"{before.source} {now.isoformat()}")
    died = failures >= DEAD and not before.told_dead
    after = replace(
        before,
        state=_in_sickness(failure.reason, failures),
        failures=failures,
        failing_since=before.failing_since or now,
        last_reason=failure.reason.value,
        last_error=failure.detail[:300],
        recent=(before.recent + "-")[-RECENT:],
        first_poll=before.first_poll or now,
        last_poll=now,
        interval=before.interval or base,
        next_poll_at=now + timedelta(seconds=delay),
        told_dead=before.told_dead or died,
    )
    if not died:
        return after, ()
    span = spell(now - (after.failing_since or now))
    detail = f"no answer for {span}: {failure.reason.value}, {failure.detail[:200]}"
    return after, (SourceEvent(Kind.DEAD, before.source, now, detail),)


def _in_sickness(reason: Reason, failures: float) -> Health:
    if reason in _NAMED:
        return _NAMED[reason]
    if failures >= DEAD:
        return Health.DEAD
    return Health.FAILING if failures >= FAILING else Health.FLAKY


def _usual(state: SourceState) -> str:
    return spell(timedelta(seconds=state.usual_gap)) if state.usual_gap else "not known yet"


def spell(span: timedelta) -> str:
    """A stretch of time in its largest fitting unit: "3 d", "5 h", "12 min"."""
    seconds = max(0.0, span.total_seconds())
    for size, unit in ((86_400, "d"), (3_600, "h")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds / 60:.0f} min"
