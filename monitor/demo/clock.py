"""A clock that runs fast, or stands still until it is moved."""

from __future__ import annotations

import time
from datetime import datetime, timedelta


class FastClock:
    """Simulated time from `start`, `speed` simulated seconds a real one; with speed 0 it only moves by `move_to`.

    Satisfies `seams.Clock`.
    """

    def __init__(self, start: datetime, speed: float = 0.0) -> None:
        self._base = start
        self._speed = speed
        self._since = time.monotonic()

    def now(self) -> datetime:
        return self._base + timedelta(seconds=(time.monotonic() - self._since) * self._speed)

    def move_to(self, at: datetime) -> None:
        """Go forward to `at`; time never runs back."""
        self._base = max(at, self.now())
        self._since = time.monotonic()
