"""Phrases over words: how segments, events and the cues of certainty are written down and found.

A phrase is a line of elements separated by blanks:

    завод            the word in any of its forms (its lemma, or the form itself)
    электр*          any word that begins so;  *montage  any that ends so (for tongues that compound)
    電池              signs of scripts without blanks, one after the other
    купить|закупить  one of these
    {make}           one of a named group of words
    ~  ~3            up to 2 (or 3) words between its neighbours
    a b & c d        both parts, in any order, within `_NEAR` words of each other in one sentence

Marks between words do not count, but no gap reaches over a colon, a semicolon or a comma that ends a clause. Each
distinct element has a number. The numbers of a word are looked up once and remembered, so a text costs one dictionary
access a word, and a phrase is tried only where its first element stands in a sentence that holds all the others: cost
grows with the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

from monitor.lang import norm, norms
from monitor.lang.reading import Reading, Sentence

_NEAR = 14  # words between two parts joined by "&": a long clause of Russian news
_GAP = 2
_REMEMBERED = 100_000  # words; past that the memory is emptied, not grown
_SIGNS = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # no blanks between words
_MARK = "mark"
_BREAK = (-1,)  # what a mark holds that no gap reaches over
_BREAKS = frozenset(":;")
_STEM = 3  # beginnings and endings are looked up by so many letters

Elements = tuple[int, ...]


class Hit(NamedTuple):  # made by the hundred for every article
    """A phrase found: its label, and the half-open range of tokens from its first to its last word."""

    label: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Step:
    """One element, and how many words may stand before it."""

    element: int
    gap: int


@dataclass(frozen=True, slots=True)
class _Phrase:
    label: str
    parts: tuple[tuple[_Step, ...], ...]
    needs: frozenset[int]  # all its elements but the first


@dataclass(slots=True)
class _Alphabet:
    """Elements and their numbers; which elements a word is."""

    numbers: dict[str, int] = field(default_factory=dict)
    words: dict[str, list[int]] = field(default_factory=dict)
    beginnings: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    endings: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    known: dict[Callable[[str], frozenset[str]], dict[str, Elements]] = field(default_factory=dict)

    def number(self, element: str) -> int:
        if element not in self.numbers:
            self.numbers[element] = made = len(self.numbers)
            for one in element.split("|"):
                self._add(one, made)
        return self.numbers[element]

    def _add(self, one: str, number: int) -> None:
        if one.startswith("*"):
            ending = norm(one[1:])
            self.endings.setdefault(ending[-_STEM:], []).append((ending, number))
        elif one.endswith("*"):
            beginning = norm(one[:-1])
            self.beginnings.setdefault(beginning[:_STEM], []).append((beginning, number))
        else:
            self.words.setdefault(norm(one), []).append(number)

    def memory(self, lemmas_of: Callable[[str], frozenset[str]]) -> dict[str, Elements]:
        """The words of a language that were looked up before."""
        found = self.known.setdefault(lemmas_of, {})
        if len(found) >= _REMEMBERED:
            found.clear()
        return found

    def of(self, word: str, lemmas: frozenset[str]) -> Elements:
        return tuple(sorted(set(self._made(word, lemmas))))

    def _made(self, word: str, lemmas: frozenset[str]) -> Iterator[int]:
        for lemma in {word, *lemmas}:
            yield from self.words.get(lemma, ())
        for length in range(1, _STEM + 1):
            starts = self.beginnings.get(word[:length], ())
            yield from (number for beginning, number in starts if word.startswith(beginning))
        ends = self.endings.get(word[-_STEM:], ())
        yield from (number for ending, number in ends if word.endswith(ending))


class Phrases:
    """Labelled phrases, compiled. Give one instance to all texts: it remembers words."""

    def __init__(self, labelled: Mapping[str, Iterable[str]], groups: Mapping[str, str] | None = None) -> None:
        self._alphabet = _Alphabet()
        self._groups = groups or {}
        self._by_first: dict[int, list[_Phrase]] = {}
        for label, lines in labelled.items():
            for line in _each_alone(lines):
                phrase = self._compiled(label, line)
                self._by_first.setdefault(phrase.parts[0][0].element, []).append(phrase)

    def _compiled(self, label: str, line: str) -> _Phrase:
        """Raises ValueError where the line is no phrase."""
        parts = tuple(tuple(self._steps(part.split())) for part in line.split(" & "))
        if not all(parts):
            raise ValueError(f"an empty part in the phrase {line!r}")
        elements = {step.element for part in parts for step in part}
        return _Phrase(label, parts, frozenset(elements - {parts[0][0].element}))

    def _steps(self, elements: Sequence[str]) -> Iterator[_Step]:
        gap = 0
        for element in elements:
            if element[0] == "~":
                gap = int(element[1:] or _GAP)
                continue
            for one in norms(element) if _SIGNS.match(element) else [element]:
                yield _Step(self._alphabet.number(_GROUP.sub(self._group, one)), gap)
                gap = 0

    def _group(self, found: re.Match[str]) -> str:
        if found[1] not in self._groups:
            raise ValueError(f"there is no group {found[1]!r}")
        return _GROUP.sub(self._group, "|".join(self._groups[found[1]].split()))

    def find(self, reading: Reading, sentence: Sentence) -> list[Hit]:
        """Every phrase of the sentence, by place. A phrase is found once for each place of its first element."""
        places, norms_of = reading.once(("words", sentence.index), lambda: _plain(reading, sentence))
        words = self._words(reading, norms_of)
        where: dict[int, list[int]] = {}
        for at, elements in enumerate(words):
            for element in elements:
                where.setdefault(element, []).append(at)
        if where.keys().isdisjoint(self._by_first):
            return []
        hits = {
            Hit(phrase.label, places[low], places[high - 1] + 1)
            for first in where.keys() & self._by_first.keys()
            for phrase in self._by_first[first]
            if phrase.needs <= where.keys()
            for low, high in _found(phrase, words, where[first])
        }
        return sorted(hits, key=lambda hit: (hit.first, hit.last, hit.label))

    def _words(self, reading: Reading, norms_of: Sequence[str]) -> list[Elements]:
        """The elements that each word is."""
        memory = self._alphabet.memory(reading.lemmas_of)
        try:
            return [memory[word] for word in norms_of]
        except KeyError:
            for word in norms_of:
                if word not in memory:
                    memory[word] = _BREAK if word in _BREAKS else self._alphabet.of(word, reading.lemmas_of(word))
            return [memory[word] for word in norms_of]


def _plain(reading: Reading, sentence: Sentence) -> tuple[list[int], list[str]]:
    """The tokens of a sentence that count, and their normal forms."""
    tokens = reading.tokens
    span = range(sentence.first, sentence.last)
    ends = {last - 1 for _, last in sentence.clauses if tokens[last - 1].norm == ","}
    places = [at for at in span if tokens[at].shape != _MARK or tokens[at].norm in _BREAKS or at in ends]
    return places, [";" if at in ends else tokens[at].norm for at in places]


def _each_alone(lines: Iterable[str]) -> Iterator[str]:
    """Lines without alternatives in signs: each of those is a row of elements, and makes a line of its own."""
    for line in lines:
        elements = [one.split("|") if _SIGNS.match(one) else [one] for one in line.split(" ")]
        yield from (" ".join(chosen) for chosen in product(*elements))


_GROUP = re.compile(r"\{([\w-]+)\}")


def _found(phrase: _Phrase, words: Sequence[Elements], starts: Collection[int]) -> Iterator[tuple[int, int]]:
    if not phrase.needs and len(phrase.parts) == 1 and len(phrase.parts[0]) == 1:
        yield from ((at, at + 1) for at in starts)
        return
    for at in starts:
        span = _try(phrase.parts, words, at)
        if span is not None:
            yield span


def _try(parts: Sequence[tuple[_Step, ...]], words: Sequence[Elements], at: int) -> tuple[int, int] | None:
    """The range from the first to the last word of all parts, when the first part stands at `at`."""
    end = _sequence(parts[0], words, at)
    if end is None:
        return None
    low, high = at, end
    for part in parts[1:]:
        place = _nearest(part, words, at, end)
        if place is None:
            return None
        low, high = min(low, place[0]), max(high, place[1])
    return low, high


def _sequence(steps: Sequence[_Step], words: Sequence[Elements], at: int) -> int | None:
    """The end of the steps when the first stands at `at`; the nearest next word is taken at each step."""
    place = at
    for step in steps[1:]:
        window = range(place + 1, min(place + 2 + step.gap, len(words)))
        found = next((here for here in window if step.element in words[here] or words[here] == _BREAK), None)
        if found is None or words[found] == _BREAK:
            return None
        place = found
    return place + 1


def _nearest(steps: Sequence[_Step], words: Sequence[Elements], start: int, end: int) -> tuple[int, int] | None:
    """A part within `_NEAR` words of start..end and not inside it."""
    for here in range(max(0, start - _NEAR), min(len(words), end + _NEAR)):
        if steps[0].element in words[here] and not start <= here < end:
            found = _sequence(steps, words, here)
            if found is not None and (found <= start or here >= end):
                return here, found
    return None
