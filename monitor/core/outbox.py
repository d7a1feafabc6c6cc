"""When an alert is tried again, and the keys that make a repeat recognisable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from monitor.model import Delivery, Reason


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
    """`attempt` counts from 1; `jitter` in 0..1 lengthens the wait by up to a tenth."""
    raise NotImplementedError


def finding_id(watch: str, kind: str, value: str, step: str) -> str:
    """Stable for ever: the same news has the same id whichever run or article found it."""
    raise NotImplementedError


def alert_id(rule: str, recipient: str, findings: Sequence[str], edition: str = "") -> str:
    raise NotImplementedError


def outbox_key(alert: str, channel: str) -> str:
    raise NotImplementedError


def message_id(key: str, domain: str = "monitor.invalid") -> str:
    """An RFC 5322 Message-ID, angle brackets included."""
    raise NotImplementedError
