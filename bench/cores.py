"""Analysis on one core and on all: pages a second by the wall clock, so it says something on an idle machine only.

    python bench/cores.py [--pages 1600] [--pairs 3]

The writer runs in this process, as it does in `monitor import`; the ratio is of whole imports, recording included, the
best of several pairs. The writer's own CPU time says what it would limit with more cores: the articles a second that it
takes when analysis costs it nothing. Of a short archive the beginning (which is read for its dates) and the end (when
one worker has nothing left) are a tenth: 400 pages give 1.6 where 1,600 give 1.7.
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

from monitor import app
from monitor.bench.press import Press, Printer
from monitor.crew import Crew, Processes, alone
from monitor.importing import Import, bring
from monitor.library import Library
from monitor.record import Setup
from monitor.storage import Storage


def written(path: Path, pages: int) -> None:
    press, printer = Press(6), Printer()
    with path.open("w", encoding="utf-8") as out:
        for piece in (press.write() for _ in range(pages)):
            row = {"url": piece.url, "html": printer.page(piece).decode(), "published": piece.published.isoformat()}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def seconds(setup: Setup, crew: Crew, archive: Path) -> tuple[float, float]:
    """Of one import, by the wall clock, and of CPU in this process."""
    with tempfile.TemporaryDirectory() as folder:
        storage = Storage(str(Path(folder) / "cores.sqlite"))
        start, cpu = time.perf_counter(), time.process_time()
        library = Library([str(archive)], app.SystemClock().now())
        for _ in bring(storage, setup, crew, Import(library, library.now)):
            pass
        spent = time.perf_counter() - start, time.process_time() - cpu
        storage.close()
        return spent


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pages", type=int, default=1600)
    options.add_argument("--pairs", type=int, default=3)
    chosen_options = options.parse_args()
    pages, pairs = chosen_options.pages, chosen_options.pairs
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
        runs = [
            (seconds(setup, alone(setup.knowledge), archive), seconds(setup, processes, archive)) for _ in range(pairs)
        ]
        processes.close()
    one, (many, writer) = min(alone_[0] for alone_, _ in runs), min(crew for _, crew in runs)
    best = max(alone_[0] / crew[0] for alone_, crew in runs)
    print(
        f"| import on {cores} cores, articles a second by the clock | {pages / many:.1f} | on one core: "
        f"{pages / one:.1f} | {one / many:.2f} ×, best pair {best:.2f} × (load {os.getloadavg()[1]:.1f}) | ≥ 1.7 × | "
        f"`bench/cores.py` |\n| … the one writer, articles a second of its CPU | {pages / writer:.0f} | | | | |"
    )


if __name__ == "__main__":
    main()
