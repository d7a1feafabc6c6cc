"""Databases of earlier programs open, those of later ones are refused, and the way back is kept.

`schemas/` holds a small database as each released schema left it, by the name of its last migration. A release that
adds a migration adds a file.
"""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from monitor.storage import Storage
from monitor.storage.migrations import migrations
from tests.office import Office
from tests.test_daemon import call, environment
from tests.test_pipeline import one_item, told

SCHEMAS = sorted((Path(__file__).parent / "schemas").glob("*.sql"))
KILLED = """
import os, signal, sqlite3, sys
from monitor.storage import database
class Fatal(sqlite3.Connection):
    def __init__(self, *args, **named):
        super().__init__(*args, **named)
        left = [int(sys.argv[2])]
        def count(statement):
            left[0] -= statement.lower().startswith("create")
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
        self.set_trace_callback(count)
real = sqlite3.connect
sqlite3.connect = lambda *args, **named: real(*args, **named, factory=Fatal)
database.connect(sys.argv[1])
"""


def released(schema: Path, folder: Path) -> Path:
    path = folder / "monitor.sqlite"
    with closing(sqlite3.connect(path)) as db:
        db.executescript(schema.read_text(encoding="utf-8"))
        db.execute("pragma journal_mode=wal")
    return path


def applied(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        return [name for (name,) in db.execute("select name from _sqlite_migrations order by id")]


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda path: path.stem)
def test_a_database_of_every_released_schema_opens_with_all_that_it_knew(schema: Path, tmp_path: Path) -> None:
    path = released(schema, tmp_path)
    storage = Storage(str(path))
    (article,) = storage.archive.listed()
    (finding,) = storage.outbox.findings()
    assert storage.archive.mentions(article.id)
    assert storage.archive.page(article.id) is not None
    assert finding.article_url == article.article.url
    assert [entry.value for entry in storage.ledger.listed()] == [finding.value]
    assert {row.status for row in storage.outbox.rows()} == {"sent"}
    assert storage.remarks.marks() == []
    storage.sound()
    storage.close()
    assert applied(path) == [migration.name for migration in migrations._migrations]


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda path: path.stem)
def test_what_a_migration_starts_from_is_kept_beside_the_database(schema: Path, tmp_path: Path) -> None:
    path = released(schema, tmp_path)
    before = applied(path)
    if len(before) == len(migrations._migrations):
        pytest.skip("the newest schema has no way back")
    Storage(str(path)).close()
    copies = list(tmp_path.glob("monitor.sqlite.before-*"))
    assert len(copies) == 1
    assert applied(copies[0]) == before
    with closing(sqlite3.connect(copies[0])) as db:
        assert db.execute("pragma integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize("at", [1, 2, 4, 6])
def test_an_upgrade_that_is_killed_is_made_whole_by_the_next_start(at: int, tmp_path: Path) -> None:
    path = released(SCHEMAS[0], tmp_path)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(path), str(at)], env=environment(), timeout=60, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    storage = Storage(str(path))
    assert len(storage.outbox.findings()) == 1
    storage.sound()
    storage.close()
    assert applied(path) == [migration.name for migration in migrations._migrations]


def test_an_upgraded_database_works_on_and_knows_what_it_told(office: Office) -> None:
    office.close()
    path = Path(office.storage.path)
    path.unlink()
    released(SCHEMAS[0], office.folder)
    office.storage = Storage(str(path))
    one_item(office, title="«Кедравто» начал выпуск Jetour")
    office.work()
    assert "Jetour" in str(told(office)) or office.storage.ledger.listed()


def test_a_newer_database_is_refused_in_one_line_and_left_as_it_is(office: Office) -> None:
    office.close()
    path = Path(office.storage.path)
    with closing(sqlite3.connect(path)) as db:
        values = "values ('monitor', 'tomorrow', '')"
        db.execute(f"insert into _sqlite_migrations (migration_set, name, applied_at) {values}")
        db.commit()
    refused = call(office, "once")
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1
    assert "tomorrow" in refused.stderr and "newer" in refused.stderr
    assert applied(path)[-1] == "tomorrow"
