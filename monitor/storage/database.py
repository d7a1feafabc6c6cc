"""Opening the SQLite file: its settings, its lock, its transactions, and its errors in words."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any, TextIO

from sqlite_utils import Database

from monitor import points
from monitor.errors import AlreadyRunning, SchemaTooNew, StorageError

from .migrations import migrations

# WAL lets readers (the desk, `monitor findings`) work while the daemon writes; FULL makes a commit survive a power
# cut (https://sqlite.org/pragma.html#pragma_synchronous). The wait covers a backup or another writer.
_PRAGMAS = (
    "pragma journal_mode=wal",
    "pragma synchronous=full",
    "pragma foreign_keys=on",
    "pragma cache_size=-16384",
    "pragma temp_store=memory",
)
BUSY_SECONDS = 60.0
_OURS = sqlite3.IntegrityError, sqlite3.DataError, sqlite3.ProgrammingError, sqlite3.InterfaceError


@contextmanager
def in_words(path: str) -> Iterator[None]:
    """Turn sqlite3's errors into one line that says what to do; what breaks a constraint is a bug and stays one.

    Raises StorageError.
    """
    try:
        yield
    except _OURS:
        raise
    except sqlite3.Error as error:
        raise StorageError(f"{path}: {_advice(str(error))}") from error


def _advice(said: str) -> str:
    known = {
        "unable to open": "cannot be opened; check that the folder exists and may be written to",
        "readonly": "is read-only; make the file and its folder writable for this user",
        "not a database": "is not an SQLite database; move it away or name another file in MONITOR_DATABASE",
        "malformed": "is corrupt; stop, keep a copy, and restore the last `monitor backup`",
        "is full": "cannot grow, the disk is full; free some space, nothing recorded so far is lost",
        "locked": "is locked by another program that does not stop writing; close it and try again",
        "disk i/o": "cannot be read or written (disk I/O error); check the disk and its free space",
    }
    for words, advice in known.items():
        if words in said.lower():
            return f"the database {advice} ({said})"
    return f"the database said: {said}"


def connect(path: str, patience: float = BUSY_SECONDS) -> Any:
    """A `sqlite_utils.Database` ready for work: settings made, schema up to date.

    `path` is a file or ":memory:"; `patience` is how many seconds to wait for another writer.
    Raises StorageError, SchemaTooNew.
    """
    check_folder(path)
    with in_words(path):
        conn = sqlite3.connect(path, timeout=patience)
        conn.row_factory = None
        db = Database(conn)
        for pragma in _PRAGMAS:
            conn.execute(pragma)
        _upgrade(db, path)
    return db


def check_folder(path: str) -> None:
    """Raises StorageError where no database can be."""
    folder = Path(path).parent
    if path != ":memory:" and not folder.is_dir():
        raise StorageError(f"{path}: the folder {folder} does not exist; create it or name another in MONITOR_DATABASE")
    if Path(path).is_dir():
        raise StorageError(f"{path}: is a folder; name a file in MONITOR_DATABASE")


def _upgrade(db: Any, path: str) -> None:
    known = {migration.name for migration in migrations.pending(db)} | {m.name for m in migrations.applied(db)}
    program = {migration.name for migration in migrations._migrations}
    newer = known - program
    if newer:
        raise SchemaTooNew(
            f"{path}: written by a newer version of monitor (it knows {', '.join(sorted(newer))}); upgrade the program"
        )
    if not migrations.pending(db):
        return
    with unit(db):  # of two programs that open an old database at once, the second finds it done
        pending = migrations.pending(db)
        if pending and migrations.applied(db) and path != ":memory:":
            _copy(path, f"{path}.before-{pending[0].name}")
        migrations.apply(db)


def _copy(path: str, target: str) -> None:
    """What the migrations start from, for the way back; a copy left by an upgrade that failed is replaced.

    Read by a connection of its own: SQLite copies from none that is about to write.
    """
    Path(target).unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)


@contextmanager
def unit(db: Any) -> Iterator[None]:
    """One transaction that takes the write lock first, so that what it reads cannot change under it.

    Not `db.atomic()`: that is a deferred BEGIN, which fails at once when another connection wrote after its read.
    """
    if db.conn.in_transaction:
        yield
        return
    db.conn.execute("BEGIN IMMEDIATE")
    points.passing("write.begin")
    with ExitStack() as undo:
        undo.callback(db.conn.rollback)  # a commit that fails (disk full) too, or the next unit would be inside it
        yield
        points.passing("write.commit")
        db.conn.execute("COMMIT")
        undo.pop_all()
    points.passing("write.committed")


class Lock:
    """One working instance per database, by an advisory lock that the kernel drops when the process dies."""

    def __init__(self, path: str) -> None:
        self._path = path + ".lock"
        self._file: TextIO | None = None

    def take(self) -> None:
        """Raises AlreadyRunning, naming the other process; StorageError where no lock can be made."""
        check_folder(self._path.removesuffix(".lock"))
        try:
            file = open(self._path, "a+", encoding="utf-8")  # noqa: SIM115  held open for as long as the lock is
        except OSError as error:
            advice = "make the file and its folder writable for this user"
            raise StorageError(f"{self._path}: cannot be written ({error.strerror}); {advice}") from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            file.close()
            raise AlreadyRunning(
                f"{self._path[:-5]}: another monitor (process {holder}) is working on this database; "
                "stop it first, or name another database in MONITOR_DATABASE"
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        self._file = file

    def drop(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
