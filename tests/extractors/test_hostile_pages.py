# ruff: noqa: E501  rows of cases read best as they are
"""Pages made to break a reader: each in bounded time with a named outcome."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.extractors import extract
from monitor.model import Page, Reason

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SECONDS = 2.0  # CPU seconds for any page, as promised

HOSTILE = {
    "ten megabytes of nested tags": (b"<div>" * 2_000_000, Reason.EMPTY_PAGE),
    "nested lists with names": (b'<div class=a><ul><li>x' * 450_000, Reason.NOTHING_READABLE),
    "200,000 links in a row": (
        b"<html><body>" + b"".join(b'<a href="/%d">link number %d</a> ' % (n, n) for n in range(200_000)),
        Reason.NOTHING_READABLE,
    ),
    "200,000 links in a list": (
        b"<ul>" + b"".join(b'<li><a href="/%d">one of many links, number %d</a></li>' % (n, n) for n in range(200_000)),
        Reason.LISTING_PAGE,
    ),
    "invalid UTF-8": (b"<html><body><p>" + bytes(range(256)) * 4_000, Reason.NOTHING_READABLE),
    "a noscript refresh": (
        b'<html><head><noscript><meta http-equiv="refresh" content="0;url=/x"></noscript></head><body></body></html>',
        Reason.EMPTY_PAGE,
    ),
    "NUL bytes alone": (b"\x00" * 5_000_000, Reason.EMPTY_PAGE),
    "a 5 MB line of words": (b"<html><body><p>" + b"word, " * 850_000, Reason.NOTHING_READABLE),
    "a 5 MB line without a space": (b"<html><body><p>" + b"a" * 5_000_000, Reason.NOTHING_READABLE),
    "a million breaks": (b"a<br>" * 1_000_000, Reason.NOTHING_READABLE),
    "100,000 dates": (b"<div class=date>12 x 45 zz</div>" * 100_000, Reason.NOTHING_READABLE),
    "200,000 times": (b"<time>1</time>" * 200_000, Reason.NOTHING_READABLE),
    "a title of separators": (b"<title>" + b"a - " * 1_000_000, Reason.EMPTY_PAGE),
    "JSON-LD of brackets": (b'<script type="application/ld+json">' + b"[" * 900_000 + b"</script>", Reason.EMPTY_PAGE),
    "comments that never end": (b"<!--" * 1_000_000, Reason.EMPTY_PAGE),
    "a body in 30,000 parts": (
        b"".join(b'<div class="article-body k%d"><p>Long enough prose, that is what it is, and more of it here.</p></div>'
                 % (n % 7) for n in range(30_000)),
        None,
    ),
    "a broken PDF": (b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<</Root 1 0 R/Size 99999999>>", Reason.PDF),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_ends_in_time_with_a_name(name: str) -> None:
    body, outcome = HOSTILE[name]
    page = Page(url="https://x.example/a/b", now=NOW, body=body, content_type="text/html", summary="What the feed said.")
    start = time.process_time()
    article = extract(page)
    assert time.process_time() - start < SECONDS
    assert outcome is None or article.outcome is outcome
    assert len(article.text) <= 1_000_000


def test_nul_bytes_inside_a_page_are_not_shown() -> None:
    body = b"<html>\x00<body><p>" + b"A sen\x00tence that is long enough to be read as prose, and some more. " * 6
    assert "\x00" not in extract(Page(url="https://x.example/a", now=NOW, body=body)).text


PIECES = st.sampled_from(
    ["<div>", "</div>", "<p>", "</p>", "<article class='article-body'>", "</article>", "<br>", "<br><br>", "<li>", "<table>",
     "<td>", "<h1>", "</h1>", "<a href='/x'>", "</a>", "<span class='caption'>", "</span>", "<aside>", "<form>", "<script>",
     "</script>", '<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"x","author":[{"name":1}]}</script>',
     "<time datetime='2026-11-22T10:00'>", "22 ноября 2026", "сегодня в 25:99", "31.02.2026", "&#0;", "&nbsp;", "\x00", "\u200b",
     "Завод запустил линию по выпуску тележек, сообщили в пресс-службе. ", "Subscribe to continue reading. ", "<title>", "</title>",
     "<meta property='article:published_time' content='9999-99-99'>", "<link rel=canonical href='http://[::1'>", "<!--", "-->",
     "<html lang='ru'>", "<base href='//'>", "<svg><p>", "<p hidden>", "<i itemprop=author>", "\ud83d", "]]>", "<![CDATA["]
)  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES | st.text(max_size=20), max_size=60), st.sampled_from(["utf-8", "windows-1251", "utf-16"]))
def test_no_soup_of_markup_breaks_the_reader(pieces: list[str], charset: str) -> None:
    body = "".join(pieces).encode(charset, "replace")
    article = extract(Page(url="https://x.example/2026/11/22/a", now=NOW, body=body, summary="s"))
    assert isinstance(article.outcome, Reason)
    assert article.published is None or article.published.tzinfo is not None


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=2_000), st.text(max_size=40), st.text(max_size=40))
def test_no_bytes_break_the_reader(body: bytes, content_type: str, url: str) -> None:
    extract(Page(url="https://x.example/" + url, now=NOW, body=body, content_type=content_type))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_no_feed_item_breaks_the_reader(title: str, content: str) -> None:
    article = extract(Page(url="https://x.example/a", now=NOW, title=title, content_html=content, summary=content))
    assert article.outcome in {Reason.SUMMARY_SERVES, Reason.ARTICLE}


MEGABYTES = 400  # above the interpreter's own: three copies of ten megabytes, their tree, and trafilatura's libraries
CHILD = """
import resource, sys
sys.path.insert(0, sys.argv[1])
from tests.extractors.test_hostile_pages import HOSTILE, NOW
from monitor.extractors import extract
from monitor.model import Page
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for name in sys.argv[2:]:
    extract(Page(url="https://x.example/a", now=NOW, body=HOSTILE[name][0], content_type="text/html"))
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def test_hostile_pages_stay_within_their_memory() -> None:
    names = ["ten megabytes of nested tags", "200,000 links in a list", "a 5 MB line of words", "a million breaks",
             "JSON-LD of brackets"]  # fmt: skip
    root = str(Path(__file__).resolve().parents[2])
    run = subprocess.run([sys.executable, "-c", CHILD, root, *names], capture_output=True, text=True, check=True)
    assert int(run.stdout) < MEGABYTES
