"""How the costs grow with the archive: 10,000, 100,000 and, when asked, 1,000,000 articles in one database.

    python bench/growth.py [--million [--whole]] [--keep FOLDER]

The archive is generated news of some 1.6 kB, a million over a year, one in ten a copy, one in a hundred about the
watch, loaded by `monitor.importing`: files read by date, every article recorded as the daemon records it (dedupe,
story, ledger, word index, trail). Only the analysis of the other ninety-nine is left out: their keys are made, their
sketches are real. So are the first 100,000; `--million` then repeats their rows nine times, eight weeks apart, in every
table and index, which takes ten minutes; `--whole` imports the million, which takes an hour and a half.

At each size, in CPU time of one process, the median of several: recording an article, an idle cycle's questions, search
for a common and for a rare word, `why`, opening the database, the desk's pages, the daily statistics, a backup; and, by
the clock too, a real `monitor run` from its start to its first request (`bench/start.py`). `--keep` leaves the database
there, for `bench/pace.py --database`; what is there already is gone on from.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import resource
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from desk import life
from start import started, written

from monitor import app
from monitor.analyse import analyse
from monitor.bench.press import Press
from monitor.bench.words import tongue
from monitor.core import near
from monitor.core.keys import key_of
from monitor.core.query import parse
from monitor.crew import Answer, alone
from monitor.explain import why
from monitor.importing import Import, bring
from monitor.library import Library
from monitor.model import Analysis, Article, Fingerprints, Page, Relevance, WatchScore
from monitor.record import Arrival, Setup, record
from monitor.search import find
from monitor.storage import Storage
from monitor.storage.likes import packed, unpacked
from monitor.web.desk import Desk
from monitor.web.serve import datasette_of

START = datetime(2025, 1, 1, tzinfo=UTC)
EVERY = timedelta(days=365) / 1_000_000
TIMED = 30
BRANDS = ("Kia", "Hyundai", "BMW", "Jetour", "Kaiyi", "BAIC", "Forthing", "SWM", "Hongqi", "Changan", "Exeed", "Voyah")
PAGES = {"desk": "/desk", "desk stories": "/desk/stories", "desk search": "/desk/search?q=компании"}


class Office:
    """Writes news, and answers for it in the place of the analyser."""

    def __init__(self, setup: Setup, watch: str) -> None:
        self.knowledge, self.watch, self.dice = setup.knowledge, watch, random.Random(5)
        self.words = tongue("ru").words
        self.shares = list(accumulate(1 / rank for rank in range(1, len(self.words) + 1)))  # Zipf's law
        self.keys = [f"{key_of(word)}~" for word in self.words if word.isalpha()]
        self.read = alone(setup.knowledge)
        self.recent: deque[list[str]] = deque(maxlen=300)

    def write(self, path: Path, numbers: range) -> None:
        """As lines for `monitor import`."""
        with path.open("w", encoding="utf-8") as file:
            for n in numbers:
                words = [*self._text(), "компании", *(["редкость"] if n % 5_000 == 0 else [])]
                title = " ".join(words[:7])
                if n % 100 == 0:
                    words = words[:40]
                    title = f"Автотор показал модель {BRANDS[n // 100 % len(BRANDS)]}: {words[0]} {words[1]}"
                said = {"url": address(n), "title": title, "text": f"{title}. {' '.join(words)}", "language": "ru",
                    "published": (START + EVERY * n).isoformat(), "source": f"paper{n % 500}"}  # fmt: skip
                file.write(json.dumps(said, ensure_ascii=False) + "\n")

    def _text(self) -> list[str]:
        """One in ten is an earlier text with an ending of its own."""
        copied = self.dice.choice(self.recent) if self.recent and self.dice.random() < 0.1 else []
        count = 20 if copied else self.dice.randint(120, 320)
        made = [*copied, *self.dice.choices(self.words, cum_weights=self.shares, k=count)]
        if not copied:
            self.recent.append(made)
        return made.copy()

    def __call__(self, pages: Iterable[Page]) -> Iterator[Answer]:
        for page in pages:
            yield from self.read([page]) if "Автотор" in page.title else (self._answered(page),)

    def _answered(self, page: Page) -> Analysis:
        dice, near_by = self.dice, len(self.keys)
        keys = [self.keys[int(near_by ** dice.random()) - 1] for _ in range(30)]
        keys += [f"{''.join(dice.choices('bdgklmnprstvz', k=5))}^" for _ in range(6)]
        keys += [f"#{dice.randint(10, 99_999)}~" for _ in range(4)]
        article = Article(page.url, page.url, page.title, page.text, "ru", page.published)
        prints = Fingerprints(near.text_hash(page.text), near.SCHEME, near.sign(page.text), tuple(dict.fromkeys(keys)))
        return Analysis(article, (), (), {self.watch: WatchScore(Relevance.NONE, 0.0)}, prints)


def address(n: int) -> str:
    return f"https://www.paper{n % 500}.example/news/{n}"


def fill(storage: Storage, setup: Setup, office: Office, numbers: range, folder: Path) -> None:
    """In parts, as no disk needs to hold a million texts twice."""
    for first in range(numbers.start, numbers.stop, 100_000):
        path = folder / "news.jsonl"
        office.write(path, range(first, min(first + 100_000, numbers.stop)))
        now = START + EVERY * numbers[-1]
        for _ in bring(storage, setup, office, Import(Library([str(path)], now), now)):
            pass
        path.unlink()
    storage.upkeep(now)


MORE = "strftime('%Y-%m-%dT%H:%M:%fZ', {0}, :days)"  # a time so many days later, as `storage.rows.stamp` writes it
COPIES = {  # table -> what is another in a copy's row
    "stories": {"id": "id + :stories", "name": "name || :n", "first": MORE, "last": MORE,
                "merged_into": "merged_into + :stories"},
    "articles": {"id": "id + :articles", "key": "key || :n", "url": "url || :n", "canonical_url": "canonical_url || :n",
                 "published": MORE, "added": MORE, "text_hash": "text_hash || :n", "story": "story + :stories",
                 "copied_from": "copied_from + :articles"},
    "addresses": {"key": "key || :n", "url": "url || :n", "article": "article + :articles", "at": MORE},
    "mentions": {"article": "article + :articles"},
    "amounts": {"article": "article + :articles"},
    "relevances": {"article": "article + :articles"},
    "cards": {"article": "article + :articles",
              "item": "printf('%.3f', cast(substr(item, 1, instr(item, char(9)) - 1) as real) + :seconds) "
                      "|| substr(item, instr(item, char(9)))"},
    "decisions": {"id": "null", "at": MORE, "subject": "subject || :n"},
}  # fmt: skip
NUMBERED = ("articles", "stories", "mentions", "amounts", "decisions")  # by rowid; the others by their article
APART = 4  # fortnights between a row and its copy: what the first 100,000 lie in


def repeated(storage: Storage, times: int) -> None:
    """What stands in the archive, `times` in all, each copy weeks later: rows of every table and posting."""
    conn = storage._db.conn
    conn.execute("pragma foreign_keys=off")
    most = {name: conn.execute(f"select max(rowid) from {name}").fetchone()[0] or 0 for name in NUMBERED}
    postings = {
        name: conn.execute(f"select slot, articles from {name}").fetchall()
        for name in ("sketch_postings", "story_postings")
    }
    for n in range(1, times):
        days, more = 14 * APART * n, most["articles"] * n
        given = {"articles": more, "stories": most["stories"] * n, "n": f"/{n}", "days": f"+{days} days",
                 "seconds": 86_400.0 * days}  # fmt: skip
        with storage.unit():
            for table, other in COPIES.items():
                names = [row[1] for row in conn.execute(f"pragma table_info({table})")]
                made = ", ".join(other.get(name, name).format(name) for name in names)
                own = f"rowid <= {most[table]}" if table in NUMBERED else f"article <= {most['articles']}"
                conn.execute(f"insert into {table} ({', '.join(names)}) select {made} from {table} where {own}", given)
            for table, rows in postings.items():
                conn.executemany(f"insert into {table} values (?, ?)", later(rows, n, more))
            conn.execute(
                "insert into words (rowid, forms) "
                "select id, title || ' ' || text from articles where id between ? and ?",
                [more + 1, more + most["articles"]],
            )
    conn.execute(f"update key_counts set articles = articles * {times}")
    conn.commit()
    conn.execute("pragma foreign_keys=on")


def later(rows: Iterable[tuple[int, bytes]], n: int, more: int) -> Iterator[tuple[int, bytes]]:
    """Postings of other fortnights and other articles."""
    for slot, posted in rows:
        yield slot + ((APART * n) << 32), packed([ident + more for ident in unpacked(posted)])


def spent(work: Callable[[], object], times: int = 5) -> float:
    """Milliseconds of CPU, the median."""
    found = []
    for _ in range(times):
        start = time.process_time()
        work()
        found.append(1000 * (time.process_time() - start))
    return median(found)


def recorded(storage: Storage, setup: Setup, size: int) -> float:
    """Milliseconds to record one new article in a transaction of its own."""
    press = Press(6, seed=size)
    found = []
    for number in range(TIMED):
        piece = press.write()
        at = START + EVERY * (size + number)
        url = f"https://new{size}.example/{number}"
        analysis = analyse(Page(url, at, title=piece.title, text=piece.text, published=at), setup.knowledge)
        start = time.process_time()
        record(storage, setup, Arrival(replace(analysis), "new", url), at)
        found.append(1000 * (time.process_time() - start))
    return median(found)


def desk_pages(database: str, folder: Path) -> dict[str, float]:
    """Milliseconds of CPU of the desk's pages, all of its threads."""

    async def asked() -> dict[str, float]:
        path = written(folder, "http://127.0.0.1:9", database)
        desk = datasette_of(app.settings(str(path)), Desk(str(path)))
        await desk.invoke_startup()
        found = {}
        for label, page in PAGES.items():
            times = []
            for _ in range(5):
                begun = time.process_time()
                answer = await desk.client.get(page, headers={"host": "127.0.0.1"})
                times.append(1000 * (time.process_time() - begun))
                if answer.status_code != 200:
                    raise SystemExit(f"{page}: {answer.status_code}")
            found[label] = median(times)
        return found

    return asyncio.run(asked())


def measured(storage: Storage, setup: Setup, size: int, watch: str, folder: Path) -> dict[str, float]:
    now = START + EVERY * size
    names = [f"source{n}" for n in range(2000)]
    middle = storage.archive.get(size // 2).article.url

    def reopened() -> None:
        Storage(storage.path).close()

    def idle() -> None:
        storage.sources.due(names, now)
        storage.entries.pending(now, 8)
        storage.outbox.due(now)
        storage.archive.to_recheck(now, 8)

    def saved() -> None:
        target = folder / "copy.sqlite"
        storage.backup(str(target))
        target.unlink()

    desk = desk_pages(storage.path, folder)
    began = started(storage.path)
    return {
        "record": recorded(storage, setup, size),
        "idle cycle": spent(idle),
        "search common": spent(lambda: find(storage, parse("компании"), (watch,), now, 20)),
        "search rare": spent(lambda: find(storage, parse("редкость"), (watch,), now, 20)),
        "why": spent(lambda: why(storage, middle)),
        "why not": spent(lambda: why(storage, "https://nowhere.example/1")),
        "open": spent(reopened),
        **desk,
        "start, CPU": 1000 * began.cpu,
        "start, clock": 1000 * began.first,
        "statistics": spent(lambda: storage.upkeep(now), 1),
        "backup": spent(saved, 1),
        "bytes each": Path(storage.path).stat().st_size / size,
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--tiny", action="store_true")
    options.add_argument("--million", action="store_true")
    options.add_argument("--whole", action="store_true", help="import all of the million")
    options.add_argument("--keep", default="", metavar="FOLDER", help="where the database is left, a new folder")
    options.add_argument("--json", action="store_true")
    chosen = options.parse_args()
    sizes = [1_000, 2_000] if chosen.tiny else [10_000, 100_000, *([1_000_000] if chosen.million else [])]
    config = app.settings(str(ROOT / "config.yaml"))
    setup = app.setup(config, app.knowledge(config))
    watch = next(iter(setup.knowledge.watches))
    found: dict[str, dict[str, float]] = {}
    if chosen.keep:
        Path(chosen.keep).mkdir(exist_ok=True)
    with nullcontext(chosen.keep) if chosen.keep else tempfile.TemporaryDirectory() as name:
        storage, notes = Storage(str(Path(name) / "growth.sqlite")), Path(name) / "growth.json"
        if notes.exists():
            found = json.loads(notes.read_text())
        else:
            with storage.unit():
                for brand in range(60):
                    life(storage, "brand", f"brand-{brand}", START + timedelta(days=5 * brand), watch)
        office = Office(setup, watch)
        done = storage.archive.size() // sizes[0] * sizes[0]
        for size in [size for size in sizes if size > done]:
            began = time.process_time()
            if size == 1_000_000 and done == 100_000 and not chosen.whole:
                repeated(storage, size // done)
                storage.upkeep(START + EVERY * size)
            else:
                fill(storage, setup, office, range(done + 1, size + 1), Path(name))
            filled = (time.process_time() - began) * 1000 / (size - done)
            found[f"{size:,}"] = measured(storage, setup, size, watch, Path(name))
            notes.write_text(json.dumps(found))
            told = {label: round(value, 2) for label, value in found[f"{size:,}"].items()}
            print(
                f"{size:,} articles, {filled:.2f} ms of CPU to fill each: {told}",
                file=sys.stderr,
                flush=True,
            )
            done = size
        storage.close()
    if chosen.json:
        print(json.dumps(found))
        return
    print("\n| ms of CPU | " + " | ".join(f"{size} articles" for size in found) + " | growth |")
    print("|---" * (len(found) + 2) + "|")
    for label in next(iter(found.values())):
        values = [each[label] for each in found.values()]
        grown = values[-1] / max(values[0], 1e-9)
        print(f"| {label} | " + " | ".join(f"{value:.1f}" for value in values) + f" | {grown:.1f} |")


if __name__ == "__main__":
    main()
