"""Polling many feeds, beside `reader`: entries stored a second, CPU seconds and peak memory, cold and warm.

    python bench/poll.py [--sources 2000] [--warm 3] [--only monitor|reader]

Both programs poll the same local server (`feedserver.py`) as they do at work, into their own databases: ours by
`polling.poll_due` with robots.txt, decisions and states, reader by `update_feeds` with its `workers`. Each runs in
its own process, whose CPU time and memory are taken; the server's are not counted. The mix: a third answers 304, a
third the same body without validators, a third 3 new items of 60.
"""

# ruff: noqa: PLC0415  each program is imported in its own process only, whose memory is measured
from __future__ import annotations

import argparse
import asyncio
import json
import resource
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from feedserver import HOSTS

WORKERS = 10
KINDS = ("304", "same", "3 new")
CONFIG = Path(__file__).parents[1] / "config.yaml"


def urls(sources: int, port: int) -> list[str]:
    return [f"http://{HOSTS[number % len(HOSTS)]}:{port}/feed/{number}" for number in range(sources)]


async def everything(addresses: Sequence[str], database: str, cycles: int, step: Callable[[], None]) -> None:
    """The daemon's own way: `poll_due` until nothing is due, into a database of `Storage`."""
    from monitor import app, config
    from monitor.analyser import Inline
    from monitor.bench.stages import Clock, Silence
    from monitor.core.schedule import SourceSpec
    from monitor.engine import Engine
    from monitor.fetch.http import EdgeSettings, HttpEdge
    from monitor.gate import Gate
    from monitor.polling import poll_due
    from monitor.sources import Rss
    from monitor.storage import Storage

    chosen = config.load(CONFIG, {})
    known, clock, storage = app.knowledge(chosen), Clock(), Storage(database)
    specs = {f"s{number}": SourceSpec(f"s{number}", (Rss(url=url),)) for number, url in enumerate(addresses)}
    async with HttpEdge(EdgeSettings(allow_private=("127.0.0.0/8",), pause=0.0, robots_kept=1e9)) as edge:
        engine = Engine(
            storage, edge, clock, app.setup(chosen, known), specs, {}, Inline(known), Gate(known), Silence()
        )  # fmt: skip
        for number in range(cycles):
            told = Told(number)
            for kind, mine in shares(number, list(specs)):
                part = replace(engine, sources={name: specs[name] for name in mine})
                with told.measured(kind):
                    while (done := await poll_due(part)).polled:
                        told.stored += done.entries
                        assert not done.failed
            told.tell()
            clock.at += timedelta(minutes=30)
            step()
    storage.close()


def run_monitor(addresses: list[str], database: str, cycles: int, step: Callable[[], None]) -> None:
    asyncio.run(everything(addresses, database, cycles, step))


def run_reader(addresses: list[str], database: str, cycles: int, step: Callable[[], None]) -> None:
    from reader import make_reader

    reader = make_reader(database)
    for number, url in enumerate(addresses):
        reader.add_feed(url)
        reader.set_tag(url, KINDS[number % 3])
    before = 0
    for number in range(cycles):
        told = Told(number)
        for kind, _ in shares(number, addresses):
            tags = None if kind == "cold" else [kind]
            with told.measured(kind):
                reader.update_feeds(scheduled=False, workers=WORKERS, tags=tags)
        total = reader.get_entry_counts().total or 0
        told.stored, before = total - before, total
        told.tell()
        step()


def shares(cycle: int, names: Sequence[str]) -> list[tuple[str, Sequence[str]]]:
    """The first cycle is one; later ones are measured by what the sources answer."""
    if cycle == 0:
        return [("cold", names)]
    return [(kind, names[at::3]) for at, kind in enumerate(KINDS)]


@dataclass
class Told:
    """What one cycle took, for the process that compares."""

    cycle: int
    stored: int = 0
    cpu: dict[str, float] = field(default_factory=dict)
    wall: float = 0.0

    @contextmanager
    def measured(self, kind: str) -> Iterator[None]:
        start, cpu = time.perf_counter(), time.process_time()
        yield
        self.wall += time.perf_counter() - start
        self.cpu[kind] = time.process_time() - cpu

    def tell(self) -> None:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        now = int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6
        print(json.dumps({**vars(self), "peak_mb": peak, "now_mb": now}), flush=True)


def compare(sources: int, warm: int, only: str) -> None:
    print(f"{sources} sources of 60 items, 1 cold cycle and {warm} warm ones; CPU in ms a feed")
    heads = ("all", "304", "same", "3 new", "CPU s", "stored", "a second", "peak MB", "now MB")
    print(f"{'':14} {' '.join(f'{head:>8}' for head in heads)}")
    sums: dict[str, list[float]] = {}
    for name in [only] if only else ["monitor", "reader"]:
        rows = measured(name, sources, warm)
        for row in rows:
            show(name, row, sources)
        warmed = [sum(row["cpu"].values()) for row in rows[1:]]
        sums[name] = [rows[0]["cpu"]["cold"], sum(warmed) / max(1, len(warmed))]
    if len(sums) == 2:
        cold, warmer = (sums["reader"][i] / sums["monitor"][i] for i in (0, 1))
        print(f"reader needs {cold:.1f} times the CPU cold (wanted: 1 or more), {warmer:.1f} times warm (10 or more)")


def show(name: str, row: dict[str, Any], sources: int) -> None:
    cpu, stored = row["cpu"], row["stored"]
    whole = sum(cpu.values())
    each = [f"{3000 * cpu[kind] / sources:8.2f}" if kind in cpu else f"{'':8}" for kind in KINDS]
    figures = (whole, stored, stored / row["wall"], row["peak_mb"], row["now_mb"])
    cycle = f"  {name:7} {'warm' if row['cycle'] else 'cold'}"
    print(f"{cycle} {1000 * whole / sources:8.2f} {' '.join(each)} {' '.join(f'{one:8.0f}' for one in figures)}")


def measured(name: str, sources: int, warm: int) -> list[dict[str, Any]]:
    """What the program took, in a process of its own beside a fresh server."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        server = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("feedserver.py")), str(port)], stdout=-1
        )  # fmt: skip
        try:
            assert server.stdout is not None and server.stdout.readline().strip() == b"ready"
            command = [sys.executable, __file__, "--child", name, "--sources", str(sources), "--warm", str(warm)]
            command += ["--port", str(port), "--database", f"{folder}/bench.sqlite"]
            done = subprocess.run(command, stdout=-1, check=True)
        finally:
            server.terminate()
            server.wait()
    return [json.loads(line) for line in done.stdout.splitlines()]


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
