"""What single words mean to the linker, decided once for each word form."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from monitor.knowledge.terms import Knowledge
from monitor.lang import Words, norm, words_of
from monitor.lang.lemmas import lemmas_of
from monitor.model import Watch

from .places import Places

FLUENT = ("ru", "en")  # languages with lemmas, and whose stand-ins and verbs are known well


class Mark:
    """Closed classes of words, several at a time: bits of a plain int, since `enum.Flag` costs ten times as much."""

    NOTHING: Final = 0
    TOWN: Final = 1  # the watch's own
    ELSEWHERE: Final = 2  # a place with works of its own
    PLANT: Final = 4  # "the plant", "the carmaker"
    HERE: Final = 8
    MAKING: Final = 16
    CONTRAST: Final = 32
    TURN: Final = 64
    POSSESSIVE: Final = 128
    COMING: Final = 256
    DEED: Final = 512
    RENAMING: Final = 1024
    CONFLICT: Final = 2048


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

    def _of(self, word: str) -> int:
        found: int = Mark.NOTHING
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


def _classes(words: Words, trade: frozenset[str]) -> tuple[tuple[int, frozenset[str]], ...]:
    return (
        (Mark.PLANT, words.plant | trade),
        (Mark.MAKING, words.making),
        (Mark.CONTRAST, words.contrast),
        (Mark.TURN, words.turns),
        (Mark.POSSESSIVE, words.possessive),
        (Mark.COMING, words.coming),
        (Mark.DEED, words.deeds),
        (Mark.RENAMING, words.renaming),
        (Mark.CONFLICT, words.conflict),
    )
