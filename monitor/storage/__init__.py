"""The only room that knows SQL: one face, in the words of the domain."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from monitor.errors import StorageError

from .archive import Archive, Filed, RawPage, Revision, StoredArticle
from .configs import Configs
from .database import BUSY_SECONDS, Lock, connect, in_words, unit
from .entries import Entries, Sources, StoredEntry
from .ledger import LedgerBook
from .likes import Likes
from .outbox import Outbox, OutboxRow
from .remarks import Change, Mark, Remarks, StoredMute
from .stories import StoredStory, Stories, Teller
from .trail import Pulse, Trail, Verdicts

__all__ = [
    "Change",
    "Filed",
    "Lock",
    "Mark",
    "OutboxRow",
    "RawPage",
    "Revision",
    "Storage",
    "StoredArticle",
    "StoredEntry",
    "StoredMute",
    "StoredStory",
    "Teller",
]

# ANALYZE counts the rows of a table without an index one by one, and nothing is planned by that number.
_INDEXED = "select distinct tbl_name from sqlite_master where type = 'index' order by tbl_name"


class Storage:
    """One connection to the database, for one thread. Writes belong into `with storage.unit():`.

    `patience` is how many seconds a write waits for another process's.

    Raises StorageError when the file cannot be opened, SchemaTooNew when a newer program wrote it.
    """

    def __init__(self, path: str, patience: float = BUSY_SECONDS) -> None:
        self.path, self._patience = path, patience
        self._db: Any = connect(path, patience)
        self.sources = Sources(self._db)
        self.entries = Entries(self._db)
        self.archive = Archive(self._db)
        self.likes = Likes(self._db)
        self.stories = Stories(self._db)
        self.ledger = LedgerBook(self._db)
        self.outbox = Outbox(self._db)
        self.trail = Trail(self._db)
        self.configs = Configs(self._db)
        self.pulse = Pulse(self._db)
        self.verdicts = Verdicts(self._db)
        self.remarks = Remarks(self._db)

    @contextmanager
    def unit(self) -> Iterator[None]:
        """One transaction: all of it is kept or none. Raises StorageError."""
        with in_words(self.path), unit(self._db):
            yield

    def set_back(self, now: datetime, by: timedelta) -> None:
        """The clock was set back by so much: waits that began by the old time are that much shorter. Inside a unit."""
        self.sources.set_back(now, by)
        self.entries.set_back(now, by)
        self.outbox.set_back(now, by)

    def close(self) -> None:
        self._db.close()

    def sound(self, stopping: Callable[[], bool] = lambda: False) -> None:
        """Raises StorageError when SQLite finds a page broken. Reads the whole file; gives up when `stopping`."""
        self._db.conn.set_progress_handler(stopping, 100_000)
        try:
            with in_words(self.path):
                said = [row[0] for row in self._db.execute("pragma quick_check(5)").fetchall()]
        except StorageError:
            if stopping():
                return
            raise
        finally:
            self._db.conn.set_progress_handler(None, 0)
        if said != ["ok"]:
            raise StorageError(
                f"{self.path}: the database is corrupt ({' '.join(said[0].split())[:200]}); stop, keep a copy, "
                "and restore the last `monitor backup`"
            )

    def upkeep(self, now: datetime) -> None:
        """Statistics for the query planner and a bounded WAL; cheap, once a day."""
        with in_words(self.path):
            self._db.execute("pragma analysis_limit = 400")  # rows of each index: quick at any size
            for (table,) in self._db.execute(_INDEXED).fetchall():
                self._db.execute(f"analyze {table}")
            self._db.execute("pragma busy_timeout = 0")  # one who reads the whole file would hold up the daemon
            try:
                self._db.execute("pragma wal_checkpoint(truncate)").fetchall()
            finally:
                self._db.execute(f"pragma busy_timeout = {round(1000 * self._patience)}")
        with self.unit():
            self.pulse.beat("upkeep", now)

    def backup(self, target: str) -> None:
        """A consistent copy while others write (SQLite's online backup). Raises StorageError."""
        if Path(target).exists():
            raise StorageError(f"{target}: exists already; name a new file, a backup never replaces one")
        with in_words(target):
            copy = sqlite3.connect(target)
            try:
                self._db.conn.backup(copy, pages=1000)
            finally:
                copy.close()
