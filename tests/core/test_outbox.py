from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.core.outbox import ATTEMPTS, Next, OutboxState, after, alert_id, finding_id, message_id, outbox_key
from monitor.model import Delivered, Delivery, NotDelivered, Reason

NOW = datetime(2026, 1, 1, tzinfo=UTC)
waits = st.none() | st.floats(allow_nan=True, allow_infinity=True)
deliveries: st.SearchStrategy[Delivery] = st.builds(Delivered) | st.builds(
    NotDelivered, st.just("HTTP 503"), st.booleans(), waits
)


def test_the_waits_between_attempts_are_the_documented_ones() -> None:
    due = [after(n, NotDelivered("busy"), NOW).next_try_at for n in range(1, ATTEMPTS)]
    hours = [(d - NOW).total_seconds() / 3600 for d in due if d]
    assert hours == [5 / 3600, 300 / 3600, 0.5, 2, 5, 10, 10]


def test_after_the_last_attempt_it_gives_up_and_says_why() -> None:
    last = after(ATTEMPTS, NotDelivered("HTTP 503"), NOW)
    assert last == Next(OutboxState.GAVE_UP, Reason.GAVE_UP, "no success in 8 attempts: HTTP 503")


def test_what_is_refused_for_good_is_not_tried_again() -> None:
    assert after(1, NotDelivered("no such channel", permanent=True), NOW).state is OutboxState.GAVE_UP


def test_the_channels_own_wish_is_obeyed_within_a_day() -> None:
    assert after(1, NotDelivered("429", retry_after=90), NOW).next_try_at == NOW + timedelta(seconds=90)
    assert after(1, NotDelivered("429", retry_after=10**9), NOW).next_try_at == NOW + timedelta(days=1)


@given(st.integers(1, 20), deliveries, st.floats(0, 1))
def test_a_row_is_sent_waits_in_the_future_or_is_given_up(attempt: int, delivery: Delivery, jitter: float) -> None:
    then = after(attempt, delivery, NOW, jitter)
    if then.state is OutboxState.WAITING:
        assert then.next_try_at is not None
        assert NOW < then.next_try_at <= NOW + timedelta(days=1)
    else:
        assert (then.state is OutboxState.SENT) == isinstance(delivery, Delivered)


@given(st.lists(st.lists(st.text(max_size=5), min_size=4, max_size=4), min_size=2, max_size=6))
def test_ids_are_equal_only_for_the_same_words(parts: list[list[str]]) -> None:
    ids = [finding_id(a, b, c, d) for a, b, c, d in parts]
    texts = [tuple(p.replace("\x1f", " ") for p in four) for four in parts]
    assert len(set(ids)) == len(set(texts))


def test_an_alerts_id_does_not_depend_on_the_order_of_its_findings() -> None:
    assert alert_id("r", "", ["a", "b"]) == alert_id("r", "", ["b", "a"]) != alert_id("r", "", ["a", "b"], "voices 3")
    assert outbox_key("x", "mail") != outbox_key("x", "slack")
    assert message_id("abc") == "<abc@monitor.invalid>"
