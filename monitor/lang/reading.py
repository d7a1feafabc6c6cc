"""A text as the taggers see it: tokens, sentences and clauses with offsets, lemmas on demand."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, TypeVar, cast

T = TypeVar("T")
TITLE = "title"
TEXT = "text"


class Token(NamedTuple):  # made by the hundred for every article: a third of a frozen dataclass's cost
    """One word, number or mark. Offsets are into the field's own string.

    `norm` is what matching looks at: NFKC, casefolded, ё as е, look-alike letters of the other script folded to
    the word's own script, soft hyphens and zero-width characters gone. `shape` is one of word, number, mark.
    """

    start: int
    end: int
    text: str
    norm: str
    shape: str
    script: str  # cyrillic, latin, other, none
    capital: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """`first`/`last` are token indexes (half-open) in `Reading.tokens`; clauses are half-open index pairs."""

    index: int
    field: str
    start: int
    end: int
    first: int
    last: int
    paragraph: int
    clauses: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The title's sentences come first, then the text's."""

    title: str
    text: str
    language: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    lemmas_of: Callable[[str], frozenset[str]]  # norm -> every possible lemma (itself where unknown)
    published: datetime | None = None  # of the article: what "in 2019" and "in spring" are told apart by
    _known: dict[Hashable, object] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` answers for this reading, worked out at the first asking of the key."""
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = make()
        return cast("T", found)

    def words(self, sentence: Sentence) -> tuple[Token, ...]:
        return self.tokens[sentence.first : sentence.last]

    def lemmas(self, index: int) -> frozenset[str]:
        return self.lemmas_of(self.tokens[index].norm)

    def shown(self, sentence: Sentence) -> str:
        """The sentence as the reader sees it."""
        return (self.title if sentence.field == TITLE else self.text)[sentence.start : sentence.end]

    def sentence_at(self, field: str, offset: int) -> Sentence:
        """The sentence that holds the offset; the nearest one before it where it falls between two."""
        own = [s for s in self.sentences if s.field == field]
        holding = [s for s in own if s.start <= offset]
        return holding[-1] if holding else own[0]
