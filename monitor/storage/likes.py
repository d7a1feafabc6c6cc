"""The indexes that find an article's likes: its sketch for copies, its keys for stories."""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Mapping, Sequence
from heapq import nsmallest
from typing import Any

from monitor.core.shelf import PER_SLOT

_ID = 4  # bytes of an article's id in a posting, lowest first: four thousand million articles


def posting(table: str) -> str:
    """SQL that adds articles, `packed`, to those under a slot."""
    return (
        f"insert into {table} (slot, articles) values (?, ?) on conflict do update "
        f"set articles = substr(cast(articles || excluded.articles as blob), -{PER_SLOT * _ID})"
    )


def packed(idents: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(idents)}I", *idents)


def unpacked(posted: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(posted) // _ID}I", posted)


class Likes:
    """Postings: for each slot (`core.near.slots`) the newest `PER_SLOT` articles under it, one row.

    A row of them is read with one look into the index, where a row an article took a sorted scan of each slot.
    """

    def __init__(self, db: Any) -> None:
        self._db = db

    def add_sketch(self, ident: int, slots: Sequence[int]) -> None:
        self._post("sketch_postings", ident, slots)

    def add_keys(self, ident: int, slots: Sequence[int]) -> None:
        self._post("story_postings", ident, slots)

    def keep_card(self, ident: int, card: str) -> None:
        """What placement reads of the article."""
        self._db.execute("insert into cards (article, item) values (?, ?) on conflict do nothing", [ident, card])

    def _post(self, table: str, ident: int, slots: Sequence[int]) -> None:
        one = packed((ident,))
        self._db.conn.executemany(posting(table), [(slot, one) for slot in slots])

    def same_sketch(self, slots: Sequence[int], limit: int, least: int) -> list[int]:
        """Articles that share at least so many slots of the sketch, those with most of them first."""
        return self._sharing("sketch_postings", slots, limit, least)

    def same_keys(self, slots: Sequence[int], limit: int, least: int) -> list[int]:
        """Articles that share at least so many of the story slots, those with most of them first."""
        return self._sharing("story_postings", slots, limit, least)

    def _sharing(self, table: str, slots: Sequence[int], limit: int, least: int) -> list[int]:
        newest = self._db.execute(f"select max(slot) from {table}").fetchone()[0] or 0
        rows = self._db.execute(
            f"select articles from json_each(?) cross join {table} on slot = value",
            [_listed([slot for slot in slots if slot <= newest])],
        )
        posted = b"".join([articles for (articles,) in rows.fetchall()])
        counts = Counter(unpacked(posted))
        shared = [(-count, -article) for article, count in counts.items() if count >= least]
        return [-article for _, article in nsmallest(limit, shared)]

    def counted(self, keys: Sequence[int]) -> Mapping[int, int]:
        """Count one article more under each of the keys; returns how many there were before."""
        rows = self._db.execute(
            "insert into key_counts (key, articles) select value, 1 from json_each(?) where true "
            "on conflict do update set articles = articles + 1 returning key, articles - 1",
            [_listed(keys)],
        )
        return dict(rows.fetchall())

    def cards(self, idents: Sequence[int]) -> dict[int, tuple[str, str, str]]:
        """article -> (card, its title, its story's name)."""
        rows = self._db.execute(
            "select c.article, c.item, a.title, coalesce(s.name, '') from json_each(?) cross join cards c "
            "on c.article = value join articles a on a.id = c.article left join stories s on s.id = a.story",
            [_listed(idents)],
        )
        return {ident: (item, title, story) for ident, item, title, story in rows.fetchall()}


def _listed(numbers: Sequence[int]) -> str:
    """`json.dumps` of integers, in a third of its time."""
    return f"[{','.join(map(str, numbers))}]"
