"""The whole chain on generated news, stage by stage: calls, CPU time, share, beside the budget.

The chain is the real one: poll, gate, read, analyse and record into an SQLite file, run by `polling` and `reading`;
only the HTTP edge is in memory (`bench/poll.py` measures it on a real server). Each stage's function is wrapped by a
watch for the run. CPU time of one process is counted: it hardly depends on what else the machine does.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

from monitor import analyse, placing, reading, record
from monitor.analyser import Inline
from monitor.core.schedule import SourceSpec
from monitor.engine import Engine
from monitor.gate import Gate
from monitor.model import Fetched, FetchFailed, FetchResult, NotModified
from monitor.polling import poll_due
from monitor.reading import read_pending
from monitor.record import Setup
from monitor.seams import Ask, Post
from monitor.sources.rss import Rss
from monitor.storage import Storage

from .press import START, Piece, Press, Printer

ITEMS, NEW = 60, 3  # a feed's window, and how many of it are new at a poll
_WARM = 60  # articles read before the count begins: caches of a daemon that has run for some minutes


@dataclass(slots=True)
class Stage:
    """What one stage of the chain cost. `budget` is in milliseconds a call; 0 for a part of another."""

    name: str
    budget: float = 0.0
    part: bool = False
    calls: int = 0
    seconds: float = 0.0

    @property
    def each(self) -> float:
        """Milliseconds a call."""
        return 1000 * self.seconds / max(1, self.calls)


_WATCHED: tuple[tuple[ModuleType, str, str, float, bool], ...] = (
    (analyse, "extract", "extract", 6.0, False),
    (analyse, "read", "tokens and lemmas", 0.0, True),
    (analyse, "tag", "taggers", 0.0, True),
    (analyse, "story_keys", "story keys", 0.0, True),
    (analyse, "sign", "sketch", 0.0, True),
    (record, "bag", "words for search", 0.0, True),
    (record, "place", "place in story", 1.0, False),
    (record, "learn", "ledger and alerts", 0.0, True),
    (placing, "_retell", "roles and voices", 0.0, True),
    (reading, "record", "record, with its place", 2.0, False),
)


@contextmanager
def _watch(module: ModuleType, name: str, stage: Stage) -> Iterator[None]:
    """Count a function's calls and their CPU time. It is put back afterwards."""
    real: Callable[..., Any] = getattr(module, name)

    def watched(*given: Any, **named: Any) -> Any:
        start = time.process_time()
        try:
            return real(*given, **named)
        finally:
            stage.seconds += time.process_time() - start
            stage.calls += 1

    setattr(module, name, watched)
    try:
        yield
    finally:
        setattr(module, name, real)


class Clock:
    def __init__(self) -> None:
        self.at = START

    def now(self) -> datetime:
        return self.at


class Silence:
    """A log that keeps nothing."""

    def info(self, event: str, **values: object) -> None: ...

    def warning(self, event: str, **values: object) -> None: ...

    def error(self, event: str, **values: object) -> None: ...


@dataclass(slots=True)
class Papers:
    """The edge: feeds and pages of generated papers, from memory."""

    press: Press
    printer: Printer = field(default_factory=Printer)
    feeds: dict[str, list[Piece]] = field(default_factory=dict)
    printed: dict[str, bytes] = field(default_factory=dict)  # before the count begins: a poll does not write its feed
    pages: dict[str, Piece] = field(default_factory=dict)

    def publish(self, paper: int, count: int) -> None:
        url = f"https://www.paper{paper}.example/rss"
        shown = self.feeds.setdefault(url, [])
        for _ in range(count):
            piece = self.press.write(paper)
            shown.append(piece)
            self.pages[piece.url] = piece
        del shown[:-ITEMS]
        self.printed[url] = self.printer.feed(shown)

    async def get(self, ask: Ask) -> FetchResult:
        if ask.url in self.feeds:
            pieces = self.feeds[ask.url]
            tag = f'"{pieces[-1].number}"'
            if ask.etag == tag:
                return NotModified(ask.url, {"etag": tag})
            headers = {"etag": tag, "content-type": "application/rss+xml; charset=utf-8"}
            return Fetched(ask.url, ask.url, 200, headers, self.printed[ask.url])
        page = self.printer.page(self.pages.pop(ask.url))
        return Fetched(ask.url, ask.url, 200, {"content-type": "text/html; charset=utf-8"}, page)

    async def post(self, post: Post) -> Fetched | FetchFailed:
        return Fetched(post.url, post.url, 200, {}, b"")


@dataclass(frozen=True, slots=True)
class Measured:
    articles: int
    seconds: float  # of gate, analysis and record of all articles
    stages: Mapping[str, Stage]

    @property
    def rate(self) -> float:
        """Articles a second and core."""
        return self.articles / self.seconds


def measure(setup: Setup, about: tuple[str, ...], papers: int = 6) -> Measured:
    """Run the chain over `papers` feeds, cold and then warm, and say what each stage cost."""
    with tempfile.TemporaryDirectory(prefix="monitor-bench-") as folder:
        storage = Storage(str(Path(folder) / "bench.sqlite"))
        try:
            return asyncio.run(_measure(storage, setup, Papers(Press(papers, about)), papers))
        finally:
            storage.close()


async def _measure(storage: Storage, setup: Setup, edge: Papers, papers: int) -> Measured:
    clock = Clock()
    feeds = {f"paper{n}": Rss(url=f"https://www.paper{n}.example/rss") for n in range(papers)}
    specs = [SourceSpec(name, (feed,), read="all") for name, feed in feeds.items()]
    engine = Engine(
        storage, edge, clock, setup, {one.id: one for one in specs}, {}, Inline(setup.knowledge),
        Gate(setup.knowledge), Silence(),
    )  # fmt: skip
    await _round(engine, clock, edge, _WARM // papers)
    stages = {name: Stage(name, budget, part) for _, _, name, budget, part in _WATCHED}
    poll_cold, poll_new, poll_same = Stage("poll, all new"), Stage("poll, 3 new of 60", 5.0), Stage("poll, 304", 1.5)
    with ExitStack() as held:
        for module, function, name, _, _ in _WATCHED:
            held.enter_context(_watch(module, function, stages[name]))
        cold = await _round(engine, clock, edge, ITEMS, poll_cold)
    for _ in range(4):
        await _round(engine, clock, edge, NEW, poll_new)
        await _round(engine, clock, edge, 0, poll_same)
    articles = stages["extract"].calls
    whole = Stage("whole article", 16.0, False, articles, cold)
    told = (poll_same, poll_new, poll_cold, *stages.values(), whole)
    return Measured(articles, cold, {one.name: one for one in told})


async def _round(engine: Engine, clock: Clock, edge: Papers, count: int, polls: Stage | None = None) -> float:
    """Publish, poll and read; returns the CPU seconds of the reading."""
    clock.at += timedelta(hours=6)
    for paper in range(len(engine.sources)):
        edge.publish(paper, count)
    start = time.process_time()
    done = await poll_due(engine)
    if polls is not None:
        polls.calls += done.polled
        polls.seconds += time.process_time() - start
    start = time.process_time()
    await read_pending(engine)
    return time.process_time() - start
