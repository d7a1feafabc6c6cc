"""When a failure is our network's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from monitor.core.health import PollOutcome, SourceState, unblamed
from monitor.core.network import LOOK_BACK, Verdict, down, seen
from monitor.model import FetchFailed, Reason

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def poll(reason: Reason | None, failures: float = 0.0, known: bool = True) -> tuple[SourceState, PollOutcome]:
    before = SourceState("s", last_ok=NOW if known else None, failures=failures)
    return before, PollOutcome(before, failure=FetchFailed("u", reason, "why") if reason else None)


def test_more_than_half_of_the_sources_lost_together_is_our_network() -> None:
    recent = seen({}, {"a": poll(None), "b": poll(Reason.DNS), "c": poll(Reason.TIMEOUT)})
    assert down(recent) is False
    recent = seen(recent, {"d": poll(Reason.CONNECT)})  # asked later, by itself
    assert down(recent) is True
    recent = seen(recent, {"b": poll(None)})
    assert down(recent) is False


def test_an_answer_of_any_kind_shows_that_the_network_works() -> None:
    recent = seen({}, {name: poll(Reason.BLOCKED) for name in "abc"} | {name: poll(Reason.DNS) for name in "def"})
    assert down(recent) is False


def test_dead_addresses_among_new_sources_are_not_our_network() -> None:
    polls = {f"dead{n}": poll(Reason.DNS, known=False) for n in range(80)} | {"a": poll(None)}
    assert down(seen({}, polls)) is False


def test_where_nobody_ever_answered_it_is_our_network() -> None:
    recent = seen({}, {name: poll(Reason.DNS, known=False) for name in "ab"})
    assert down(recent) is None
    assert down(seen(recent, {"c": poll(Reason.DNS, known=False)})) is True


def test_sources_that_failed_long_before_say_nothing() -> None:
    ill = {name: poll(Reason.TIMEOUT, failures=6.0) for name in "abcdef"}
    assert down(seen({}, ill | {"x": poll(None)})) is False
    assert down(seen({}, ill)) is None


def test_one_lost_source_stays_lost_until_it_answers() -> None:
    recent = seen({}, {"a": poll(Reason.DNS)})
    assert seen(recent, {"a": poll(Reason.DNS, failures=0.5)}) == {"a": Verdict.LOST}


def test_only_those_asked_last_are_looked_at() -> None:
    recent = seen({}, {f"s{n}": poll(None) for n in range(LOOK_BACK)})
    recent = seen(recent, {f"t{n}": poll(Reason.DNS) for n in range(LOOK_BACK // 2 + 1)})
    assert len(recent) == LOOK_BACK and down(recent) is True


def test_who_is_not_blamed_keeps_its_record_and_is_asked_soon() -> None:
    before = SourceState("s", last_ok=NOW, interval=3600.0)
    after = SourceState("s", failures=0.5, last_reason="dns")
    spared = unblamed(before, PollOutcome(after, failure=FetchFailed("u", Reason.DNS, "why")), NOW).state
    assert (spared.failures, spared.last_reason) == (0.0, "dns")
    assert spared.next_poll_at == NOW + timedelta(minutes=5)
