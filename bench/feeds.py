"""What one poll of a feed costs to read, beside plain feedparser, in CPU time of one process.

python bench/feeds.py [--items 100] [--new 3] [--rounds 7]
"""

from __future__ import annotations

import argparse
import io
import random
import statistics
import time
from collections.abc import Callable

import feedparser
from xxhash import xxh3_128_hexdigest

from monitor.model import Fetched
from monitor.seams import Parsed
from monitor.sources import Rss

TEXT = """завод выпуск автомобиль линия регион новый год рынок компания модель сборка план месяц область производство
начать рассказать сообщить губернатор директор инвестиция миллион рубль партнёр электромобиль кузов"""
WORDS = TEXT.split()


def feed(items: int, first: int = 0, seed: int = 1) -> bytes:
    """An RSS feed of Russian items with HTML descriptions of about 1.2 kB."""
    rnd = random.Random(seed)
    shown = []
    for number in range(first + items, first, -1):
        text = "</p><p>".join(" ".join(rnd.choices(WORDS, k=30)) for _ in range(3))
        shown.append(
            f"<item><title>{' '.join(rnd.choices(WORDS, k=8))} {number}</title>"
            f"<link>https://news.example/2026/11/item-{number}.html?utm_source=rss</link>"
            f'<guid isPermaLink="false">tag:news.example,2026:{number}</guid>'
            f"<pubDate>Sun, 22 Nov 2026 10:{number % 60:02}:00 +0300</pubDate><category>авто</category>"
            f'<description><![CDATA[<p>{text} <a href="/more">ещё</a></p>]]></description></item>'
        )
    head = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Новости</title><link>https://news.example/</link>'
    return (head + "".join(shown) + "</channel></rss>").encode()


def cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--items", type=int, default=100)
    options.add_argument("--new", type=int, default=3)
    options.add_argument("--rounds", type=int, default=7)
    chosen = options.parse_args()
    body = feed(chosen.items)
    route = Rss(url="https://news.example/rss")
    fetched = Fetched(route.url, route.url, 200, {"content-type": "text/xml; charset=utf-8"}, body)
    everything = route.parse("bench", fetched, lambda keys: frozenset())
    assert isinstance(everything, Parsed)
    known = frozenset(everything.keys[chosen.new :])

    def thin() -> None:
        parsed = route.parse("bench", fetched, known.intersection)
        assert isinstance(parsed, Parsed) and len(parsed.entries) == chosen.new

    cases: dict[str, Callable[[], object]] = {
        "feedparser, as it comes": lambda: feedparser.parse(io.BytesIO(body)),
        "all new": lambda: route.parse("bench", fetched, lambda keys: frozenset()),
        f"{chosen.new} new": thin,
        "none new, body changed": lambda: route.parse("bench", fetched, frozenset),
        "same body": lambda: xxh3_128_hexdigest(body),
    }
    times: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(chosen.rounds):
        for name, work in cases.items():
            times[name].append(cpu(work))
    print(f"{chosen.items} items, {len(body) / 1000:.0f} kB, median of {chosen.rounds} rounds")
    base = statistics.median(times["feedparser, as it comes"])
    for name, values in times.items():
        middle = statistics.median(values)
        print(f"  {name:26} {middle:9.3f} ms   1/{base / max(middle, 1e-6):.0f}")


if __name__ == "__main__":
    main()
