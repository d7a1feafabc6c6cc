"""Feeds to test with: the shared real ones where they are, made ones everywhere."""

from __future__ import annotations

from pathlib import Path

from monitor.model import Fetched

FEEDS = Path(__file__).parents[3] / "shared/data/feeds"
FILES = sorted(FEEDS.iterdir()) if FEEDS.exists() else []
BASE = "https://feed.example/news/feed.xml"


def fetched(body: bytes | str, content_type: str = "", url: str = BASE) -> Fetched:
    raw = body.encode() if isinstance(body, str) else body
    headers = {"content-type": content_type} if content_type else {}
    return Fetched(url, url, 200, headers, raw)


def rss(items: str, head: str = "", attributes: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"{attributes}><channel>{head}{items}</channel></rss>'
    )


def item(number: int, more: str = "") -> str:
    return (
        f"<item><title>Новость {number}</title><link>https://feed.example/news/{number}</link>"
        f"<guid isPermaLink='false'>id-{number}</guid><pubDate>Sun, 22 Nov 2026 1{number % 10}:00:00 +0300</pubDate>"
        f"<description>&lt;p&gt;Текст {number}&lt;/p&gt;</description>{more}</item>"
    )
