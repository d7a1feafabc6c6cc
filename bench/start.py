"""Start-up and rest: `monitor --help`, `monitor run` to its first request, and its memory after a minute of rest.

    python bench/start.py [--times 5] [--rest 60] [--database FILE]

Real processes with the desk on, on the shipped config's watch and the knowledge of cars; one source on a local server,
which says when it was first asked. Memory is what the process holds alone (private: heap, code written to) and what it
maps of files (shared: libraries). `made of` is what each part adds, loaded one after another in a process of its own.
"""

from __future__ import annotations

import argparse
import atexit
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
MONITOR = [sys.executable, "-m", "monitor"]
CONFIG = """
database: {database}
watches: {{avtotor: {{title: Автотор, pack: cars, names: [Автотор, Avtotor], places: [Калининград]}}}}
sources: {{wire-{now}: {{title: The Wire, every: 1h, routes: [{{type: rss, url: "{address}/feed"}}]}}}}
channels: {{console: {{type: console}}}}
politeness: {{allow_private: [127.0.0.0/8]}}
desk: {{enabled: true, port: 0}}
log: {{level: error}}
"""
FEED = b'<?xml version="1.0"?><rss version="2.0"><channel><title>wire</title><link>http://w.example/</link></channel></rss>'

# What is loaded one after another for `made of`; each line is one part.
PARTS = {
    "Python": "",
    "config, storage": "from monitor import app; chosen = app.settings(PATH); storage = app.Storage(chosen.database)",
    "scheduler, HTTP edge": "import monitor.daemon; from monitor.fetch.http import HttpEdge; import monitor.pipeline",
    "knowledge, gate": "known = app.knowledge(chosen, storage); made = app.setup(chosen, known), app.Gate(known)",
    "desk": "import monitor.web.serve as serve; from monitor.web.desk import Desk; made = serve.datasette_of(chosen, "
    "Desk(PATH)); import asyncio; asyncio.run(made.invoke_startup()); made.app()",
}


@dataclass
class Wire:
    """A feed server that knows when it was first asked."""

    address: str = ""
    asked: threading.Event = field(default_factory=threading.Event)


@contextmanager
def wire() -> Iterator[Wire]:
    this = Wire()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            this.asked.set()
            known = self.path == "/feed"
            self.send_response(200 if known else 404)
            self.send_header("Content-Length", str(len(FEED) if known else 0))
            self.end_headers()
            self.wfile.write(FEED if known else b"")

        def log_message(self, *args: object) -> None:
            """Silence."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    this.address = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield this
    finally:
        server.shutdown()
        server.server_close()


def written(folder: Path, address: str, database: str = "") -> Path:
    path = folder / "config.yaml"
    database, now = database or str(folder / "start.sqlite"), time.time_ns()  # a source of its own, due at once
    path.write_text(CONFIG.format(database=database, address=address, now=now), encoding="utf-8")
    return path


# What the extras for development and benches bring, and libraries load when they find it; users have none of it.
EXTRAS = ("numpy", "scipy", "dask", "pandas")


@cache
def environment() -> dict[str, str]:
    """Of a process that finds what a user's installation has."""
    hidden = tempfile.mkdtemp(prefix="monitor-bench-hidden-")
    atexit.register(shutil.rmtree, hidden)
    for name in EXTRAS:
        (Path(hidden) / f"{name}.py").write_text("raise ImportError\n", encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MONITOR_")}
    return {**kept, "PYTHONPATH": f"{hidden}:{ROOT}"}


def help_shown() -> tuple[float, float]:
    """Seconds of the clock and of CPU."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([*MONITOR, "--help"], check=True, stdout=subprocess.DEVNULL, env=environment())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@dataclass(frozen=True)
class Started:
    first: float  # seconds from the start to the first request
    cpu: float  # seconds of CPU until then
    memory: dict[str, float]  # MB after the rest, by kind


def started(database: str = "", rest: float = 0.0) -> Started:
    """One daemon: how soon it asks its first source, and what it holds after `rest` seconds."""
    with tempfile.TemporaryDirectory(prefix="monitor-bench-") as name, wire() as server:
        config = written(Path(name), server.address, database)
        began = time.perf_counter()
        daemon = subprocess.Popen([*MONITOR, "-c", str(config), "run"], env=environment())
        try:
            if not server.asked.wait(300):
                raise SystemExit("the daemon asked nothing within five minutes")
            first, cpu = time.perf_counter() - began, spent(daemon.pid)
            if rest:
                time.sleep(rest)
            return Started(first, cpu, held(daemon.pid) if rest else {})
        finally:
            daemon.terminate()
            daemon.wait(300)


def spent(process: int) -> float:
    """Seconds of CPU of a running process."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def held(process: int) -> dict[str, float]:
    """MB resident: all of it, its own, and what it maps of files."""
    said = dict(re.findall(r"(\w+):\s+(\d+) kB", Path(f"/proc/{process}/status").read_text()))
    return {
        "resident": int(said["VmRSS"]) / 1024,
        "own": int(said["RssAnon"]) / 1024,
        "of files": int(said["RssFile"]) / 1024,
    }


def made_of() -> dict[str, float]:
    """MB that each part adds, in the order of PARTS."""
    look = "int(re.search(r'VmRSS:\\s+(\\d+)', pathlib.Path('/proc/self/status').read_text())[1])"
    code = "import json, pathlib, re; found = {}\n" + "\n".join(
        f"{work}\nfound[{part!r}] = {look}" for part, work in PARTS.items()
    )
    with tempfile.TemporaryDirectory(prefix="monitor-bench-") as name:
        path = written(Path(name), "http://127.0.0.1:9")
        said = subprocess.run(
            [sys.executable, "-c", f"PATH = {str(path)!r}\n{code}\nprint(json.dumps(found))"],
            check=True, stdout=subprocess.PIPE, env=environment(),
        )  # fmt: skip
    found: dict[str, int] = json.loads(said.stdout)
    before, parts = 0, {}
    for part, kilobytes in found.items():
        parts[part], before = (kilobytes - before) / 1024, kilobytes
    return parts


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--times", type=int, default=5)
    options.add_argument("--rest", type=float, default=60.0, help="seconds before memory is looked at")
    options.add_argument("--database", default="", help="an existing archive to start on")
    chosen = options.parse_args()
    helps = [help_shown() for _ in range(chosen.times)]
    runs = [started(chosen.database) for _ in range(chosen.times)]
    memory = started(chosen.database, chosen.rest).memory
    print(f"| `monitor --help`, s | {median(wall for wall, _ in helps):.2f}, best {min(helps)[0]:.2f}, "
          f"{median(cpu for _, cpu in helps):.2f} CPU | | | ≤ 0.25 | `bench/start.py` |")  # fmt: skip
    print(f"| `monitor run` to its first request, s | {median(one.first for one in runs):.2f}, "
          f"best {min(one.first for one in runs):.2f}, {median(one.cpu for one in runs):.2f} CPU | | | ≤ 1.5 | |")
    parts = ", ".join(f"{part} {size:.0f}" for part, size in made_of().items())
    print(f"| memory at rest with the desk, after {chosen.rest:.0f} s, MB | {memory['resident']:.0f} resident, "
          f"{memory['own']:.0f} its own; made of: {parts} | | | ≤ 120 | |")  # fmt: skip


if __name__ == "__main__":
    main()
