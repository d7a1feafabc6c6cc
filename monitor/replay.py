"""The archive under another config: what would have been found, and what not.

Every stored article is read again under the new config, on all cores, and recorded, by date, into a database of its
own: the same pipeline, so the answer is what the daemon would have said.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice, tee
from pathlib import Path
from typing import Any

from monitor.core.render import finding_json
from monitor.crew import Crew
from monitor.importing import TOGETHER
from monitor.model import Analysis, Finding
from monitor.record import Arrival, Setup, record
from monitor.retag import page_of
from monitor.storage import Lock, Storage, StoredArticle

Said = tuple[str, str, str, str]  # watch, kind, value, state


@dataclass(frozen=True, slots=True)
class Change:
    """A finding that only one config makes, or that both make of different articles (`moved`)."""

    what: str  # gained, lost, moved
    finding: Finding
    before: str = ""  # of a moved one: the article that it stood on

    def shape(self) -> dict[str, Any]:
        return {"change": self.what, "before": self.before or None, **finding_json(self.finding)}


def replay(
    storage: Storage, setup: Setup, crew: Crew, now: datetime, since: datetime | None = None, scratch: str = ""
) -> list[Change]:
    """Changes among the findings about articles published since then, by publication.

    `scratch` is the file of the replay's own database; one that a broken-off replay left is gone on with. Raises
    StorageError, AlreadyRunning for the same replay.
    """
    with ExitStack() as held:
        folder = "" if scratch else held.enter_context(tempfile.TemporaryDirectory(prefix="monitor-replay-"))
        path = scratch or str(Path(folder) / "replay.sqlite")
        lock = Lock(path)
        lock.take()
        held.callback(lock.drop)
        again = Storage(path)
        try:
            _record_all(storage, again, setup, crew, now)
            found = again.outbox.findings()
        finally:
            again.close()
        for end in ("", "-wal", "-shm", ".lock"):
            Path(path + end).unlink(missing_ok=True)
    old, new = _by_said(storage.outbox.findings(), since), _by_said(found, since)
    changes = [*_lost(old, new), *_gained_or_moved(old, new)]
    return sorted(changes, key=lambda change: (change.finding.article_published or now, change.finding.id))


def _record_all(storage: Storage, again: Storage, setup: Setup, crew: Crew, now: datetime) -> None:
    left = (stored for stored in _stored(storage) if again.archive.by_key(stored.key) is None)
    articles, pages = tee(left)
    pairs = zip(articles, crew(page_of(one, now) for one in pages), strict=True)
    while together := list(islice(pairs, TOGETHER)):
        with again.unit():
            for stored, answer in together:
                if isinstance(answer, Analysis):
                    analysis = replace(answer, article=stored.article)
                    arrival = Arrival(analysis, stored.source, stored.key, stored.publisher, import_mode="record")
                    record(again, setup, arrival, now)


def _stored(storage: Storage) -> Iterator[StoredArticle]:
    """Every article, by date; one at a time."""
    return (storage.archive.get(ident) for ident in storage.archive.ids())


def _by_said(findings: Iterable[Finding], since: datetime | None) -> dict[Said, Finding]:
    """Findings that stand on an article; those about sources and deliveries are no matter of the config's reading."""
    return {
        (f.watch, f.kind, f.value, f.state): f
        for f in findings
        if f.article_url and (since is None or (f.article_published or f.at) >= since)
    }


def _lost(old: Mapping[Said, Finding], new: Mapping[Said, Finding]) -> list[Change]:
    return [Change("lost", finding) for said, finding in old.items() if said not in new]


def _gained_or_moved(old: Mapping[Said, Finding], new: Mapping[Said, Finding]) -> list[Change]:
    changes = []
    for said, finding in new.items():
        before = old.get(said)
        if before is None:
            changes.append(Change("gained", finding))
        elif before.article_url != finding.article_url:
            changes.append(Change("moved", finding, before.article_url))
    return changes
