"""The routes that are no feeds, and what all routes have in common."""

from __future__ import annotations

import dataclasses
import gzip
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.schedule import SourceSpec
from monitor.fetch.unwrap import answered, question
from monitor.model import Fetched, FetchFailed, Reason
from monitor.seams import Parsed, Route
from monitor.sources import ROUTES, GoogleNews, Page, Rss, Sitemap, Telegram, opml

from .feed_files import BASE, fetched, item, rss

EXAMPLES: dict[str, Route] = {
    "rss": Rss(url=BASE),
    "sitemap": Sitemap(url=BASE),
    "page": Page(url=BASE, item="article", title="h2"),
    "telegram": Telegram(channel="example_news"),
    "google_news": GoogleNews(query="site:a.example Company"),
}


def nothing(keys: object) -> frozenset[str]:
    return frozenset()


def parsed(route: Route, body: str | bytes, seen: frozenset[str] = frozenset()) -> Parsed:
    found = route.parse("s", fetched(body), seen.intersection)
    assert isinstance(found, Parsed), found
    return found


# --- every route ---


def test_every_registered_route_has_an_example() -> None:
    assert set(EXAMPLES) == set(ROUTES)


@pytest.mark.parametrize("name", ROUTES)
def test_a_route_is_a_frozen_dataclass_with_help_that_asks_one_address(name: str) -> None:
    route = EXAMPLES[name]
    assert ROUTES[name].type == name and type(route).__doc__
    assert dataclasses.is_dataclass(route)
    assert route.ask().url.startswith("https://") and route.ask().trusted


@pytest.mark.parametrize("name", ROUTES)
@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", {Reason.EMPTY_BODY}),
        (b"  \n", {Reason.EMPTY_BODY}),
        (b"<html><script>go()</script><noscript>enable JavaScript</noscript></html>", {Reason.CHALLENGE}),
        (b"%PDF-1.7", {Reason.NOT_A_FEED}),
        (b"\x00\xff" * 50, {Reason.NOT_A_FEED}),
    ],
)
def test_what_is_not_its_kind_is_a_named_failure(name: str, body: bytes, reason: set[Reason]) -> None:
    found = EXAMPLES[name].parse("s", fetched(body), nothing)
    assert isinstance(found, FetchFailed) and found.reason in reason and found.detail


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(ROUTES)), st.text(alphabet="<>/=\"' abdefhilmorstuцж&;:.?", max_size=120))
def test_no_text_makes_a_route_raise(name: str, text: str) -> None:
    for body in (
        text,
        f"<urlset><url><loc>{text}",
        f"<article><a href='{text}'>{text}",
        f"<div data-post='a/1'>{text}",
    ):
        assert isinstance(EXAMPLES[name].parse("s", fetched(body), nothing), Parsed | FetchFailed)


# --- feeds of the web ---


def test_a_page_that_names_a_feed_leads_there_and_not_to_its_comments() -> None:
    page = """<html><head><link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">
    <link rel="alternate" type="application/atom+xml" href="/atom.xml"></head><p>News</p></html>"""
    found = parsed(EXAMPLES["rss"], page)
    assert (found.follow, found.remember) == ("https://feed.example/atom.xml", True)


def test_a_json_feed_is_read_and_what_has_the_wrong_type_is_absent() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "next_url": "/page2",
        "items": [
            {
                "id": 7,
                "url": "/a",
                "title": "A",
                "content_html": "<p>x</p>",
                "date_published": "2026-11-22T10:00:00+03:00",
            },
            {"id": "8", "url": 1.5, "title": ["no"], "date_published": {}, "authors": "no"},
            "no item",
        ],
    }
    found = parsed(EXAMPLES["rss"], json.dumps(feed))
    assert [(e.guid, e.url, e.title, e.summary) for e in found.entries] == [
        ("7", "https://feed.example/a", "A", "x"),
        ("8", "", "", ""),
    ]
    assert found.next_page == "https://feed.example/page2"
    assert parsed(EXAMPLES["rss"], json.dumps(feed), frozenset(found.keys)).entries == ()


# --- sitemaps ---

NEWS = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://a.example/news/2</loc><lastmod>2026-11-22T12:00:00Z</lastmod><n:news><n:publication><n:name>A</n:name>
<n:language>ru</n:language></n:publication><n:publication_date>2026-11-22T10:00:00+03:00</n:publication_date>
<n:title>Завод &amp; люди</n:title></n:news></url><url><loc>https://a.example/about</loc></url></urlset>"""


@pytest.mark.parametrize("body", [NEWS.encode(), gzip.compress(NEWS.encode())])
def test_a_news_sitemap_gives_titles_and_dates_also_packed(body: bytes) -> None:
    found = parsed(Sitemap(url=BASE, match="/news/"), body)
    (entry,) = found.entries
    assert (entry.title, entry.publisher, entry.language) == ("Завод & люди", "A", "ru")
    assert entry.published is not None and entry.published.hour == 7
    assert parsed(Sitemap(url=BASE), body, frozenset(found.keys)).entries[0].url == "https://a.example/about"


def test_an_index_leads_to_the_news_that_changed_last() -> None:
    index = """<sitemapindex><sitemap><loc>/pages.xml</loc><lastmod>2026-11-22</lastmod></sitemap>
    <sitemap><loc>/news-1.xml</loc><lastmod>2026-11-20</lastmod></sitemap>
    <sitemap><loc>/news-2.xml</loc><lastmod>2026-11-21</lastmod></sitemap></sitemapindex>"""
    found = parsed(EXAMPLES["sitemap"], index)
    assert (found.follow, found.remember) == ("https://feed.example/news-2.xml", False)


def test_a_packed_bomb_is_a_named_failure() -> None:
    found = EXAMPLES["sitemap"].parse("s", fetched(gzip.compress(bytes(30_000_000))), nothing)
    assert isinstance(found, FetchFailed) and found.reason is Reason.BAD_ENCODING


# --- listing pages ---

LIST = """
<body><nav><a href="/">Главная</a></nav><article><h2><a href="/news/2?utm_source=main">Запущена новая линия</a></h2>
<time datetime="2026-11-22T10:00:00+03:00">сегодня</time></article><article class="card"><a href="/news/1"><h2>Собран
первый автомобиль</h2></a><time>21.11.2026 09:00</time></article>
<article><a href="https://ads.example/x">Реклама</a></article>"""


def test_a_listing_page_gives_its_items_with_titles_and_dates() -> None:
    found = parsed(Page(url=BASE, item="article", title="h2", zone="Europe/Moscow"), LIST)
    assert [(e.title, e.url) for e in found.entries] == [
        ("Запущена новая линия", "https://feed.example/news/2?utm_source=main"),
        ("Собран первый автомобиль", "https://feed.example/news/1"),
    ]
    assert [e.published and e.published.isoformat() for e in found.entries] == [
        "2026-11-22T07:00:00+00:00",
        "2026-11-21T06:00:00+00:00",
    ]


def test_new_markup_makes_no_item_new() -> None:
    route = Page(url=BASE, item="article", title="h2")
    known = frozenset(parsed(route, LIST).keys)
    moved = LIST.replace("<h2>", "<h2 class='x'>").replace("/news/1", "//www.feed.example/news/1/")
    assert parsed(route, moved, known).entries == ()


def test_without_an_item_selector_every_telling_link_of_the_site_is_one() -> None:
    assert [e.title for e in parsed(Page(url=BASE), LIST).entries] == [
        "Запущена новая линия",
        "Собран первый автомобиль",
    ]


def test_a_selector_that_cannot_be_read_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="is no CSS selector"):
        Page(url=BASE, item="div[")


# --- Telegram ---

POSTS = """<html><body><div class="tgme_widget_message" data-post="example_news/41">
<div class="tgme_widget_message_text js"><b>Завод начал выпуск.</b><br/>
Подробности на сайте <a href="https://www.a.example/news/5?utm_source=tg">a.example</a></div>
<time datetime="2026-11-22T10:00:00+03:00">10:00</time></div>
<div class="tgme_widget_message" data-post="example_news/42">
<div class="tgme_widget_message_text">Просто новость</div>
<time datetime="2026-11-22T11:00:00+03:00">11:00</time></div>"""


def test_posts_are_entries_and_links_to_the_publishers_site_are_the_articles() -> None:
    found = parsed(Telegram(channel="@example_news", site="a.example"), POSTS)
    assert [(e.title, e.url) for e in found.entries] == [
        ("Завод начал выпуск.", "https://www.a.example/news/5?utm_source=tg"),
        ("Просто новость", "https://t.me/example_news/42"),
    ]
    assert found.keys[0] == "https://a.example/news/5"
    assert found.next_page == "https://t.me/s/example_news?before=41"
    assert found.newest is not None and found.newest.hour == 8


@pytest.mark.parametrize("name", ["", "a/b", "https://t.me/x", "имя", "a?b"])
def test_what_cannot_be_a_channel_is_refused_at_once(name: str) -> None:
    with pytest.raises(ValueError, match="is no channel name"):
        Telegram(channel=name)


# --- Google News ---


def test_a_search_gives_titles_without_the_publisher() -> None:
    body = rss(
        "<item><title>Завод начал выпуск - Газета</title><link>https://news.google.com/rss/articles/CBMiAAAAAAAAAAAAAAAA</link>"
        "<guid isPermaLink='false'>CBMi</guid><source url='https://gazeta.example'>Газета</source>"
        "<description>&lt;a&gt;Завод&lt;/a&gt;</description></item>"
    )
    found = parsed(GoogleNews(query="x"), body)
    (entry,) = found.entries
    assert (entry.title, entry.publisher, entry.summary) == ("Завод начал выпуск", "Газета", "")
    assert not found.window


def test_a_wrapped_link_is_asked_for_and_the_answer_read() -> None:
    asked = question("CBMiNAME", '<c-wiz data-n-a-ts="1763800000" data-n-a-sg="AZ5r3eQabc_-"></c-wiz>')
    assert asked is not None and b"CBMiNAME" in asked.body and b"1763800000" in asked.body
    assert question("CBMiNAME", "<html>consent</html>") is None
    told = json.dumps([["wrb.fr", "Fbv4je", json.dumps(["garturlres", "https://a.example/x?a=1&b=2", 1]), None]])
    assert answered(")]}'\n\n" + told) == "https://a.example/x?a=1&b=2"
    assert answered("[]") == ""


# --- OPML ---


def test_opml_goes_out_and_comes_back() -> None:
    sources = [
        SourceSpec("a", (Rss(url=BASE),), title="А & Б", language="ru"),
        SourceSpec("b", (Telegram(channel="abcde"),)),
    ]
    (back,) = opml.parse(opml.render(sources).encode())
    assert (back.title, back.feed_url, back.language) == ("А & Б", BASE, "ru")


def test_opml_of_others_is_read_leniently_each_feed_once() -> None:
    body = b"""<opml version="1.0"><body><outline text="Auto"><outline text="A" xmlUrl="https://a.example/rss"/>
    <outline title="A again" xmlUrl="https://www.a.example/rss/"/><outline text="none"/></outline>
    <outline text="bad" xmlUrl="javascript:x"/>"""
    assert [(o.title, o.feed_url, o.folder) for o in opml.parse(body)] == [("A", "https://a.example/rss", "Auto")]
    for wrong in (b"", b"<html></html>", b"nothing"):
        with pytest.raises(ValueError, match="no "):
            opml.parse(wrong)


def test_items_are_the_same_by_whichever_route() -> None:
    feed = parsed(EXAMPLES["rss"], rss(item(5)))
    sitemap = parsed(EXAMPLES["sitemap"], "<urlset><url><loc>https://www.feed.example/news/5/</loc></url></urlset>")
    assert feed.keys == sitemap.keys
    assert isinstance(fetched(b""), Fetched)
