"""History through the same pipeline: documents in the order of their dates, each at its own date.

    library (places, by date) | read | analyse, on all cores | record, many in one transaction

Where an import stands is kept with what it recorded, so the same import, begun again after a crash, goes on from there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice, tee

from monitor.analyser import AnalysisFailed
from monitor.core.urls import identity
from monitor.crew import Answer, Crew
from monitor.documents import Document
from monitor.library import Library
from monitor.model import Decision, Reason, Stage
from monitor.reading import names_a_watch, said_of
from monitor.record import Arrival, Setup, record
from monitor.storage import Storage

TOGETHER = 50  # documents of one transaction; after a crash the last ones are read again


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one document. `failed` says what broke the analyser."""

    document: Document
    kept: bool
    new: bool = False
    findings: int = 0
    failed: str = ""


@dataclass(frozen=True, slots=True)
class Import:
    """One import: what is read, and how. `alerts`: off, record or send, as `core.policy.decide` takes it."""

    library: Library
    now: datetime
    alerts: str = "record"
    keep_all: bool = True

    @property
    def name(self) -> str:
        """Of the mark that says how far it came."""
        return f"import {self.library.seal} {self.alerts} {'all' if self.keep_all else 'matched'}"


def begun(storage: Storage, what: Import) -> int:
    """How many documents the same import took in before it was broken off; 0 for a new one."""
    last = storage.pulse.last(what.name)
    return int(last[1]) if last else 0


def bring(storage: Storage, setup: Setup, crew: Crew, what: Import) -> Iterator[Imported]:
    """Record the documents by date, from where the same import was broken off. Raises StorageError, InputError."""
    done = begun(storage, what)
    documents, pages = tee(what.library.read(done))
    pairs = zip(documents, crew(one.page for one in pages), strict=True)
    while together := list(islice(pairs, TOGETHER)):
        done += len(together)
        with storage.unit():
            brought = [_one(storage, setup, one, answer, what) for one, answer in together]
            storage.pulse.beat(what.name, what.now, str(done))
        yield from brought
    with storage.unit():
        storage.pulse.still(what.name)


def _one(storage: Storage, setup: Setup, one: Document, answer: Answer, what: Import) -> Imported:
    url, now = one.page.url, what.now
    if isinstance(answer, AnalysisFailed):
        storage.trail.add([Decision(now, Stage.ANALYSE, url, False, Reason.ANALYSIS_FAILED, str(answer))])
        return Imported(one, kept=False, failed=str(answer))
    if not (what.keep_all or names_a_watch(answer)):
        return Imported(one, kept=False)
    arrival = Arrival(answer, one.page.source or "import", identity(url), one.page.source, import_mode=what.alerts)
    recorded = record(storage, setup, arrival, now)
    if recorded.new:
        storage.trail.add(said_of(answer, url, now))
    return Imported(one, True, recorded.new, len(recorded.findings))
