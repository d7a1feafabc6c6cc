"""Full-text search in any word form: what is indexed of a text, and what a query asks of the index.

The index holds every dictionary form of every word, so a word is found under any form that it may be. It narrows; the
query itself then decides on the text (`query.matches`), phrases and word order included.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from monitor.core.query import And, Facts, Node, Query, Term, Text
from monitor.lang.lemmas import english, russian
from monitor.model import Analysis, Link

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 60_000  # characters indexed; the longest news stories are a tenth of it
_LINKED = (Link.STRONG, Link.MEDIUM)


def forms(word: str) -> frozenset[str]:
    """Every dictionary form that a word of either language may belong to, ё as е."""
    plain = word.casefold().replace("ё", "е")
    return english(plain) if plain.isascii() else russian(plain) | {plain}


def bag(title: str, text: str) -> str:
    """What the index holds of an article: the forms of its words, each once, in order of the alphabet."""
    words = set(_WORD.findall(f"{title}\n{text[:_LONGEST]}".casefold()))
    return " ".join(sorted({form for word in words for form in forms(word)}))


def narrowing(query: Query) -> tuple[tuple[frozenset[str], ...], tuple[Term, ...]]:
    """What must hold of every hit: groups of forms, of each of which one must be there, and plain terms."""
    parts = query.root.parts if isinstance(query.root, And) else (query.root,)
    return tuple(_groups(parts)), tuple(part for part in parts if isinstance(part, Term) and part.op == "=")


def _groups(parts: Iterable[Node]) -> Iterable[frozenset[str]]:
    for part in parts:
        if isinstance(part, Text):
            whole = part.words[:-1] if part.prefix else part.words
            yield from (forms(word) for word in whole)


def facts(analysis: Analysis, watch: str, source: str, story: str, voices: int) -> Facts:
    """What a query may ask about a stored article, as far as one watch goes."""
    linked = [m for m in analysis.mentions if m.watch == watch and m.link in _LINKED]
    article = analysis.article
    return Facts(
        watch=watch,
        values=frozenset(m.value for m in linked),
        brands=frozenset(m.value for m in linked if m.kind == "brand"),
        segments=frozenset(m.value for m in linked if m.kind == "segment"),
        events=frozenset(m.value for m in linked if m.kind == "event"),
        source=source,
        language=article.language,
        story=story,
        voices=voices,
        published=article.published,
        text=f"{article.title}\n{article.text}",
    )
