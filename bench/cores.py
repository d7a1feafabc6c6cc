"""Analysis on one core and on all: pages a second by the wall clock, so it says something on an idle machine only.

    python bench/cores.py [--pages 400]

The writer runs in this process, as it does in `monitor import`; the ratio is of whole imports, recording included.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from monitor import app  # noqa: E402  after the path
from monitor.bench.press import Press, Printer  # noqa: E402  likewise
from monitor.crew import Crew, Processes, alone  # noqa: E402  likewise
from monitor.importing import Import, bring  # noqa: E402  likewise
from monitor.library import Library  # noqa: E402  likewise
from monitor.record import Setup  # noqa: E402  likewise
from monitor.storage import Storage  # noqa: E402  likewise


def written(path: Path, pages: int) -> None:
    press, printer = Press(6), Printer()
    with path.open("w", encoding="utf-8") as out:
        for piece in (press.write() for _ in range(pages)):
            row = {"url": piece.url, "html": printer.page(piece).decode(), "published": piece.published.isoformat()}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def seconds(setup: Setup, crew: Crew, archive: Path) -> float:
    """Of one import, by the wall clock."""
    with tempfile.TemporaryDirectory() as folder:
        storage = Storage(str(Path(folder) / "cores.sqlite"))
        start = time.perf_counter()
        library = Library([str(archive)], app.SystemClock().now())
        for _ in bring(storage, setup, crew, Import(library, library.now)):
            pass
        spent = time.perf_counter() - start
        storage.close()
        return spent


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pages", type=int, default=400)
    pages = options.parse_args().pages
    cores = len(os.sched_getaffinity(0))
    chosen = app.settings(str(ROOT / "config.yaml"))
    setup = app.setup(chosen, app.knowledge(chosen))
    with tempfile.TemporaryDirectory() as folder:
        short, archive = Path(folder) / "short.jsonl", Path(folder) / "archive.jsonl"
        written(short, 40)
        written(archive, pages)
        processes = Processes(setup.knowledge, cores)
        seconds(setup, alone(setup.knowledge), short)
        seconds(setup, processes, short)
        one = seconds(setup, alone(setup.knowledge), archive)
        many = seconds(setup, processes, archive)
        processes.close()
    print(f"{pages} pages imported: one process {pages / one:.1f} a second, {cores} workers {pages / many:.1f}", end="")
    print(f", {one / many:.2f} times; load before: {os.getloadavg()[1]:.1f}")


if __name__ == "__main__":
    main()
