"""History through the same pipeline: documents in the order of their dates, each at its own date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from monitor.core.urls import identity
from monitor.documents import Document
from monitor.model import Analysis, Page
from monitor.pipeline import names_a_watch, said_of
from monitor.record import Arrival, Setup, record
from monitor.storage import Storage

_TOGETHER = 50  # documents of one transaction; after a crash the last ones are read again


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one document."""

    document: Document
    kept: bool
    new: bool = False
    findings: int = 0


def bring(
    storage: Storage,
    setup: Setup,
    analyse: Callable[[Page], Analysis],
    documents: Iterable[Document],
    now: datetime,
    *,
    alerts: str = "record",
    keep_all: bool = True,
) -> Iterator[Imported]:
    """Record the documents by date. `alerts`: off, record or send, as `core.policy.decide` takes it.

    Raises StorageError.
    """
    ordered = sorted(documents, key=lambda one: (one.page.published or now, one.id))
    for at in range(0, len(ordered), _TOGETHER):
        with storage.unit():
            done = [
                _one(storage, setup, analyse(one.page), one, now, alerts, keep_all)
                for one in ordered[at : at + _TOGETHER]
            ]
        yield from done


def _one(
    storage: Storage, setup: Setup, analysis: Analysis, one: Document, now: datetime, alerts: str, keep_all: bool
) -> Imported:
    if not (keep_all or names_a_watch(analysis)):
        return Imported(one, kept=False)
    url = one.page.url
    arrival = Arrival(analysis, one.page.source or "import", identity(url), one.page.source, import_mode=alerts)
    recorded = record(storage, setup, arrival, now)
    if recorded.new:
        storage.trail.add(said_of(analysis, url, now))
    return Imported(one, True, recorded.new, len(recorded.findings))
