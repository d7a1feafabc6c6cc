"""The town of a watch: named in any case, as an adjective, in any script."""

from __future__ import annotations

from monitor.lang import Reading, norms, tokens, words_of
from monitor.model import Watch

from .names import Names

LEAST = 5  # letters of a beginning that tells a town: shorter ones begin ordinary words


class Places:
    """Finds a watch's places: «Тула», «тульский» where the beginning is long enough, 中国 by its signs."""

    def __init__(self, watch: Watch) -> None:
        proper = {token.norm for place in watch.places for token in tokens(place) if token.capital}
        stems = sorted({word.rstrip("аяоеьйыиi") for word in proper})
        self.stems = tuple(stem for stem in stems if len(stem) >= LEAST) or ("\0",)
        self._names = Names((place, True) for place in watch.places if len(norms(place)) > 1)

    def begins(self, norm: str) -> bool:
        """Whether a word's normal form is the town or made of its name."""
        return norm.startswith(self.stems)

    def tokens(self, reading: Reading) -> frozenset[int]:
        """Indexes of the tokens that name one of the places."""
        found = {at for at, token in enumerate(reading.tokens) if token.norm.startswith(self.stems)}
        for hit in self._names.find(reading.tokens, words_of(reading.language)):
            found.update(range(hit.first, hit.last))
        return frozenset(found)
