"""Counts of things made, sold, employed: «70–100 тыс. машин», "300 jobs", «втрое»."""

from __future__ import annotations

from monitor.lang.reading import Reading
from monitor.model import Mention


def quantities(reading: Reading) -> tuple[Mention, ...]:
    """Kind "quantity"; `value` is the number, `data` {"high", "unit", "qualifier"}."""
    return ()
