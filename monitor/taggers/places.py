"""The town of a watch: named in any case, as an adjective, in any script."""

from __future__ import annotations

from monitor.lang import Reading, norms, tokens, words_of
from monitor.model import Watch

from .names import Names

LEAST = 5  # letters of a beginning that tells a town: shorter ones begin ordinary words
_REMEMBERED = 32_768  # words: the vocabulary of a day's news


def _stem(word: str) -> str:
    return word.rstrip("аяоеьйыиi")


class Places:
    """Finds a watch's places by their beginnings («Саратов», «саратовский»), others by their signs (中国)."""

    def __init__(self, watch: Watch) -> None:
        proper = {token.norm for place in watch.places for token in tokens(place) if token.capital}
        self._stems = tuple(sorted(stem for stem in map(_stem, proper) if len(stem) >= LEAST)) or ("\0",)
        signs = [place for place in watch.places if not any(norm.startswith(self._stems) for norm in norms(place))]
        self._names = Names((place, True) for place in signs) if signs else None
        self._others: set[str] = set()  # words met that are none of it

    def begins(self, norm: str) -> bool:
        """Whether a word's normal form is the town or made of its name."""
        return norm.startswith(self._stems)

    def _of(self, norms_of: frozenset[str]) -> set[str]:
        unknown = norms_of - self._others
        own = {norm for norm in unknown if self.begins(norm)}
        if len(self._others) > _REMEMBERED:
            self._others.clear()
        self._others |= unknown - own
        return own

    def tokens(self, reading: Reading) -> frozenset[int]:
        """Indexes of the tokens that name one of the places."""
        norms_of = reading.once("norms", lambda: frozenset(token.norm for token in reading.tokens))
        own = self._of(norms_of)
        found = {at for at, token in enumerate(reading.tokens) if token.norm in own} if own else set()
        if self._names is not None:
            for hit in self._names.find(reading.tokens, words_of(reading.language)):
                found.update(range(hit.first, hit.last))
        return frozenset(found)
