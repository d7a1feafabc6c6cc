"""Decisions, the pulse, and a person's verdicts on candidates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from monitor.model import Decision, Reason, Stage

from .rows import moment, stamp, to_json


class Trail:
    """Each yes and no with its reason, in the order in which they were made."""

    def __init__(self, db: Any) -> None:
        self._db = db

    def add(self, decisions: Iterable[Decision]) -> None:
        self._db.conn.executemany(
            "insert into decisions (at, stage, subject, passed, reason, detail) values (?, ?, ?, ?, ?, ?)",
            [(stamp(d.at), d.stage, d.subject, int(d.passed), d.reason, d.detail[:2000]) for d in decisions],
        )

    def of(self, subjects: Sequence[str]) -> list[Decision]:
        rows = self._db.execute(
            "select at, stage, subject, passed, reason, detail from decisions "
            "where subject in (select value from json_each(?)) order by id",
            [to_json(subjects)],
        )
        return [
            Decision(moment(at), Stage(stage), subject, bool(passed), Reason(reason), detail)
            for at, stage, subject, passed, reason, detail in rows.fetchall()
        ]

    def drop_before(self, at: datetime) -> int:
        """Forget decisions that explain nothing kept: those of entries that were not read and of polls."""
        cursor = self._db.execute(
            "delete from decisions where at < ? and stage in ('poll', 'sift', 'gate') "
            "and subject not in (select url from articles)",
            [stamp(at)],
        )
        return int(cursor.rowcount)


class Pulse:
    """When the daemon last did each of its rounds: what `healthcheck` and the digest ask."""

    def __init__(self, db: Any) -> None:
        self._db = db

    def beat(self, name: str, now: datetime, detail: str = "") -> None:
        self._db.execute(
            "insert into pulse (name, at, detail) values (?, ?, ?) "
            "on conflict (name) do update set at = excluded.at, detail = excluded.detail",
            [name, stamp(now), detail],
        )

    def still(self, name: str) -> None:
        """Forget a round that will not come again."""
        self._db.execute("delete from pulse where name = ?", [name])

    def last(self, name: str) -> tuple[datetime, str] | None:
        row = self._db.execute("select at, detail from pulse where name = ?", [name]).fetchone()
        return None if row is None else (moment(row[0]), str(row[1]))


class Verdicts:
    """What a person said of names that discovery proposed."""

    def __init__(self, db: Any) -> None:
        self._db = db

    def say(self, name: str, kind: str, verdict: str, alias_of: str, now: datetime) -> None:
        self._db.execute(
            "insert into verdicts (name, kind, verdict, alias_of, at) values (?, ?, ?, ?, ?) on conflict (name) "
            "do update set kind = excluded.kind, verdict = excluded.verdict, alias_of = excluded.alias_of, "
            "at = excluded.at",
            [name, kind, verdict, alias_of, stamp(now)],
        )

    def all(self) -> list[tuple[str, str, str, str]]:
        """(name, kind, verdict, alias_of) in the order of the names."""
        rows = self._db.execute("select name, kind, verdict, alias_of from verdicts order by name")
        return [tuple(row) for row in rows.fetchall()]

    def last_at(self) -> str:
        """When the last verdict was given; "" before the first."""
        return str(self._db.execute("select coalesce(max(at), '') from verdicts").fetchone()[0])
