"""A disk that is full, a file that may not be written, is locked or is broken: said in one line, nothing lost."""

from __future__ import annotations

import os
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.errors import StorageError
from monitor.storage import Storage
from tests.newsroom import Newsroom
from tests.office import START, Office
from tests.test_daemon import MONITOR, call, environment
from tests.test_pipeline import MORE, SENTENCE, one_item, told

HOLDER = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("begin immediate")
print("locked", flush=True)
sys.stdin.readline()
"""


def more_items(office: Office, count: int) -> None:
    """Each of another brand's worth of text, so that the database must grow."""
    items = [(f"/n{n}", f"«Кедравто» начал выпуск, новость {n}", SENTENCE, START) for n in range(count)]
    for path, title, _, _ in items:
        office.news.page(path, title, f"{title}. {SENTENCE}", *MORE)
    office.news.feed("/feed", *items)


def limited(size: int) -> Callable[[], None]:
    """For a child: no file may grow past `size` bytes, as on a full disk."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_a_full_disk_is_said_in_one_line_and_nothing_is_lost_when_there_is_room_again(office: Office) -> None:
    one_item(office)
    office.work()
    office.storage.upkeep(office.clock.now())
    office.close()
    more_items(office, 12)
    office.config.write_text(office.config.read_text().replace("every: 10m", "every: 1s"))
    size = (office.folder / "monitor.sqlite").stat().st_size
    full = subprocess.run(
        [*MONITOR, "-c", str(office.config), "once"],
        env=environment(), capture_output=True, text=True, timeout=60, check=False, preexec_fn=limited(size // 4),
    )  # fmt: skip
    assert full.returncode == 1, full.stderr
    assert full.stderr.count("\n") == 1
    assert "disk" in full.stderr
    well = call(office, "once")
    assert well.returncode == 0, well.stderr
    office.storage = Storage(str(office.folder / "monitor.sqlite"))
    office.storage.sound()
    assert office.storage.entries.counts(START - timedelta(days=900)) == {"done": 13}


def test_a_daemon_on_a_full_disk_ends_with_the_reason_and_its_next_life_makes_up_for_it(office: Office) -> None:
    one_item(office)
    office.work()
    office.close()
    more_items(office, 8)
    office.config.write_text(office.config.read_text().replace("every: 10m", "every: 1s"))
    offset = office.folder / "offset"
    offset.write_text("0")
    size = (office.folder / "monitor.sqlite").stat().st_size
    full = subprocess.run(
        [sys.executable, "-m", "tests.faults.paced", str(office.config), "0.05", str(offset)],
        env=environment(), capture_output=True, text=True, timeout=60, check=False, preexec_fn=limited(size // 4),
    )  # fmt: skip
    assert full.returncode == 1, full.stderr
    assert "Traceback" not in full.stderr
    assert "disk" in full.stderr.splitlines()[-1]
    assert call(office, "once").returncode == 0
    office.storage = Storage(str(office.folder / "monitor.sqlite"))
    assert office.storage.entries.counts(START - timedelta(days=900)) == {"done": 9}


def test_a_database_that_may_not_be_written_is_called_read_only(office: Office) -> None:
    one_item(office)
    office.storage._db.execute("pragma query_only=on")
    with pytest.raises(StorageError, match="is read-only; make the file and its folder writable"):
        office.work()
    office.storage._db.execute("pragma query_only=off")
    office.work()
    assert len(told(office)) == 1


def holding(path: str) -> subprocess.Popen[str]:
    """Another process that holds the write lock until it is told to let go."""
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDER, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout and other.stdout.readline() == "locked\n"
    return other


def test_a_database_that_stays_locked_is_said_to_be_and_nothing_is_lost_once_it_is_free(office: Office) -> None:
    one_item(office)
    office.close()
    office.storage = Storage(str(office.folder / "monitor.sqlite"), patience=0.2)
    other = holding(office.storage.path)
    with pytest.raises(StorageError, match="locked by another program"):
        office.work()
    other.communicate("go\n", timeout=10)
    office.work()
    assert len(told(office)) == 1


def test_a_writer_waits_for_another_one(office: Office) -> None:
    other = holding(office.storage.path)
    written = threading.Event()

    def write() -> None:
        own = Storage(str(office.folder / "monitor.sqlite"))
        with own.unit():
            own.pulse.beat("test", START)
        own.close()
        written.set()

    waiting = threading.Thread(target=write)
    waiting.start()
    assert not written.wait(0.3)
    other.communicate("go\n", timeout=10)
    waiting.join(20)
    assert office.storage.pulse.last("test") is not None


def broken(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(os.urandom(30_000))


def test_a_broken_page_stops_the_start_with_advice_and_the_backup_brings_everything_back(
    office: Office, news: Newsroom
) -> None:
    one_item(office)
    office.work()
    before = office.storage.ledger.listed()
    copy, database = office.folder / "copy.sqlite", office.folder / "monitor.sqlite"
    assert call(office, "backup", str(copy)).returncode == 0
    office.storage.upkeep(office.clock.now())
    office.close()
    broken(database)
    refused = call(office, "run")
    assert refused.returncode == 1
    last = refused.stderr.splitlines()[-1]
    assert "is corrupt" in last and "monitor backup" in last
    assert "Traceback" not in refused.stderr
    for name in ("monitor.sqlite-wal", "monitor.sqlite-shm"):
        (office.folder / name).unlink(missing_ok=True)
    copy.replace(database)
    office.storage = Storage(str(database))
    office.storage.sound()
    assert office.storage.ledger.listed() == before
    assert before


def test_a_backup_made_while_a_writer_writes_holds_whole_transactions_only(office: Office) -> None:
    path, stop = str(office.folder / "monitor.sqlite"), threading.Event()

    def write() -> None:
        own = Storage(path)
        while not stop.is_set():
            with own.unit():
                for name in ("left", "right"):
                    last = own.pulse.last(name)
                    own.pulse.beat(name, START, str(int(last[1]) + 1 if last else 1))
        own.close()

    writer = threading.Thread(target=write)
    writer.start()
    pairs = []
    try:
        for number in range(5):
            copy = office.folder / f"copy-{number}.sqlite"
            office.storage.backup(str(copy))
            with sqlite3.connect(copy) as db:
                pairs.append(db.execute("select detail from pulse where name in ('left', 'right')").fetchall())
                assert db.execute("pragma integrity_check").fetchone() == ("ok",)
            db.close()
    finally:
        stop.set()
        writer.join()
    assert all(len(set(pair)) == 1 for pair in pairs if pair)
    assert any(pairs)


def test_a_daemon_killed_while_it_holds_the_lock_leaves_none_behind(office: Office, news: Newsroom) -> None:
    one_item(office)
    office.close()
    daemon = subprocess.Popen(
        [*MONITOR, "-c", str(office.config), "run"],
        env=environment(MONITOR_KILL_AT="write.commit:1"), stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    daemon.communicate(timeout=60)
    assert daemon.returncode == -signal.SIGKILL
    assert call(office, "once").returncode == 0
