"""How the costs grow with the archive: 10,000, 100,000 and, when asked, 1,000,000 articles in one database.

    python bench/growth.py [--million] [--keep FOLDER]

The archive is generated straight into the tables of `monitor.storage` (texts of about 2.5 kB, keys, sketches, stories,
word index, trail; one article in a hundred names the watch), a million articles over a year. At each size, in CPU time
of one process, the median of several: recording an article (with dedupe, place in story and ledger), an idle cycle's
questions, search for a common and for a rare word, `why`, opening the database, the desk's pages, the daily statistics,
a backup; and, by the clock too, a real `monitor run` from its start to its first request (`bench/start.py`). `--keep`
leaves the database there, for `bench/pace.py --database`.
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
from array import array
from collections import Counter
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from desk import life  # noqa: E402  the bench beside this one
from same import posted, posting  # noqa: E402  likewise
from start import started, written  # noqa: E402  likewise

from monitor import app  # noqa: E402  after the path
from monitor.analyse import analyse  # noqa: E402  likewise
from monitor.bench.press import Press  # noqa: E402  likewise
from monitor.core import near  # noqa: E402  likewise
from monitor.core.keys import key_ids, key_of  # noqa: E402  likewise
from monitor.core.query import parse  # noqa: E402  likewise
from monitor.explain import why  # noqa: E402  likewise
from monitor.model import Page  # noqa: E402  likewise
from monitor.record import Arrival, Setup, record  # noqa: E402  likewise
from monitor.search import find  # noqa: E402  likewise
from monitor.storage import Storage  # noqa: E402  likewise
from monitor.storage.rows import stamp  # noqa: E402  likewise
from monitor.web.desk import Desk  # noqa: E402  likewise
from monitor.web.serve import datasette_of  # noqa: E402  likewise

START = datetime(2025, 1, 1, tzinfo=UTC)
EVERY = timedelta(days=365) / 1_000_000
BATCH = 5_000
TIMED = 30
PAGES = {"desk": "/desk", "desk stories": "/desk/stories", "desk search": "/desk/search?q=компании"}


class Filler:
    """Rows of generated articles, in batches."""

    def __init__(self, storage: Storage, watch: str) -> None:
        self.storage, self.watch, self.dice = storage, watch, random.Random(5)
        press = Press(6)
        self.texts = [press.write().text for _ in range(200)]
        self.words = [sorted(set(text.lower().split()))[:180] for text in self.texts]
        self.keys = [key_of(word) for words in self.words for word in words if word.isalpha()]
        self.size = 0

    def to(self, size: int) -> None:
        while self.size < size:
            numbers = range(self.size + 1, min(size, self.size + BATCH) + 1)
            with self.storage.unit():
                self._batch(numbers)
            self.size = numbers[-1]
        self.storage.upkeep(START)

    def _batch(self, numbers: range) -> None:
        many, dice = self.storage._db.conn.executemany, self.dice
        rows: dict[str, list[tuple[object, ...]]] = {name: [] for name in _INSERTS}
        sketches: list[tuple[int, int]] = []
        stories: list[tuple[int, int]] = []
        counts: Counter[int] = Counter()
        for n in numbers:
            at = START + EVERY * n
            when, url, which = stamp(at), f"https://www.paper{n % 500}.example/{n}", n % 200
            text = f"{self.texts[which]} {n}"
            sketch = [dice.getrandbits(64) for _ in range(16)]
            keys = [f"{dice.choice(self.keys)}~" for _ in range(30)]
            keys += [f"{''.join(dice.choices('bdgklmnprstvz', k=5))}^" for _ in range(6)]
            ids = key_ids(keys)
            counts.update(ids)
            watched = n % 100 == 0
            rows["articles"].append((n, f"paper{n % 500}.example/{n}", url, url, f"paper{n % 500}", f"Заголовок {n}",
                text, "ru", when, when, f"{n:032x}", near.SCHEME, array("Q", sketch).tobytes(), n))  # fmt: skip
            rows["addresses"].append((f"paper{n % 500}.example/{n}", n, url, f"paper{n % 500}", when))
            rows["stories"].append((n, f"s{n}", f"Заголовок {n}", when, when))
            rows["relevances"].append((n, self.watch, "primary" if watched else "none", 1.0 if watched else 0.0))
            rows["cards"].append((n, "\t".join((f"{at.timestamp():.3f}", "ru", "30.0", "20.0", *keys))))
            sketches += [(slot, n) for slot in near.slots(near.bands(sketch), at)]
            stories += [(slot, n) for slot in near.slots(ids[-18:], at)]
            rows["words"].append((n, " ".join((*self.words[which], *(["редкость"] if n % 5_000 == 0 else [])))))
            rows["decisions"] += [(when, stage, url, 1, "article", "") for stage in ("gate", "fetch", "extract")]
        for name, statement in _INSERTS.items():
            many(statement, rows[name])
        many(posting("sketch"), posted(sketches))
        many(posting("story"), posted(stories))
        many(
            "insert into key_counts values (?, ?) on conflict do update set articles = articles + excluded.articles",
            sorted(counts.items()),
        )


_INSERTS = {
    "stories": "insert into stories (id, name, title, first, last) values (?, ?, ?, ?, ?)",
    "articles": "insert into articles (id, key, url, canonical_url, source, publisher, family, title, text, language, "
    "published, added, outcome, about, text_hash, scheme, signature, story, role) "
    "values (?, ?, ?, ?, ?, '', '', ?, ?, ?, ?, ?, 'article', '{}', ?, ?, ?, ?, 'first')",
    "addresses": "insert into addresses values (?, ?, ?, ?, ?)",
    "relevances": "insert into relevances values (?, ?, ?, ?)",
    "cards": "insert into cards values (?, ?)",
    "words": "insert into words (rowid, forms) values (?, ?)",
    "decisions": "insert into decisions (at, stage, subject, passed, reason, detail) values (?, ?, ?, ?, ?, ?)",
}


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
    middle = f"https://www.paper{size // 2 % 500}.example/{size // 2}"

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
    options.add_argument("--keep", default="", metavar="FOLDER", help="where the database is left, a new folder")
    options.add_argument("--json", action="store_true")
    chosen = options.parse_args()
    sizes = [1_000, 2_000] if chosen.tiny else [10_000, 100_000, *([1_000_000] if chosen.million else [])]
    config = app.settings(str(ROOT / "config.yaml"))
    setup = app.setup(config, app.knowledge(config))
    watch = next(iter(setup.knowledge.watches))
    found: dict[int, dict[str, float]] = {}
    if chosen.keep:
        Path(chosen.keep).mkdir()
    with nullcontext(chosen.keep) if chosen.keep else tempfile.TemporaryDirectory() as name:
        storage = Storage(str(Path(name) / "growth.sqlite"))
        with storage.unit():
            for brand in range(60):
                life(storage, "brand", f"brand-{brand}", START + timedelta(days=5 * brand), watch)
        filler = Filler(storage, watch)
        for size in sizes:
            began = time.process_time()
            filler.to(size)
            filled = time.process_time() - began
            found[size] = measured(storage, setup, size, watch, Path(name))
            told = {label: round(value, 2) for label, value in found[size].items()}
            print(f"{size:,} articles, filled in {filled:.0f} s of CPU: {told}", file=sys.stderr, flush=True)
            filler.size += TIMED
        storage.close()
    if chosen.json:
        print(json.dumps(found))
        return
    print("\n| ms of CPU | " + " | ".join(f"{size:,} articles" for size in sizes) + " | growth |")
    print("|---" * (len(sizes) + 2) + "|")
    for label in next(iter(found.values())):
        values = [found[size][label] for size in sizes]
        grown = values[-1] / max(values[0], 1e-9)
        print(f"| {label} | " + " | ".join(f"{value:.1f}" for value in values) + f" | {grown:.1f} |")


if __name__ == "__main__":
    main()
