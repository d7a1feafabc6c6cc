"""Once a day: planner statistics, a bounded WAL, what is kept no longer; once an hour: how much is written."""

from __future__ import annotations

from datetime import timedelta

from monitor.config import Settings
from monitor.core import signals
from monitor.engine import Engine
from monitor.record import tell

_REPORTS = 1000  # of a watch, looked back upon; a busy one has that many in a month


async def upkeep(engine: Engine, chosen: Settings) -> None:
    """Drop what the config's retention lets go; ledger, findings and their articles stay. Raises StorageError."""
    now, storage, keep = engine.clock.now(), engine.storage, chosen.retention
    with storage.unit():
        decisions = storage.trail.drop_before(now - timedelta(seconds=keep.decisions))
        entries = storage.entries.drop_before(now - timedelta(seconds=keep.entries))
        pages = storage.archive.drop_pages_before(now - timedelta(seconds=keep.pages))
    storage.upkeep(now)
    engine.log.info("upkeep", decisions=decisions, entries=entries, pages=pages)


async def signals_due(engine: Engine) -> int:
    """Find unusual amounts of news about a watch, or unusual silence; returns how many. Raises StorageError."""
    now, found = engine.clock.now(), 0
    for watch in engine.setup.knowledge.watches:
        times = engine.storage.ledger.report_times(watch, _REPORTS)
        for finding in (signals.spike(watch, times, now), signals.silence(watch, times, now)):
            if finding is not None:
                with engine.storage.unit():
                    if engine.storage.outbox.add_finding(finding, None):
                        tell(engine.storage, engine.setup, finding, now)
                        found += 1
    return found
