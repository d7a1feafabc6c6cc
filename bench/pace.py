"""Does the daemon keep its pace? 2,000 sources due every minute, the real process against a real local server.

    python bench/pace.py [--sources 2000] [--minutes 10] [--database FILE] [--flood]

Each source has a host of its own (loopback addresses), so manners towards hosts are the usual ones. A third answers
304, a third the same body without validators, a third moves on by three items every ten minutes; one in two hundred
takes the connection and never answers. Lateness is the time of a request less the time for which the database had it
planned; CPU and memory are the daemon's process, from the second minute on. `--database` works on an existing archive
(`bench/growth.py --million --keep`). `--flood` makes every source due every second instead, which none can keep: it
says how many polls a second of CPU the daemon is good for.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from feedserver import NEW, items, reply
from start import MONITOR, environment, held, spent

ITEMS = 20  # that a feed shows
WARM = 65.0  # seconds: every source was asked once, and knows when it is due
LOOK = 4.0  # seconds between two looks at what is planned; a plan stands for 54 and more
SILENT = 200  # one source in so many never answers
HEAD = """
database: {database}
watches: {{avtotor: {{title: Автотор, pack: cars, names: [Автотор, Avtotor], places: [Калининград]}}}}
channels: {{console: {{type: console}}}}
politeness: {{allow_private: [127.0.0.0/8]}}
desk: {{enabled: true, port: 0}}
log: {{level: info}}
sources:
"""


def host(number: int) -> str:
    return f"127.{1 + number // 62500}.{number // 250 % 250}.{number % 250 + 1}"


@dataclass
class Feeds:
    """What the sources answer, and when they were asked."""

    items: list[bytes] = field(default_factory=lambda: items(ITEMS + 100 * NEW))
    asked: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    windows: dict[int, bytes] = field(default_factory=dict)
    began: float = field(default_factory=time.time)

    def window(self, number: int) -> bytes:
        steps = int((time.time() - self.began) / 60 + number % 10) // 10 if number % 3 == 2 else 0
        first = NEW * (steps % 100)
        if first not in self.windows:
            shown = b"".join(reversed(self.items[first : first + ITEMS]))
            head = b'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Feed</title>'
            self.windows[first] = head + shown + b"</channel></rss>"
        return self.windows[first].replace(b"SRC", str(number).encode())

    def answer(self, head: str) -> bytes | None:
        """None for a source that takes the connection and says nothing."""
        path = head.split(" ", 2)[1]
        if not path.startswith("/feed/"):
            return reply("404 Not Found", b"")
        number = int(path[6:])
        self.asked[number].append(time.time())
        if number % SILENT == 7:
            return None
        tag = 'ETag: "v1"' if number % 3 == 0 else ""
        if tag and 'if-none-match: "v1"' in head.lower():
            return reply("304 Not Modified", b"", tag)
        return reply("200 OK", self.window(number), tag, "Content-Type: application/rss+xml; charset=utf-8")


async def served(feeds: Feeds, sources: int) -> tuple[asyncio.Server, int]:
    """The server and its port, the same on every host."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            said = feeds.answer((await reader.readuntil(b"\r\n\r\n")).decode("latin-1"))
            if said is None:
                await reader.read()  # until the other end gives up
            else:
                writer.write(said)
                await writer.drain()
        writer.close()

    with socket.socket() as one:
        one.bind((host(0), 0))
        port = int(one.getsockname()[1])
    return await asyncio.start_server(handle, [host(n) for n in range(sources)], port, backlog=50), port


def written(folder: Path, sources: int, port: int, every: str, database: str) -> Path:
    lines = (
        f"  s{port}-{n}: {{title: s{n}, every: {every}, routes: [{{type: rss, url: 'http://{host(n)}:{port}/feed/{n}'}}]}}"
        for n in range(sources)
    )  # the port is in the name: sources of its own in an archive that was used before
    path = folder / "config.yaml"
    head = HEAD.format(database=database or folder / "pace.sqlite")
    path.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    return path


@contextmanager
def daemon(config: Path) -> Iterator[int]:
    """The process's number."""
    with (config.parent / "log").open("wb") as log:
        process = subprocess.Popen([*MONITOR, "-c", str(config), "run"], env=environment(), stderr=log)
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(60)


def planned(database: str, port: int) -> dict[int, float]:
    """source -> when it is to be asked."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=30) as db:
        rows = db.execute("select id, next_poll_at from sources where id like ?", [f"s{port}-%"]).fetchall()
    return {int(name.rpartition("-")[2]): datetime.fromisoformat(at).timestamp() for name, at in rows}


@dataclass
class Kept:
    """What a run showed."""

    late: list[float]  # seconds, of every request whose plan is known
    polls: int
    seconds: float  # of the clock
    cpu: float
    memory: float  # MB resident, the most that was seen
    failed: int = 0

    def part(self, share: float) -> float:
        ordered = sorted(self.late)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


async def watched(feeds: Feeds, process: int, database: str, port: int, seconds: float) -> Kept:
    """From now on, for so long."""
    plans: dict[int, set[float]] = defaultdict(set)
    began, cpu, memory = time.time(), spent(process), 0.0
    while time.time() < began + seconds:
        for number, at in (await asyncio.to_thread(planned, database, port)).items():
            plans[number].add(at)
        memory = max(memory, held(process)["resident"])
        await asyncio.sleep(min(LOOK, max(0.0, began + seconds - time.time())))
    ended, cpu = time.time(), spent(process) - cpu
    late = [late for n, ats in plans.items() for at in ats if (late := _late(feeds.asked[n], at, ended)) is not None]
    polls = sum(began <= at < ended for asked in feeds.asked.values() for at in asked)
    return Kept(late, polls, ended - began, cpu, memory)


def _late(asked: list[float], at: float, ended: float) -> float | None:
    """Seconds from the plan to the first request after it; a plan that nothing followed is late until now."""
    if at >= ended:
        return None
    place = bisect_left(asked, at - 0.05)  # stamps are cut to what the database keeps
    return max(0.0, (asked[place] if place < len(asked) else ended) - at)


async def run(sources: int, seconds: float, every: str, database: str, warm: float) -> Kept:
    feeds = Feeds()
    server, port = await served(feeds, sources)
    async with server:
        with tempfile.TemporaryDirectory(prefix="monitor-bench-") as name:
            config = written(Path(name), sources, port, every, database)
            with daemon(config) as process:
                await _all_asked(feeds, sources)
                await asyncio.sleep(warm)
                path = database or str(Path(name) / "pace.sqlite")
                kept = await watched(feeds, process, path, port, seconds)
            log = (config.parent / "log").read_text(encoding="utf-8", errors="replace")
            kept.failed = log.count('"level": "error"') + log.count("Traceback")
            if kept.failed:
                at = min(found for mark in ('"level": "error"', "Traceback") if (found := log.find(mark)) >= 0)
                print(log[max(0, at - 300) : at + 2000], file=sys.stderr)
        return kept


async def _all_asked(feeds: Feeds, sources: int) -> None:
    for _ in range(600):
        if len(feeds.asked) >= sources:
            return
        await asyncio.sleep(1)
    raise SystemExit(f"only {len(feeds.asked)} of {sources} sources were asked within ten minutes")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sources", type=int, default=2000)
    options.add_argument("--minutes", type=float, default=10.0)
    options.add_argument("--database", default="", help="an existing archive")
    options.add_argument("--flood", action="store_true")
    chosen = options.parse_args()
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    every, warm = ("1s", 5.0) if chosen.flood else ("1m", WARM)
    kept = asyncio.run(run(chosen.sources, 60 * chosen.minutes, every, chosen.database, warm))
    load, share = os.getloadavg()[1], kept.cpu / kept.seconds
    each = 1000 * kept.cpu / max(1, kept.polls)
    if chosen.flood:
        print(f"| polls a second of CPU, of the whole daemon | {1000 / each:.0f} ({each:.2f} ms a poll; "
              f"{kept.polls / kept.seconds:.0f} a second of the clock at {share:.0%} of a core, load {load:.0f}) "
              "| | | 167 a second | `bench/pace.py --flood` |")  # fmt: skip
        return
    print(f"| {chosen.sources} sources every minute for {chosen.minutes:g} minutes: lateness p50, p99, max, s | "
          f"{kept.part(0.5):.2f}, {kept.part(0.99):.2f}, {kept.part(1):.2f} of {len(kept.late)} | | | p99 ≤ 2 | "
          "`bench/pace.py` |")  # fmt: skip
    print(f"| … of one core | {share:.0%} ({each:.2f} ms a poll, {kept.polls} polls, load {load:.0f}) | | | ≤ 40 % | |")
    print(f"| … memory, MB | {kept.memory:.0f}, errors logged: {kept.failed} | | | ≤ 300 | |")


if __name__ == "__main__":
    main()
