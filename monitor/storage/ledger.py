"""The ledger: what is known of each value of each watch."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from monitor.core import ledger
from monitor.core.ledger import LedgerEntry

from .rows import moment, stamp, to_json


class LedgerBook:
    def __init__(self, db: Any) -> None:
        self._db = db

    def get(self, keys: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str, str], LedgerEntry]:
        """The entries that exist, by (watch, kind, value)."""
        found = {}
        for key in keys:
            row = self._db.execute(
                "select item from ledger where watch = ? and kind = ? and value = ?", list(key)
            ).fetchone()
            if row is not None:
                found[key] = ledger.from_json(json.loads(row[0]))
        return found

    def save(self, entry: LedgerEntry) -> None:
        first = entry.first
        self._db.execute(
            "insert into ledger (watch, kind, value, state, first_seen, item) values (?, ?, ?, ?, ?, ?) "
            "on conflict (watch, kind, value) do update set state = excluded.state, "
            "first_seen = excluded.first_seen, item = excluded.item",
            [*entry.key, entry.state, stamp(first.at) if first else "", to_json(ledger.to_json(entry))],
        )

    def listed(self, watch: str = "", kind: str = "") -> list[LedgerEntry]:
        """By watch, kind and first article."""
        rows = self._db.execute(
            "select item from ledger where (? = '' or watch = ?) and (? = '' or kind = ?) "
            "order by watch, kind, first_seen, value",
            [watch, watch, kind, kind],
        )
        return [ledger.from_json(json.loads(item)) for (item,) in rows.fetchall()]

    def outlined(self, watch: str, kind: str) -> list[tuple[LedgerEntry, int]]:
        """As `listed`, each entry with its steps, first and last evidence only, and how many pieces it has in all."""
        rows = self._db.execute(
            "select item from ledger where watch = ? and kind = ? order by first_seen, value", [watch, kind]
        )
        found = [json.loads(item) for (item,) in rows.fetchall()]
        return [(ledger.from_json(ledger.outline(data)), len(data["evidence"])) for data in found]

    def articles_of(self, watch: str) -> tuple[int, str | None, str | None]:
        """How many articles name the watch, and the first and last of their dates (text)."""
        row = self._db.execute("select articles, first, last from tallies where watch = ?", [watch]).fetchone()
        return (0, None, None) if row is None else (int(row[0]), row[1], row[2])

    def report_times(self, watch: str, limit: int) -> list[datetime]:
        """When the latest articles about the watch came out that were no reprints, by date."""
        rows = self._db.execute(
            "select coalesce(a.published, a.added) at from relevances r join articles a on a.id = r.article "
            "where r.watch = ? and r.relevance in ('primary', 'secondary') and a.role != 'reprint' "
            "order by at desc limit ?",
            [watch, limit],
        )
        return [moment(at) for (at,) in reversed(rows.fetchall())]
