"""Dates in a text as intervals with their precision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Interval:
    """`first` and `last` inclusive; `precision` is day, month, quarter, season, half, year or range."""

    first: date
    last: date
    precision: str
    surface: str
    start: int
    end: int


def dates(text: str, relative_to: date | None = None) -> tuple[Interval, ...]:
    """Every date of the text, those without a year placed nearest to `relative_to`."""
    return ()
