"""Pages a second on one core, and peak memory, for each extractor on the same real pages.

    python bench/extract.py [--rounds 1]

Each extractor runs in a process of its own (peak memory is the process's), after a few warm-up pages; CPU time is
counted, of several rounds the best is printed; "ours is" says how many times less CPU ours takes. All give text,
title, date and author, except the text-only rows.
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

from tests.quality.extract import made_up, scores


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
    """Of the pages: seconds for all in the best round, peak memory in MB, and F1 of the segments."""
    reader = READERS[name]()
    rows = scores.gold()
    pages = [(str(row["url"]), gzip.decompress((scores.PAGES / str(row["file"])).read_bytes())) for row in rows]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for url, body in pages[::30]:
        reader(url, body)
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        read = [reader(url, body) for url, body in pages]
        best = min(best, time.process_time() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    score = scores.Score()
    for row, one in zip(rows, read, strict=True):
        score.add(row, one)
    return {"pages": len(pages), "seconds": best, "peak": peak / 1024, "grown": (peak - before) / 1024, "f1": score.f1}


def russian_page() -> bytes:
    """A page of 100 KB in the style of a Russian site: one fifth text, the rest furniture and scripts."""
    made = next(one for one in made_up.pages() if one.name == "wordpress-0")
    prose = "".join(f"<p>{text}</p>" for text in made.story.paragraphs) * 8
    script = "<script>" + "var state = {}; " * 2_400 + "</script>"
    links = "<ul class='menu'>" + "<li><a href='/razdel'>Раздел новостей</a></li>" * 300 + "</ul>"
    html = made.html.replace("<div class=\"entry-content\">", f"{links}<div class=\"entry-content\">{prose}", 1)
    return html.replace("</body>", f"{script}</body>").encode()


def milliseconds_of_russian_page(name: str) -> float:
    reader, body = READERS[name](), russian_page()
    best = float("inf")
    for _ in range(12):
        start = time.process_time()
        reader("https://vzmorie.example/news/1", body)
        best = min(best, time.process_time() - start)
    return best * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    if asked.only:
        found = measured(asked.only, asked.rounds) | {"russian": milliseconds_of_russian_page(asked.only)}
        print(json.dumps(found))
        return
    if not scores.gold():
        print("the shared folder of real pages is not here")
        return
    rows = {name: _in_its_own_process(name, asked.rounds) for name in READERS}
    ours = rows["ours"]["seconds"]
    size = len(russian_page()) // 1000
    print(f"{'extractor':30} {'pages/s':>8} {'ms/page':>8} {'ours is':>8} {'F1':>7} {'peak MB':>8} {size:>5} KB, ms")
    for name, m in rows.items():
        speed, times = m["pages"] / m["seconds"], m["seconds"] / ours
        more = f"{m['f1']:7.4f} {m['peak']:8.0f} {m['russian']:12.1f}"
        print(f"{name:30} {speed:8.1f} {1000 / speed:8.2f} {times:7.1f}x {more}")


def _in_its_own_process(name: str, rounds: int) -> dict[str, float]:
    command = [sys.executable, __file__, "--only", name, "--rounds", str(rounds)]
    line = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip().splitlines()[-1]
    return dict(json.loads(line))


if __name__ == "__main__":
    main()
