"""The background process: a few dumb ticks; what is due stands in the database.

    poll tick      cycle: poll, read, record         every 5 s; costs a query when nothing is due
    recheck tick   read matched articles again       every 60 s
    outbox tick    deliver                           every 2 s
    upkeep         statistics, retention             daily
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from apscheduler.executors.asyncio import AsyncIOExecutor
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from monitor import app
from monitor.config import Settings
from monitor.deliver import deliver_due
from monitor.errors import StorageError
from monitor.pipeline import Engine, cycle
from monitor.revise import recheck_due
from monitor.storage import Lock
from monitor.upkeep import upkeep

POLL_SECONDS = 5
OUTBOX_SECONDS = 2
RECHECK_SECONDS = 60
_PATIENCE = 8.0  # seconds for the unit of work under way at SIGTERM; supervisors commonly kill after 10
_GIVE_UP_AFTER = 5  # ticks in a row that the database refused: a supervisor restarts us, or a person reads why


@dataclass(slots=True)
class _Running:
    """What the ticks share."""

    stop: asyncio.Event
    busy: set[asyncio.Task[object]] = field(default_factory=set)
    refused: int = 0
    failure: StorageError | None = None


def run(chosen: Settings) -> None:
    """Work until SIGTERM or SIGINT. Raises StorageError when the database cannot be used, AlreadyRunning."""
    app.prepare(chosen)
    lock = Lock(chosen.database)
    lock.take()
    try:
        asyncio.run(_main(chosen))
    finally:
        lock.drop()


async def _main(chosen: Settings) -> None:
    storage = app.open_storage(chosen, create=True)
    storage.sound()
    running = _Running(asyncio.Event())
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, running.stop.set)
    try:
        async with app.engine(chosen, storage, stopping=running.stop.is_set) as engine:
            engine.log.info("started", database=chosen.database, sources=len(engine.sources), off=engine.setup.off)
            await _work(chosen, engine, running)
    finally:
        storage.close()
    if running.failure is not None:
        raise running.failure


async def _work(chosen: Settings, engine: Engine, running: _Running) -> None:
    async def poll_tick() -> None:
        await _guarded(engine, running, lambda: cycle(engine))

    async def recheck_tick() -> None:
        await _guarded(engine, running, lambda: recheck_due(engine))

    async def outbox_tick() -> None:
        await _guarded(engine, running, lambda: deliver_due(engine))

    async def upkeep_tick() -> None:
        await _guarded(engine, running, lambda: upkeep(engine, chosen))

    scheduler = AsyncIOScheduler(
        timezone="UTC",
        executors={"default": AsyncIOExecutor()},
        # a late run is still wanted, and once: the default grace of 1 s drops it silently
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": 3600},
    )
    now = engine.clock.now()
    scheduler.add_job(poll_tick, "interval", seconds=POLL_SECONDS, next_run_time=now, id="poll")
    scheduler.add_job(recheck_tick, "interval", seconds=RECHECK_SECONDS, id="recheck")
    scheduler.add_job(outbox_tick, "interval", seconds=OUTBOX_SECONDS, next_run_time=now, id="outbox")
    scheduler.add_job(upkeep_tick, "interval", days=1, next_run_time=now, id="upkeep")
    scheduler.start()
    notify("READY=1")
    await running.stop.wait()
    notify("STOPPING=1")
    scheduler.pause()
    await _finish(running)
    scheduler.shutdown(wait=False)
    engine.log.info("stopped")


async def _guarded(engine: Engine, running: _Running, work: Callable[[], Awaitable[object]]) -> None:
    """One tick's work. A database that refuses again and again ends the process, with the reason."""
    task = asyncio.current_task()
    if task is None or running.stop.is_set():
        return
    running.busy.add(task)
    try:
        await work()
        running.refused = 0
        notify("WATCHDOG=1")
    except StorageError as error:
        running.refused += 1
        engine.log.error("the database refused", error=str(error), times=running.refused)
        if running.refused >= _GIVE_UP_AFTER:
            running.failure = error
            running.stop.set()
    finally:
        running.busy.discard(task)


async def _finish(running: _Running) -> None:
    """Let the units of work under way end; cut what would take too long, which the next start repeats."""
    if not running.busy:
        return
    _, late = await asyncio.wait(set(running.busy), timeout=_PATIENCE)
    for task in late:
        task.cancel()
    await asyncio.gather(*late, return_exceptions=True)


def notify(state: str) -> None:
    """Tell systemd, where it asked to be told (sd_notify(3))."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
        channel.connect("\0" + address[1:] if address.startswith("@") else address)
        channel.sendall(state.encode())
