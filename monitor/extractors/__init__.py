"""From a page to the article and nothing but the article.

    bytes | charset | tree | tiers in order, same test | disagreement | outcome | metadata

The order of the tiers is `EXTRACTORS`; a new one is a file with a `read` and a line here. The article remembers in
`served_by` which one served.
"""

from __future__ import annotations

from collections.abc import Sequence

from monitor.core.dates import Dated
from monitor.core.text_dirt import clean, clean_line
from monitor.knowledge.terms import Publisher
from monitor.model import Article, Page, Reason

from . import feed, metadata, pdf, published
from .by_trafilatura import Trafilatura
from .cascade import best_draft
from .containers import Containers, Density
from .credit import credited_to, publisher_of
from .document import Document, parse
from .feed import FeedContent, Summary
from .json_ld import JsonLd
from .outcome import Outcome, outcome_of
from .publisher_rule import PublisherRule
from .tier import Draft, Tier, accepted
from .titles import without_site

__all__ = ["EXTRACTORS", "extract"]

EXTRACTORS: dict[str, Tier] = {
    tier.name: tier
    for tier in (PublisherRule(), JsonLd(), Containers(), Density(), Trafilatura(), FeedContent(), Summary())
}
_FROM_PAGE = tuple(tier for name, tier in EXTRACTORS.items() if name not in {"feed-content", "summary"})
_KEEPS_PAGE_TEXT = frozenset({Reason.PAYWALL, Reason.VIDEO_PAGE, Reason.WRONG_LANGUAGE, Reason.NOTHING_READABLE})
_MAX_TEXT = 1_000_000


def extract(page: Page, publishers: Sequence[Publisher] = ()) -> Article:
    """The article of a page: clean text, metadata, and what the page was when it was no article.

    Pure: no clock (`page.now` is it), no network, no log; never raises for what a page holds. `language` is what
    the page declares, or "". Times keep the zone that the page states.
    """
    if page.text:
        return _told(page, publishers, Draft(page.text[:_MAX_TEXT], "given"), (Reason.ARTICLE, ""))
    body = page.body
    if not body or not body.strip(b"\x00 \t\r\n"):
        refused = body is None
        return _from_feed(page, publishers, (Reason.SUMMARY_SERVES if refused else Reason.EMPTY_PAGE, ""))
    if pdf.is_pdf(body, page.content_type):
        text, why = pdf.text_of(body)
        outcome = (Reason.PDF, why or "text layer")
        return _told(page, publishers, Draft(text, "pdf"), outcome) if text else _from_feed(page, publishers, outcome)
    if _not_html(body, page.content_type):
        return _from_feed(page, publishers, (Reason.NOT_HTML, page.content_type or "no element in the first bytes"))
    return _from_page(page, publishers)


def _not_html(body: bytes, content_type: str) -> bool:
    start = body[:4096].lstrip(b"\xef\xbb\xbf\x00 \t\r\n")
    told = content_type.lower()
    typed = told.startswith(("image/", "audio/", "video/", "application/json", "application/zip", "application/octet"))
    return start[:1] in {b"{", b"["} or (b"<" not in body[:65_536]) or (typed and start[:1] != b"<")


def _from_page(page: Page, publishers: Sequence[Publisher]) -> Article:
    document = parse(page, publisher_of(page.final_url or page.url, publishers))
    if document is None:
        return _from_feed(page, publishers, (Reason.EMPTY_PAGE, "no element"))
    drafted = best_draft(document, _FROM_PAGE)
    outcome = outcome_of(document, drafted)
    serving = _serving(page, document, drafted, outcome)
    return _article(document, publishers, serving, outcome)


def _serving(page: Page, document: Document, drafted: Draft | None, outcome: Outcome) -> Draft:
    """The page's draft where it is an article; else the longest of what the feed brought and what was readable."""
    if outcome[0] is Reason.ARTICLE and drafted is not None:
        return drafted
    readable = [drafted] if outcome[0] in _KEEPS_PAGE_TEXT else []
    offered = [feed.content(page.content_html, document.title), feed.summary(page.summary), *readable]
    nothing = Draft("", "", whole=False)
    return max((draft for draft in offered if draft is not None), key=lambda draft: len(draft.text), default=nothing)


def _article(document: Document, publishers: Sequence[Publisher], serving: Draft, outcome: Outcome) -> Article:
    page = document.page
    at = published.published(document) or _dated(page) or published.guessed(document)
    changed = published.modified(document)
    text = clean(serving.text[:_MAX_TEXT])
    return Article(
        url=page.url,
        canonical_url=metadata.canonical(document),
        title=document.title or clean_line(page.title),
        text=text,
        language=metadata.language(document),
        published=at.at if at else None,
        outcome=outcome[0],
        detail=outcome[1],
        served_by=serving.by,
        subtitle=metadata.subtitle(document),
        modified=changed.at if changed else None,
        author=metadata.author(document),
        section=metadata.section(document),
        site=metadata.site(document),
        credited_to=credited_to(text, document.url, publishers),
        captions=tuple(clean_line(caption)[:500] for caption in serving.captions[:50]),
        tags=metadata.tags(document),
        cut=tuple(clean_line(block)[:300] for block in serving.cut[:50]),
        amp_url=metadata.amp(document),
        date_precision=at.precision if at else "unknown",
    )


def _dated(page: Page) -> Dated | None:
    return Dated(page.published) if page.published else None


def _from_feed(page: Page, publishers: Sequence[Publisher], outcome: Outcome) -> Article:
    """The article without its page: the feed's content, which may be whole, or its summary."""
    title = without_site(clean_line(page.title), [page.publisher])
    full, short = feed.content(page.content_html, title), feed.summary(page.summary)
    draft = max((d for d in (full, short) if d is not None), key=lambda d: len(d.text), default=Draft("", ""))
    if outcome[0] is Reason.SUMMARY_SERVES and draft.by == FeedContent.name and accepted(draft):
        outcome = (Reason.ARTICLE, "")
    return _told(page, publishers, draft, outcome)


def _told(page: Page, publishers: Sequence[Publisher], draft: Draft, outcome: Outcome) -> Article:
    """An article of which only the feed (or the import line) tells the metadata."""
    text = clean(draft.text)
    return Article(
        url=page.url,
        canonical_url=page.final_url or page.url,
        title=without_site(clean_line(page.title), [page.publisher] if page.publisher else []),
        text=text,
        language=page.language.lower()[:2],
        published=page.published,
        outcome=outcome[0],
        detail=outcome[1],
        served_by=draft.by,
        author=page.author,
        site=page.publisher,
        credited_to=credited_to(text, page.url, publishers),
        captions=tuple(clean_line(caption) for caption in draft.captions[:50]),
        date_precision="time" if page.published else "unknown",
    )
