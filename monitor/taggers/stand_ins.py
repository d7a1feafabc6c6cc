"""A company meant and not named: "the carmaker in X", where its town has one such maker."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from monitor.knowledge.terms import Knowledge, Pack
from monitor.lang import Reading, norm, words_of
from monitor.model import Mention

from .at import mention
from .brands import QUOTES
from .places import Places

APART = 2  # tokens between the town and the noun: "the carmaker in X", "X-based carmaker"


class StandIns:
    """Finds, for watches that a text does not name, their town beside a noun that only their trade uses."""

    def __init__(self, knowledge: Knowledge) -> None:
        packs = knowledge.packs
        watches = [watch for watch in knowledge.watches.values() if watch.pack in packs and watch.places]
        self._places = {watch.id: Places(watch) for watch in watches}
        self._nouns = {watch.id: _nouns(packs[watch.pack]) for watch in watches}

    def found(self, reading: Reading, named: Collection[str]) -> Iterator[Mention]:
        """Company mentions with `data["as"]` stand-in. `named` are the watches that the text names itself."""
        for watch, places in self._places.items():
            if watch in named:
                continue
            towns = places.tokens(reading)
            for at in sorted(towns):
                noun = self._noun(reading, at, watch)
                if noun >= 0:
                    why = "its town beside a word that only its trade uses"
                    span = (min(at, noun), max(at, noun) + 1)
                    yield mention(reading, span, ("company", watch), why, {"as": "stand-in"}, watch)

    def _noun(self, reading: Reading, at: int, watch: str) -> int:
        generic = words_of(reading.language).plant | words_of(reading.language).maker
        nouns = self._nouns[watch] - generic
        near = range(max(0, at - APART - 1), min(len(reading.tokens), at + APART + 2))
        return next((index for index in near if reading.lemmas(index) & nouns and not _titled(reading, index)), -1)


def _titled(reading: Reading, at: int) -> bool:
    """A name of its own follows: «автозавод „Юность"»."""
    after = reading.tokens[at + 1 : at + 2]
    return bool(after) and (after[0].norm in QUOTES or (after[0].shape == "word" and after[0].capital))


def _nouns(pack: Pack) -> frozenset[str]:
    """Nouns that the pack gives for works and for makers alike: those of this trade and no other."""
    return frozenset(map(norm, pack.words.get("plant", ()))) & frozenset(map(norm, pack.words.get("maker", ())))
