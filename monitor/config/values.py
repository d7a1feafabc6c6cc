"""The small values of a config as people write them: `15m`, `22:00-07:00`, `Europe/Moscow`, `mon 09:00`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, WithJsonSchema

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_PART = r"([0-9]{1,6}(?:\.[0-9]{1,3})?)\s?([smhdw])"
_DURATION = re.compile(rf"\s*{_PART}(?:\s*{_PART})?(?:\s*{_PART})?\s*")
_TIME = r"([01]?[0-9]|2[0-3]):([0-5][0-9])"
_SPAN = re.compile(rf"\s*{_TIME}\s*[-–]\s*{_TIME}\s*")
_MOMENT = re.compile(rf"\s*(?:(mon|tue|wed|thu|fri|sat|sun)\s+)?{_TIME}\s*", re.IGNORECASE)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def seconds(found: object) -> float:
    """Seconds of `90`, `30s`, `15m`, `1h30m`, `2d`, `6w`. Raises ValueError."""
    if isinstance(found, int | float) and not isinstance(found, bool):
        if found >= 0:
            return float(found)
    elif isinstance(found, str) and (match := _DURATION.fullmatch(found)):
        pairs = zip(match.groups()[::2], match.groups()[1::2], strict=True)
        return sum(float(number) * _UNITS[unit] for number, unit in pairs if number)
    elif isinstance(found, str) and found.strip().isdecimal() and len(found) < 12:
        return float(found)
    raise ValueError("expected a length of time such as 30s, 15m, 1h30m, 2d")


@dataclass(frozen=True, slots=True)
class Span:
    """Part of a day, local time; it may run over midnight."""

    start: time
    end: time


def span(found: object) -> Span:
    """Raises ValueError."""
    match = _SPAN.fullmatch(found) if isinstance(found, str) else None
    if match is None:
        raise ValueError("expected a part of the day such as 22:00-07:00")
    hour, minute, to_hour, to_minute = (int(part) for part in match.groups())
    return Span(time(hour, minute), time(to_hour, to_minute))


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of day, on one weekday (0 is Monday) or, with None, on each."""

    hour: int
    minute: int
    weekday: int | None = None


def moment(found: object) -> Moment:
    """Raises ValueError."""
    match = _MOMENT.fullmatch(found) if isinstance(found, str) else None
    if match is None:
        raise ValueError("expected a time such as 09:00 or mon 09:00")
    day, hour, minute = match.groups()
    return Moment(int(hour), int(minute), WEEKDAYS.index(day.lower()) if day else None)


def zone(found: object) -> str:
    """The name itself, when the time zone database knows it. Raises ValueError."""
    try:
        return ZoneInfo(found).key if isinstance(found, str) else ZoneInfo("").key
    except (ValueError, OSError, KeyError) as error:
        raise ValueError("expected a time zone such as Europe/Moscow or UTC") from error


_DURATION_SCHEMA = {
    "anyOf": [{"type": "string", "pattern": r"^[0-9.]+\s?[smhdw]"}, {"type": "number", "minimum": 0}],
    "format": "length of time",
}
Duration = Annotated[float, BeforeValidator(seconds), WithJsonSchema(_DURATION_SCHEMA)]
DaySpan = Annotated[
    Span, BeforeValidator(span), WithJsonSchema({"type": "string", "description": "part of a day: 22:00-07:00"})
]
DayMoment = Annotated[
    Moment, BeforeValidator(moment), WithJsonSchema({"type": "string", "description": "a time: 09:00, or mon 09:00"})
]
Zone = Annotated[
    str, BeforeValidator(zone), WithJsonSchema({"type": "string", "description": "a time zone: Europe/Moscow"})
]
