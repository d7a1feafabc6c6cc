"""Postings in the database answer as those in memory do."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.shelf import PER_SLOT, Postings
from monitor.storage import Storage

SCHEMAS = Path(__file__).parents[1] / "faults" / "schemas"
slots = st.lists(st.integers(0, 12).map(lambda key: (7 << 32) | key), min_size=1, max_size=6, unique=True)


@given(st.lists(slots, max_size=60), slots, st.integers(1, 3), st.integers(1, 40))
def test_the_articles_that_share_most_slots_come_first(
    posted: list[list[int]], asked: list[int], least: int, limit: int
) -> None:
    storage, memory = Storage(":memory:"), Postings()
    for ident, own in enumerate(posted, 1):
        storage.likes.add_keys(ident, own)
        memory.add(own, ident)
    assert storage.likes.same_keys(asked, limit, least) == memory.sharing(asked, limit, least)
    storage.close()


def test_a_slot_keeps_its_newest_articles_and_no_more() -> None:
    storage = Storage(":memory:")
    for ident in range(1, 3 * PER_SLOT):
        storage.likes.add_sketch(ident, [5])
    assert storage.likes.same_sketch([5], 1000, 1) == list(range(3 * PER_SLOT - 1, 2 * PER_SLOT - 1, -1))
    storage.close()


def test_keys_are_counted_once_an_article_and_tell_how_many_had_them_before() -> None:
    storage = Storage(":memory:")
    assert storage.likes.counted([1, 2]) == {1: 0, 2: 0}
    assert storage.likes.counted([2, 3]) == {2: 1, 3: 0}
    assert storage.likes.counted([]) == {}
    storage.close()


@pytest.mark.parametrize("schema", sorted(SCHEMAS.glob("*.sql")), ids=lambda path: path.stem)
def test_an_upgrade_finds_the_articles_under_their_slots_as_before(schema: Path, tmp_path: Path) -> None:
    path = tmp_path / "monitor.sqlite"
    with closing(sqlite3.connect(path)) as db:
        db.executescript(schema.read_text(encoding="utf-8"))
        old = "bands" in {name for (name,) in db.execute("select name from sqlite_master")}
        if not old:
            pytest.skip("has its postings already")
        kept = db.execute("select slot, article from story_slots").fetchall()
        first = min(slot for slot, _ in kept)
        db.executemany("insert into story_slots values (?, ?)", [(first, ident) for ident in range(1000, 1100)])
        db.commit()
    storage = Storage(str(path))
    for slot, article in kept:
        if slot != first:
            assert article in storage.likes.same_keys([slot], 100, 1)
    assert storage.likes.same_keys([first], 100, 1) == list(range(1099, 1099 - PER_SLOT, -1))
    storage.close()
