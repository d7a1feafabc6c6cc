"""Dates as intervals with their precision, relative to the day of writing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.taggers.dates import dates

WRITTEN = date(2025, 9, 10)

READINGS = [
    ("Запуск намечен на 30 января 2026 года.", "2026-01-30", "2026-01-30", "day"),
    ("Линию пустили 4 сентября.", "2025-09-04", "2025-09-04", "day"),
    ("on January 30, 2023 the plant", "2023-01-30", "2023-01-30", "day"),
    ("on 16 August 2023", "2023-08-16", "2023-08-16", "day"),
    ("дата 05.06.2019 указана", "2019-06-05", "2019-06-05", "day"),
    ("дата 2019-06-05 указана", "2019-06-05", "2019-06-05", "day"),
    ("Сборка начнётся в марте 2026 года", "2026-03-01", "2026-03-31", "month"),
    ("Сборка началась в августе", "2025-08-01", "2025-08-31", "month"),
    ("Assembly starts in March 2024", "2024-03-01", "2024-03-31", "month"),
    ("в III квартале 2026", "2026-07-01", "2026-09-30", "quarter"),
    ("в первом квартале следующего года", "2026-01-01", "2026-03-31", "quarter"),
    ("in the third quarter of 2026", "2026-07-01", "2026-09-30", "quarter"),
    ("Q2 2024 results", "2024-04-01", "2024-06-30", "quarter"),
    ("за I полугодие 2014 года", "2014-01-01", "2014-06-30", "half"),
    ("in the first half of 2024", "2024-01-01", "2024-06-30", "half"),
    ("весной 2022 года", "2022-03-01", "2022-05-31", "season"),
    ("Выпуск начнут осенью", "2025-09-01", "2025-11-30", "season"),
    ("зимой", "2025-12-01", "2026-02-28", "season"),
    ("до конца года", "2025-09-10", "2025-12-31", "range"),
    ("by the end of 2026", "2025-09-10", "2026-12-31", "range"),
    ("в начале 2024 года", "2024-01-01", "2024-04-30", "range"),
    ("in late 2023", "2023-09-01", "2023-12-31", "range"),
    ("в 2019 году", "2019-01-01", "2019-12-31", "year"),
    ("в прошлом году", "2024-01-01", "2024-12-31", "year"),
    ("next year", "2026-01-01", "2026-12-31", "year"),
    ("вчера", "2025-09-09", "2025-09-09", "day"),
    ("на прошлой неделе", "2025-09-01", "2025-09-07", "week"),
]


@pytest.mark.parametrize(("text", "first", "last", "precision"), READINGS)
def test_a_date_becomes_an_interval_with_its_precision(text: str, first: str, last: str, precision: str) -> None:
    (found,) = dates(text, WRITTEN)
    assert (found.first.isoformat(), found.last.isoformat(), found.precision) == (first, last, precision)
    assert text[found.start : found.end] == found.surface


@pytest.mark.parametrize(
    "text", ["", "Модель X5 за 2 млн", "31 февраля", "99.99.2020", "Маятник качнулся", "2500 машин"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert dates(text, WRITTEN) == ()


def test_without_the_day_of_writing_only_full_dates_are_read() -> None:
    assert [one.surface for one in dates("весной, в марте, в 2024 году и вчера")] == ["в 2024 году"]


@given(st.text(max_size=200), st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1)))
def test_no_text_breaks_the_reading_of_dates(text: str, today: date) -> None:
    assert all(one.first <= one.last for one in dates(text, today))


@given(st.dates(min_value=date(1960, 1, 1), max_value=date(2090, 1, 1)))
def test_an_iso_date_is_read_back(day: date) -> None:
    (found,) = dates(f"от {day.isoformat()} ", None)
    assert (found.first, found.last) == (day, day)
