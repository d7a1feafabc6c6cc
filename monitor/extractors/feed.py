"""What the feed itself brought: the full content where it has one, else the summary."""

from __future__ import annotations

from typing import ClassVar

from monitor.core.fragments import plain

from .blocks import outline
from .document import Document, tree_of
from .tier import Draft
from .trim import trimmed

_MAX_CONTENT = 1_000_000
_MAX_SUMMARY = 20_000


def content(content_html: str, title: str) -> Draft | None:
    """The paragraphs of a feed's content."""
    root = tree_of(f"<div>{content_html[:_MAX_CONTENT]}</div>") if content_html.strip() else None
    if root is None:
        return None
    kept = trimmed(outline(root).blocks, title)
    return Draft(kept.text, FeedContent.name, kept.captions) if kept.text else None


def summary(text: str) -> Draft | None:
    """The feed's summary as one paragraph."""
    line = plain(text, _MAX_SUMMARY)
    return Draft(line, Summary.name, whole=False) if line else None


class FeedContent:
    name: ClassVar[str] = "feed-content"

    def read(self, document: Document) -> Draft | None:
        return content(document.page.content_html, document.title)


class Summary:
    name: ClassVar[str] = "summary"

    def read(self, document: Document) -> Draft | None:
        return summary(document.page.summary)
