"""A source that dumps its whole archive takes no more memory than one that shows a page of it."""

from __future__ import annotations

import tracemalloc

from monitor.engine import Engine
from monitor.model import Entry
from monitor.reading import read_pending
from tests.office import START, Office

SUMMARY = "Дождь со снегом, ветер северный. " * 3


def dumped(office: Office, count: int) -> None:
    """As polls leave them, a body's worth at a time: one in a thousand names the company."""
    for first in range(0, count, 500):
        numbers = map(str, range(first, first + 500))
        entries = [
            Entry("flood", "rss", n, f"{office.news.address}/{n}", title(n), summary=SUMMARY, key=f"{count}-{n}")
            for n in numbers
        ]
        with office.storage.unit():
            office.storage.entries.add(entries, START)


def title(number: str) -> str:
    return "«Кедравто» начал выпуск" if number.endswith("999") else "Погода на завтра"


def most_memory(office: Office) -> float:
    """Megabytes of Python's at most while all that is pending is read."""

    async def read(engine: Engine) -> float:
        tracemalloc.start()
        try:
            await read_pending(engine)
            return tracemalloc.get_traced_memory()[1] / 1e6
        finally:
            tracemalloc.stop()

    return office.run(read)


def test_ten_times_the_items_take_the_same_memory_and_each_has_its_answer(office: Office) -> None:
    dumped(office, 500)
    small = most_memory(office)
    dumped(office, 5_000)
    large = most_memory(office)
    assert large < 1.25 * small + 1
    counts = office.storage.entries.counts(START)
    assert sum(counts.values()) == 5_500 and counts["skipped"] == 5_500 - len(office.news.asked)
