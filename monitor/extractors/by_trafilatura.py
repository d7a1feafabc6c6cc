"""trafilatura, for the pages that the cheaper tiers do not read: in its balanced mode, since what its precise one would
leave out is all that such a page has.

It is imported where it is used: the import costs 125 ms and 24 MB, and most pages never come here.
"""

from __future__ import annotations

from itertools import islice
from typing import ClassVar

from lxml import etree

from .document import Document
from .tier import Draft

_MAX_ELEMENTS = 20_000
_MAX_CONTAINERS = 6_000  # its cost grows faster than the page: 15 ms for 2,000 elements, seconds beyond this
_MAX_PARAGRAPH = 10_000
_MAX_TEXT = 300_000


def _bearable(document: Document) -> bool:
    page = document.outline
    sizes = [len(block.text) for block in page.blocks]
    return (
        0 < sum(sizes) < _MAX_TEXT
        and max(sizes) < _MAX_PARAGRAPH
        and len(page.containers) < _MAX_CONTAINERS
        and next(islice(document.root.iter(), _MAX_ELEMENTS, None), None) is None
    )


class Trafilatura:
    name: ClassVar[str] = "trafilatura"

    def read(self, document: Document) -> Draft | None:
        if not _bearable(document):
            return None
        import trafilatura  # noqa: PLC0415  see the module's docstring

        source = etree.tostring(document.root, encoding="unicode", method="html")
        text = trafilatura.extract(source, include_comments=False, include_tables=True)
        return Draft(text.strip(), self.name) if text and text.strip() else None
