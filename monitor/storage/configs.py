"""The configs that were in force, as far as they decide what is news: for `monitor why --replay`."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from .rows import moment, stamp


class Configs:
    def __init__(self, db: Any) -> None:
        self._db = db

    def keep(self, text: str, now: datetime) -> None:
        """Say that this text is in force from now on; nothing when it was already."""
        digest = hashlib.sha256(text.encode()).hexdigest()
        last = self._db.execute("select digest from configs order by id desc limit 1").fetchone()
        if last is None or last[0] != digest:
            self._db.execute("insert into configs (at, digest, text) values (?, ?, ?)", [stamp(now), digest, text])

    def at(self, when: datetime) -> tuple[datetime, str] | None:
        """(since when, text) of the config in force at that time; None when none was kept so early."""
        row = self._db.execute(
            "select at, text from configs where at <= ? order by id desc limit 1", [stamp(when)]
        ).fetchone()
        return None if row is None else (moment(row[0]), str(row[1]))
