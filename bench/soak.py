"""72 simulated hours at speed: does memory grow, do handles leak, is anything late, does the file stop growing?

`python bench/soak.py [--scale 0.02] [--seed 1]`: 500 sources and 200,000 entries times the scale, through the real
poll, gate, analysis, record, policy, outbox, webhook channel, upkeep and SQLite file; what answers is in this process,
and time is moved from tick to tick, so work takes none of it. The tick's own cost is printed beside. Exit 1 when a
bound is broken.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import sys
import tempfile
import time
from array import array
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import mean

from monitor import app, config
from monitor.deliver import deliver_due
from monitor.demo import FastClock
from monitor.engine import Engine
from monitor.model import Fetched, FetchResult, NotModified
from monitor.pipeline import cycle
from monitor.seams import Ask, Post
from monitor.storage import Storage
from monitor.upkeep import upkeep

START = datetime(2026, 3, 2, tzinfo=UTC)
HOURS, SOURCES, ENTRIES = 72, 500, 200_000
EVERY = 1800.0  # seconds between two polls of a source
TICK = 5.0  # the daemon's
WINDOW = 30  # items that a feed shows; at the mean rate they cover five hours
ONE_IN = 100  # items that name the company
BRANDS = (
    "Kaiyi", "Jetour", "Exeed", "Omoda", "Changan", "Dongfeng", "Hongqi", "Bestune", "Foton", "Avatr", "Voyah",
    "Zeekr", "Livan", "Forthing",
)  # fmt: skip
SAYINGS = (
    "«Кедравто» планирует выпускать автомобили {} в Кедрогорске.",
    "На заводе «Кедравто» в Кедрогорске началось серийное производство автомобилей {}.",
    "«Кедравто» прекратил производство автомобилей {} в Кедрогорске.",
)
WORDS = (
    "рынок", "область", "директор", "губернатор", "план", "месяц", "линия", "склад", "дорога", "город", "порт", "река",
    "мост", "школа", "театр", "музей", "озеро", "погода", "ветер", "снег", "туман", "рейс", "вокзал", "цена", "курс",
    "налог", "суд", "закон", "выставка", "концерт", "турнир", "команда", "игрок", "врач",
)  # fmt: skip
CONFIG = """
database: {database}
watches: {{kedr: {{title: Кедравто, pack: cars, names: [Кедравто], places: [Кедрогорск]}}}}
sources:
{sources}
channels: {{hook: {{type: webhook, url: "https://sink.example/hook"}}}}
rules: [{{name: new, when: "kind:new-brand,state,new-pair", send: [hook]}}]
retention: {{decisions: 12h, entries: 12h, pages: 12h}}
desk: {{enabled: false}}
log: {{level: error}}
"""


@dataclass
class World:
    """Satisfies the edge's protocols. Source `n` publishes at random moments that the seed decides."""

    clock: FastClock
    scale: float
    seed: int
    received: list[float] = field(default_factory=list)  # seconds from "the source shows it" to "the sink has it"
    ids: list[str] = field(default_factory=list)
    asked: int = 0

    def __post_init__(self) -> None:
        self.sources = max(5, round(SOURCES * self.scale))
        each, rnd = round(ENTRIES * self.scale) // self.sources, random.Random(self.seed)
        span = HOURS * 3600.0
        self.times = [array("d", sorted(rnd.uniform(-3600, span) for _ in range(each))) for _ in range(self.sources)]

    @property
    def second(self) -> float:
        return (self.clock.now() - START).total_seconds()

    async def get(self, ask: Ask) -> FetchResult:
        self.asked += 1
        host, _, what = ask.url.removeprefix("https://").partition("/")
        source = int(host.removeprefix("s").removesuffix(".example"))
        if what != "feed":
            return Fetched(ask.url, ask.url, 200, {"content-type": "text/html"}, self._page(source, int(what)))
        shown = bisect_right(self.times[source], self.second)
        if ask.etag == f'"{shown}"':
            return NotModified(ask.url, {})
        return Fetched(ask.url, ask.url, 200, {"etag": f'"{shown}"'}, self._feed(source, shown))

    async def post(self, post: Post) -> Fetched:
        self.ids.append(post.headers["webhook-id"])
        for finding in json.loads(post.body)["findings"]:
            source, number = finding["article"]["url"].removeprefix("https://s").split(".example/")
            shown = max(0.0, self.times[int(source)][int(number)])  # what came before we were up is late by no fault
            self.received.append(self.second - shown)
        return Fetched(post.url, post.url, 200, {}, b"ok")

    def _feed(self, source: int, shown: int) -> bytes:
        items = [
            {"id": str(n), "url": f"https://s{source}.example/{n}", "title": self._title(source, n),
             "date_published": (START + timedelta(seconds=self.times[source][n])).isoformat()}
            for n in range(shown - 1, max(-1, shown - 1 - WINDOW), -1)
        ]  # fmt: skip
        return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "t", "items": items}).encode()

    def _title(self, source: int, number: int) -> str:
        rnd = random.Random(f"{self.seed} {source} {number}")
        if rnd.randrange(ONE_IN):
            return " ".join(rnd.sample(WORDS, 6)).capitalize()
        return rnd.choice(SAYINGS).format(rnd.choice(BRANDS)).rstrip(".")

    def _page(self, source: int, number: int) -> bytes:
        title, rnd = self._title(source, number), random.Random(f"{source} {number}")
        more = "".join(f"<p>{' '.join(rnd.choices(WORDS, k=40)).capitalize()}.</p>" for _ in range(4))
        return (
            f"<html><head><meta charset=utf-8><title>{title}</title></head><body><article><h1>{title}</h1>"
            f"<p>{title}.</p>{more}</article></body></html>"
        ).encode()


@dataclass
class Sample:
    """Once a simulated hour."""

    memory: int  # bytes resident
    handles: int
    wal: int
    size: int  # of the file


@dataclass
class Soaked:
    samples: list[Sample] = field(default_factory=list)
    ticks: list[float] = field(default_factory=list)  # seconds of this machine
    seconds: float = 0.0
    waiting: int = 0

    def quarter(self, number: int, what: str) -> float:
        part = len(self.samples) // 4
        return mean(float(getattr(one, what)) for one in self.samples[number * part : (number + 1) * part])


def written(world: World, folder: Path) -> config.Settings:
    sources = "\n".join(
        f'  s{n}: {{title: s{n}, every: {EVERY:.0f}, routes: [{{type: rss, url: "https://s{n}.example/feed"}}]}}'
        for n in range(world.sources)
    )
    path = folder / "config.yaml"
    path.write_text(CONFIG.format(database=folder / "soak.sqlite", sources=sources), encoding="utf-8")
    return config.load(path, {})


def sampled(folder: Path) -> Sample:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    memory, handles = pages * os.sysconf("SC_PAGE_SIZE"), len(os.listdir("/proc/self/fd"))
    wal, file = folder / "soak.sqlite-wal", folder / "soak.sqlite"
    return Sample(memory, handles, wal.stat().st_size if wal.exists() else 0, file.stat().st_size)


async def live(engine: Engine, chosen: config.Settings, clock: FastClock, folder: Path) -> Soaked:
    soaked, names = Soaked(), list(engine.sources)
    hour = day = START
    while clock.now() < START + timedelta(hours=HOURS):
        began = time.perf_counter()
        await cycle(engine)
        await deliver_due(engine)
        soaked.ticks.append(time.perf_counter() - began)
        while hour <= clock.now():
            soaked.samples.append(sampled(folder))
            hour += timedelta(hours=1)
        if clock.now() - day >= timedelta(hours=6):
            await upkeep(engine, chosen)
            day = clock.now()
        due = engine.storage.sources.next_due(names) or clock.now()
        waits = max(1.0, -(-(due - clock.now()).total_seconds() // TICK))
        clock.move_to(clock.now() + timedelta(seconds=waits * TICK))
    for _ in range(30):
        clock.move_to(clock.now() + timedelta(minutes=1))
        await deliver_due(engine)
    soaked.waiting = engine.storage.outbox.counts().get("waiting", 0)
    return soaked


async def soak(scale: float, seed: int, folder: Path) -> tuple[World, Soaked, dict[str, int]]:
    clock = FastClock(START)
    world, began = World(clock, scale, seed), time.monotonic()
    chosen = written(world, folder)
    storage = Storage(chosen.database)
    try:
        async with app.engine(chosen, storage, clock) as engine:
            soaked = await live(replace(engine, edge=world), chosen, clock, folder)
        kept = {
            "entries": sum(storage.entries.counts(START - timedelta(days=1)).values()),
            "articles": storage.archive.span()[0],
            "findings": len(storage.outbox.findings()),
            "ledger": len(storage.ledger.listed()),
        }
    finally:
        storage.close()
    soaked.seconds = time.monotonic() - began
    return world, soaked, kept


def bounds(world: World, soaked: Soaked) -> dict[str, bool]:
    """Each promise, and whether it was kept."""
    late = sorted(world.received)
    return {
        "memory: last quarter <= first + 5 %": soaked.quarter(3, "memory") <= 1.05 * soaked.quarter(0, "memory"),
        "file handles flat": soaked.quarter(3, "handles") <= soaked.quarter(0, "handles") + 1,
        "WAL <= 32 MB": max(one.wal for one in soaked.samples) <= 32_000_000,
        "outbox empty": soaked.waiting == 0,
        "alerts told once": bool(world.ids) and len(world.ids) == len(set(world.ids)),
        "latency p99 <= interval + 10 s": late[int(len(late) * 0.99)] <= EVERY + 10,
        "size converges: last quarter's growth <= first's / 2": _growth(soaked, 3) <= _growth(soaked, 0) / 2,
    }


def _growth(soaked: Soaked, quarter: int) -> float:
    part = len(soaked.samples) // 4
    return float(soaked.samples[(quarter + 1) * part - 1].size - soaked.samples[quarter * part].size)


def report(world: World, soaked: Soaked, kept: dict[str, int]) -> list[str]:
    published, late, ticks = sum(map(len, world.times)), sorted(world.received), sorted(soaked.ticks)
    first, last = soaked.quarter(0, "memory") / 1e6, soaked.quarter(3, "memory") / 1e6
    hours = [soaked.samples[min(hour, len(soaked.samples) - 1)] for hour in (1, 18, 36, 54, 71)]
    sizes = ", ".join(f"{one.size / 1e6:.1f}" for one in hours)
    held = ", ".join(f"{one.memory / 1e6:.0f}" for one in hours)
    return [
        f"soak: seed {world.seed}, {HOURS} simulated hours, {world.sources} sources, {published} entries published, "
        f"{world.asked} requests, {soaked.seconds:.0f} s",
        f"soak: kept {kept}; alerts sent {len(world.ids)}, waiting {soaked.waiting}",
        f"soak: memory {first:.1f} -> {last:.1f} MB ({(last / first - 1) * 100:+.1f} %), at hours 1, 18, 36, 54, 71: "
        f"{held} MB, handles "
        f"{soaked.quarter(0, 'handles'):.0f} -> {soaked.quarter(3, 'handles'):.0f}, WAL at most "
        f"{max(one.wal for one in soaked.samples) / 1e6:.1f} MB, file at the same hours {sizes} MB",
        f"soak: shown to told p50 {late[len(late) // 2]:.0f} s, p99 {late[int(len(late) * 0.99)]:.0f} s, interval "
        f"{EVERY:.0f} s; a tick's work p50 {ticks[len(ticks) // 2] * 1e3:.1f} ms, "
        f"p99 {ticks[int(len(ticks) * 0.99)] * 1e3:.1f} ms",
    ]


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python bench/soak.py", description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as folder:
        world, soaked, kept = asyncio.run(soak(asked.scale, asked.seed, Path(folder)))
    print("\n".join(report(world, soaked, kept)))
    held = bounds(world, soaked)
    print("\n".join(f"soak: {'held  ' if well else 'BROKEN'} {name}" for name, well in held.items()))
    return 0 if all(held.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
