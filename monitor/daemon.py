"""The background process: a few dumb ticks; what is due stands in the database.

    poll tick      poll what is due                  every second, beside polls that are slow to answer; costs a query
    read tick      gate, fetch, analyse, record      every second, until nothing is pending
    recheck tick   read matched articles again       every 60 s
    outbox tick    deliver                           every 2 s
    config tick    read config.yaml when it changed  every 10 s, and on SIGHUP
    digest tick    queue the digest when its hour came  every 30 s
    heartbeat      tell the dead-man's switch        as the config says
    signals tick   a spike or a silence of a watch   hourly
    upkeep tick    statistics, retention             daily
"""

from __future__ import annotations

import asyncio
import importlib
import logging
import os
import signal
import socket
import traceback
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
from apscheduler.executors.asyncio import AsyncIOExecutor
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from monitor import app, points
from monitor.analyser import Analyser
from monitor.config import Settings
from monitor.deliver import deliver_due
from monitor.digests import digest_due, heartbeat
from monitor.engine import Engine
from monitor.errors import MonitorError, StorageError
from monitor.knowledge import Knowledge
from monitor.pipeline import poll_tick, read_tick
from monitor.polling import POLLS_AT_ONCE
from monitor.revise import recheck_due
from monitor.seams import Clock
from monitor.snapshots import remember
from monitor.storage import Lock, Storage
from monitor.upkeep import signals_due, upkeep

_ENDS = (signal.SIGTERM, signal.SIGINT)
_PATIENCE = 6.0  # seconds for the unit of work under way at SIGTERM; supervisors commonly kill after 10
_LOOK_AT_CLOCK = 5.0  # seconds
_DESK_AFTER = 1.0  # seconds
_CLOCK_SLACK = 2.0  # seconds; smaller steps only make a tick late by as much
_GIVE_UP_AFTER = 5  # times in a row that the database refused a tick: a supervisor restarts us, or a person reads why


@dataclass(frozen=True, slots=True)
class Parts:
    """What the daemon is made of beside its config. A rehearsal brings its own; `pace` stretches its ticks."""

    storage: Callable[[str], Storage] = Storage
    analyser: Callable[[Knowledge], Analyser] = app.workers
    clock: Clock = field(default_factory=app.SystemClock)
    pace: float = 1.0


@dataclass(slots=True)
class _Running:
    """What the ticks share. `engine` and `chosen` are replaced when the config is read again."""

    chosen: Settings
    path: str
    parts: Parts
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    engine: Engine = field(init=False)
    seen: tuple[float, str] = (0.0, "")  # what was last read: the config file's time of change, the last verdict's
    busy: set[asyncio.Task[object]] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)  # sources that are about to answer
    refused: Counter[str] = field(default_factory=Counter)  # tick -> times in a row
    failure: StorageError | None = None


def run(chosen: Settings, path: str, parts: Parts | None = None) -> None:
    """Work until SIGTERM or SIGINT; `path` is the config's, read again when it changes or on SIGHUP.

    Raises StorageError when the database cannot be used, AlreadyRunning.
    """
    points.arm()
    told: list[int] = []
    for number in _ENDS:  # until the loop listens; told that early, it begins and ends in good order
        signal.signal(number, lambda number, frame: told.append(number))
    app.prepare(chosen)
    lock = Lock(chosen.database)
    lock.take()
    try:
        asyncio.run(_main(chosen, path, parts or Parts(), told))
    finally:
        lock.drop()


async def _main(chosen: Settings, path: str, parts: Parts, told: list[int]) -> None:
    storage = parts.storage(chosen.database)
    running = _Running(chosen, path, parts)
    made = app.engine(chosen, storage, parts.clock, analyser=parts.analyser, stopping=running.stop.is_set)
    try:
        running.busy.add(asyncio.create_task(_look(running)))
        async with made as running.engine:
            running.seen = _versions(running)
            remember(storage, path, chosen, running.engine.clock.now())
            _listen(running)
            if told:
                running.stop.set()
            started = {"database": chosen.database, "sources": len(running.engine.sources)}
            running.engine.log.info("started", **started, off=running.engine.setup.off)
            await _work(running)
    finally:
        storage.close()
    if running.failure is not None:
        raise running.failure


async def _look(running: _Running) -> None:
    """Read the whole file for broken pages, beside the work: of a large archive that takes minutes."""

    def look() -> None:
        storage = app.open_storage(running.chosen)
        try:
            storage.sound(running.stop.is_set)
        finally:
            storage.close()

    try:
        await asyncio.to_thread(look)
    except StorageError as error:
        running.failure = error
        running.stop.set()


def _listen(running: _Running) -> None:
    loop = asyncio.get_running_loop()
    for number in _ENDS:
        loop.add_signal_handler(number, running.stop.set)
    loop.add_signal_handler(signal.SIGHUP, _reload, running)


async def _work(running: _Running) -> None:
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)  # it warns of each tick whose work goes on, as is usual
    scheduler = AsyncIOScheduler(
        timezone="UTC",
        executors={"default": AsyncIOExecutor()},
        # a late run is still wanted, and once: the default grace of 1 s drops it silently, one of an hour when the
        # machine slept for two
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    beat = _Tick("heartbeat", running.chosen.heartbeat.every, lambda now: heartbeat(now.engine, now.chosen), None)
    for tick in (*_TICKS, beat):
        begun, pace = running.engine.clock.now(), running.parts.pace
        more = {} if tick.first is None else {"next_run_time": begun + timedelta(seconds=tick.first * pace)}
        seconds, together = tick.seconds * pace, tick.together
        scheduler.add_job(
            _guarded, "interval", [running, tick], seconds=seconds, id=tick.name, max_instances=together, **more
        )
    scheduler.add_listener(lambda event: _broken(running, event), EVENT_JOB_ERROR)
    scheduler.start()
    notify("READY=1")
    desk = asyncio.create_task(_desk(running), name="desk")
    await _until_told(running, scheduler)
    notify("STOPPING=1")
    scheduler.pause()
    await asyncio.gather(_finish(running), desk)
    scheduler.shutdown(wait=False)
    running.engine.log.info("stopped")


async def _desk(running: _Running) -> None:
    """Serve the desk until told to stop. Where it cannot be served, that is logged and the work goes on without it."""
    if not running.chosen.desk.enabled:
        return
    with suppress(TimeoutError):  # news first: loading Datasette takes half a second of a core
        await asyncio.wait_for(running.stop.wait(), _DESK_AFTER)
    if running.stop.is_set():
        return
    try:
        serve = await asyncio.to_thread(importlib.import_module, "monitor.web.serve")
        async with serve.serving(running.chosen, running.path, running.parts.clock) as address:
            running.engine.log.info("the desk is open", address=address)
            await running.stop.wait()
    except (StorageError, ImportError, OSError) as error:
        running.engine.log.error("no desk", error=str(error))


async def _until_told(running: _Running, scheduler: AsyncIOScheduler) -> None:
    """Wait for the end, and look at the clock meanwhile.

    The scheduler waits for times of the wall clock: when that is set back by an hour, it sleeps for an hour. Every job
    is run at once then, and goes on from there.
    """
    clock, steady = running.engine.clock, asyncio.get_running_loop().time
    while not running.stop.is_set():
        wall, since = clock.now(), steady()
        with suppress(TimeoutError):
            await asyncio.wait_for(running.stop.wait(), _LOOK_AT_CLOCK * running.parts.pace)
        moved = (clock.now() - wall).total_seconds() - (steady() - since)
        if moved < -_CLOCK_SLACK:
            running.engine.log.warning("the clock was set back", seconds=round(-moved))
            for job in scheduler.get_jobs():
                job.modify(next_run_time=clock.now())


async def _guarded(running: _Running, tick: _Tick) -> None:
    """One tick's work. A database that refuses it again and again ends the process, with the reason.

    Counted by tick: one that had nothing to write says nothing of the disk.
    """
    task = asyncio.current_task()
    if task is None or running.stop.is_set():
        return
    running.busy.add(task)
    try:
        await tick.work(running)
        running.refused[tick.name] = 0
        notify("WATCHDOG=1")
    except StorageError as error:
        running.refused[tick.name] += 1
        running.engine.log.error("the database refused", error=str(error), times=running.refused[tick.name])
        if running.refused[tick.name] >= _GIVE_UP_AFTER:
            running.failure = error
            running.stop.set()
    finally:
        running.busy.discard(task)


def _broken(running: _Running, event: JobExecutionEvent) -> None:
    """A bug in a tick: it is named, and the tick comes again. Not its words: they may hold what is secret."""
    error = event.exception
    if isinstance(error, asyncio.CancelledError):  # it was under way when we were told to stop
        return
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{os.path.basename(frame.filename)}:{frame.lineno} in {frame.name}"
    said = {"tick": event.job_id, "error": type(error).__name__, "at": place}
    running.engine.log.error("a tick broke; please report this", **said)


async def _watch_config(running: _Running) -> None:
    if _versions(running) != running.seen:
        _reload(running)


def _versions(running: _Running) -> tuple[float, str]:
    """Of the config file, and of what a person said of candidates (`monitor accept`, from another process)."""
    try:
        changed = os.stat(running.path).st_mtime
    except OSError:
        changed = running.seen[0]  # gone for a moment, as editors do it; what was read stays in force
    return changed, running.engine.storage.verdicts.last_at()


def _reload(running: _Running) -> None:
    """Work by the config as it stands now, or by the old one when the new one is wrong."""
    running.seen = _versions(running)
    try:
        before = running.engine
        running.chosen, running.engine = app.reloaded(running.engine, running.path, running.parts.analyser)
    except MonitorError as error:
        running.engine.log.error("the config is wrong; the one before stays in force", error=str(error))
    else:
        before.analyse.close()
        remember(running.engine.storage, running.path, running.chosen, running.engine.clock.now())
        running.engine.log.info("the config was read again", sources=len(running.engine.sources))


@dataclass(frozen=True, slots=True)
class _Tick:
    name: str
    seconds: float
    work: Callable[[_Running], Awaitable[object]]
    first: float | None = 0.0  # seconds after the start; None for one interval
    together: int = 1  # how many of its runs may be under way


_TICKS = (
    _Tick("poll", 1, lambda running: poll_tick(running.engine, running.asked), together=POLLS_AT_ONCE),
    _Tick("read", 1, lambda running: read_tick(running.engine)),
    _Tick("outbox", 2, lambda running: deliver_due(running.engine)),
    _Tick("recheck", 60, lambda running: recheck_due(running.engine), first=None),
    _Tick("config", 10, _watch_config, first=None),
    _Tick("digest", 30, lambda running: digest_due(running.engine, running.chosen)),
    _Tick("signals", 3600, lambda running: signals_due(running.engine), first=30),  # news first
    _Tick("upkeep", 86_400, lambda running: upkeep(running.engine, running.chosen), first=60),
)


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
