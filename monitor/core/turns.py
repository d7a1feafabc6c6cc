"""Whose page is read next: sources take turns, so that one which shows a hundred thousand entries holds up nobody."""

from __future__ import annotations

from collections import Counter, deque
from typing import Generic, TypeVar

HELD = 8  # of one source that wait here; the others wait in the database
AT_ONCE = 2  # of one source under way: more would only wait for their host's turn, in places that others could use

T = TypeVar("T")


class Turns(Generic[T]):
    """Waiting items by source, the source that has waited longest first."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[T]] = {}
        self._under_way: Counter[str] = Counter()

    def __len__(self) -> int:
        return sum(map(len, self._waiting.values()))

    def room(self, source: str) -> bool:
        return len(self._waiting.get(source, ())) < HELD

    def full(self) -> list[str]:
        """The sources without room."""
        return [source for source in self._waiting if not self.room(source)]

    def put(self, source: str, item: T) -> None:
        self._waiting.setdefault(source, deque()).append(item)

    def take(self) -> tuple[str, T] | None:
        """The next item, of a source that has a place free; it is under way until `done` is said of its source."""
        source = next((one for one in self._waiting if self._under_way[one] < AT_ONCE), None)
        if source is None:
            return None
        waiting = self._waiting.pop(source)
        item = waiting.popleft()
        if waiting:
            self._waiting[source] = waiting  # at the end of the line
        self._under_way[source] += 1
        return source, item

    def done(self, source: str) -> None:
        self._under_way[source] -= 1
        if not self._under_way[source]:
            del self._under_way[source]
