"""Pages a second on one core, and peak memory, for each extractor on the same real pages.

    python bench/extract.py [--rounds 3]

Each extractor runs in a process of its own (peak memory is the process's), after one warm-up page; CPU time is counted,
the best of the rounds is printed. All of them give text, title, date and author, except the text-only rows.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.quality.extract import scores  # noqa: E402  after the path


def _text_only(fast: bool) -> scores.Reader:
    import trafilatura  # noqa: PLC0415  slow to import, and only in its own process

    from monitor.extractors.charset import decode  # noqa: PLC0415  the same

    def read(url: str, body: bytes) -> scores.Read:
        return scores.Read(trafilatura.extract(decode(body)[0], fast=fast, include_comments=False) or "")

    return read


READERS = {
    "ours": lambda: scores.ours,
    "trafilatura, text only": lambda: _text_only(fast=False),
    "trafilatura fast, text only": lambda: _text_only(fast=True),
    "trafilatura": lambda: scores.trafilatura_default,
    "newspaper4k": lambda: scores.newspaper,
    "readability": lambda: scores.readability,
}


def measured(name: str, rounds: int) -> dict[str, float]:
    reader = READERS[name]()
    rows = scores.gold()
    pages = [(str(row["url"]), gzip.decompress((scores.PAGES / str(row["file"])).read_bytes())) for row in rows]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    reader(*pages[0])
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        for url, body in pages:
            reader(url, body)
        best = min(best, time.process_time() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"pages": len(pages), "seconds": best, "peak": peak / 1024, "grown": (peak - before) / 1024}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    if asked.only:
        print(json.dumps(measured(asked.only, asked.rounds)))
        return
    if not scores.gold():
        print("the shared folder of real pages is not here")
        return
    print(f"{'extractor':30} {'pages/s':>8} {'ms/page':>8} {'peak MB':>8} {'grown MB':>8}")
    for name in READERS:
        command = [sys.executable, __file__, "--only", name, "--rounds", str(asked.rounds)]
        line = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip().splitlines()[-1]
        m = json.loads(line)
        speed = m["pages"] / m["seconds"]
        print(f"{name:30} {speed:8.1f} {1000 / speed:8.2f} {m['peak']:8.0f} {m['grown']:8.0f}", flush=True)


if __name__ == "__main__":
    main()
