"""Once a day: planner statistics, a bounded WAL, and what is kept no longer."""

from __future__ import annotations

from datetime import timedelta

from monitor.config import Settings
from monitor.pipeline import Engine


async def upkeep(engine: Engine, chosen: Settings) -> None:
    """Drop what the config's retention lets go; ledger, findings and their articles stay. Raises StorageError."""
    now, storage, keep = engine.clock.now(), engine.storage, chosen.retention
    with storage.unit():
        decisions = storage.trail.drop_before(now - timedelta(seconds=keep.decisions))
        entries = storage.entries.drop_before(now - timedelta(seconds=keep.entries))
        pages = storage.archive.drop_pages_before(now - timedelta(seconds=keep.pages))
    storage.upkeep(now)
    engine.log.info("upkeep", decisions=decisions, entries=entries, pages=pages)
