"""Analyse many pages on all cores: in order, with bounded memory, whatever a page does to the process that reads it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from queue import Empty, SimpleQueue

from monitor.analyser import MEMORY, SECONDS, TRIES, AnalysisFailed, PageFailed, Worker, WorkerLost, tried
from monitor.knowledge import Knowledge
from monitor.model import Analysis, Page

Answer = Analysis | AnalysisFailed
Crew = Callable[[Iterable[Page]], Iterator[Answer]]
"""Answers pages in their order, a bounded number of them ahead of the reader."""

PAGES, BYTES = 16, 1_000_000  # of one batch: enough that handing it over costs little beside the work on it
_AHEAD = 4  # batches a worker that may wait for the reader or for a slow page before them


def alone(knowledge: Knowledge) -> Crew:
    """In this process, one page after the other."""

    def work(pages: Iterable[Page]) -> Iterator[Answer]:
        for page in pages:
            yield answered(page, knowledge)

    return work


def answered(page: Page, knowledge: Knowledge) -> Answer:
    try:
        return tried(page, knowledge)
    except AnalysisFailed as failed:
        return failed


def batches(pages: Iterable[Page]) -> Iterator[list[Page]]:
    """Up to PAGES pages or about BYTES bytes together."""
    batch: list[Page] = []
    size = 0
    for page in pages:
        batch.append(page)
        size += len(page.body or b"") + len(page.text)
        if len(batch) == PAGES or size >= BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


class Processes:
    """A crew of `count` worker processes. A page that breaks the limits costs its worker, which is replaced."""

    def __init__(self, knowledge: Knowledge, count: int, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._make = partial(Worker, knowledge, seconds, memory)
        self._count = count
        self._free: SimpleQueue[Worker] = SimpleQueue()

    def __call__(self, pages: Iterable[Page]) -> Iterator[Answer]:
        waiting: deque[Future[list[Answer]]] = deque()
        with ThreadPoolExecutor(self._count) as threads:
            try:
                for batch in batches(pages):
                    waiting.append(threads.submit(self._work, batch))
                    if len(waiting) >= _AHEAD * self._count:
                        yield from waiting.popleft().result()
                while waiting:
                    yield from waiting.popleft().result()
            finally:
                for future in waiting:
                    future.cancel()

    def _work(self, batch: list[Page]) -> list[Answer]:
        answers: list[Answer] = []
        worker = self._taken()
        for page in batch:
            worker, answer = self._ask(worker, page, TRIES)
            answers.append(answer)
        self._free.put(worker)
        return answers

    def _ask(self, worker: Worker, page: Page, tries: int) -> tuple[Worker, Answer]:
        """The answer, and the worker for the next page."""
        try:
            return worker, worker.ask(page)
        except PageFailed as failed:
            return worker, failed
        except AnalysisFailed as failed:
            worker.stop()
            fresh = self._make()
            again = isinstance(failed, WorkerLost) and tries > 1
            return self._ask(fresh, page, tries - 1) if again else (fresh, failed)

    def _taken(self) -> Worker:
        try:
            return self._free.get_nowait()
        except Empty:
            return self._make()

    def close(self) -> None:
        """Stop the workers."""
        while not self._free.empty():
            self._free.get_nowait().stop()
