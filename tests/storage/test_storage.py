"""The database: what is kept, what is refused, and what a broken file is called."""

from __future__ import annotations

import sqlite3
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.errors import AlreadyRunning, SchemaTooNew, StorageError
from monitor.model import (
    Analysis,
    Article,
    Decision,
    Entry,
    Fingerprints,
    Mention,
    Reason,
    Relevance,
    Stage,
    WatchScore,
)
from monitor.storage import Filed, Lock, RawPage, Storage

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def entry(number: int, source: str = "wire") -> Entry:
    url = f"https://wire.example/{number}"
    return Entry(source, "rss", url, url, f"Item {number}", published=NOW, key=url)


def analysis(number: int = 1, text: str = "Some text.") -> Analysis:
    url = f"https://wire.example/{number}"
    mention = Mention("brand", "Kaiyi", "Kaiyi", "text", 0, 5, text, watch="acme", data={"model": "E5"}, reasons=("r",))
    return Analysis(
        Article(url, url, f"Title {number}", text, "en", NOW, captions=("a caption",), author="A. Writer"),
        (mention,), (), {"acme": WatchScore(Relevance.PRIMARY, 1.0)}, Fingerprints("hash", "scheme", (1, 2, 3)),
    )  # fmt: skip


def filed(number: int = 1) -> Filed:
    return Filed(f"https://wire.example/{number}", "wire", "wire", "wire", NOW, "digest")


@pytest.fixture
def storage(tmp_path: Path):
    opened = Storage(str(tmp_path / "monitor.sqlite"))
    yield opened
    opened.close()


def test_an_entry_shown_twice_is_kept_once(storage: Storage) -> None:
    with storage.unit():
        assert storage.entries.add([entry(1), entry(2)], NOW) == 2
        assert storage.entries.add([entry(2), entry(3)], NOW) == 1
    assert storage.entries.seen("wire", ["https://wire.example/2", "https://wire.example/9"]) == {
        "https://wire.example/2"
    }
    assert [one.entry for one in storage.entries.pending(NOW, 10)] == [entry(1), entry(2), entry(3)]


def test_an_entry_postponed_comes_back_when_its_time_has_come(storage: Storage) -> None:
    with storage.unit():
        storage.entries.add([entry(1)], NOW)
        storage.entries.later(storage.entries.pending(NOW, 1)[0].id, Reason.TIMEOUT, NOW + timedelta(minutes=5))
    assert storage.entries.pending(NOW + timedelta(minutes=4), 10) == []
    assert [one.attempts for one in storage.entries.pending(NOW + timedelta(minutes=5), 10)] == [1]


def test_entries_of_sources_that_are_not_in_turn_and_those_being_read_are_left_out(storage: Storage) -> None:
    with storage.unit():
        storage.entries.add([entry(1), entry(2), replace(entry(3), source="other")], NOW)
    first, second, third = storage.entries.pending(NOW, 10)
    assert storage.entries.pending(NOW, 10, without=["other"]) == [first, second]
    assert storage.entries.pending(NOW, 10, held=[first.id]) == [second, third]


def test_an_article_comes_back_as_it_was_kept(storage: Storage) -> None:
    given = analysis()
    with storage.unit():
        ident = storage.archive.add(given, filed())
        storage.archive.keep_page(ident, RawPage(b"<p>raw</p>", "text/html", "https://wire.example/1", NOW, '"tag"'))
    assert storage.archive.get(ident).article == given.article
    assert storage.archive.mentions(ident) == given.mentions
    assert storage.archive.page(ident) == RawPage(b"<p>raw</p>", "text/html", "https://wire.example/1", NOW, '"tag"')
    assert storage.archive.by_key("https://wire.example/1") == ident


def test_an_edited_article_keeps_its_earlier_version_and_is_found_by_its_new_words(storage: Storage) -> None:
    with storage.unit():
        ident = storage.archive.add(analysis(), filed())
        storage.archive.index_words(ident, "old words")
        storage.archive.revise(ident, analysis(text="New text."), "- gone", NOW, "digest")
        storage.archive.index_words(ident, "new words", "old words")
    assert storage.archive.get(ident).article.text == "New text."
    assert storage.archive.with_words([frozenset({"new"})], 10) == [ident]
    assert storage.archive.with_words([frozenset({"old"})], 10) == []


def test_words_of_a_query_are_never_operators_of_the_index(storage: Storage) -> None:
    with storage.unit():
        ident = storage.archive.add(analysis(), filed())
        storage.archive.index_words(ident, "or near")
    assert storage.archive.with_words([frozenset({'" OR "', "near"})], 10) == [ident]


def test_nothing_of_a_unit_that_fails_is_kept(storage: Storage) -> None:
    with pytest.raises(RuntimeError), storage.unit():
        storage.entries.add([entry(1)], NOW)
        storage.trail.add([Decision(NOW, Stage.GATE, "https://wire.example/1", True, Reason.READ_ALL)])
        raise RuntimeError
    assert storage.entries.pending(NOW, 10) == []
    assert storage.trail.of(["https://wire.example/1"]) == []


def test_a_unit_inside_a_unit_is_part_of_it(storage: Storage) -> None:
    with pytest.raises(RuntimeError), storage.unit():
        with storage.unit():
            storage.entries.add([entry(1)], NOW)
        raise RuntimeError
    assert storage.entries.pending(NOW, 10) == []


def test_a_reader_sees_what_is_committed_while_a_writer_writes(storage: Storage) -> None:
    reader = Storage(storage.path)
    with storage.unit():
        storage.entries.add([entry(1)], NOW)
        assert reader.entries.pending(NOW, 10) == []
    assert len(reader.entries.pending(NOW, 10)) == 1
    reader.close()


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"the folder .*nowhere does not exist"):
        Storage(str(tmp_path / "nowhere" / "monitor.sqlite"))


def test_a_file_that_is_no_database_is_called_so_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "monitor.sqlite"
    path.write_bytes(b"this is not a database at all, just some text" * 100)
    with pytest.raises(StorageError, match="not an SQLite database"):
        Storage(str(path))
    assert path.read_bytes().startswith(b"this is not")


def test_a_broken_page_is_found_at_start(tmp_path: Path) -> None:
    path = tmp_path / "monitor.sqlite"
    storage = Storage(str(path))
    with storage.unit():
        storage.entries.add([entry(n) for n in range(2000)], NOW)
    storage.upkeep(NOW)
    storage.close()
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"\xff" * 20_000)
    with pytest.raises(StorageError, match="corrupt"):
        broken = Storage(str(path))
        broken.sound()


def test_upkeep_waits_for_nobody_who_reads_the_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "monitor.sqlite"
    storage, reader = Storage(str(path)), sqlite3.connect(path, isolation_level=None)
    reader.execute("begin")
    reader.execute("select count(*) from entries").fetchall()
    with storage.unit():
        storage.entries.add([entry(1)], NOW)
    began = time.monotonic()
    storage.upkeep(NOW)
    assert time.monotonic() - began < 20  # of the minute that a writer has patience for
    reader.close()
    storage.upkeep(NOW)
    assert path.with_name(f"{path.name}-wal").stat().st_size < 100_000
    storage.close()


def test_a_database_of_a_newer_program_is_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "monitor.sqlite"
    Storage(str(path)).close()
    with sqlite3.connect(path) as db:
        db.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at) values ('monitor', 'of_the_future', '')"
        )
    db.close()
    with pytest.raises(SchemaTooNew, match="of_the_future") as refused:
        Storage(str(path))
    assert "\n" not in str(refused.value)


def test_two_instances_of_one_database_are_one_too_many(tmp_path: Path) -> None:
    path = str(tmp_path / "monitor.sqlite")
    first, second = Lock(path), Lock(path)
    first.take()
    with pytest.raises(AlreadyRunning, match="another monitor"):
        second.take()
    first.drop()
    second.take()
    second.drop()


def test_a_backup_is_whole_while_somebody_writes_and_never_replaces_a_file(storage: Storage, tmp_path: Path) -> None:
    with storage.unit():
        storage.entries.add([entry(n) for n in range(100)], NOW)
    storage.backup(str(tmp_path / "copy.sqlite"))
    copy = Storage(str(tmp_path / "copy.sqlite"))
    assert len(copy.entries.pending(NOW, 1000)) == 100
    copy.sound()
    copy.close()
    with pytest.raises(StorageError, match="exists already"):
        storage.backup(str(tmp_path / "copy.sqlite"))


def test_old_entries_that_led_to_nothing_are_forgotten_and_articles_stay(storage: Storage) -> None:
    with storage.unit():
        storage.entries.add([entry(1), entry(2)], NOW)
        first, second = storage.entries.pending(NOW, 10)
        storage.entries.skip(first.id, Reason.NO_MENTION)
        storage.entries.done(second.id, Reason.ARTICLE, storage.archive.add(analysis(2), filed(2)))
        assert storage.entries.drop_before(NOW + timedelta(days=1)) == 1
    assert storage.archive.span()[0] == 1
    assert storage.entries.seen("wire", ["https://wire.example/2"])
