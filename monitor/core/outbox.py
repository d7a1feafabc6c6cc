"""When an alert is tried again, and the keys that make a repeat recognisable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import blake2b
from typing import assert_never

from monitor.model import Delivered, Delivery, NotDelivered, Reason

# Waits before the second, third, ... attempt: the schedule that Svix documents for webhooks; about 28 hours in all.
WAITS = tuple(timedelta(seconds=s) for s in (5, 300, 1800, 7200, 18000, 36000, 36000))
ATTEMPTS = len(WAITS) + 1
LONGEST_WISH = timedelta(days=1)  # a channel may not push a row further away than this


class OutboxState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    GAVE_UP = "gave-up"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Next:
    """What becomes of an outbox row after an attempt."""

    state: OutboxState
    reason: Reason
    detail: str = ""
    next_try_at: datetime | None = None


def after(attempt: int, delivery: Delivery, now: datetime, jitter: float = 0.0) -> Next:
    """`attempt` counts from 1; `jitter` in 0..1 lengthens the wait by up to a tenth. `Retry-After` is obeyed."""
    if isinstance(delivery, Delivered):
        return Next(OutboxState.SENT, Reason.SENT, delivery.detail)
    if isinstance(delivery, NotDelivered):
        if delivery.permanent or attempt >= ATTEMPTS:
            why = "refused for good" if delivery.permanent else f"no success in {attempt} attempts"
            return Next(OutboxState.GAVE_UP, Reason.GAVE_UP, f"{why}: {delivery.detail}")
        due = now + _wait(attempt, delivery.retry_after, jitter)
        return Next(OutboxState.WAITING, Reason.WILL_RETRY, delivery.detail, due)
    assert_never(delivery)


def _wait(attempt: int, wish: float | None, jitter: float) -> timedelta:
    planned = WAITS[max(attempt, 1) - 1] * (1 + 0.1 * min(max(jitter, 0.0), 1.0))
    wished = timedelta(seconds=min(max(0.0, wish or 0.0), LONGEST_WISH.total_seconds()))
    return max(planned, wished)


def finding_id(watch: str, kind: str, value: str, step: str) -> str:
    """Stable for ever: the same news has the same id whichever run or article found it."""
    return _digest("finding", watch, kind, value, step)


def alert_id(rule: str, recipient: str, findings: Sequence[str], edition: str = "") -> str:
    """Stable for the same rule, recipient and findings (in any order); `edition` tells repeats and digests apart."""
    return _digest("alert", rule, recipient, edition, *sorted(findings))


def outbox_key(alert: str, channel: str) -> str:
    """The idempotency key of one alert on one channel."""
    return _digest("outbox", alert, channel)


def message_id(key: str, domain: str = "monitor.invalid") -> str:
    """An RFC 5322 Message-ID, angle brackets included."""
    return f"<{key}@{domain}>"


def _digest(*parts: str) -> str:
    joined = "\x1f".join(part.replace("\x1f", " ") for part in parts)
    return blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()
