"""The publisher's own selectors, from `knowledge/publishers.yaml`.

`body` names the containers of the text, `lead` what stands before it, `drop` what is no article inside them. A rule
that finds nothing is passed over: a site that was rebuilt falls back on the general tiers.
"""

from __future__ import annotations

from typing import ClassVar

from lxml.etree import _Element as Element

from .blocks import Block, outline
from .document import Document, matching
from .tier import Draft
from .trim import trimmed


class PublisherRule:
    name: ClassVar[str] = "publisher-rule"

    def read(self, document: Document) -> Draft | None:
        bodies = _outermost(document.selected("body"))
        if not bodies:
            return None
        dropped = _all(document, "drop")
        blocks = [block for element in [*document.selected("lead")[:1], *bodies] for block in _blocks(element, dropped)]
        kept = trimmed(blocks, document.title)
        return Draft(kept.text, self.name, kept.captions, cut=kept.cut, clear=True) if kept.text else None


def _blocks(element: Element, dropped: frozenset[Element]) -> list[Block]:
    return outline(element, frozenset({element}), dropped).blocks


def _all(document: Document, purpose: str) -> frozenset[Element]:
    return frozenset(element for rule in document.rules(purpose) for element in matching(rule, document.root))


def _outermost(elements: list[Element]) -> list[Element]:
    found = set(elements)
    return [element for element in elements if not any(around in found for around in element.iterancestors())]
