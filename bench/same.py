"""Placing one article in an archive of 10,000, 100,000 and 1,000,000: time, growth, memory, index bytes.

    python bench/same.py                  10 k and 100 k
    python bench/same.py --million        and 1 M (some ten minutes, 2.5 GB of disk)
    python bench/same.py --days 14        everything within one window: the worst case
    python bench/same.py --datasketch     beside datasketch's in-memory LSH (10 k and 100 k)

What is timed is `monitor.placing.place` on `monitor.storage`, as the daemon calls it: original, candidates, decision,
roles and voices of the story, every row written. Articles are generated, with a Zipf-like vocabulary, names and numbers
of their own, and one in ten a copy of an earlier one. Filling takes the cheap way (ready sketches and keys, no texts).
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path
from statistics import median

from monitor.core import near
from monitor.core.keys import key_of
from monitor.core.story import Card, key_ids, story_keys
from monitor.model import Analysis, Article, Fingerprints
from monitor.placing import place, written
from monitor.storage import Filed, Storage
from monitor.storage.likes import packed, posting
from monitor.storage.rows import stamp

START = datetime(2024, 1, 1, tzinfo=UTC)
TIMED = 300
TABLES = ("sketch_postings", "story_postings", "key_counts", "cards")
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
    """A real database file, filled in bulk by SQL of our own."""

    def __init__(self, path: Path) -> None:
        self.storage = Storage(str(path))
        self.conn = self.storage._db.conn  # a bench may know SQL: a million articles one by one would take an hour
        self.conn.execute("pragma foreign_keys=off")
        self.size = 0

    def fill(self, batch: Sequence[tuple[Card, Sequence[int]]]) -> None:
        """Writes (card, sketch) of each article, each a story of its own."""
        many = self.conn.executemany
        dated = [(int(card.article), card, stamp(card.published)) for card, _ in batch]
        with self.storage.unit():
            many(
                "insert into articles (id, key, url, canonical_url, source, title, text, language, published, added, "
                "outcome, about, text_hash, story, role) "
                "values (?1, ?2, ?2, ?2, 'bench', ?3, '', 'ru', ?4, ?4, 'article', '{}', ?2, ?1, 'first')",
                [(ident, f"https://bench.example/{ident}", card.title, at) for ident, card, at in dated],
            )
            many(
                "insert into stories (id, name, title, first, last) values (?1, ?2, ?3, ?4, ?4)",
                [(ident, f"s{ident}", card.title, at) for ident, card, at in dated],
            )
            many("insert into cards values (?, ?)", [(ident, written(card)) for ident, card, _ in dated])
            for table, keys in (("sketch", lambda _, sketch: sketch), ("story", lambda card, _: _anchors(card))):
                rows = [(s, int(one[0].article)) for one in batch for s in near.slots(keys(*one), one[0].published)]
                many(posting(f"{table}_postings"), posted(rows))
            counts = Counter(key for card, _ in batch for key in key_ids(card.keys))
            many(
                "insert into key_counts values (?, ?) "
                "on conflict do update set articles = articles + excluded.articles",
                sorted(counts.items()),
            )
        self.size += len(batch)

    def place(self, title: str, text: str, at: datetime) -> tuple[float, float, bool]:
        """(milliseconds by the clock, of CPU, whether it was known as a copy) of one placement."""
        found = text_prints(title, text)
        self.size += 1
        name = f"https://bench.example/{self.size}"
        article = Article(url=name, canonical_url=name, title=title, text=text, language="ru", published=at)
        with self.storage.unit():
            filed = Filed(name, "bench", "", "", at, "")
            ident = self.storage.archive.add(Analysis(article, (), (), {}, found), filed)
            stored = self.storage.archive.get(ident)
            began, cpu = time.perf_counter(), time.process_time()
            place(self.storage, (), stored, found, at)
            spent = 1000 * (time.perf_counter() - began), 1000 * (time.process_time() - cpu)
        return *spent, self.storage.archive.get(ident).copied_from is not None

    def index_bytes(self) -> dict[str, float]:
        """Bytes an article by table; the texts are no part of the index."""
        rows = self.conn.execute("select name, sum(pgsize) from dbstat group by name").fetchall()
        return {name: size / self.size for name, size in rows if name in TABLES}


def posted(rows: Sequence[tuple[int, int]]) -> Iterator[tuple[int, bytes]]:
    """(slot, its articles) of many (slot, article)."""
    for slot, found in groupby(sorted(rows), itemgetter(0)):
        yield slot, packed([article for _, article in found])


def _anchors(card: Card) -> tuple[int, ...]:
    """As many as `story.anchors` takes."""
    return key_ids(card.keys[:11] + card.keys[-7:])


def text_prints(title: str, text: str) -> Fingerprints:
    """What analysis brings; not a part of placing."""
    keys = story_keys(title, text, "ru", (), None)
    return Fingerprints(near.text_hash(text), near.SCHEME, near.sign(text), keys)


def filled(archive: Archive, world: World, size: int, days: float) -> Iterator[None]:
    """Fills up to `size` with cheap articles, in order of time, 2,000 a transaction."""
    while archive.size < size:
        batch = []
        for number in range(archive.size + 1, min(size, archive.size + 2_000) + 1):
            sketch, keys = world.cheap()
            at = START + timedelta(days=days * number / 1_000_000)
            card = Card(str(number), "Заголовок новости", tuple(keys), at, "ru", norms=(30.0, 20.0))
            batch.append((card, sketch))
        archive.fill(batch)
        yield


def timed(archive: Archive, world: World, days: float) -> tuple[list[float], list[float], int]:
    """(milliseconds of each placement by the clock, of CPU, copies found)."""
    found = []
    for _ in range(TIMED):
        text = world.text()
        at = START + timedelta(days=days * (archive.size + 1) / 1_000_000)
        found.append(archive.place(" ".join(text.split(" ")[:8]), text, at))
    spent, worked, copies = zip(*found, strict=True)
    return list(spent), list(worked), sum(copies)


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
            archive.conn.execute("pragma wal_checkpoint(truncate)").fetchall()
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
        archive.storage.close()


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
