"""Phrases over words: how segments, events and the cues of certainty are written down and found.

A phrase is a line of elements separated by blanks:

    завод            the word in any of its forms (its lemma, or the form itself)
    электр*          any word that begins so;  *montage  any that ends so (for tongues that compound)
    電池              signs of scripts without blanks, one after the other
    купить|закупить  one of these
    {make}           one of a named group of words
    ~  ~3            up to 2 (or 3) words between its neighbours
    a b & c d        both parts, in any order, within `_NEAR` words of each other in one sentence

Marks between words do not count, but no gap reaches over a colon or semicolon. Each distinct element becomes one bit.
A word's bits are looked up once and remembered, so a text costs one dictionary access a word, and a phrase is tried
only where its first element stands in a sentence that holds all the others: cost grows with the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from monitor.lang import norm, norms
from monitor.lang.reading import Reading, Sentence, Token

_NEAR = 14  # words between two parts joined by "&": a long clause of Russian news
_GAP = 2
_REMEMBERED = 100_000  # words; past that the memory is emptied, not grown
_SIGNS = "\u0e00"  # from Thai on, scripts that put no blanks between words
MARK = "mark"
_BREAK = 1  # the bit of a mark that no gap reaches over
_BREAKS = frozenset(":;")
_STEM = 3  # beginnings are looked up by their first letters


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: its label, and the half-open range of tokens from its first to its last word."""

    label: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Step:
    """One element, and how many words may stand before it."""

    bit: int
    gap: int


@dataclass(frozen=True, slots=True)
class _Phrase:
    label: str
    parts: tuple[tuple[_Step, ...], ...]
    needs: int  # the bits of all its elements


@dataclass(slots=True)
class _Alphabet:
    """Elements and their bits; which bits a word has."""

    bits: dict[str, int] = field(default_factory=dict)
    words: dict[str, int] = field(default_factory=dict)
    beginnings: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    endings: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    known: dict[tuple[object, str], int] = field(default_factory=dict)

    def bit(self, element: str) -> int:
        if element not in self.bits:
            self.bits[element] = bit = _BREAK << (len(self.bits) + 1)
            for one in element.split("|"):
                self._add(one, bit)
        return self.bits[element]

    def _add(self, one: str, bit: int) -> None:
        if one.startswith("*"):
            ending = norm(one[1:])
            self.endings.setdefault(ending[-_STEM:], []).append((ending, bit))
        elif one.endswith("*"):
            beginning = norm(one[:-1])
            self.beginnings.setdefault(beginning[:_STEM], []).append((beginning, bit))
        else:
            word = norm(one)
            self.words[word] = self.words.get(word, 0) | bit

    def of(self, word: str, lemmas_of: Callable[[str], frozenset[str]]) -> int:
        key = (lemmas_of, word)
        bits = self.known.get(key)
        if bits is None:
            if len(self.known) >= _REMEMBERED:
                self.known.clear()
            bits = self.known[key] = self._made(word, lemmas_of(word))
        return bits

    def _made(self, word: str, lemmas: frozenset[str]) -> int:
        bits = self.words.get(word, 0)
        for lemma in lemmas:
            bits |= self.words.get(lemma, 0)
        for length in range(1, _STEM + 1):
            for beginning, bit in self.beginnings.get(word[:length], ()):
                bits |= bit if word.startswith(beginning) else 0
        for ending, bit in self.endings.get(word[-_STEM:], ()):
            bits |= bit if word.endswith(ending) else 0
        return bits


class Phrases:
    """Labelled phrases, compiled. Give one instance to all texts: it remembers words."""

    def __init__(self, labelled: Mapping[str, Iterable[str]], groups: Mapping[str, str] | None = None) -> None:
        self._alphabet = _Alphabet()
        self._groups = groups or {}
        self._by_bit: dict[int, list[_Phrase]] = {}
        for label, lines in labelled.items():
            for line in lines:
                phrase = self._compiled(label, line)
                self._by_bit.setdefault(phrase.parts[0][0].bit, []).append(phrase)
        self._firsts = sum(self._by_bit)  # distinct powers of two: their sum is their union

    def _compiled(self, label: str, line: str) -> _Phrase:
        """Raises ValueError where the line is no phrase."""
        parts = tuple(tuple(self._steps(part.split())) for part in line.split(" & "))
        if not all(parts):
            raise ValueError(f"an empty part in the phrase {line!r}")
        return _Phrase(label, parts, _union(step.bit for part in parts for step in part))

    def _steps(self, elements: Sequence[str]) -> Iterator[_Step]:
        gap = 0
        for element in elements:
            if element[0] == "~":
                gap = int(element[1:] or _GAP)
                continue
            for one in norms(element) if element[0] > _SIGNS else [element]:
                yield _Step(self._alphabet.bit(_GROUP.sub(self._group, one)), gap)
                gap = 0

    def _group(self, found: re.Match[str]) -> str:
        if found[1] not in self._groups:
            raise ValueError(f"there is no group {found[1]!r}")
        return _GROUP.sub(self._group, "|".join(self._groups[found[1]].split()))

    def find(self, reading: Reading, sentence: Sentence) -> list[Hit]:
        """Every phrase of the sentence, by place. A phrase is found once for each place of its first element."""
        alphabet, lemmas_of, tokens = self._alphabet, reading.lemmas_of, reading.tokens
        span = range(sentence.first, sentence.last)
        places = [at for at in span if tokens[at].shape != MARK or tokens[at].norm in _BREAKS]
        bits = [_BREAK if tokens[at].norm in _BREAKS else alphabet.of(tokens[at].norm, lemmas_of) for at in places]
        union = _union(bits)
        hits: set[Hit] = set()
        for at, here in enumerate(bits):
            for first in _each(here & self._firsts):
                for phrase in self._by_bit[first]:
                    if phrase.needs & union == phrase.needs:
                        hits.update(
                            Hit(phrase.label, places[low], places[high - 1] + 1)
                            for low, high in _try(phrase.parts, bits, at)
                        )
        return sorted(hits, key=lambda hit: (hit.first, hit.last, hit.label))

_GROUP = re.compile(r"\{([\w-]+)\}")


def _union(bits: Iterable[int]) -> int:
    union = 0
    for bit in bits:
        union |= bit
    return union


def _each(bits: int) -> Iterator[int]:
    while bits:
        low = bits & -bits
        yield low
        bits ^= low


def _try(parts: Sequence[tuple[_Step, ...]], bits: Sequence[int], at: int) -> Iterator[tuple[int, int]]:
    """The range from the first to the last word of all parts, when the first part stands at `at`."""
    end = _sequence(parts[0], bits, at)
    if end is None:
        return
    low, high = at, end
    for part in parts[1:]:
        place = _nearest(part, bits, at, end)
        if place is None:
            return
        low, high = min(low, place[0]), max(high, place[1])
    yield low, high


def _sequence(steps: Sequence[_Step], bits: Sequence[int], at: int) -> int | None:
    """The end of the steps when the first stands at `at`; the nearest next word is taken at each step."""
    place = at
    for index, step in enumerate(steps):
        if index:
            window = range(place + 1, min(place + 2 + step.gap, len(bits)))
            found = next((here for here in window if bits[here] & (step.bit | _BREAK)), None)
            if found is None or bits[found] == _BREAK:
                return None
            place = found
    return place + 1


def _nearest(steps: Sequence[_Step], bits: Sequence[int], start: int, end: int) -> tuple[int, int] | None:
    """A part within `_NEAR` words of start..end and not inside it."""
    for here in range(max(0, start - _NEAR), min(len(bits), end + _NEAR)):
        if bits[here] & steps[0].bit and not start <= here < end:
            found = _sequence(steps, bits, here)
            if found is not None and (found <= start or here >= end):
                return here, found
    return None


def span(tokens: Sequence[Token], hit: Hit) -> tuple[int, int]:
    """Offsets of a hit in its field."""
    return tokens[hit.first].start, tokens[hit.last - 1].end
