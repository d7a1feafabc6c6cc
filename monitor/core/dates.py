"""Dates as people and programs write them on pages: ISO 8601, RFC 2822, and visible ones in Russian, English and the
larger European languages, absolute or relative to `now`.

A time without a zone is read in the zone given by the caller. A date without a time is midnight UTC with the
precision "day": moving it by a zone would move it to another day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from .months import MONTH_OF

# letters, and the vowel signs that India and Thailand write on them
_ENDING = r"(?:[^\W\d_]|[\u0900-\u0dff\u0e31-\u0e4e]){0,10}"
_STEMS = "|".join(sorted(MONTH_OF, key=len, reverse=True))
_ZONES = {"utc": 0, "gmt": 0, "z": 0, "мск": 3, "msk": 3, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "pst": -8,
          "pdt": -7, "bst": 1, "cet": 1, "cest": 2, "eet": 2, "ist": 5.5}  # fmt: skip

_ISO = re.compile(
    r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[T\s]{1,3}(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?(?![\d-])",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z)?)?$")
_DAY_FIRST = re.compile(
    rf"(?<![\d.])(\d{{1,2}})(?:st|nd|rd|th|er|º|°|-го)?\.?,?\s{{0,3}}(?:de\s|of\s|-)?\s?(?:\b)({_STEMS}){_ENDING}"
    r"\.?,?\s{0,3}-?(?:de\s|del\s)?\s?(\d{4})?(?!\d)",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"(?<![^\W\d_])({_STEMS}){_ENDING}\.?\s{{1,3}}(\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s{{1,3}}(\d{{4}}))?(?![\d:])",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?![\d./-]\d|\d)")
_YEAR_FIRST = re.compile(r"(?<![\d./-])(\d{4})([./])(\d{1,2})\2(\d{1,2})(?![\d./-]\d|\d)")
_CJK = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_CJK_YEARLESS = re.compile(r"(?<!\d)(\d{1,2})[月월]\s?(\d{1,2})[日일]")
_YEAR_MONTH_DAY = re.compile(
    rf"(?<!\d)(\d{{4}})\.?,?(?:\s?(?:m\.|г\.|ж\.|gada))?\s{{1,3}}(?:(\d{{1,2}})\.\s)?({_STEMS}){_ENDING}"
    r"(?:\s{1,3}(\d{1,2}))?(?!\d)",
    re.IGNORECASE,
)
_VIETNAMESE = re.compile(r"(?<!\d)(\d{1,2})\stháng\s(\d{1,2}),?\s(?:năm\s)?(\d{4})", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?<![\d:.,])(\d{1,2})[:.](\d{2})(?::(\d{2}))?(?![\d.]\d)\s?([ap]\.?\s?m\b\.?)?\s{0,2}\(?"
    r"((?:utc|gmt|мск|msk|est|edt|cst|cdt|pst|pdt|bst|cet|cest|eet|ist)?\b(?:[+-]\d{1,2}(?::?\d{2})?)?)?",
    re.IGNORECASE,
)
_TODAY = re.compile(r"(?<!\w)(сегодня|вчера|позавчера|today|yesterday|heute|gestern)(?!\w)", re.IGNORECASE)
_DAYS_BACK = {"сегодня": 0, "today": 0, "heute": 0, "вчера": 1, "yesterday": 1, "gestern": 1, "позавчера": 2}
_AGO_TAIL = re.compile(r"(?:назад|ago)\b|^(?:il y a|vor)\b", re.IGNORECASE)
_AGO = re.compile(
    r"(?<!\w)(?:(\d{1,3})\s?|(an?|one|полчаса|полгода)\s)?"
    r"(секунд\w?|мин(?:ут\w?)?|час(?:а|ов)?|ч|дн(?:я|ей)|день|недел\w|месяц\w{0,2}|"
    r"seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?)\b",
    re.IGNORECASE,
)
_UNITS = (("сек", 1), ("sec", 1), ("мес", 30 * 86_400), ("mon", 30 * 86_400), ("м", 60), ("m", 60), ("ч", 3600),
          ("h", 3600), ("д", 86_400), ("d", 86_400), ("н", 7 * 86_400), ("w", 7 * 86_400))  # fmt: skip
_OLDEST = 1990
_BUDDHIST, _FIRST_BUDDHIST = 543, 2500  # Thai years
_ALL_NUMBERS = ((_ISO, (1, 2, 3)), (_CJK, (1, 2, 3)), (_YEAR_FIRST, (1, 3, 4)), (_VIETNAMESE, (3, 2, 1)))
_VISIBLE = 300  # characters of a date line that are looked at


@dataclass(frozen=True, slots=True)
class Dated:
    """An instant with the zone it was written in. `precision` is "time" or "day"."""

    at: datetime
    precision: str = "time"


def zone_named(name: str) -> tzinfo:
    """The zone of an IANA name; UTC where there is no such zone."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC


def machine_date(text: str, zone: tzinfo = UTC) -> Dated | None:
    """ISO 8601 (also compact), RFC 2822, or seconds since 1970. None where the text is none of them."""
    text = text.strip()[:80]
    found = _ISO.search(text) or _COMPACT.match(text)
    if found:
        return _from_parts(found.groups(), zone)
    if text.isdigit() and len(text) in {10, 13}:
        return Dated(datetime.fromtimestamp(int(text[:10]), UTC))
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return Dated(at if at.tzinfo else at.replace(tzinfo=zone))


def _from_parts(parts: tuple[str | None, ...], zone: tzinfo) -> Dated | None:
    year, month, day, hour, minute, second, offset = parts
    try:
        if hour is None or minute is None:
            return Dated(datetime(int(year or 0), int(month or 0), int(day or 0), tzinfo=UTC), "day")
        clock = (int(hour), int(minute), int(second or 0))
        at = datetime(int(year or 0), int(month or 0), int(day or 0), *clock, tzinfo=_offset(offset or "") or zone)
    except (ValueError, OverflowError):
        return None
    return Dated(at)


def _offset(text: str) -> tzinfo | None:
    """The zone of "Z", "+03:00", "МСК", "UTC+2"; None where nothing is said."""
    text = text.strip().casefold()
    name = text.rstrip("+-0123456789: ")
    hours = _ZONES.get(name, 0.0)
    digits = re.sub(r"[^\d]", "", text)
    if digits:
        minutes = int(digits[-2:]) if len(digits) > 2 else 0
        ahead = int(digits[:-2] if len(digits) > 2 else digits) + minutes / 60
        hours = -ahead if "-" in text else ahead
    if not text or abs(hours) >= 24:
        return None
    return UTC if hours == 0 else timezone(timedelta(hours=hours))


def visible_date(text: str, now: datetime, zone: tzinfo = UTC, *, month_first: bool = False) -> Dated | None:
    """The first date in a line that people read, or None.

    "22 ноября 2026, 14:05", "сегодня в 9:15", "2 часа назад", "Nov. 22, 2026 2:05 p.m. EST", "22.11.2026 14:05".
    A day and month without a year is the latest such day not after tomorrow. Numbers with slashes are day first
    (`month_first`: as in the United States), unless what would be the month cannot be one.
    """
    text = text[:_VISIBLE]
    found = next(_days(text, now.astimezone(zone).date(), month_first), None)
    if found is None:
        return _ago(text, now)
    day, end = found
    clock = _clock(text, end)
    if clock is None:
        return Dated(datetime(day.year, day.month, day.day, tzinfo=UTC), "day")
    hour, minute, second, stated = clock
    return Dated(datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=stated or zone))


def _days(text: str, today: date, month_first: bool) -> Iterator[tuple[date, int]]:
    """The days that a line names, best-founded way of writing first, each with the offset after it."""
    for pattern, order in _ALL_NUMBERS:
        for found in pattern.finditer(text):
            year, month, day = (int(found[n]) for n in order)
            yield from _day(year, month, day, found.end(max(order)))
    yield from _named_months(text, today)
    for found in _NUMBERS.finditer(text):
        yield from _numbers(found, month_first)
    for found in _CJK_YEARLESS.finditer(text):
        yield from _maybe_yearless(None, int(found[1]), int(found[2]), today, found.end())
    for found in _TODAY.finditer(text):
        yield today - timedelta(days=_DAYS_BACK[found[1].casefold()]), found.end()


def _named_months(text: str, today: date) -> Iterator[tuple[date, int]]:
    for found in _YEAR_MONTH_DAY.finditer(text):
        day = found[4] or found[2]
        if day:
            yield from _day(int(found[1]), _month(found[3]), int(day), found.end())
    for pattern, day_at, month_at in ((_DAY_FIRST, 1, 2), (_MONTH_FIRST, 2, 1)):
        for found in pattern.finditer(text):
            yield from _maybe_yearless(found[3], _month(found[month_at]), int(found[day_at]), today, found.end())


def _month(stem: str) -> int:
    return MONTH_OF.get(stem.lower()) or MONTH_OF.get(stem.casefold(), 0)


def _day(year: int, month: int, day: int, end: int) -> Iterator[tuple[date, int]]:
    try:
        yield date(year - _BUDDHIST if year >= _FIRST_BUDDHIST else year, month, day), end
    except ValueError:
        return


def _maybe_yearless(year: str | None, month: int, day: int, today: date, end: int) -> Iterator[tuple[date, int]]:
    if year:
        yield from _day(int(year), month, day, end)
        return
    for guess in (today.year, today.year - 1):
        for found, at in _day(guess, month, day, end):
            if found <= today + timedelta(days=1):
                yield found, at
                return


def _numbers(found: re.Match[str], month_first: bool) -> Iterator[tuple[date, int]]:
    day, month, year = int(found[1]), int(found[3]), int(found[4])
    if found[2] == "/" and day <= 12 and (month_first or month > 12):
        day, month = month, day
    yield from _day(year + 2000 if year < 100 else year, month, day, found.end())


def _clock(text: str, after: int) -> tuple[int, int, int, tzinfo | None] | None:
    """The time of day nearest behind the date, or else before it."""
    found = _CLOCK.search(text, after, after + 40) or _CLOCK.search(text, 0, after)
    if found is None:
        return None
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if found[4]:
        hour = hour % 12 + (12 if found[4][0] in "pP" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return hour, minute, second, _offset(found[5] or "")


def _ago(text: str, now: datetime) -> Dated | None:
    if not _AGO_TAIL.search(text):
        return None
    seconds = 0
    for found in _AGO.finditer(text):
        count = int(found[1]) if found[1] else 1
        unit = found[3].casefold()
        seconds += count * next(size for stem, size in _UNITS if unit.startswith(stem))
    if not seconds:
        return None
    return Dated(now - timedelta(seconds=seconds), "time" if seconds < 86_400 else "day")


def plausible(at: datetime, now: datetime) -> bool:
    """Neither before the web nor later than two days from now (zones and clocks differ)."""
    return at.year >= _OLDEST and at <= now + timedelta(days=2)
