"""Who is told what, when: rules over findings, with a named reason for every yes and no."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from monitor.core.query import Query
from monitor.model import Finding, Reason


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `start` to `end` of each day in `zone` (IANA name); may pass midnight. What comes is held, not dropped."""

    start: time
    end: time
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Rule:
    """`send` names channels. Cool-down is per (watch, kind, value): within it only the `again_*` wishes are told."""

    name: str
    when: Query
    send: tuple[str, ...]
    mode: str = "instant"  # or "digest"
    cool_down: timedelta = timedelta(0)
    again_voices: int = 0  # tell again when this many more independent voices say it; 0 never
    again_state: bool = True  # a changed state breaks the cool-down
    group: timedelta = timedelta(0)  # wait this long for more of the same watch
    quiet: QuietHours | None = None
    mute_until: date | None = None
    max_age: timedelta = timedelta(days=14)  # older articles are recorded only; 0 means any age
    recipient: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """One finding as it was bound for one channel before, by whichever rule (from the outbox, any state)."""

    rule: str
    channel: str
    alert: str  # alert id
    finding: str  # finding id
    watch: str
    kind: str
    value: str
    state: str
    voices: int
    at: datetime  # decided
    send_at: datetime
    digest: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """One (rule, channel) about one finding. Where `passed`, the finding goes into `alert`, due at `send_at`."""

    rule: str
    channel: str
    passed: bool
    reason: Reason
    detail: str = ""
    alert: str = ""
    send_at: datetime | None = None
    digest: bool = False


def decide(
    finding: Finding, rules: Sequence[Rule], history: Sequence[Sent], now: datetime, *, import_mode: str = ""
) -> tuple[Verdict, ...]:
    """One verdict a (rule, channel) at least; NO_RULE where none matched.

    `history` holds what was bound for any channel about the finding's watch within the longest cool-down, and what
    was ever bound about this finding's id. `import_mode` is "" for live work, else off, record or send.
    """
    raise NotImplementedError
