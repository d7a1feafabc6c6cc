"""What the shell works with, and what its rounds say of themselves."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Protocol

from monitor.analyser import Analyser
from monitor.core import network
from monitor.core.schedule import SourceSpec
from monitor.gate import Gated
from monitor.model import Entry
from monitor.record import Setup
from monitor.seams import Channel, Clock, Http, Poster
from monitor.storage import Storage

_IDLE_BEAT = timedelta(seconds=5)


class Edge(Http, Poster, Protocol):
    """The HTTP edge as the pipeline uses it: pages in, alerts out."""


class Log(Protocol):
    """Structured events; `app` brings the real one."""

    def info(self, event: str, **values: object) -> object: ...

    def warning(self, event: str, **values: object) -> object: ...

    def error(self, event: str, **values: object) -> object: ...


@dataclass(frozen=True, slots=True)
class Engine:
    """All that a cycle works with. Made by `app`, the only maker of clients, clocks and connections."""

    storage: Storage
    edge: Edge
    clock: Clock
    setup: Setup
    sources: Mapping[str, SourceSpec]
    channels: Mapping[str, Channel]
    analyse: Analyser
    gate: Callable[[Entry, str], Gated]
    log: Log
    stopping: Callable[[], bool] = lambda: False  # asked between units of work
    asked: dict[str, network.Verdict] = field(default_factory=dict)  # what the sources asked last say of our network


@dataclass(frozen=True, slots=True)
class Cycle:
    """What one cycle did."""

    polled: int = 0
    failed: int = 0
    entries: int = 0
    read: int = 0
    articles: int = 0
    findings: int = 0

    def plus(self, other: Cycle) -> Cycle:
        return Cycle(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


def beat(engine: Engine, name: str, said: str, *, idle: bool) -> None:
    """Say that a round was done; of idle ones every few seconds, as each costs a commit."""
    now, last = engine.clock.now(), engine.storage.pulse.last(name)
    if not idle or last is None or abs(now - last[0]) >= _IDLE_BEAT:
        with engine.storage.unit():
            engine.storage.pulse.beat(name, now, said)


async def cut(tasks: Iterable[asyncio.Task[Any]]) -> None:
    """End what is still under way when its caller was cut short or the database refused."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
