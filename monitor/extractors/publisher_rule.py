"""The publisher's own selectors, from `knowledge/publishers.yaml`.

`body` names the containers of the text, `lead` what stands before it, `drop` what is no article inside them. A rule
that finds nothing is passed over: a site that was rebuilt falls back on the general tiers.
"""

from __future__ import annotations

from functools import lru_cache
from typing import ClassVar

from lxml.cssselect import CSSSelector
from lxml.etree import _Element as Element

from .blocks import Block, outline
from .document import Document
from .tier import Draft
from .trim import trimmed


@lru_cache(maxsize=2_000)
def _compiled(selector: str) -> CSSSelector:
    return CSSSelector(selector, translator="html")


def selected(document: Document, purpose: str) -> list[Element]:
    """Elements that the publisher's selectors of one purpose find: those of the first selector that finds any."""
    rules = document.publisher.selectors.get(purpose, ()) if document.publisher else ()
    return next((found for rule in rules if (found := _compiled(rule)(document.root))), [])


class PublisherRule:
    name: ClassVar[str] = "publisher-rule"

    def read(self, document: Document) -> Draft | None:
        bodies = _outermost(selected(document, "body"))
        if not bodies:
            return None
        dropped = _all(document, "drop")
        blocks = [block for element in [*selected(document, "lead")[:1], *bodies] for block in _blocks(element, dropped)]
        kept = trimmed(blocks, document.title)
        return Draft(kept.text, self.name, kept.captions) if kept.text else None


def _blocks(element: Element, dropped: frozenset[Element]) -> list[Block]:
    return outline(element, frozenset({element}), dropped).blocks


def _all(document: Document, purpose: str) -> frozenset[Element]:
    rules = document.publisher.selectors.get(purpose, ()) if document.publisher else ()
    return frozenset(element for rule in rules for element in _compiled(rule)(document.root))


def _outermost(elements: list[Element]) -> list[Element]:
    found = set(elements)
    return [element for element in elements if not any(around in found for around in element.iterancestors())]
