"""Dates in a text as intervals with their precision: «в III квартале 2026», «до конца года», «весной», "30 January".

What a text leaves out is taken from the day it was written: a month or season without a year is the nearest one to that
day, "this year" is that day's year. Without that day only dates that name their year are read.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from .numerals import lower


@dataclass(frozen=True, slots=True)
class Interval:
    """`first` and `last` inclusive; `precision` is day, week, month, quarter, season, half, year or range.

    «До конца года» is a range that opens on the day of writing. Offsets are into the text that was given.
    """

    first: date
    last: date
    precision: str
    surface: str
    start: int
    end: int


_Span = tuple[date, date, str]
_MONTHS = (
    r"янв(?:ар[ьяе]|\.)?|jan(?:uary|\.)?", r"фев(?:рал[ьяе]|р?\.)?|feb(?:ruary|\.)?", r"март[ае]?|мар\.|mar(?:ch|\.)?",
    r"апр(?:ел[ьяе]|\.)?|apr(?:il|\.)?", r"ма[йяе]|may", r"июн[ьяе]|jun(?:e|\.)?", r"июл[ьяе]|jul(?:y|\.)?",
    r"авг(?:уст[ае]?|\.)?|aug(?:ust|\.)?",
    r"сен(?:тябр[ьяе]|т?\.)|sep(?:tember|t?\.)?",
    r"окт(?:ябр[ьяе]|\.)?|oct(?:ober|\.)?",
    r"ноя(?:бр[ьяе]|б?\.)|nov(?:ember|\.)?", r"дек(?:абр[ьяе]|\.)|dec(?:ember|\.)?",
)  # fmt: skip
_MONTH = re.compile("|".join(f"(?P<m{at}>{stems})" for at, stems in enumerate(_MONTHS, 1)))
_ANY_MONTH = "(?:" + "|".join(_MONTHS) + r")(?!\w)"
_SEASONS = {"весн": 3, "spring": 3, "лет": 6, "summer": 6, "осен": 9, "autumn": 9, "fall": 9, "зим": 12, "winter": 12}
_SEASON = r"весн(?:ой|у|ы|е|а)|летом|лета|осень?ю?|осени|зим(?:ой|у|ы|е|а)|spring|summer|autumn|winter"
_Y = r"(?:19[5-9]|20[0-9])\d"
_YEAR_WORD = r"(?:г\.|год[ауе]?|году)"
_OF_YEAR = (
    rf"(?P<year>{_Y})(?!\d|[-.]\d)(?:-(?:го|м))?(?:\s?{_YEAR_WORD})?|"
    r"(?P<last_year>прошл(?:ого|ом) год[ау]|last year|прошлогодн\w+)|"
    r"(?P<next_year>(?:следующ|будущ)(?:его|ем) год[ау]|next year)|"
    r"(?P<this_year>(?:этого|текущего|нынешнего|этом|текущем|нынешнем) год[ау]|(?:of )?(?:this|the) year|года)"
)
_OF = rf"(?:,?\s(?:of\s|in\s)?(?:{_OF_YEAR}))?"
_ORDINALS = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4, "перв": 1, "втор": 2, "трет": 3, "четверт": 4,
    "четвёрт": 4, "first": 1, "second": 2, "third": 3, "fourth": 4,
}  # fmt: skip
_NTH = r"(?P<nth>iv|iii|ii|i|[1-4]|перв\w{2,3}|втор\w{2,3}|трет\w{2,4}|четв[её]рт\w{2,3}|first|second|third|fourth)"
_RELATIVE = {
    "позавчера": -2, "вчера": -1, "накануне": -1, "yesterday": -1, "сегодня": 0, "today": 0, "завтра": 1,
    "tomorrow": 1, "послезавтра": 2,
}  # fmt: skip
_WEEKS = {"прошл": -7, "last": -7, "этой": 0, "this": 0, "следующ": 7, "next": 7}
_PARTS = {
    "начал": (0, 1),
    "early": (0, 1),
    "серед": (1, 2),
    "mid": (1, 2),
    "конц": (2, 3),
    "late": (2, 3),
    "end": (2, 3),
}


def dates(text: str, relative_to: date | None = None) -> tuple[Interval, ...]:
    """Every date of the text in order; of overlapping readings the longest.

    >>> [(str(i.first), str(i.last), i.precision) for i in dates("в III квартале 2026 года")]
    [('2026-07-01', '2026-09-30', 'quarter')]
    """
    low = lower(text)
    found = sorted(_all(low, relative_to), key=lambda one: (one.start, -one.end))
    kept: list[Interval] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(Interval(one.first, one.last, one.precision, text[one.start : one.end], one.start, one.end))
    return tuple(kept)


def _all(text: str, today: date | None) -> Iterator[Interval]:
    for pattern, read in _READERS:
        for found in pattern.finditer(text):
            span = read(found, today)
            if span is not None:
                yield Interval(*span, found[0], found.start(), found.end())


def _year(found: re.Match[str], today: date | None) -> int | None:
    """The year that the match names, outright or by "this", "last", "next"; None where it names none."""
    groups = found.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    if today is None:
        return None
    shifts = {"last_year": -1, "this_year": 0, "next_year": 1}
    return next((today.year + shift for name, shift in shifts.items() if groups.get(name)), None)


def _nearest(make: Callable[[int], _Span], year: int | None, today: date | None) -> _Span | None:
    """The span in the year named, or in the year that brings it nearest to the day of writing."""
    if year is not None:
        return make(year)
    if today is None:
        return None
    return min((make(today.year + shift) for shift in (-1, 0, 1)), key=lambda span: _distance(span, today))


def _distance(span: _Span, today: date) -> int:
    if span[0] <= today <= span[1]:
        return 0
    return min(abs((span[0] - today).days), abs((span[1] - today).days))


def _months(year: int, first: int, count: int, precision: str) -> _Span:
    """`count` months from the month `first`; over the year's end where there are more."""
    last = first + count - 1
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    return date(year, first, 1), date(end_year, end_month, monthrange(end_year, end_month)[1]), precision


def _month_of(text: str) -> int:
    found = _MONTH.match(text)
    return int(found.lastgroup[1:]) if found and found.lastgroup else 1


def _read_iso(found: re.Match[str], today: date | None) -> _Span | None:
    parts = [int(found[name]) for name in ("y", "m", "d")]
    return _day(*parts)


def _day(year: int, month: int, day: int) -> _Span | None:
    if not (1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day), date(year, month, day), "day"


def _read_day(found: re.Match[str], today: date | None) -> _Span | None:
    month, day = _month_of(found["month"]), int(found["day"])
    if not 1 <= day <= monthrange(2024, month)[1]:  # a leap year: the 29th of February is judged with its year
        return None

    def make(year: int) -> _Span:
        at = date(year, month, min(day, monthrange(year, month)[1]))
        return at, at, "day"

    return _nearest(make, _year(found, today), today)


def _read_month(found: re.Match[str], today: date | None) -> _Span | None:
    month = _month_of(found["month"])
    return _nearest(lambda year: _months(year, month, 1, "month"), _year(found, today), today)


def _read_quarter(found: re.Match[str], today: date | None) -> _Span | None:
    nth = _nth(found)
    return _nearest(lambda year: _months(year, 3 * nth - 2, 3, "quarter"), _year(found, today), today)


def _read_half(found: re.Match[str], today: date | None) -> _Span | None:
    first = 1 if _nth(found) == 1 else 7
    return _nearest(lambda year: _months(year, first, 6, "half"), _year(found, today), today)


def _nth(found: re.Match[str]) -> int:
    written = found["nth"]
    return next(
        value for stem, value in _ORDINALS.items() if (written == stem or (len(stem) > 3 and written.startswith(stem)))
    )


def _read_season(found: re.Match[str], today: date | None) -> _Span | None:
    first = next(month for stem, month in _SEASONS.items() if found["season"].startswith(stem))
    return _nearest(lambda year: _months(year, first, 3, "season"), _year(found, today), today)


def _read_year(found: re.Match[str], today: date | None) -> _Span | None:
    year = _year(found, today)
    return _months(year, 1, 12, "year") if year else None


def _read_part(found: re.Match[str], today: date | None) -> _Span | None:
    """«В начале 2024 года», "late 2023": a third of the year."""
    year = _year(found, today)
    if not year:
        return None
    low, high = next(span for stem, span in _PARTS.items() if found["part"].startswith(stem))
    return _months(year, 4 * low + 1, 4 * (high - low), "range")


def _read_until(found: re.Match[str], today: date | None) -> _Span | None:
    """«До конца года», "by the end of 2025": from the day of writing on."""
    year = _year(found, today)
    if not year:
        return None
    last = date(year, 12, 31)
    return (today if today and today <= last else date(year, 1, 1)), last, "range"


def _read_relative(found: re.Match[str], today: date | None) -> _Span | None:
    if today is None:
        return None
    at = today + timedelta(days=_RELATIVE[found["word"]])
    return at, at, "day"


def _read_week(found: re.Match[str], today: date | None) -> _Span | None:
    if today is None:
        return None
    shift = next(days for stem, days in _WEEKS.items() if found["which"].startswith(stem))
    monday = today - timedelta(days=today.weekday()) + timedelta(days=shift)
    return monday, monday + timedelta(days=6), "week"


_MONTH_NAME = rf"(?P<month>{_ANY_MONTH})"
_DAY_NUMBER = r"(?P<day>\d{1,2})"
_WORDS = "|".join(sorted(_RELATIVE, key=len, reverse=True))
_PART = r"(?P<part>начал[еау]|середин[еауы]|конц[еау]|early|mid|late|end)"
_YEARS_ON = r"(?P<last_year>last year)|(?<!\w)(?P<next_year>next year)|(?<!\w)(?P<this_year>this year)"
_IN = r"(?:в|во|с|к|за|до|от|по|in|since|by|during|until|from)"
_Reader = Callable[[re.Match[str], date | None], _Span | None]
_PATTERNS: tuple[tuple[str, _Reader], ...] = (
    (rf"(?<!\d)(?P<y>{_Y})-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)", _read_iso),
    (rf"(?<![\d.])(?P<d>\d{{1,2}})\.(?P<m>\d\d)\.(?P<y>{_Y})(?!\d)", _read_iso),
    (rf"(?<![\d.,]){_DAY_NUMBER}(?:-?го|th|st|nd|rd)?\s(?:of\s)?{_MONTH_NAME}{_OF}", _read_day),
    (rf"(?<!\w){_MONTH_NAME}\s{_DAY_NUMBER}(?!\d)(?:th|st|nd|rd)?{_OF}", _read_day),
    (rf"(?<![\w-]){_IN}\s{_MONTH_NAME}{_OF}", _read_month),
    (rf"(?<![\w-]){_MONTH_NAME}\s(?:of\s)?(?:{_OF_YEAR})", _read_month),
    (rf"(?<!\w){_NTH}(?:-?й|-?м|-?го)?\s(?:квартал\w{{0,2}}|quarter){_OF}", _read_quarter),
    (rf"(?<!\w)q(?P<nth>[1-4])(?:\s(?P<year>{_Y}))?(?!\w)", _read_quarter),
    (rf"(?<!\w){_NTH}(?:-?е|-?м|-?го)?\s(?:полугоди\w{{1,2}}|половин\w{{1,2}} года|half){_OF}", _read_half),
    (rf"(?<!\w)h(?P<nth>[12])(?:\s(?P<year>{_Y}))(?!\w)", _read_half),
    (rf"(?<!\w)(?P<season>{_SEASON})(?!\w){_OF}", _read_season),
    (rf"(?:до|к|by|until|before)\s(?:the\s)?(?:концу?а?|end)\s(?:of\s)?(?:{_OF_YEAR})", _read_until),
    (rf"(?:в|к|at|in)?\s?(?:the\s)?{_PART}[-\s](?:of\s)?(?:{_OF_YEAR})", _read_part),
    (rf"(?<!\w){_IN}\s(?:{_OF_YEAR})", _read_year),
    (rf"(?<![\w.,-])(?P<year>{_Y})(?:-го|-м)?\s?{_YEAR_WORD}", _read_year),
    (rf"(?<!\w){_YEARS_ON}", _read_year),
    (rf"(?<!\w)(?P<word>{_WORDS})(?!\w)", _read_relative),
    (r"(?<!\w)(?P<which>прошлой|этой|следующей|last|this|next)\s(?:неделе|недели|неделю|week)(?!\w)", _read_week),
)
_READERS = tuple((re.compile(pattern), read) for pattern, read in _PATTERNS)
