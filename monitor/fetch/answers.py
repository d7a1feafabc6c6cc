"""What an HTTP answer means, as values."""

from __future__ import annotations

import re
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import aiohttp
import httpx

from monitor.core.health import weight_of
from monitor.model import Fetched, FetchFailed, FetchResult, NotModified, Reason
from monitor.seams import Ask

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
BODILESS = REDIRECTS | {304, 204, 205}
LONGEST_WISH = 86_400.0  # a Retry-After is believed up to a day


@dataclass(frozen=True, slots=True)
class Raw:
    """One exchange: the answer's head, its body where it was read, and how many seconds it took."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    seconds: float = 0.0


_REASONS: tuple[tuple[tuple[type[BaseException], ...], Reason], ...] = (
    ((aiohttp.ServerTimeoutError, httpx.TimeoutException), Reason.TIMEOUT),
    ((aiohttp.ClientConnectorDNSError,), Reason.DNS),
    ((aiohttp.ClientSSLError, ssl.SSLError), Reason.TLS),
    ((aiohttp.ClientConnectorError, httpx.ConnectError), Reason.CONNECT),
)
_STATUS_REASONS = {403: Reason.BLOCKED, 451: Reason.BLOCKED, 410: Reason.GONE, 429: Reason.RATE_LIMITED}


def judged(ask: Ask, url: str, raw: Raw, moved: bool, now: datetime | None) -> FetchResult:
    """The outcome of the last hop. `moved` says that every hop before it was a permanent redirect."""
    status, headers = raw.status, raw.headers
    if status == 304 and (ask.etag or ask.last_modified):
        return NotModified(url, headers)
    if 200 <= status < 300:
        return Fetched(ask.url, url, status, headers, raw.body, moved_to=url if moved else "")
    reason = _STATUS_REASONS.get(status, Reason.HTTP_STATUS)
    wish = retry_after(headers, now)
    return FetchFailed(url, reason, f"HTTP {status}", status, wish, weight_of(reason, status))


def retry_after(headers: Mapping[str, str], now: datetime | None) -> float | None:
    """Seconds that the server asks to wait (RFC 9110, 10.2.3); a date counts from the server's own, or from `now`."""
    value = headers.get("retry-after", "").strip()
    seconds = number(value)
    if seconds is not None or not value:
        return seconds
    until, since = http_date(value), http_date(headers.get("date", "")) or now
    if until is None or since is None:
        return None
    return max(0.0, (until - since).total_seconds())


def http_date(text: str) -> datetime | None:
    try:
        parsed = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def number(text: str) -> float | None:
    """A plain count of seconds or bytes; None for anything else."""
    return float(text) if re.fullmatch(r"[0-9]{1,15}", text.strip()) else None


def max_age(headers: Mapping[str, str]) -> float:
    """`max-age` of Cache-Control in seconds, 0 without one."""
    found = re.search(r"(?:^|[,\s])max-age=(\d{1,9})", headers.get("cache-control", "")[:500], re.I)
    return float(found[1]) if found else 0.0


def reason_of(error: Exception) -> tuple[Reason, str]:
    """Reason and one plain line for what the client raised; the cause tells more than httpx's name for it."""
    cause = error.__cause__ if isinstance(error.__cause__, aiohttp.ClientError | OSError) else error
    told = (str(cause) or type(cause).__name__)[:200]
    for kinds, reason in _REASONS:
        if isinstance(cause, kinds):
            return reason, told
    return Reason.PROTOCOL, told
