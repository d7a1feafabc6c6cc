"""What a tier gives, and the one test that all of them must pass."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar, Protocol

from .blocks import weight
from .document import Document

ENOUGH = 200  # characters: two sentences
FLASH = 60  # characters of a one-sentence item, where the page says clearly that this is its article
_SENTENCE = re.compile(r"[^\W\d_]{2}[»”\")]?[.!?…。！？।](?:[\s\"»”)]|$)")
_WORD = re.compile(r"\w+")
_SHINGLE = 4  # words
_COMPARED = 100_000  # characters
_LOOKED_AT = 20_000  # characters


@dataclass(frozen=True, slots=True)
class Draft:
    """An article's text as one tier reads it: paragraphs on lines of their own."""

    text: str
    by: str
    captions: tuple[str, ...] = ()
    whole: bool = True  # False: the tier itself says that there is more
    cut: tuple[str, ...] = ()  # blocks inside the article that are not part of it
    clear: bool = False  # the page itself names these blocks its article, and nothing else as long


class Tier(Protocol):
    """One way from a document to its text. Stateless; None where the way does not lead anywhere."""

    name: ClassVar[str]

    def read(self, document: Document) -> Draft | None: ...


def accepted(draft: Draft | None) -> bool:
    """Whether a draft reads as an article: enough text, and at least one sentence that ends."""
    if draft is None or weight(draft.text) < (FLASH if draft.clear else ENOUGH):
        return False
    return _SENTENCE.search(draft.text, 0, _LOOKED_AT) is not None


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """Runs of four words, for asking how much of one draft stands in another."""
    words = _WORD.findall(text[:_COMPARED].casefold())
    if len(words) <= _SHINGLE:
        return frozenset({tuple(words)} if words else set())
    return frozenset(zip(*(words[n:] for n in range(_SHINGLE)), strict=False))


def share(of: frozenset[tuple[str, ...]], within: frozenset[tuple[str, ...]]) -> float:
    """How much of one text stands in another, 0..1."""
    return len(of & within) / len(of) if of else 0.0
