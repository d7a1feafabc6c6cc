"""What channels share: the view of an alert, and what an HTTP answer means for delivery."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import datetime
from email.utils import parsedate_to_datetime

from pydantic import SecretStr

from monitor.core.escape import masked, one_line
from monitor.core.render import View
from monitor.model import Delivered, Delivery, Fetched, FetchFailed, NotDelivered, Reason
from monitor.seams import Outgoing

# 4xx answers that say "later", not "never" (RFC 9110, RFC 8470, RFC 6585)
PASSING = frozenset({408, 425, 429})
HOPELESS = frozenset({Reason.FORBIDDEN_ADDRESS, Reason.FORBIDDEN_SCHEME})
NO_SECRET = SecretStr("")
_LONGEST_DETAIL = 300


def view_of(outgoing: Outgoing, language: str = "", desk_url: str = "") -> View:
    """The channel's own language goes before the watch's."""
    return View(
        watch_titles=outgoing.watch_titles,
        language=language or outgoing.language or "en",
        desk_url=desk_url,
        value_titles=outgoing.value_titles,
        zone=outgoing.zone,
    )


def attempted_at(outgoing: Outgoing) -> datetime:
    return outgoing.now or outgoing.alert.at


def said(text: str, secrets: Iterable[str] = ()) -> str:
    """A peer's words for a decision or a log: one line, bounded, without secrets."""
    return one_line(masked(text, secrets), _LONGEST_DETAIL)


def judged(answer: Fetched | FetchFailed, secrets: Iterable[str] = ()) -> Delivery:
    """2xx is delivered; 4xx is for good but for PASSING; all else is tried again, when the peer says."""
    if isinstance(answer, FetchFailed) and not answer.status:
        detail = said(f"{answer.reason}: {answer.detail}", secrets)
        return NotDelivered(detail, permanent=answer.reason in HOPELESS, retry_after=answer.retry_after)
    status = answer.status
    if 200 <= status < 300:
        return Delivered(f"HTTP {status}")
    body = answer.body[:1000].decode("utf-8", "replace") if isinstance(answer, Fetched) else answer.detail
    wish = retry_after(answer) if isinstance(answer, Fetched) else answer.retry_after
    detail = said(f"HTTP {status} {body}", secrets)
    return NotDelivered(detail, permanent=400 <= status < 500 and status not in PASSING, retry_after=wish)


def retry_after(answer: Fetched) -> float | None:
    """Seconds, from either form of `Retry-After`; a date is read against the answer's own `Date`."""
    value = answer.headers.get("retry-after", "").strip()
    try:
        seconds = float(value)
    except ValueError:
        return _until(value, answer.headers.get("date", ""))
    return seconds if math.isfinite(seconds) and seconds >= 0 else None


def _until(then: str, now: str) -> float | None:
    try:
        return max(0.0, (parsedate_to_datetime(then) - parsedate_to_datetime(now)).total_seconds())
    except (TypeError, ValueError, OverflowError):  # no date, or one with a zone and one without
        return None
