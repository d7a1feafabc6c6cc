"""What a source's polls are called."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.health import Health, Kind, RouteState, SourceState, weight_of
from monitor.core.transitions import Answer, answered, failed
from monitor.model import FetchFailed, Reason

NOW = datetime(2026, 11, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def ok(
    state: SourceState, now: datetime, new: int = 1, body_since: datetime | None = None
) -> tuple[SourceState, set[Kind]]:
    after, events = answered(state, Answer("rss x", new, body_since or now, 1800.0, 0.0), now)
    return after, {event.kind for event in events}


def no(
    state: SourceState, now: datetime, reason: Reason = Reason.GONE, weight: float = 1.0
) -> tuple[SourceState, set[Kind]]:
    after, events = failed(state, FetchFailed("u", reason, "why", weight=weight), 1800.0, now)
    return after, {event.kind for event in events}


def test_failures_lead_from_ok_over_flaky_and_failing_to_dead_and_one_alert() -> None:
    state, _ = ok(SourceState("s"), NOW)
    assert state.state is Health.OK
    names, told = [], []
    for number in range(12):
        state, events = no(state, NOW + number * HOUR)
        names.append(state.state.value)
        told += list(events)
    assert list(dict.fromkeys(names)) == ["flaky", "failing", "dead"]
    assert told == [Kind.DEAD]
    state, events = ok(state, NOW + 20 * HOUR)
    assert (state.state, events) == (Health.RECOVERED, {Kind.RECOVERED})
    state, events = ok(state, NOW + 21 * HOUR)
    assert (state.state, events) == (Health.OK, set())


@pytest.mark.parametrize(("reason", "name"), [(Reason.BLOCKED, Health.BLOCKED), (Reason.CHALLENGE, Health.CHALLENGE)])
def test_a_refusal_is_named_for_what_it_is_and_still_told_when_it_lasts(reason: Reason, name: Health) -> None:
    state, told = SourceState("s"), []
    for number in range(9):
        state, events = no(state, NOW + number * HOUR, reason)
        told += list(events)
        assert state.state is name
    assert told == [Kind.DEAD]


def test_silence_is_judged_by_the_sources_own_habit() -> None:
    state, at = SourceState("s"), NOW
    for _ in range(6):  # one item every two days
        state, _ = ok(state, at)
        at += timedelta(days=2)
    state, events = ok(state, at + timedelta(days=3), new=0)
    assert state.state is Health.OK
    state, events = ok(state, at + timedelta(days=5), new=0)
    assert (state.state, events) == (Health.SILENT, {Kind.SILENT})
    state, events = ok(state, at + timedelta(days=6), new=0)
    assert (state.state, events) == (Health.SILENT, set())
    state, events = ok(state, at + timedelta(days=7))
    assert (state.state, events) == (Health.OK, {Kind.RECOVERED})


def test_the_same_body_for_long_is_called_stale() -> None:
    state, _ = ok(SourceState("s"), NOW)
    state, events = ok(state, NOW + timedelta(days=3), new=0, body_since=NOW)
    assert (state.state, events) == (Health.STALE, {Kind.STALE})


def test_frequent_failures_between_answers_are_called_flaky() -> None:
    state = SourceState("s")
    for number in range(12):
        step = ok if number % 3 else no
        state, _ = step(state, NOW + number * HOUR)
    assert state.state is Health.FLAKY


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 3)), max_size=40))
def test_a_state_survives_its_json_and_its_memory_stays_bounded(polls: list[tuple[bool, int]]) -> None:
    state, at = SourceState("s", routes={"rss x": RouteState(etag='"1"', keys=("a", "ё"), newest=NOW)}), NOW
    for good, new in polls:
        at += timedelta(hours=7)
        state, _ = ok(state, at, new) if good else no(state, at)
        assert SourceState.from_json(state.to_json()) == state
        assert state.next_poll_at is not None and state.next_poll_at > at
        assert len(state.recent) <= 20 and len(state.days) <= 14 and len(state.quiets) <= 50


def test_weights_follow_how_likely_a_retry_helps() -> None:
    assert weight_of(Reason.TIMEOUT) == weight_of(Reason.CONNECT) == 0.25
    assert weight_of(Reason.HTTP_STATUS, 503) == weight_of(Reason.HTTP_STATUS, 404) == weight_of(Reason.DNS) == 0.5
    assert weight_of(Reason.GONE, 410) == weight_of(Reason.BLOCKED, 403) == weight_of(Reason.CHALLENGE) == 1.0


def test_text_that_is_no_state_is_refused() -> None:
    with pytest.raises(ValueError, match="validation error"):
        SourceState.from_json('{"state": 5}')
