"""Money of a business kind."""

from __future__ import annotations

from monitor.lang.reading import Reading
from monitor.model import Amount


def amounts(reading: Reading) -> tuple[Amount, ...]:
    """Every amount in title and text, prices of goods left out; `watch` and `link` are for the link pass."""
    return ()
