"""Placing one article in an archive of 10,000, 100,000 and 1,000,000: time, growth, memory, index bytes.

    python bench/same.py                  10 k and 100 k
    python bench/same.py --million        and 1 M (about four minutes)
    python bench/same.py --days 14        everything within one window: the worst case
    python bench/same.py --datasketch     beside datasketch's in-memory LSH (10 k and 100 k)

The tables are those of `monitor.storage` (postings by slot, counts by key, cards); articles are generated, with a
Zipf-like vocabulary, names and numbers of their own, and one in ten a copy of an earlier one. Filling takes the cheap
way (ready sketches and keys); what is timed is the whole placement of articles with texts.
"""

from __future__ import annotations

import argparse
import random
import resource
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import median

from monitor.core import near
from monitor.core.keys import key_of
from monitor.core.shelf import MOST_NEAR, PER_SLOT
from monitor.core.story import (
    LEAST_SHARED,
    MOST_CANDIDATES,
    WINDOW_DAYS,
    Card,
    Placement,
    anchors,
    key_ids,
    place,
    rarities,
    story_keys,
    weighed,
)

START = datetime(2024, 1, 1, tzinfo=UTC)
TIMED = 300
SCHEMA = """
create table sketches (slot integer not null, article integer not null, primary key (slot, article)) without rowid;
create table story_slots (slot integer not null, article integer not null, primary key (slot, article)) without rowid;
create table key_counts (key integer primary key, articles integer not null);
create table cards (article integer primary key, story integer not null, keys text not null, norm real, across real);
create table articles (article integer primary key, title text, published integer, language text, text text);
"""
CARDS = "select article, story, keys, norm, across, title, published, language from cards join articles using (article)"
SYLLABLES = ("ка", "ро", "ми", "та", "ле", "ду", "ви", "со", "на", "по", "ре", "ша", "бо", "гу", "ти", "за", "мор")


@dataclass
class World:
    """Generates articles: 40,000 words by rank, names without end, numbers."""

    dice: random.Random

    def __post_init__(self) -> None:
        self.words = [self._made(3) for _ in range(40_000)]
        self.recent: list[str] = []
        self.keys = [f"{key_of(word)}~" for word in self.words]

    def _made(self, most: int) -> str:
        return "".join(self.dice.choice(SYLLABLES) for _ in range(self.dice.randint(2, most)))

    def _word(self) -> str:
        return self.words[int(len(self.words) ** self.dice.random()) - 1]  # log-uniform rank: Zipf's law

    def text(self) -> str:
        if self.recent and self.dice.random() < 0.1:
            copied = self.dice.choice(self.recent).split(" ")
            return " ".join(word if self.dice.random() > 0.08 else self._word() for word in copied)
        names = [self._made(5).capitalize() for _ in range(6)]
        count = self.dice.randint(60, 240)
        body = [self.dice.choice(names) if self.dice.random() < 0.08 else self._word() for _ in range(count)]
        body[5::40] = [str(self.dice.randint(10, 99_999)) for _ in body[5::40]]
        made = " ".join(body)
        self.recent = [*self.recent[-999:], made]
        return made

    def cheap(self) -> tuple[list[int], list[str]]:
        """Sketch and keys as of a text, without writing one."""
        sketch = [self.dice.getrandbits(32) for _ in range(16)]
        keys = [self.keys[int(len(self.keys) ** self.dice.random()) - 1] for _ in range(30)]
        keys += [f"{''.join(self.dice.choices('bdgklmnprstvz', k=5))}^" for _ in range(6)]
        keys += [f"#{self.dice.randint(10, 99_999)}~" for _ in range(4)]
        return sketch, sorted(set(keys))


class Archive:
    """The index in a SQLite file, as `monitor.storage` keeps it; `core.shelf` says the same in memory."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.db = sqlite3.connect(path, isolation_level=None)
        self.db.executescript("pragma journal_mode=wal; pragma synchronous=normal; pragma cache_size=-65536;" + SCHEMA)
        self.size = 0

    def sharing(self, table: str, slots: Sequence[int], limit: int, least: int = 1) -> list[int]:
        counts: dict[int, int] = {}
        query = f"select article from {table} where slot = ? order by article desc limit {PER_SLOT}"  # noqa: S608  our own names
        for slot in slots:
            for (article,) in self.db.execute(query, (slot,)):
                counts[article] = counts.get(article, 0) + 1
        shared = [article for article, count in counts.items() if count >= least]
        return sorted(shared, key=lambda article: (-counts[article], -article))[:limit]

    def counted(self, ids: Sequence[int]) -> dict[int, int]:
        marks = ",".join("?" * len(ids))
        return dict(self.db.execute(f"select key, articles from key_counts where key in ({marks})", ids))  # noqa: S608  only marks

    def cards(self, articles: Sequence[int]) -> tuple[list[Card], dict[str, str]]:
        marks = ",".join("?" * len(articles))
        query = f"{CARDS} where article in ({marks})"
        found = self.db.execute(query, articles).fetchall()
        return [_card(*row) for row in found], {str(row[0]): str(row[1]) for row in found}

    def original(self, text: str, sketch: Sequence[int], at: datetime) -> int | None:
        found = self.sharing("sketches", near.slots(sketch, at, near.WINDOW_DAYS), MOST_NEAR)
        marks = ",".join("?" * len(found))
        texts = self.db.execute(f"select article, text from articles where article in ({marks})", found).fetchall()  # noqa: S608  only marks
        new = near.shingles(text) if texts else frozenset()
        return min((article for article, old in texts if near.copied(near.shingles(old), new)), default=None)

    def placed(self, card: Card, text: str, sketch: Sequence[int]) -> Placement:
        """Everything from the index: original, candidates, rarity, the decision, the rows written."""
        rarity = rarities(self.counted(key_ids(card.keys)), self.size)
        own = weighed(card, rarity)
        ids = key_ids(anchors(own, rarity))
        original = self.original(text, sketch, own.published)
        look = near.slots(ids, own.published, WINDOW_DAYS)
        near_by = self.sharing("story_slots", look, MOST_CANDIDATES, LEAST_SHARED)
        cards, stories = self.cards(near_by if original is None or original in near_by else [*near_by, original])
        placement = place(own, cards, stories, rarity, "" if original is None else str(original))
        self.db.execute("begin immediate")
        self.kept([(own, sketch, ids, placement.story or own.article, text)])
        self.db.execute("commit")
        return placement

    def kept(self, rows: Sequence[tuple[Card, Sequence[int], Sequence[int], str, str]]) -> None:
        """Writes (card, sketch, anchors, story, text) of each article."""
        for table, of in (("sketches", 1), ("story_slots", 2)):
            slots = [(slot, int(row[0].article)) for row in rows for slot in near.slots(row[of], row[0].published)]
            self.db.executemany(f"insert or ignore into {table} values (?, ?)", sorted(slots))  # noqa: S608  our own names
        counts = Counter(key for row in rows for key in key_ids(row[0].keys))
        self.db.executemany(
            "insert into key_counts values (?, ?) on conflict do update set articles = articles + excluded.articles",
            sorted(counts.items()),
        )
        made = [(card.article, story, " ".join(card.keys), *card.norms) for card, _, _, story, _ in rows]
        self.db.executemany("insert into cards values (?, ?, ?, ?, ?)", made)
        told = [(card.article, card.title, int(card.published.timestamp()), card.language, text)
                for card, _, _, _, text in rows]  # fmt: skip
        self.db.executemany("insert into articles values (?, ?, ?, ?, ?)", told)
        self.size += len(rows)

    def index_bytes(self) -> dict[str, float]:
        """Bytes an article by table; the texts are no part of the index."""
        rows = self.db.execute("select name, sum(pgsize) from dbstat group by name").fetchall()
        return {name: size / self.size for name, size in rows if name in SCHEMA and name != "articles"}


def _card(
    article: int, _story: int, keys: str, norm: float, across: float, title: str, at: int, language: str
) -> Card:
    published = datetime.fromtimestamp(at, UTC)
    return Card(str(article), title, tuple(keys.split(" ")), published, language, norms=(norm, across))


def filled(archive: Archive, world: World, size: int, days: float) -> Iterator[None]:
    """Fills up to `size` with cheap articles, in order of time, 10,000 a transaction."""
    while archive.size < size:
        batch = []
        for number in range(archive.size, min(size, archive.size + 10_000)):
            sketch, keys = world.cheap()
            at = START + timedelta(days=days * number / 1_000_000)
            card = Card(str(number), "Заголовок новости", tuple(keys), at, "ru", norms=(30.0, 20.0))
            batch.append((card, sketch, key_ids(keys[:11] + keys[-7:]), str(number), ""))
        archive.db.execute("begin immediate")
        archive.kept(batch)
        archive.db.execute("commit")
        yield


def timed(archive: Archive, world: World, days: float) -> tuple[list[float], list[float], int]:
    """(milliseconds of each placement by the clock, of CPU, copies found); keys and sketch come from analysis."""
    spent, worked, copies = [], [], 0
    for number in range(archive.size, archive.size + TIMED):
        text = world.text()
        title = " ".join(text.split(" ")[:8])
        at = START + timedelta(days=days * number / 1_000_000)
        card = Card(str(number), title, story_keys(title, text, "ru", (), at), at, "ru")
        sketch = near.bands(near.sign(text))
        began, cpu = time.perf_counter(), time.process_time()
        placement = archive.placed(card, text, sketch)
        spent.append(1000 * (time.perf_counter() - began))
        worked.append(1000 * (time.process_time() - cpu))
        copies += placement.role == "reprint"
    return spent, worked, copies


def memory() -> float:
    """Peak resident megabytes of this process."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def ours(sizes: Sequence[int], days: float) -> None:
    with tempfile.TemporaryDirectory() as folder:
        archive, world = Archive(Path(folder) / "same.db"), World(random.Random(11))
        base, first = memory(), 0.0
        print(f"ours, SQLite file, 1 M articles over {days:g} days; {TIMED} placements timed at each size")
        print("  archive    median ms   CPU ms   p95 ms   growth   MB over base   index B/article   copies found")
        for size in sizes:
            for _ in filled(archive, world, size, days):
                pass
            archive.db.execute("pragma wal_checkpoint(truncate)")
            spent, worked, copies = timed(archive, world, days)
            first = first or median(worked)
            parts = archive.index_bytes()
            late = sorted(spent)[int(0.95 * TIMED)]
            print(
                f"  {size:>9,} {median(spent):10.2f} {median(worked):8.2f} {late:8.2f} {median(worked) / first:8.2f}"
                f" {memory() - base:13.0f} {sum(parts.values()):16.0f}   {copies}/{TIMED}",
                flush=True,
            )
        print("  bytes by table: " + ", ".join(f"{name} {size:.0f}" for name, size in sorted(parts.items())))
        archive.db.close()


def theirs(sizes: Sequence[int]) -> None:
    """datasketch's MinHashLSH answers reprints only: one insert and one query of a ready text."""
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415  a dependency of benchmarks only

    world, base = World(random.Random(11)), memory()
    index, done = MinHashLSH(threshold=0.5, num_perm=64), 0
    print("datasketch MinHashLSH, in memory, reprints only (no stories)")
    print("  archive   median ms   MB over base")

    def made(text: str) -> MinHash:
        found, words = MinHash(num_perm=64), near.words(text)
        found.update_batch([" ".join(pair).encode() for pair in pairwise(words)])
        return found

    for size in sizes:
        while done < size:
            sketch = MinHash(num_perm=64)
            sketch.update_batch([world.dice.randbytes(8) for _ in range(64)])
            index.insert(str(done), sketch)
            done += 1
        spent = []
        for _ in range(TIMED):
            text = world.text()
            began = time.perf_counter()
            sketch = made(text)
            index.query(sketch)
            index.insert(str(done), sketch)
            spent.append(1000 * (time.perf_counter() - began))
            done += 1
        print(f"  {size:>9,} {median(spent):9.2f} {memory() - base:13.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--million", action="store_true", help="go on to 1 M articles")
    parser.add_argument("--days", type=float, default=365.0, help="over how many days a million articles come")
    parser.add_argument("--datasketch", action="store_true", help="also datasketch's LSH, up to 100 k")
    chosen = parser.parse_args()
    sizes = [10_000, 100_000, *([1_000_000] if chosen.million else [])]
    ours(sizes, chosen.days)
    if chosen.datasketch:
        theirs(sizes[:2])


if __name__ == "__main__":
    main()
