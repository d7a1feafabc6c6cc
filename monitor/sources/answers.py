"""What came in place of a feed: a page that names one, a challenge, something else."""

from __future__ import annotations

import re

from lxml import etree, html

from monitor.core.bounds import crowded
from monitor.core.entries import plain
from monitor.core.urls import fetchable
from monitor.model import Fetched, FetchFailed, Reason

_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"})
_COMMENTS = re.compile(r"comment|комментар", re.I)
_ROOT = re.compile(
    r"<(?:[\w-]{1,20}:)?(rss|feed|rdf|urlset|sitemapindex|html|head|body|script|opml)\b|<!doctype\s+html", re.I
)
_LOOK = 20_000  # characters in which a root element is looked for, past prologs, comments and servers' warnings
_PAGE = 400_000
_LITTLE = 600  # characters of text: a page that only runs a script

# What the guards of sites write into their pages; families, not sites.
_GUARDS = re.compile(
    r"cf-chl|challenge-platform|__ddg|ddos-guard|servicepipe|qrator|incapsula|_Incapsula_|sucuri_cloudproxy|smartcaptcha"
    r"|captcha|datadome|perimeterx|akam/|aws-waf|botguard|js_challenge|checking your browser|enable javascript"
    r"|включите javascript|проверка браузера",
    re.I,
)


def root_of(text: str) -> tuple[str, int]:
    """Name of the first element that tells what a body is, lower-case, and its offset; ("", 0) where there is none."""
    found = _ROOT.search(text[:_LOOK])
    if found is None:
        return "", 0
    return (found[1] or "html").lower(), found.start()


def failed(fetched: Fetched, reason: Reason, detail: str, weight: float = 1.0) -> FetchFailed:
    return FetchFailed(fetched.url, reason, detail, fetched.status, weight=weight)


def empty(fetched: Fetched) -> FetchFailed:
    return failed(fetched, Reason.EMPTY_BODY, "the body is empty", weight=0.5)


def challenge(text: str) -> str:
    """What shows that a page is a guard's challenge; "" for other pages."""
    text = text[:_PAGE]
    little = len(plain(text)) < _LITTLE
    if little and (found := _GUARDS.search(text)):
        return f"a challenge page ({found[0].lower()[:40]})"
    if little and "<script" in text.lower():
        return "a page that only runs a script"
    return ""


def feed_named_by(text: str, base: str) -> str:
    """The address of the feed that a page names (`<link rel=alternate>`), not the one of its comments; "" for none."""
    markup = text[:_PAGE].encode("utf-8", "replace")
    if b"alternate" not in markup or crowded(markup):
        return ""
    try:
        page = html.document_fromstring(markup, parser=html.HTMLParser(encoding="utf-8"))
    except (ValueError, etree.ParserError):
        return ""
    for link in page.iter("link"):
        rel, kind = link.get("rel", "").lower().split(), link.get("type", "").lower().partition(";")[0].strip()
        if "alternate" in rel and kind in _FEED_TYPES and not _COMMENTS.search(link.get("title", "")):
            return fetchable(link.get("href", ""), base)
    return ""
