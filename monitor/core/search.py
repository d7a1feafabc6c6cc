"""Full-text search in any word form: what is indexed of a text, and what a query asks of the index.

The index holds the words as they stand; a query asks for every form of its own words, so that the dictionary is asked
about the few words of a query and not about the thousands of an hour's news. The index narrows; the query itself then
decides on the text (`query.matches`), phrases and word order included.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from monitor.core.query import And, Facts, Node, Query, Term, Text
from monitor.lang.lemmas import english, english_spellings, russian, russian_spellings
from monitor.model import Analysis, Link

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 60_000  # characters indexed; the longest news stories are a tenth of it
_LINKED = (Link.STRONG, Link.MEDIUM)


def _plain(text: str) -> str:
    return text.casefold().replace("ё", "е")


@lru_cache(maxsize=50_000)  # the words of some thousand articles: a search looks at them again and again
def forms(word: str) -> frozenset[str]:
    """Every dictionary form that a word of either language may belong to, ё as е."""
    plain = _plain(word)
    return english(plain) if plain.isascii() else russian(plain) | {plain}


def spellings(word: str) -> frozenset[str]:
    """The words that share a dictionary form with a word, as the index holds them; `*` stands for any ending."""
    plain = _plain(word)
    return english_spellings(plain) if plain.isascii() else russian_spellings(plain)


def bag(title: str, text: str) -> str:
    """What the index holds of an article: its words, each once."""
    return " ".join(dict.fromkeys(_WORD.findall(_plain(f"{title}\n{text[:_LONGEST]}"))))


def narrowing(query: Query) -> tuple[tuple[frozenset[str], ...], tuple[Term, ...]]:
    """What must hold of every hit: groups of words, of each of which one must be there, and plain terms."""
    parts = query.root.parts if isinstance(query.root, And) else (query.root,)
    return tuple(_groups(parts)), tuple(part for part in parts if isinstance(part, Term) and part.op == "=")


def _groups(parts: Iterable[Node]) -> Iterable[frozenset[str]]:
    for part in parts:
        if isinstance(part, Text):
            whole = part.words[:-1] if part.prefix else part.words
            yield from (spellings(word) for word in whole)
            if part.prefix:
                yield frozenset({_plain(part.words[-1]) + "*"})


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
