"""Where analyse runs: in this process, or in worker processes that may crash or hang without harm.

A page is a stranger's input and analyse is a lot of code. In a worker it has bounded time and memory; a worker that
breaks them is killed, a new one takes its place, and the page is reported as `AnalysisFailed`.
"""

from __future__ import annotations

import asyncio
import gc
import importlib
import multiprocessing
import resource
import signal
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any, Protocol

from monitor.errors import Broken, contained
from monitor.knowledge import Knowledge
from monitor.model import Analysis, Page

SECONDS = 20.0  # for one page; the slowest hostile page of the tests needs 2
MEMORY = 1_500_000_000  # bytes of address space of a worker; at rest it has about 400 MB mapped
IDLE_SECONDS = 60.0  # a monitor at rest keeps no workers
_START_SECONDS = 120.0  # for a new worker to load dictionaries, on a machine with ten times more to do than it can
TRIES = 2  # of a page whose worker is lost: once may be the machine's doing, twice is the page's


class Analyser(Protocol):
    async def __call__(self, page: Page) -> Analysis:
        """Raises AnalysisFailed."""

    def close(self) -> None:
        """Let go of what it holds."""


class AnalysisFailed(Exception):
    """The analyser broke on a page, or took too long, or too much memory."""


def tried(page: Page, knowledge: Knowledge) -> Analysis:
    from monitor.analyse import analyse  # noqa: PLC0415  a daemon's own process analyses nothing: it starts without it

    try:
        with contained():
            return analyse(page, knowledge)
    except Broken as error:
        raise AnalysisFailed(str(error)) from error


@dataclass(frozen=True, slots=True)
class Inline:
    """Analyse in this process: for one-off commands, where a hanging page is the caller's to interrupt."""

    knowledge: Knowledge

    async def __call__(self, page: Page) -> Analysis:
        return tried(page, self.knowledge)

    def close(self) -> None:
        """It holds nothing."""


class PageFailed(AnalysisFailed):
    """The page raised; the worker is well."""


class WorkerLost(AnalysisFailed):
    """The worker died, or never came to be: on the page, or because the machine ended it (memory, an administrator)."""


class Worker:
    """One process and the pipe to it. It answers one page at a time.

    The knowledge goes through the pipe, not with the process's arguments: more of those than a pipe's 64 kB make
    `start` wait for the child to read them, and for ever when it dies before that.
    """

    def __init__(self, knowledge: Knowledge, seconds: float, memory: int) -> None:
        ours, theirs = multiprocessing.Pipe()
        self._pipe = ours
        self._seconds = seconds
        self._knowledge: Knowledge | None = knowledge
        spawn = multiprocessing.get_context("spawn")
        self._process: SpawnProcess = spawn.Process(target=_serve, args=(theirs, memory), daemon=True)
        self._process.start()
        theirs.close()

    def ask(self, page: Page) -> Analysis:
        """Blocks; meant for a thread. Raises PageFailed, or AnalysisFailed after which the worker is of no use."""
        try:
            if self._knowledge is not None:
                self._prepare(self._knowledge)
            self._pipe.send(page)
            if not self._pipe.poll(self._seconds):
                raise AnalysisFailed(f"no answer within {self._seconds:.0f} s")
            answer = self._pipe.recv()
        except (EOFError, OSError) as error:
            raise WorkerLost("the worker process died on it") from error
        if isinstance(answer, Analysis):
            return answer
        raise PageFailed(str(answer))

    def _prepare(self, knowledge: Knowledge) -> None:
        self._pipe.send(knowledge)
        if not self._pipe.poll(_START_SECONDS):
            raise WorkerLost(f"no answer from a new worker within {_START_SECONDS:.0f} s")
        self._pipe.recv()
        self._knowledge = None

    def stop(self) -> None:
        with suppress(OSError):
            self._pipe.close()
        self._process.kill()
        self._process.join()


def _serve(pipe: Connection[Any, Any], memory: int) -> None:
    """The worker's loop; ends when the other end of the pipe is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the daemon's to answer
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    with suppress(EOFError, OSError):
        knowledge = pipe.recv()
        importlib.import_module("monitor.analyse")
        gc.freeze()  # what is loaded now stays; collections need not look through it after every few pages
        pipe.send("ready")
        while True:
            page = pipe.recv()
            try:
                pipe.send(tried(page, knowledge))
            except AnalysisFailed as error:
                pipe.send(str(error))


class Workers:
    """Analyse in up to `count` processes, started when needed and stopped when idle."""

    def __init__(self, knowledge: Knowledge, count: int, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._make = partial(Worker, knowledge, seconds, memory)
        self._free: list[Worker] = []
        self._places = asyncio.Semaphore(count)
        self._idle: asyncio.TimerHandle | None = None
        self._busy = 0

    async def __call__(self, page: Page) -> Analysis:
        """Raises AnalysisFailed. Waits for a free worker."""
        async with self._places:
            self._wake()
            self._busy += 1
            try:
                return await self._asked(page, TRIES)
            finally:
                self._busy -= 1
                self._rest()

    async def _asked(self, page: Page, tries: int) -> Analysis:
        worker = self._free.pop() if self._free else self._make()
        try:
            answer = await asyncio.to_thread(worker.ask, page)
        except PageFailed:
            self._free.append(worker)
            raise
        except WorkerLost:
            worker.stop()
            if tries == 1:
                raise
            return await self._asked(page, tries - 1)
        except (AnalysisFailed, asyncio.CancelledError):
            worker.stop()
            raise
        self._free.append(worker)
        return answer

    def _wake(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None

    def _rest(self) -> None:
        if not self._busy:
            self._idle = asyncio.get_running_loop().call_later(IDLE_SECONDS, self.close)

    def close(self) -> None:
        """Stop the workers that are free."""
        self._wake()
        while self._free:
            self._free.pop().stop()
