"""The demo's outlets as bytes: feeds in four formats and article pages, each with its own surroundings."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from email.utils import format_datetime
from html import escape

from .world import DemoArticle, Outlet

SUMMARY_LENGTH = 160


def address(base: str, article: DemoArticle) -> str:
    return f"{base}/{article.outlet}/{article.id}.html"


def feed(base: str, outlet: Outlet, items: Sequence[DemoArticle], now: datetime) -> tuple[str, bytes]:
    """Content type and body of the outlet's feed."""
    return _FEEDS[outlet.kind](base, outlet, items, now)


def _summary(article: DemoArticle, now: datetime) -> str:
    text = article.text_at(now)
    return text if len(text) <= SUMMARY_LENGTH else text[:SUMMARY_LENGTH].rsplit(" ", 1)[0] + "…"


def _rss(base: str, outlet: Outlet, items: Sequence[DemoArticle], now: datetime) -> tuple[str, bytes]:
    return "application/rss+xml; charset=utf-8", _rss_text(base, outlet, items, now, "utf-8").encode()


def _rss_1251(base: str, outlet: Outlet, items: Sequence[DemoArticle], now: datetime) -> tuple[str, bytes]:
    text = _rss_text(base, outlet, items, now, "windows-1251")
    return "text/xml", text.encode("windows-1251", "xmlcharrefreplace")


def _rss_text(base: str, outlet: Outlet, items: Sequence[DemoArticle], now: datetime, charset: str) -> str:
    shown = "\n".join(
        f"<item><title>{escape(one.title)}</title><link>{address(base, one)}</link>"
        f'<guid isPermaLink="false">{outlet.id}:{one.id}</guid>'
        f"<pubDate>{format_datetime(one.published)}</pubDate>"
        f"<description>{escape(_summary(one, now))}</description></item>"
        for one in items
    )
    return (
        f'<?xml version="1.0" encoding="{charset}"?>\n<rss version="2.0"><channel><title>{escape(outlet.title)}</title>'
        f"<link>{base}/{outlet.id}/</link><language>{outlet.language}</language>\n{shown}\n</channel></rss>\n"
    )


def _atom(base: str, outlet: Outlet, items: Sequence[DemoArticle], now: datetime) -> tuple[str, bytes]:
    shown = "\n".join(
        f"<entry><title>{escape(one.title)}</title><id>tag:{outlet.id}.example,2024:{one.id}</id>"
        f'<link rel="alternate" href="{address(base, one)}"/>'
        f"<published>{one.published.isoformat()}</published><updated>{one.published.isoformat()}</updated>"
        f"<summary>{escape(_summary(one, now))}</summary></entry>"
        for one in items
    )
    text = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{outlet.language}">'
        f"<title>{escape(outlet.title)}</title><id>tag:{outlet.id}.example,2024:feed</id>"
        f"<updated>{now.isoformat()}</updated>\n{shown}\n</feed>\n"
    )
    return "application/atom+xml; charset=utf-8", text.encode()


def _json(base: str, outlet: Outlet, items: Sequence[DemoArticle], now: datetime) -> tuple[str, bytes]:
    shown = [
        {
            "id": f"{outlet.id}:{one.id}",
            "url": address(base, one),
            "title": one.title,
            "summary": _summary(one, now),
            "date_published": one.published.isoformat(),
        }
        for one in items
    ]
    body = {"version": "https://jsonfeed.org/version/1.1", "title": outlet.title, "language": outlet.language}
    return "application/feed+json", json.dumps({**body, "items": shown}, ensure_ascii=False).encode()


_FEEDS: dict[str, Callable[[str, Outlet, Sequence[DemoArticle], datetime], tuple[str, bytes]]] = {
    "rss": _rss,
    "rss-1251": _rss_1251,
    "atom": _atom,
    "json": _json,
}


def page(base: str, outlet: Outlet, article: DemoArticle, others: Sequence[DemoArticle], now: datetime) -> bytes:
    """The article's page: its text among a menu, a teaser list and a foot, as real pages have them."""
    about = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "datePublished": article.published.isoformat(),
        "publisher": {"@type": "Organization", "name": outlet.title},
    }
    teasers = "".join(f'<li><a href="{address(base, one)}">{escape(one.title)}</a></li>' for one in others[:3])
    sentences = "".join(f"<p>{escape(part)}</p>" for part in article.text_at(now).split("\n\n"))
    return f"""<!doctype html>
<html lang="{outlet.language}"><head><meta charset="utf-8">
<title>{escape(article.title)} | {escape(outlet.title)}</title>
<script type="application/ld+json">{json.dumps(about, ensure_ascii=False)}</script></head>
<body><nav><a href="/">{escape(outlet.title)}</a></nav>
<article><h1>{escape(article.title)}</h1><time datetime="{article.published.isoformat()}"></time>
{sentences}</article>
<aside><ul>{teasers}</ul></aside><footer>© {escape(outlet.title)}</footer></body></html>
""".encode()
