"""The whole chain beside straightforward programs that do less, on the same generated pages, in one run.

    python bench/chain.py [--pages 150]

- ours: analyse (extract, tag, fingerprint) and record (dedupe, story, ledger, search) into SQLite; see `monitor bench`
- straightforward: trafilatura, a regular expression of the same names, an insert into SQLite with full-text search
- newspaper4k: the same with newspaper4k in trafilatura's place

CPU time of one process each, after ten pages of warming. The straightforward script knows no stories, no certainty, no
links, no dates of its own. Its regular expression holds every name that our knowledge has.
"""

# ruff: noqa: PLC0415  each program is imported where it runs, so that none pays for the others
from __future__ import annotations

import argparse
import re
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from monitor import app
from monitor.bench.press import START, Piece, Press, Printer
from monitor.knowledge import Knowledge
from monitor.record import Setup

_WARM = 10
Printed = tuple[Piece, bytes]


def ours(folder: Path, setup: Setup) -> Callable[[Sequence[Printed]], None]:
    from monitor.analyse import analyse
    from monitor.core.urls import identity
    from monitor.model import Page
    from monitor.record import Arrival, record
    from monitor.storage import Storage

    storage = Storage(str(folder / "ours.sqlite"))

    def work(pages: Sequence[Printed]) -> None:
        with storage.unit():
            for piece, body in pages:
                page = Page(piece.url, START, body=body, content_type="text/html; charset=utf-8")
                found = analyse(page, setup.knowledge)
                record(storage, setup, Arrival(found, f"paper{piece.paper}", identity(piece.url)), START)

    return work


def plain(folder: Path, known: Knowledge, text_of: Callable[[Piece, bytes], tuple[str, str]]) -> Callable[..., None]:
    """The straightforward script around an extractor."""
    names = {name for pack in known.packs.values() for terms in pack.kinds.values() for t in terms for name in t.names}
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + ")", re.I)
    db = sqlite3.connect(folder / "plain.sqlite")
    db.execute("create table if not exists articles (url primary key, title, text, hash unique, brands)")
    db.execute("create virtual table if not exists words using fts5(title, text)")

    def work(pages: Sequence[Printed]) -> None:
        with db:
            for piece, body in pages:
                title, text = text_of(piece, body)
                brands = ",".join(sorted({found.lower() for found in pattern.findall(f"{title} {text}")}))
                row = (piece.url, title, text, hash(text), brands)
                db.execute("insert or ignore into articles values (?, ?, ?, ?, ?)", row)
                db.execute("insert into words values (?, ?)", (title, text))

    return work


def by_trafilatura(piece: Piece, body: bytes) -> tuple[str, str]:
    import trafilatura

    found = trafilatura.bare_extraction(body.decode(), url=piece.url, with_metadata=True, include_comments=False)
    return (found.title or "", found.text or "") if found else ("", "")


def by_newspaper(piece: Piece, body: bytes) -> tuple[str, str]:
    import newspaper

    article = newspaper.Article(piece.url, fetch_images=False)
    article.download(input_html=body.decode())
    article.parse()
    return article.title, article.text


def cost(work: Callable[[Sequence[Printed]], None], pages: Sequence[Printed]) -> float:
    """Milliseconds of CPU an article."""
    work(pages[:_WARM])
    start = time.process_time()
    work(pages[_WARM:])
    return 1000 * (time.process_time() - start) / (len(pages) - _WARM)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pages", type=int, default=150)
    count = options.parse_args().pages + _WARM
    chosen = app.settings(str(ROOT / "config.yaml"))
    known = app.knowledge(chosen)
    press, printer = Press(6), Printer()
    pages = [(piece, printer.page(piece)) for piece in (press.write() for _ in range(count))]
    with tempfile.TemporaryDirectory() as folder:
        rows = {
            "ours": cost(ours(Path(folder), app.setup(chosen, known)), pages),
            "trafilatura + regex + sqlite3": cost(plain(Path(folder), known, by_trafilatura), pages),
            "newspaper4k + regex + sqlite3": cost(plain(Path(folder), known, by_newspaper), pages),
        }
    size = sum(len(body) for _, body in pages) // count // 1000
    first = rows.pop("ours")
    what = f"whole chain, ms an article of {size} kB in the mean (a second and core)"
    ours_said = f"{first:.1f} ({1000 / first:.1f})"
    budgets = {"trafilatura + regex + sqlite3": "≥ 4 ×, ≥ 60 a second"}
    for name, spent in rows.items():
        print(f"| {what} | {ours_said} | {name}: {spent:.1f} ({1000 / spent:.1f}) | {spent / first:.2f} × | "
              f"{budgets.get(name, '')} | `bench/chain.py` |")  # fmt: skip
        what = ours_said = ""


if __name__ == "__main__":
    main()
