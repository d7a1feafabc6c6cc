"""Feeds, listings and sitemaps made to hold the daemon: each ends in time with a named outcome."""

from __future__ import annotations

import gzip
import io
import time

import feedparser
import pytest

from monitor.core.bounds import crowded, overgrown
from monitor.core.health import SourceState
from monitor.core.inflate import Damaged, gunzipped
from monitor.model import Fetched, FetchFailed, Reason
from monitor.seams import Parsed
from monitor.sources.page import Page
from monitor.sources.rss import Rss
from monitor.sources.sitemap import MAX_URLS, Sitemap
from monitor.sources.telegram import Telegram
from tests.newsroom import Answer
from tests.office import Office
from tests.test_pipeline import one_item

SECONDS = 8.0  # CPU; minutes before there were bounds
SIZE = 5_000_000
URL = "http://news.example/f"
HEAD = b'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>'
ITEM = HEAD + b"<item><title>t</title><link>http://news.example/1</link><description>"
ROUTES = {
    "rss": Rss(url=URL), "page": Page(url=URL), "items": Page(url=URL, item="li"), "sitemap": Sitemap(url=URL),
    "telegram": Telegram(channel="abcd"),
}  # fmt: skip


def many(unit: bytes, size: int = SIZE) -> bytes:
    return unit * (size // len(unit))


BODIES = {
    "a million nested tags": HEAD + many(b"<a>"),
    "items that never end": HEAD + many(b"<item><title>x"),
    "a title of brackets": HEAD + b"<item><title>" + many(b"<"),
    "a title of ampersands": HEAD + b"<item><title>" + many(b"&"),
    "a text of escaped brackets": ITEM + many(b"&lt;") + b"</description></item></channel></rss>",
    "sections that never end": ITEM + many(b"<![CDATA["),
    "100,000 attributes": b"<html><body><p " + b"".join(b'x%d="u" ' % n for n in range(100_000)) + b">t</p>",
    "NUL bytes": bytes(SIZE),
    "a sitemap of nothing": b"<sitemapindex>" + many(b"<sitemap><loc>http://a.example/x</loc></sitemap>"),
    "brackets of JSON": b'{"version":"https://jsonfeed.org/version/1","items":' + many(b"["),
}


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.filterwarnings("ignore::bs4.XMLParsedAsHTMLWarning")
def test_a_body_made_to_cost_time_ends_in_time(route: str, body: str) -> None:
    asked = ROUTES[route]
    got = Fetched(URL, URL, 200, {"content-type": "text/html"}, BODIES[body][: asked.ask().max_bytes])
    start = time.process_time()
    parsed = asked.parse("s", got, lambda keys: frozenset())
    assert time.process_time() - start < SECONDS
    assert isinstance(parsed, FetchFailed) or len(parsed.entries) <= 2000


def entity_bomb() -> bytes:
    nested = b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    return b'<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">' + nested + b"]>"


@pytest.mark.parametrize("dtd", [entity_bomb(), b'<!DOCTYPE rss [<!ENTITY j SYSTEM "file:///etc/passwd">]>'])
def test_entities_are_never_expanded(dtd: bytes) -> None:
    body = dtd + ITEM + b"&j;</description></item></channel></rss>"
    parsed = ROUTES["rss"].parse("s", Fetched(URL, URL, 200, {}, body), lambda keys: frozenset())
    assert "root:" not in str(parsed)
    assert len(str(parsed)) < 5_000


def test_a_feed_that_breaks_its_parser_fails_alone_and_is_not_asked_again_at_once(office: Office) -> None:
    news = office.news
    item = "<channel><item><title>t</title></item></channel>"
    broken = f'<?xml version="1.0"?><rss xmlns="a\xa0b\xa0c">{item}</rss>'.encode()
    with pytest.raises(ValueError, match="unpack"):
        feedparser.parse(io.BytesIO(broken))
    news.answers["/broken"] = Answer(broken)
    one_item(office)
    text = office.config.read_text(encoding="utf-8")
    other = f'  other: {{title: O, every: 10m, routes: [{{type: rss, url: "{news.address}/broken"}}]}}'
    office.config.write_text(text.replace("channels:", f"{other}\nchannels:", 1), encoding="utf-8")
    assert office.work().articles == 1
    asked = news.asked.count("/broken")
    office.work()
    assert news.asked.count("/broken") == asked
    state = SourceState.from_json(office.storage.sources.state("other") or "")
    assert "reading it failed: ValueError" in str(state)


def test_a_sitemap_is_no_larger_in_memory_than_the_protocol_lets_it_be() -> None:
    route = Sitemap(url=URL)
    empty = Fetched(URL, URL, 200, {}, b"<urlset>" + many(b"<a/>", 19_000_000) + b"</urlset>")
    refused = route.parse("s", empty, lambda keys: frozenset())
    assert isinstance(refused, FetchFailed) and refused.reason is Reason.TOO_LARGE
    one = b"<url><loc>http://news.example/%d</loc><lastmod>2026-11-22</lastmod></url>"
    urls = b"".join(one % n for n in range(50_000))
    read = route.parse("s", Fetched(URL, URL, 200, {}, b"<urlset>" + urls + b"</urlset>"), frozenset)
    assert isinstance(read, Parsed) and len(read.keys) == MAX_URLS


def test_a_feed_that_is_only_the_name_of_a_file_opens_nothing() -> None:
    for body in (b"/etc/passwd", b"file:///etc/passwd", b"<rss>/etc/passwd</rss>"):
        parsed = ROUTES["rss"].parse("s", Fetched(URL, URL, 200, {}, body), lambda keys: frozenset())
        assert "root:" not in str(parsed)


def test_a_hundred_thousand_gzip_members_are_refused_at_once() -> None:
    start = time.process_time()
    with pytest.raises(Damaged, match="gzip members"):
        gunzipped(gzip.compress(b"", mtime=0) * 100_000, SIZE)
    assert time.process_time() - start < 1.0


def test_ordinary_bodies_pass_the_bounds() -> None:
    item = "<item><title>t</title><link>http://a.example/1</link><guid>1</guid><description>&lt;p&gt;x</description></item>"
    assert overgrown(HEAD.decode() + item * 2000) == ""
    assert overgrown(f"<rss><![CDATA[{'<p>text</p>' * 60_000}]]></rss>") == ""
    assert not crowded(b"<html><body>" + b'<p class="a" id="b">text</p>' * 5_000)


def test_a_refusal_says_what_there_was_too_much_of() -> None:
    parsed = ROUTES["rss"].parse("s", Fetched(URL, URL, 200, {}, HEAD + many(b"<a>")), lambda keys: frozenset())
    assert isinstance(parsed, FetchFailed)
    assert parsed.reason is Reason.TOO_LARGE
    assert "tags, at most 50000" in parsed.detail
