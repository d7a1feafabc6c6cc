"""trafilatura in its precise mode, for the pages that the cheaper tiers do not read.

It is imported where it is used: the import costs 125 ms and 24 MB, and most pages never come here.
"""

from __future__ import annotations

from typing import ClassVar

from lxml import etree

from .document import Document
from .tier import Draft

_MAX_ELEMENTS = 30_000  # its cost grows faster than the page: 15 ms for 2,000 elements, seconds beyond this


class Trafilatura:
    name: ClassVar[str] = "trafilatura"

    def read(self, document: Document) -> Draft | None:
        if sum(1 for _ in document.root.iter()) > _MAX_ELEMENTS:
            return None
        import trafilatura  # noqa: PLC0415  see the module's docstring

        source = etree.tostring(document.root, encoding="unicode", method="html")
        text = trafilatura.extract(source, favor_precision=True, include_comments=False, include_tables=True)
        return Draft(text.strip(), self.name) if text and text.strip() else None
