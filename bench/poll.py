"""Polling many feeds, beside `reader`: entries stored a second, CPU seconds and peak memory, cold and warm.

    python bench/poll.py [--sources 2000] [--warm 3] [--only monitor|reader]

Both programs poll the same local server (`feedserver.py`) and store the entries in an SQLite file; each runs in its own
process, whose CPU time and peak memory are taken; the server's are not counted. The mix: a third answers 304, a third
the same body without validators, a third 3 new items of 60. reader runs with its `workers`.
"""

# ruff: noqa: PLC0415  each program is imported in its own process only, whose memory is measured
from __future__ import annotations

import argparse
import asyncio
import json
import resource
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from feedserver import HOSTS

WORKERS = 10


def urls(sources: int, port: int) -> list[str]:
    return [f"http://{HOSTS[number % len(HOSTS)]}:{port}/feed/{number}" for number in range(sources)]


def run_monitor(addresses: list[str], database: str, cycles: int, step: Callable[[], None]) -> None:
    from monitor.core.health import SourceState
    from monitor.core.schedule import SourceSpec
    from monitor.fetch.http import EdgeSettings, HttpEdge
    from monitor.fetch.poll import poll
    from monitor.sources import Rss

    db = sqlite3.connect(database)
    db.execute("pragma journal_mode=wal")
    db.execute("pragma synchronous=normal")
    db.execute("create table entries (key text primary key, source, url, title, summary, content, published)")
    db.execute("create table states (source text primary key, state text)")
    specs = [SourceSpec(f"s{i}", (Rss(url=url),)) for i, url in enumerate(addresses)]

    def seen(keys: Sequence[str]) -> frozenset[str]:
        found = set()
        for start in range(0, len(keys), 500):
            part = keys[start : start + 500]
            marks = ",".join("?" * len(part))
            found |= {row[0] for row in db.execute(f"select key from entries where key in ({marks})", part)}  # noqa: S608  marks only
        return frozenset(found)

    async def one(spec: SourceSpec, edge: HttpEdge, now: datetime, gate: asyncio.Semaphore) -> int:
        async with gate:
            row = db.execute("select state from states where source = ?", (spec.id,)).fetchone()
            state = SourceState.from_json(row[0]) if row else SourceState(spec.id)
            outcome = await poll(spec, state, edge, seen, now)
            if outcome.failure is not None:
                print(spec.id, outcome.failure.reason, outcome.failure.detail, file=sys.stderr)
            rows = [
                (e.key, e.source, e.url, e.title, e.summary, e.content_html, e.published and e.published.isoformat())
                for e in outcome.entries
            ]
            with db:
                db.executemany("insert or ignore into entries values (?,?,?,?,?,?,?)", rows)
                db.execute("insert or replace into states values (?, ?)", (spec.id, outcome.state.to_json()))
            return len(rows)

    async def cycle(number: int) -> int:
        now = datetime(2026, 11, 22, tzinfo=UTC) + timedelta(minutes=30 * number)
        gate = asyncio.Semaphore(50)
        return sum(await asyncio.gather(*(one(spec, edge, now, gate) for spec in specs)))

    async def everything() -> None:
        nonlocal edge
        async with edge:
            for number in range(cycles):
                await measured_async(number, lambda n=number: cycle(n))  # type: ignore[misc]  bound at once
                step()

    edge = HttpEdge(EdgeSettings(allow_private=("127.0.0.0/8",), pause=0.0, per_host=2))
    asyncio.run(everything())


async def measured_async(number: int, work: Callable[[], object]) -> None:
    start, cpu = time.perf_counter(), time.process_time()
    stored = await work()  # type: ignore[misc]  a coroutine
    tell(number, time.perf_counter() - start, time.process_time() - cpu, int(stored))


def run_reader(addresses: list[str], database: str, cycles: int, step: Callable[[], None]) -> None:
    from reader import make_reader

    reader = make_reader(database)
    for url in addresses:
        reader.add_feed(url)
    before = 0
    for number in range(cycles):
        start, cpu = time.perf_counter(), time.process_time()
        reader.update_feeds(scheduled=False, workers=WORKERS)
        wall, used = time.perf_counter() - start, time.process_time() - cpu
        total = reader.get_entry_counts().total or 0
        tell(number, wall, used, total - before)
        before = total
        step()


def tell(number: int, wall: float, cpu: float, stored: int) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"cycle": number, "wall": wall, "cpu": cpu, "stored": stored, "peak_mb": peak}), flush=True)


def compare(sources: int, warm: int, only: str) -> None:
    print(f"{sources} sources of 60 items, 1 cold cycle and {warm} warm ones")
    sums: dict[str, list[float]] = {}
    for name in [only] if only else ["monitor", "reader"]:
        with tempfile.TemporaryDirectory() as folder:
            port = free_port()
            server = subprocess.Popen(
                [sys.executable, str(Path(__file__).with_name("feedserver.py")), str(port)], stdout=-1
            )
            try:
                assert server.stdout is not None and server.stdout.readline().strip() == b"ready"
                command = [sys.executable, __file__, "--child", name, "--sources", str(sources), "--warm", str(warm)]
                command += ["--port", str(port), "--database", f"{folder}/bench.sqlite"]
                done = subprocess.run(command, stdout=-1, check=True)
            finally:
                server.terminate()
                server.wait()
        rows = [json.loads(line) for line in done.stdout.splitlines()]
        for row in rows:
            kind = "cold" if row["cycle"] == 0 else "warm"
            cpu, wall, stored = row["cpu"], row["wall"], row["stored"]
            print(
                f"  {name:8} {kind} {cpu:8.2f} CPU s {1000 * cpu / sources:7.2f} ms/feed {wall:8.2f} s wall"
                f" {stored:7} stored {stored / wall:8.0f}/s  peak {row['peak_mb']:.0f} MB"
            )
        sums[name] = [rows[0]["cpu"], sum(row["cpu"] for row in rows[1:]) / max(1, len(rows) - 1)]
    if len(sums) == 2:
        cold, warmed = (sums["reader"][i] / sums["monitor"][i] for i in (0, 1))
        print(f"reader needs {cold:.1f} times the CPU cold, {warmed:.1f} times warm")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sources", type=int, default=2000)
    options.add_argument("--warm", type=int, default=3)
    options.add_argument("--only", default="", choices=["", "monitor", "reader"])
    options.add_argument("--child", default="", help=argparse.SUPPRESS)
    options.add_argument("--port", type=int, default=0, help=argparse.SUPPRESS)
    options.add_argument("--database", default="", help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if not chosen.child:
        compare(chosen.sources, chosen.warm, chosen.only)
        return
    run = run_monitor if chosen.child == "monitor" else run_reader
    address = f"http://{HOSTS[0]}:{chosen.port}/cycle"
    run(
        urls(chosen.sources, chosen.port),
        chosen.database,
        chosen.warm + 1,
        lambda: urllib.request.urlopen(address).close(),
    )


if __name__ == "__main__":
    main()
