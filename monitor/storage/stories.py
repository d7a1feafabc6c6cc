"""Stories: articles that tell one event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from monitor.model import Role

from .rows import moment, stamp


@dataclass(frozen=True, slots=True)
class StoredStory:
    name: str
    title: str
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Teller:
    """An article as a part of its story, without its text. `source` is the publisher's id where it is known."""

    id: int
    url: str
    source: str
    title: str
    language: str
    dated: datetime
    credited_to: str
    role: str
    copied_from: int | None


class Stories:
    """A story is named for its first article and keeps the name; one that was merged leads to the other."""

    def __init__(self, db: Any) -> None:
        self._db = db

    def open(self, name: str, title: str, at: datetime) -> None:
        """A new story, or an old one that reaches to a day more."""
        self._db.execute(
            "insert into stories (name, title, first, last) values (?, ?, ?, ?) on conflict (name) do update set "
            "first = min(first, excluded.first), last = max(last, excluded.last)",
            [name, title, stamp(at), stamp(at)],
        )

    def put(self, article: int, story: str, role: Role, copied_from: int | None) -> None:
        self._db.execute(
            "update articles set story = (select id from stories where name = ?), role = ?, copied_from = ? "
            "where id = ?",
            [story, role, copied_from, article],
        )

    def copied(self, original: int, copies: Sequence[int]) -> None:
        """An original that arrives after its copies is their original all the same."""
        self._db.conn.executemany("update articles set copied_from = ? where id = ?", [(original, c) for c in copies])

    def merge(self, story: str, others: Sequence[str]) -> None:
        """Move the articles of `others` into `story`."""
        for other in others:
            self._db.execute(
                "update articles set story = (select id from stories where name = ?) "
                "where story = (select id from stories where name = ?)",
                [story, other],
            )
            self._db.execute(
                "update stories set first = min(first, (select first from stories where name = ?)), "
                "last = max(last, (select last from stories where name = ?)) where name = ?",
                [other, other, story],
            )
            self._db.execute(
                "update stories set merged_into = (select id from stories where name = ?) where name = ?",
                [story, other],
            )

    def retold(self, story: str, title: str, voices: int) -> None:
        """Its title, and how many voices tell it on their own."""
        self._db.execute("update stories set title = ?, voices = ? where name = ?", [title, voices, story])

    def voices(self, story: str) -> int:
        """How many voices tell it on their own."""
        row = self._db.execute("select voices from stories where name = ?", [story]).fetchone()
        return int(row[0]) if row else 0

    def roles(self, roles: Sequence[tuple[int, Role, int | None]]) -> None:
        """(article, role, copied from) for articles whose part changed when another one arrived."""
        self._db.conn.executemany(
            "update articles set role = ?, copied_from = ? where id = ?",
            [(role, copied, article) for article, role, copied in roles],
        )

    def tellers(self, story: str) -> list[Teller]:
        """Its articles, by date."""
        rows = self._db.execute(
            "select id, url, case publisher when '' then source else publisher end, title, language, "
            "coalesce(published, added) as dated, coalesce(json_extract(about, '$.credited_to'), ''), "
            "role, copied_from from articles where story = (select id from stories where name = ?) order by dated, id",
            [story],
        )
        return [
            Teller(ident, url, source, title, language, moment(dated), credited_to, role, copied_from)
            for ident, url, source, title, language, dated, credited_to, role, copied_from in rows.fetchall()
        ]

    def articles(self, story: str) -> list[int]:
        """By date."""
        rows = self._db.execute(
            "select a.id from articles a join stories s on s.id = a.story where s.name = ? "
            "order by coalesce(a.published, a.added), a.id",
            [story],
        )
        return [row[0] for row in rows.fetchall()]

    def of(self, article: int) -> str:
        row = self._db.execute(
            "select s.name from articles a join stories s on s.id = a.story where a.id = ?", [article]
        ).fetchone()
        return "" if row is None else str(row[0])

    def listed(self, watch: str = "", limit: int = -1) -> list[StoredStory]:
        """By their first article's date; of one watch, those with an article that is about it."""
        own = (
            "id in (select a.story from relevances r join articles a on a.id = r.article "
            "where r.watch = ? and r.relevance != 'none')"
        )
        every = "? = ''"
        rows = self._db.execute(
            "select name, title, first, last from (select * from stories where merged_into is null and "
            f"{own if watch else every} order by first desc, id desc limit ?) order by first, id",
            [watch, limit],
        )
        return [StoredStory(name, title, moment(first), moment(last)) for name, title, first, last in rows.fetchall()]
