"""From a page to the article and nothing but the article."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.knowledge.terms import Publisher
from monitor.model import Article, Page


def extract(page: Page, publishers: Sequence[Publisher] = ()) -> Article:
    """The article of a page: clean text, metadata, and what the page was when it was no article.

    Pure: no clock (`page.now` is it), no network, no log; never raises for what a page holds. `language` is what
    the page declares, or "".
    """
    text = page.text or page.summary
    return Article(
        url=page.url,
        canonical_url=page.final_url or page.url,
        title=page.title,
        text=text,
        language=page.language,
        published=page.published,
    )
