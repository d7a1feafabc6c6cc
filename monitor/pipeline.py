"""One cycle, told once:

    due sources | poll | unseen entries | gate | fetch page | analyse | record | outbox | deliver

`polling` keeps what the sources showed, `reading` turns pending entries into recorded articles, `deliver` works the
outbox. Each is safe to repeat: what a crash left undone is found again in the database.
"""

from __future__ import annotations

from contextlib import nullcontext
from datetime import datetime, timedelta

from monitor.engine import Cycle, Engine, beat
from monitor.polling import poll_due
from monitor.reading import read_pending
from monitor.record import end_first_look

_CLOCK_SLACK = timedelta(minutes=1)


async def cycle(engine: Engine) -> Cycle:
    """Poll what is due and read what is pending, until there is neither. Raises StorageError."""
    done, step = Cycle(), Cycle(polled=1)
    while step.polled and not engine.stopping():
        step = (await poll_tick(engine, set())).plus(await read_tick(engine))
        done = done.plus(step)
    return done


async def poll_tick(engine: Engine, busy: set[str]) -> Cycle:
    """Poll until nothing is due but sources that are `busy` answering another tick, which they hold up for nobody else.

    Raises StorageError.
    """
    began = engine.clock.now()
    _mind_clock(engine, began)
    done, step = Cycle(), Cycle(polled=1)
    while step.polled and not engine.stopping():
        step = await poll_due(engine, busy)
        done = done.plus(step)
    _mind_clock(engine, began)  # it may have been set meanwhile; the beat would hide it
    _beat(engine, done)
    return done


async def read_tick(engine: Engine) -> Cycle:
    """Read what is pending. Raises StorageError."""
    began = engine.clock.now()
    done = await read_pending(engine)
    _mind_clock(engine, began)
    _beat(engine, done)
    return done


def _beat(engine: Engine, done: Cycle) -> None:
    """Say that a tick was done; the first time, that the first look is over."""
    now, last = engine.clock.now(), engine.storage.pulse.last("cycle")
    if last is None and not _looked_once(engine, now):
        return
    with engine.storage.unit() if last is None else nullcontext():
        if last is None:
            alerts = end_first_look(engine.storage, engine.setup, now)
            engine.log.info("first look", articles=engine.storage.archive.span()[0], alerts=alerts)
        idle = not (done.polled or done.read)
        beat(engine, "cycle", f"{done.polled} polled, {done.articles} articles", idle=idle)


def _looked_once(engine: Engine, now: datetime) -> bool:
    """Whether every source was asked, and what they showed was read; else the first look goes on."""
    storage = engine.storage
    asked = not storage.sources.never_polled(engine.sources)
    return asked and not engine.stopping() and not storage.entries.pending(now, 1)


def _mind_clock(engine: Engine, began: datetime) -> None:
    """What waits for a time of day waits no longer for it when the clock was set back, while we ran or before."""
    now, last = engine.clock.now(), engine.storage.pulse.last("cycle")
    latest = max(began, last[0]) if last is not None else began
    if latest > now + _CLOCK_SLACK:
        engine.log.warning("the clock was set back", since=latest.isoformat())
        with engine.storage.unit():
            engine.storage.set_back(now, latest - now)
