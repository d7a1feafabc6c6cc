"""What single words mean to the linker, decided once for each word form."""

from __future__ import annotations

from enum import IntFlag
from functools import lru_cache

from monitor.knowledge.terms import Knowledge
from monitor.lang import Words, norm, words_of
from monitor.lang.lemmas import lemmas_of
from monitor.model import Watch

from .places import Places

FLUENT = ("ru", "en")  # languages with lemmas, and whose stand-ins and verbs are known well


class Mark(IntFlag):
    """Closed classes of words, several at a time."""

    NOTHING = 0
    TOWN = 1  # the watch's own
    ELSEWHERE = 2  # a place with works of its own
    PLANT = 4  # "the plant", "the carmaker"
    HERE = 8
    MAKING = 16
    CONTRAST = 32
    TURN = 64
    POSSESSIVE = 128


class Marks:
    """The marks of every word form, as one watch sees it in one language; remembered."""

    def __init__(self, watch: Watch, knowledge: Knowledge, language: str) -> None:
        pack = knowledge.packs.get(watch.pack)
        self._words = words_of(language)
        self._lemmas = lemmas_of(language)
        self._fluent = language in FLUENT
        self._places = Places(watch)
        trade = frozenset(map(norm, pack.words.get("plant", ()))) if pack else frozenset()
        self._classes = _classes(self._words, trade if self._fluent else frozenset())
        self.of = lru_cache(maxsize=32_768)(self._of)

    def _of(self, word: str) -> Mark:
        found = Mark.NOTHING
        if self._places.begins(word):
            found |= Mark.TOWN
        elif self._words.towns and word.startswith(self._words.towns):
            found |= Mark.ELSEWHERE
        if word in self._words.here:
            found |= Mark.HERE
        for mark, members in self._classes:
            if self._member(word, members):
                found |= mark
        return found

    def _member(self, word: str, members: frozenset[str]) -> bool:
        """By lemma where there are lemmas, else by the word's beginning."""
        if self._fluent:
            return not members.isdisjoint(self._lemmas(word))
        return bool(members) and word.startswith(tuple(members))


def _classes(words: Words, trade: frozenset[str]) -> tuple[tuple[Mark, frozenset[str]], ...]:
    return (
        (Mark.PLANT, words.plant | trade),
        (Mark.MAKING, words.making),
        (Mark.CONTRAST, words.contrast),
        (Mark.TURN, words.turns),
        (Mark.POSSESSIVE, words.possessive),
    )
