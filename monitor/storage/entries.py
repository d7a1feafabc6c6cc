"""Sources' memory and the entries they showed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from monitor.model import Entry, Reason

from .rows import earlier, entry_from, item_json, moment, stamp, stamp_or_none, to_json


@dataclass(frozen=True, slots=True)
class StoredEntry:
    id: int
    key: str
    entry: Entry
    attempts: int
    first_seen: datetime


class Sources:
    """What is remembered of each source between polls, as the JSON that `core` made of it."""

    def __init__(self, db: Any) -> None:
        self._db = db
        self._polled: set[str] = set()

    def states(self) -> dict[str, str]:
        return dict(self._db.execute("select id, state from sources").fetchall())

    def state(self, source: str) -> str | None:
        row = self._db.execute("select state from sources where id = ?", [source]).fetchone()
        return None if row is None else str(row[0])

    def save(self, source: str, next_poll_at: datetime, state: str) -> None:
        self._db.execute(
            "insert into sources (id, next_poll_at, state) values (?, ?, ?) "
            "on conflict (id) do update set next_poll_at = excluded.next_poll_at, state = excluded.state",
            [source, stamp(next_poll_at), state],
        )

    def hurry(self, source: str, now: datetime) -> bool:
        """Make the source due now; False for one that was never asked, which is due anyway."""
        cursor = self._db.execute("update sources set next_poll_at = ? where id = ?", [stamp(now), source])
        return bool(cursor.rowcount)

    def due(self, names: Collection[str], now: datetime) -> list[str]:
        """Those of `names` whose time has come, the longest waiting first; a source never polled is due."""
        rows = self._db.execute("select id from sources where next_poll_at <= ? order by next_poll_at", [stamp(now)])
        return [*self.never_polled(names), *(name for (name,) in rows.fetchall() if name in names)]

    def never_polled(self, names: Collection[str]) -> list[str]:
        """Those of `names` that were never polled. The table is asked only while there are some."""
        if any(name not in self._polled for name in names):
            self._polled = {name for (name,) in self._db.execute("select id from sources").fetchall()}
        return [name for name in names if name not in self._polled]

    def set_back(self, now: datetime, by: timedelta) -> None:
        self._db.execute(
            f"update sources set next_poll_at = {earlier('next_poll_at')} where next_poll_at > ?",
            [by.total_seconds(), stamp(now)],
        )

    def next_due(self, names: Sequence[str]) -> datetime | None:
        later = dict(self._db.execute("select id, next_poll_at from sources").fetchall())
        times = [later[n] for n in names if n in later]
        return moment(min(times)) if times else None


class Entries:
    """Every entry that a source showed is here: pending, skipped with its reason, or done with its article."""

    def __init__(self, db: Any) -> None:
        self._db = db

    def seen(self, source: str, keys: Sequence[str]) -> frozenset[str]:
        rows = self._db.execute(
            "select key from entries where source = ? and key in (select value from json_each(?))",
            [source, to_json(keys)],
        )
        return frozenset(key for (key,) in rows.fetchall())

    def add(self, entries: Sequence[Entry], now: datetime) -> int:
        """Keep new entries as pending, the oldest first in turn; what the source showed before stays as it is.

        Returns how many were new.
        """
        before = self._db.conn.total_changes
        self._db.conn.executemany(
            "insert into entries (source, key, url, title, first_seen, published, status, next_try_at, item) "
            "values (?, ?, ?, ?, ?, ?, 'pending', ?, ?) on conflict (source, key) do nothing",
            [
                (e.source, e.key, e.url, e.title, stamp(now), stamp_or_none(e.published), stamp(now), item_json(e))
                for e in sorted(entries, key=lambda e: e.published or now)
            ],
        )
        return int(self._db.conn.total_changes - before)

    def pending(
        self, now: datetime, limit: int, without: Sequence[str] = (), held: Iterable[int] = ()
    ) -> list[StoredEntry]:
        """The entries whose turn it is, in the order in which they were shown; none of the sources `without`, nor those
        that are `held`."""
        rows = self._db.execute(
            "select id, key, item, attempts, first_seen from entries where status = 'pending' and next_try_at <= ? "
            "and source not in (select value from json_each(?)) and id not in (select value from json_each(?)) "
            "order by next_try_at, id limit ?",
            [stamp(now), to_json(without), to_json(list(held)), limit],
        )
        return [StoredEntry(i, key, entry_from(item), n, moment(at)) for i, key, item, n, at in rows.fetchall()]

    def skip(self, entry: int, reason: Reason) -> None:
        self._db.execute("update entries set status = 'skipped', reason = ? where id = ?", [reason, entry])

    def done(self, entry: int, reason: Reason, article: int) -> None:
        self._db.execute(
            "update entries set status = 'done', reason = ?, article = ? where id = ?", [reason, article, entry]
        )

    def later(self, entry: int, reason: Reason, next_try_at: datetime) -> None:
        self._db.execute(
            "update entries set attempts = attempts + 1, reason = ?, next_try_at = ? where id = ?",
            [reason, stamp(next_try_at), entry],
        )

    def set_back(self, now: datetime, by: timedelta) -> None:
        self._db.execute(
            f"update entries set next_try_at = {earlier('next_try_at')} where status = 'pending' and next_try_at > ?",
            [by.total_seconds(), stamp(now)],
        )

    def drop_before(self, at: datetime) -> int:
        """Forget skipped entries that no source has shown since long before; they led to nothing."""
        cursor = self._db.execute("delete from entries where status = 'skipped' and first_seen < ?", [stamp(at)])
        return int(cursor.rowcount)

    def counts(self, since: datetime) -> Mapping[str, int]:
        """status -> how many entries first shown since then."""
        rows = self._db.execute(
            "select status, count(*) from entries where first_seen >= ? group by status", [stamp(since)]
        )
        return dict(rows.fetchall())

    def per_day(self, since: datetime) -> dict[str, dict[str, int]]:
        """source -> day (ISO, UTC) -> how many entries were first seen on it."""
        rows = self._db.execute(
            "select source, substr(first_seen, 1, 10), count(*) from entries where first_seen >= ? group by 1, 2",
            [stamp(since)],
        )
        counted: dict[str, dict[str, int]] = {}
        for source, day, count in rows.fetchall():
            counted.setdefault(source, {})[day] = count
        return counted

    def about(self, url: str, key: str) -> list[dict[str, Any]]:
        """Every showing of one item, whichever source showed it."""
        rows = self._db.execute(
            "select source, url, title, first_seen, status, reason, attempts, article from entries "
            "where url = ? or key = ? order by first_seen, id",
            [url, key],
        )
        names = ("source", "url", "title", "first_seen", "status", "reason", "attempts", "article")
        return [dict(zip(names, row, strict=True)) for row in rows.fetchall()]
