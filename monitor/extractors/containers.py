"""Containers: those that call themselves the article, and those where the prose stands close together.

Two tiers over one choice (`container.choose`), because the second is less sure of itself: its draft must also be
mostly prose.
"""

from __future__ import annotations

from typing import ClassVar

from .document import Document
from .tier import Draft
from .trim import trimmed


def _draft(document: Document, by: str) -> Draft | None:
    region = document.region
    if region is None:
        return None
    kept = trimmed(region.blocks(document.outline), document.title)
    clear = region.by != "density" or document.says_article
    return Draft(kept.text, by, kept.captions, cut=kept.cut, clear=clear) if kept.text else None


class Containers:
    name: ClassVar[str] = "containers"

    def read(self, document: Document) -> Draft | None:
        region = document.region
        return _draft(document, self.name) if region is not None and region.by != "density" else None


class Density:
    name: ClassVar[str] = "density"

    def read(self, document: Document) -> Draft | None:
        region = document.region
        return _draft(document, self.name) if region is not None and region.by == "density" else None
