# ruff: noqa: E501  seeds read best as they are
"""What strangers and careless hands may give the monitor, broken at random: nothing may crash or take long.

A target takes bytes and raises nothing but what its callers expect. `broken` makes bytes from the target's seeds; the
same seed of the generator makes the same bytes.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from monitor import config, documents
from monitor.analyse import analyse
from monitor.config.document import decode
from monitor.core import query
from monitor.core.addresses import forbidden
from monitor.core.health import SourceState
from monitor.core.schedule import SourceSpec
from monitor.core.urls import fetchable, host_of, identity, unwrapped
from monitor.demo import CONFIG as DEMO
from monitor.errors import ConfigError, Problem
from monitor.fetch.poll import poll
from monitor.knowledge import Knowledge, load
from monitor.model import Fetched, Page
from monitor.seams import Ask
from monitor.sources import opml
from monitor.sources.page import Page as Listing
from monitor.sources.rss import Rss
from monitor.sources.sitemap import Sitemap
from monitor.sources.telegram import Telegram

from .test_addresses_asked import HOSTS, WHOLE
from .test_expressions import UNITS, TooSlow, within
from .test_words import LINES, NASTY, QUERIES

ROOT = Path(__file__).parents[2]
SECONDS = 2.0  # CPU, for one input of at most LONGEST bytes
LONGEST = 60_000
NOW = datetime(2026, 3, 2, tzinfo=UTC)
URL = "https://news.example/f"
WATCH = 'watches: {kedr: {title: K, pack: cars, names: [Кедравто, Kedravto], places: [Кедрогорск]}}'

RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel>
<title>Лента</title><link>https://news.example/</link><item><title>«Кедравто» начал выпуск Kaiyi</title>
<link>https://news.example/1?utm_source=rss</link><guid isPermaLink="false">1</guid><pubDate>Mon, 02 Mar 2026 09:00:00 MSK
</pubDate><description><![CDATA[<p>Первые <b>машины</b> &amp; планы</p>]]></description><category>Авто</category>
<enclosure url="https://news.example/1.jpg" type="image/jpeg" length="1"/></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://news.example/"><title>F</title><entry><id>tag:a,1</id>
<title type="html">A &lt;i&gt;title&lt;/i&gt;</title><link rel="alternate" href="/2"/><updated>2026-03-02T09:00:00+03:00</updated>
<summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">x</div></summary></entry></feed>"""
RDF = """<?xml version="1.0" encoding="windows-1251"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><item rdf:about="u"><title>Завод</title>
<link>https://news.example/3</link><dc:date>2026-03-02</dc:date></item></rdf:RDF>"""
JSON_FEED = """{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[{"id":"1","url":"https://news.example/4",
"title":"Т","content_html":"<p>x</p>","date_published":"2026-03-02T09:00:00Z","authors":[{"name":"N"}]}]}"""
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://news.example/5</loc><lastmod>2026-03-02</lastmod><news:news><news:title>T</news:title>
<news:publication_date>2026-03-02</news:publication_date></news:news></url></urlset>"""
PREVIEW = """<div class="tgme_widget_message_wrap"><div class="tgme_widget_message" data-post="abcd/12">
<div class="tgme_widget_message_text">Завод <a href="https://news.example/6">начал</a><br/>выпуск</div>
<a class="tgme_widget_message_date" href="https://t.me/abcd/12"><time datetime="2026-03-02T09:00:00+00:00">12:00</time></a></div></div>"""
ARTICLE = """<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>«Кедравто» начал выпуск Kaiyi - Газета</title>
<link rel="canonical" href="/a"><meta property="article:published_time" content="2026-03-02T09:00:00+03:00">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"«Кедравто»","datePublished":"2026-03-02","author":{"name":"И. О."},
"articleBody":"Завод «Кедравто» в Кедрогорске начал выпуск автомобилей Kaiyi."}</script></head><body><nav><a href="/">x</a></nav>
<article><h1>«Кедравто» начал выпуск Kaiyi</h1><time datetime="2026-03-02">2 марта 2026</time><p>Завод «Кедравто» в Кедрогорске
начал серийное производство электромобилей Kaiyi E5, вложив более 2 млрд рублей. BMW там больше не собирают.</p><p>В 2025 году
планировали 10–12 тыс. машин; экс-Hyundai не вернётся, сообщил «Интерфакс».</p><table><tr><td>1</td></tr></table></article></body></html>"""
OPML = '<opml version="2.0"><body><outline text="A"><outline text="B" xmlUrl="https://news.example/f"/></outline></body></opml>'
QUERY = 'kind:new-brand,state brand:Kaiyi -"малые грузовики" (watch:kedr OR since:30d) voices>=2 confirmed:yes «серийное»'


@dataclass(frozen=True)
class Target:
    seeds: tuple[bytes, ...]
    take: Callable[[bytes], object]


def _known() -> Knowledge:
    chosen = config.parse(WATCH, "fuzz.yaml", {})
    return load(chosen.watch_values(), chosen.pack_files())


class Answers:
    """Answers everything with one body."""

    def __init__(self, body: bytes) -> None:
        self.body = body

    async def get(self, ask: Ask) -> Fetched:
        return Fetched(ask.url, ask.url, 200, {"content-type": "text/xml"}, self.body)


def _feed(body: bytes) -> None:
    """As the daemon polls it, by every kind of route; feedparser itself fails on some."""
    for route in (Rss(url=URL), Listing(url=URL), Sitemap(url=URL), Telegram(channel="abcd")):
        spec = SourceSpec("s", (route,))
        done = asyncio.run(poll(spec, SourceState("s"), Answers(body), lambda keys: frozenset(), NOW))
        str([(entry.url, entry.title, entry.summary, entry.published) for entry in done.entries]).encode()
    with suppress(ValueError):
        opml.parse(body)


def _address(body: bytes) -> None:
    text = body.decode("utf-8", "replace")
    fetchable(text, URL)
    identity(text)
    unwrapped(text)
    forbidden(host_of(text) or text)


def _config(body: bytes) -> None:
    with suppress(ConfigError):
        config.parse(decode(body, "fuzz.yaml"), "fuzz.yaml", {"X": "1", "MONITOR_DESK__PORT": "8"})


def _query(body: bytes) -> None:
    with suppress(query.QueryError):
        query.parse(body.decode("utf-8", "replace"))


def _line(body: bytes) -> None:
    found = documents._line(body, "x:1", Path("/nowhere"), NOW)
    if not isinstance(found, Problem):
        f"{found.page.title}{found.page.text}{found.page.url}".encode()


def targets() -> dict[str, Target]:
    """By name. `pages` takes an article's whole way, from bytes to mentions."""
    known = _known()
    page = {"url": "https://news.example/1", "title": "Т", "text": "Завод «Кедравто» начал выпуск Kaiyi.",
            "published": "2026-03-02T09:00:00Z"}  # fmt: skip
    shipped = (ROOT / "config.yaml").read_bytes()[:20_000]
    return {
        "feeds": Target(_bytes(RSS, ATOM, JSON_FEED, SITEMAP, PREVIEW, OPML, RDF.encode("cp1251")), _feed),
        "pages": Target(_bytes(ARTICLE, ARTICLE.encode("cp1251", "replace")),
                        lambda body: analyse(Page(url=URL, now=NOW, body=body, content_type="text/html"), known)),
        "addresses": Target(_bytes(*WHOLE, *(f"http://{host}/" for host in HOSTS)), _address),
        "configs": Target(_bytes(shipped, DEMO.read_bytes(), WATCH), _config),
        "queries": Target(_bytes(QUERY, *QUERIES), _query),
        "lines": Target(_bytes(json.dumps(page, ensure_ascii=False), *(line[:5_000] for line in LINES)), _line),
    }  # fmt: skip


def _bytes(*seeds: str | bytes) -> tuple[bytes, ...]:
    return tuple(seed if isinstance(seed, bytes) else seed.encode("utf-8", "replace") for seed in seeds)


WORDS = _bytes(*UNITS, *(text[:200] for text in NASTY), *(str(2**n) for n in (7, 31, 63)), "-1", "1e999", "\ufeff", "\x00")


def broken(rnd: random.Random, seeds: tuple[bytes, ...]) -> bytes:
    """One of the seeds after one to six accidents."""
    body = bytearray(rnd.choice(seeds))
    for _ in range(rnd.randint(1, 6)):
        at, span = rnd.randint(0, len(body)), rnd.choice((1, 1, 4, 20, 200))
        match rnd.randrange(7):
            case 0:
                del body[at : at + span]
            case 1:
                body[at:at] = rnd.choice(WORDS)
            case 2:
                body[at:at] = rnd.choice(WORDS) * rnd.choice((10, 100, 1000))
            case 3:
                body[at:at] = body[at : at + span] * rnd.choice((1, 10, 300))
            case 4:
                body[at : at + 1] = rnd.randbytes(rnd.choice((1, 4)))
            case 5:
                other = rnd.choice(seeds)
                body[at:at] = other[rnd.randint(0, len(other)) :][: 10 * span]
            case _:
                del body[at:]
    return bytes(body[:LONGEST])


@dataclass
class Tried:
    """What became of one target."""

    name: str
    inputs: int = 0
    slowest: float = 0.0
    crashes: list[tuple[str, bytes]] = field(default_factory=list)

    def line(self) -> str:
        return f"{self.name}: {self.inputs} bad inputs, {len(self.crashes)} crashes, slowest {self.slowest:.2f} s"

    def one(self, take: Callable[[bytes], object], body: bytes) -> None:
        began = time.process_time()
        try:
            with within(SECONDS):
                take(body)
        except TooSlow:
            self.crashes.append((f"more than {SECONDS} s", body))
        except Exception as error:  # any of them would be a crash of the program
            self.crashes.append((f"{type(error).__name__}: {error}"[:300], body))
        self.inputs += 1
        self.slowest = max(self.slowest, time.process_time() - began)


def attack(chosen: Mapping[str, Target], seed: int, *, inputs: int = 0, seconds: float = 0.0) -> Iterator[Tried]:
    """So many inputs for each target, or as many as fit into its share of the seconds."""
    for name, target in chosen.items():
        rnd, tried = random.Random(f"{seed} {name}"), Tried(name)
        until = time.monotonic() + seconds / len(chosen)
        while tried.inputs < inputs or (not inputs and time.monotonic() < until):
            tried.one(target.take, broken(rnd, target.seeds))
        yield tried
