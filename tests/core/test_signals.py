from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.core.signals import silence, spike

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAYS = [NOW - timedelta(days=n, hours=1) for n in range(1, 60)]


def test_many_more_articles_than_usual_are_a_spike_once_a_day() -> None:
    today = [NOW - timedelta(hours=n) for n in range(8)]
    found, again = spike("avto", DAYS + today, NOW), spike("avto", DAYS + today, NOW + timedelta(minutes=9))
    assert found is not None
    assert again is not None
    assert (found.kind, found.state, found.id) == ("spike", "8 a day, usually 1", again.id)


def test_a_usual_day_and_a_young_archive_are_no_spike() -> None:
    assert spike("avto", [*DAYS, NOW, NOW], NOW) is None
    assert spike("avto", [NOW - timedelta(hours=n) for n in range(20)], NOW) is None


def test_a_long_pause_is_a_silence_told_once() -> None:
    assert silence("avto", DAYS, NOW) is None
    later = NOW + timedelta(days=9)
    found, again = silence("avto", DAYS, later), silence("avto", DAYS, later + timedelta(days=3))
    assert found is not None
    assert again is not None
    assert found.id == again.id
    assert silence("avto", DAYS[:5], later) is None


@given(st.lists(st.integers(-100, 5000).map(lambda hours: NOW - timedelta(hours=hours)), max_size=200))
def test_any_past_can_be_judged(times: list[datetime]) -> None:
    spike("avto", times, NOW)
    silence("avto", times, NOW)
