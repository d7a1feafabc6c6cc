"""When a source is asked again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.core.health import DAY, SourceState
from monitor.core.schedule import (
    RECHECKS,
    SourceSpec,
    adapted,
    delay_after_failure,
    delay_after_success,
    due,
    next_recheck,
    recheck_due,
)

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
seconds = st.floats(1, 200_000)


@given(st.floats(0, 1), seconds)
def test_the_interval_stays_within_its_bounds(overlap: float, interval: float) -> None:
    assert 450 <= adapted(interval, overlap, (450, 1800)) <= 1800


def test_little_overlap_shortens_and_much_lengthens() -> None:
    bounds = (60, 7200)
    assert adapted(1800, 0.0, bounds) < adapted(1800, 0.7, bounds) < adapted(1800, 0.9, bounds) == 1800
    assert adapted(1800, 1.0, bounds) > 1800


@given(seconds, st.floats(0, 1e6), st.text(max_size=5))
def test_after_success_the_wait_is_never_longer_than_interval_or_wish(interval: float, hint: float, seed: str) -> None:
    delay = delay_after_success(interval, hint, seed)
    assert min(DAY, max(0.9 * interval, hint)) <= delay <= min(DAY, max(interval, hint))


@given(seconds, st.floats(0.25, 100), st.one_of(st.none(), st.floats(0, 1e6)), st.text(max_size=5))
def test_after_failure_the_wait_honours_the_server_and_ends_within_a_day(
    interval: float, failures: float, wish: float | None, seed: str
) -> None:
    delay = delay_after_failure(interval, failures, wish, seed)
    assert delay >= min(DAY, max(interval * failures, wish or 0.0))
    assert delay <= 1.1 * DAY


def test_those_that_wait_longest_come_first_and_new_ones_before_them() -> None:
    def at(name: str, hours: float | None) -> tuple[SourceSpec, SourceState | None]:
        when = None if hours is None else NOW + timedelta(hours=hours)
        return SourceSpec(name, ()), SourceState(name, next_poll_at=when)

    asked = due([at("later", 1), at("just", 0), at("long", -5), at("new", None), (SourceSpec("newer", ()), None)], NOW)
    assert [spec.id for spec in asked] == ["new", "newer", "long", "just"]


def test_an_article_is_read_again_at_each_mark_and_then_no_more() -> None:
    read, readings = NOW, []
    for hour in range(24 * 9):
        now = NOW + timedelta(hours=hour)
        if recheck_due(NOW, read, now):
            readings.append(now - NOW)
            read = now
    assert tuple(readings) == RECHECKS
    assert next_recheck(NOW, read) is None


def test_marks_that_passed_while_asleep_are_made_up_for_once() -> None:
    late = NOW + timedelta(days=2)
    assert recheck_due(NOW, NOW, late)
    assert not recheck_due(NOW, late, late)
    assert next_recheck(NOW, late) == NOW + timedelta(days=3)
    assert next_recheck(None, NOW) == NOW + timedelta(hours=1)
