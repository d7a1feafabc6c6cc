"""What people say and do at the desk: marks of what is wrong, mutes, and who changed what when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from monitor.model import Finding

from .rows import finding_from, moment, stamp


@dataclass(frozen=True, slots=True)
class Mark:
    """A person's word that a finding is wrong. It changes nothing by itself; it is read, exported and settled."""

    id: int
    at: datetime
    who: str
    finding: Finding
    wrong: str  # wrong-value, not-linked, not-new, same-story
    note: str
    settled: datetime | None


@dataclass(frozen=True, slots=True)
class StoredMute:
    """Nothing that matches the query is told before the day `until`."""

    id: int
    at: datetime
    who: str
    query: str
    until: date


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a person did."""

    at: datetime
    who: str
    action: str
    subject: str
    detail: str


class Remarks:
    def __init__(self, db: Any) -> None:
        self._db = db

    def mark(self, finding: str, wrong: str, note: str, who: str, now: datetime) -> None:
        self._db.execute(
            "insert into marks (at, who, finding, wrong, note) values (?, ?, ?, ?, ?)",
            [stamp(now), who, finding, wrong, note],
        )

    def marks(self, finding: str = "") -> list[Mark]:
        """Those not yet settled first, the newest first among equals; of one finding where it is given."""
        rows = self._db.execute(
            "select m.id, m.at, m.who, f.item, m.wrong, m.note, m.settled from marks m "
            "join findings f on f.id = m.finding where ? = '' or m.finding = ? "
            "order by m.settled is not null, m.id desc",
            [finding, finding],
        )
        return [
            Mark(ident, moment(at), who, finding_from(item), wrong, note, moment(settled) if settled else None)
            for ident, at, who, item, wrong, note, settled in rows.fetchall()
        ]

    def settle(self, ident: int, now: datetime) -> bool:
        cursor = self._db.execute("update marks set settled = ? where id = ? and settled is null", [stamp(now), ident])
        return bool(cursor.rowcount)

    def mute(self, query: str, until: date, who: str, now: datetime) -> None:
        self._db.execute(
            "insert into mutes (at, who, query, until) values (?, ?, ?, ?)",
            [stamp(now), who, query, until.isoformat()],
        )

    def mutes(self, today: date) -> list[StoredMute]:
        """Those in force."""
        rows = self._db.execute(
            "select id, at, who, query, until from mutes where until > ? order by id", [today.isoformat()]
        )
        return [
            StoredMute(ident, moment(at), who, query, date.fromisoformat(until))
            for ident, at, who, query, until in rows.fetchall()
        ]

    def unmute(self, ident: int, today: date) -> bool:
        cursor = self._db.execute(
            "update mutes set until = ? where id = ? and until > ?", [today.isoformat(), ident, today.isoformat()]
        )
        return bool(cursor.rowcount)

    def changed(self, who: str, action: str, subject: str, detail: str, now: datetime) -> None:
        self._db.execute(
            "insert into changes (at, who, action, subject, detail) values (?, ?, ?, ?, ?)",
            [stamp(now), who, action, subject[:500], detail[:4000]],
        )

    def changes(self, limit: int) -> list[Change]:
        """The newest first."""
        rows = self._db.execute(
            "select at, who, action, subject, detail from changes order by id desc limit ?", [limit]
        )
        return [Change(moment(at), *rest) for at, *rest in rows.fetchall()]
