"""How extraction is scored, and the extractors that it is compared with."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from monitor.core.text_dirt import clean
from monitor.extractors import extract
from monitor.extractors.charset import decode
from monitor.model import Page

PAGES = Path(__file__).parents[4] / "shared" / "data" / "pages"
NOW = datetime(2026, 11, 22, tzinfo=UTC)


@dataclass(frozen=True)
class Read:
    """What an extractor made of a page; `date` is ISO, "" for none."""

    text: str
    title: str = ""
    date: str = ""
    author: str = ""


Reader = Callable[[str, bytes], Read]


def ours(url: str, body: bytes) -> Read:
    article = extract(Page(url=url, now=NOW, body=body))
    date = article.published.date().isoformat() if article.published else ""
    return Read(article.text, article.title, date, article.author)


def trafilatura_default(url: str, body: bytes, *, precision: bool = False) -> Read:
    import trafilatura  # noqa: PLC0415  slow to import

    found = trafilatura.bare_extraction(
        decode(body)[0], url=url, include_comments=False, favor_precision=precision, with_metadata=True
    )
    if found is None:
        return Read("")
    return Read(found.text or "", found.title or "", found.date or "", found.author or "")


def trafilatura_precision(url: str, body: bytes) -> Read:
    return trafilatura_default(url, body, precision=True)


def newspaper(url: str, body: bytes) -> Read:
    import newspaper as newspaper4k  # noqa: PLC0415  slow to import

    article = newspaper4k.Article(url, fetch_images=False)
    article.download(input_html=decode(body)[0])
    article.parse()
    date = article.publish_date
    return Read(article.text, article.title or "", date.date().isoformat() if date else "", ", ".join(article.authors))


def readability(url: str, body: bytes) -> Read:
    from lxml.html import fromstring  # noqa: PLC0415  only here
    from readability import Document  # noqa: PLC0415  slow to import

    document = Document(decode(body)[0])
    summary = document.summary()
    return Read(fromstring(summary).text_content() if summary.strip() else "", document.short_title())


OTHERS: dict[str, Reader] = {
    "trafilatura": trafilatura_default,
    "trafilatura precision": trafilatura_precision,
    "newspaper4k": newspaper,
    "readability": readability,
}


@dataclass
class Score:
    """Segments found and avoided, and metadata that is exactly right."""

    hits: int = 0
    missed: int = 0
    junk: int = 0
    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)

    @property
    def f1(self) -> float:
        return 2 * self.hits / (2 * self.hits + self.missed + self.junk)

    def share(self, what: str) -> float:
        return self.right[what] / self.asked[what]

    def add(self, row: dict[str, object], read: Read) -> None:
        text = clean(read.text)
        wanted, unwanted = _segments(row, "with"), _segments(row, "without")
        found = sum(segment in text for segment in wanted)
        self.hits += found
        self.missed += len(wanted) - found
        self.junk += sum(segment in text for segment in unwanted)
        for what, same in (("title", _same_title), ("date", str.__eq__), ("author", _same_people)):
            told = row.get(what)
            if told:
                expected = told if isinstance(told, str) else ", ".join(told)  # type: ignore[arg-type]  # gold lists names
                self.asked[what] += 1
                self.right[what] += same(expected, getattr(read, what))


def _segments(row: dict[str, object], key: str) -> list[str]:
    return [clean(str(segment)) for segment in row[key]]  # type: ignore[attr-defined]  # a list in the gold file


def _same_title(expected: str, found: str) -> bool:
    return clean(expected).replace("\n", " ") == clean(found)


def _same_people(expected: str, found: str) -> bool:
    return _letters(expected) == _letters(found)


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def gold() -> list[dict[str, object]]:
    """The labelled pages; [] where the folder is missing."""
    labels = PAGES / "gold.jsonl"
    return [json.loads(line) for line in labels.read_text("utf-8").splitlines()] if labels.is_file() else []


def scored(reader: Reader, rows: Iterable[dict[str, object]]) -> Score:
    score = Score()
    for row in rows:
        body = gzip.decompress((PAGES / str(row["file"])).read_bytes())
        score.add(row, reader(str(row["url"]), body))
    return score


def body_f1(found: str, expected: str) -> float:
    """F1 over runs of four words, as the article-extraction benchmark counts."""
    one, other = _runs(found), _runs(expected)
    both = sum((one & other).values())
    return 2 * both / (sum(one.values()) + sum(other.values())) if both else 0.0


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(zip(*(words[n:] for n in range(4)), strict=False))


def main() -> None:
    """Prints the table: `python -m tests.quality.extract.scores`."""
    rows = gold()
    print(f"{len(rows)} pages           segment F1   precision   recall   title   date   author")
    for name, reader in {"ours": ours, **OTHERS}.items():
        for part, chosen in (("all", rows), ("even", rows[::2]), ("odd", rows[1::2])):
            s = scored(reader, chosen) if part == "all" or name == "ours" else None
            if s is not None:
                right = "   ".join(f"{s.share(what):.3f}" for what in ("title", "date", "author"))
                parts = f"{s.hits / (s.hits + s.junk):.3f}       {s.hits / (s.hits + s.missed):.3f}"
                print(f"{name:22} {part:4} {s.f1:.4f}       {parts}    {right}", flush=True)


if __name__ == "__main__":
    main()
