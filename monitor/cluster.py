"""Analyse on a Dask cluster: the same pure function over partitions, streamed back in order to the one writer.

    pages | batches | workers of the cluster, any number | answers in the order of the pages

Each worker is sent the knowledge once, also one that joins later or takes a dead one's place. A worker that dies has
its batches done again by another; a page that kills worker after worker is found by trying its batch page by page, and
left out by name. What the client has not asked for is not begun: a bounded number of batches a worker is under way.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import Any, Self

from monitor import __version__
from monitor.analyser import AnalysisFailed
from monitor.crew import Answer, answered, batches
from monitor.errors import InputError
from monitor.knowledge import Knowledge
from monitor.model import Page

try:
    import dask
    from distributed import Client, KilledWorker, LocalCluster, WorkerPlugin, get_worker
except ImportError as error:
    raise InputError("--cluster needs Dask: pip install 'firstmention[cluster]'") from error

_AHEAD = 3  # batches a worker: one under way, one that waits beside it, one on its way back
_CONNECT_SECONDS = 20
_DEATHS = 2  # of workers over one batch, before its pages are tried one by one


class _Knows(WorkerPlugin):
    """The knowledge, kept by every worker of the cluster."""

    name = "monitor-knowledge"

    def __init__(self, knowledge: Knowledge, version: str) -> None:
        self.knowledge, self.version = knowledge, version

    def setup(self, worker: Any) -> None:
        if self.version != __version__:
            raise RuntimeError(f"this worker has monitor {__version__}, the client {self.version}; install the same")
        worker.monitor_knowledge = self.knowledge


def _work(batch: list[Page], digest: str) -> list[Answer]:
    """Runs on a worker."""
    worker: Any = get_worker()
    knowledge: Knowledge = worker.monitor_knowledge
    if knowledge.digest != digest:
        raise RuntimeError("another client has given this cluster another knowledge; use it one after the other")
    return [answered(page, knowledge) for page in batch]


class Cluster:
    """A crew on the cluster whose scheduler is at `address`; `local` makes one of a process a core for this run.

    Raises InputError when the scheduler does not answer or its workers have another version.
    """

    def __init__(self, knowledge: Knowledge, address: str, workers: int | None = None) -> None:
        self._knowledge = knowledge
        self._held = ExitStack()
        try:
            self.client: Any = self._held.enter_context(_client(self._held, address, workers))
            self.client.register_plugin(_Knows(knowledge, __version__))
        except (OSError, TimeoutError, ValueError, RuntimeError) as error:
            self._held.close()
            raise InputError(f"--cluster {address}: {str(error)[:300] or type(error).__name__}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._held.close()

    def __call__(self, pages: Iterable[Page]) -> Iterator[Answer]:
        waiting: deque[tuple[list[Page], Any]] = deque()
        try:
            for batch in batches(pages):
                waiting.append((batch, self._sent(batch)))
                while len(waiting) >= _AHEAD * max(1, len(self.client.nthreads())):
                    yield from self._answers(*waiting.popleft())
            while waiting:
                yield from self._answers(*waiting.popleft())
        finally:
            self.client.cancel([future for _, future in waiting])

    def _sent(self, batch: list[Page]) -> Any:
        return self.client.submit(_work, batch, self._knowledge.digest, pure=False)

    def _answers(self, batch: list[Page], future: Any) -> list[Answer]:
        try:
            answers: list[Answer] = future.result()
            return answers
        except KilledWorker:
            if len(batch) == 1:
                return [AnalysisFailed("the workers that read it died")]
            return [answer for page in batch for answer in self._answers([page], self._sent([page]))]


def _client(held: ExitStack, address: str, workers: int | None) -> Any:
    dask.config.set({"distributed.scheduler.allowed-failures": _DEATHS})
    connect: Any = Client  # its parameters have no types
    if address != "local":
        return connect(address, timeout=_CONNECT_SECONDS)
    make: Any = LocalCluster  # likewise
    alike = {"threads_per_worker": 1, "processes": True, "dashboard_address": None, "silence_logs": 40}
    return connect(held.enter_context(make(n_workers=workers, **alike)))
