"""Workers: what breaks one page stops neither the next page nor the daemon."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest

from monitor.analyse import analyse
from monitor.analyser import AnalysisFailed, Inline, Worker, Workers
from monitor.crew import Processes
from monitor.knowledge import load
from monitor.model import Analysis, Page, Watch

NOW = datetime(2026, 3, 2, tzinfo=UTC)
KNOWN = load({"kedr": Watch("kedr", "Кедравто", "cars", ("Кедравто",))})
PAGE = Page("https://a.example/1", NOW, title="«Кедравто» начал выпуск", text="На заводе «Кедравто» делают Kaiyi.")
LONG = Page("https://a.example/2", NOW, title="Длинный текст", text="Завод «Кедравто» делает машины Kaiyi. " * 3000)


def with_workers(work: Callable[[Workers], Awaitable[None]], count: int = 1, **limits: float) -> None:
    async def main() -> None:
        workers = Workers(KNOWN, count, **limits)  # type: ignore[arg-type]  limits are passed by name
        try:
            await work(workers)
        finally:
            workers.close()

    asyncio.run(main())


def children() -> list[int]:
    return [child.pid for child in multiprocessing.active_children() if child.pid]


def test_a_worker_gives_the_same_analysis_as_this_process() -> None:
    async def work(workers: Workers) -> None:
        assert await workers(PAGE) == analyse(PAGE, KNOWN) == await Inline(KNOWN)(PAGE)

    with_workers(work)


def test_a_page_that_takes_too_long_is_given_up_and_the_next_one_is_read() -> None:
    async def work(workers: Workers) -> None:
        with pytest.raises(AnalysisFailed, match="no answer within"):
            await workers(LONG)
        assert children() == []

    with_workers(work, seconds=0.001)


class Deadly(Page):
    """It ends the process that takes it out of the pipe."""

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (1,)


def test_a_worker_that_dies_between_two_pages_is_replaced_and_no_page_is_blamed() -> None:
    async def work(workers: Workers) -> None:
        await workers(PAGE)
        os.kill(children()[0], signal.SIGKILL)
        assert (await workers(PAGE)).article.title == PAGE.title

    with_workers(work)


def test_a_page_over_which_two_workers_die_is_given_up() -> None:
    deadly = Deadly(PAGE.url, NOW)

    async def work(workers: Workers) -> None:
        with pytest.raises(AnalysisFailed, match="died"):
            await workers(deadly)
        assert (await workers(PAGE)).article.title == PAGE.title

    with_workers(work)
    crew = Processes(KNOWN, 1)
    failed, read = crew([deadly, PAGE])
    crew.close()
    assert isinstance(failed, AnalysisFailed)
    assert isinstance(read, Analysis)


def test_a_worker_that_dies_before_it_was_told_anything_is_reported_and_holds_up_nobody() -> None:
    worker = Worker(KNOWN, 20.0, 1_500_000_000)
    os.kill(children()[0], signal.SIGKILL)
    with pytest.raises(AnalysisFailed, match="died"):
        worker.ask(PAGE)
    worker.stop()


def test_no_worker_outlives_its_pool() -> None:
    async def work(workers: Workers) -> None:
        await asyncio.gather(*(workers(PAGE) for _ in range(4)))
        assert len(children()) == 2

    with_workers(work, count=2)
    assert children() == []
