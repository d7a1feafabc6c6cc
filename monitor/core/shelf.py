"""The index of reprints and stories in memory: what `storage` does in SQLite, said in a page of Python.

Tests, benchmarks and trials place articles with it; its answers are the measure for the tables' answers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from . import near
from .story import (
    LEAST_SHARED,
    MOST_CANDIDATES,
    WINDOW_DAYS,
    Card,
    Placement,
    anchors,
    key_ids,
    place,
    rarities,
    weighed,
)

PER_SLOT = 32  # newest articles looked at per slot: a key of more of them in a fortnight tells nothing
MOST_NEAR = 8  # candidates whose texts are compared


def least_hashes(signature: Sequence[int]) -> int:
    """Of a sketch that a candidate must share: one alone is a turn of phrase in 99.9 of 100 pairs of real posts, and
    a copy of two fifths of a text shares six of 16."""
    return min(2, len(signature))


class Postings:
    """Which articles stand under a slot; the newest `PER_SLOT` of each are answered."""

    def __init__(self) -> None:
        self._rows: dict[int, list[int]] = {}

    def add(self, slots: Sequence[int], article: int) -> None:
        for slot in slots:
            self._rows.setdefault(slot, []).append(article)

    def sharing(self, slots: Sequence[int], limit: int, least: int = 1) -> list[int]:
        """Articles under at least so many slots: those under most of them first, the newer first among equals."""
        counts = Counter(article for slot in slots for article in self._rows.get(slot, ())[-PER_SLOT:])
        shared = [article for article, count in counts.items() if count >= least]
        return sorted(shared, key=lambda article: (-counts[article], -article))[:limit]


class Shelf:
    """Articles with their texts, cards and stories, placed one after the other."""

    def __init__(self) -> None:
        self.cards: list[Card] = []
        self.stories: dict[str, str] = {}
        self._texts: list[str] = []
        self._sketches = Postings()
        self._keys = Postings()
        self._counts: Counter[int] = Counter()

    def original(self, text: str, card: Card) -> int | None:
        """The earliest article of the window that this text copies."""
        signature = near.sign(text)
        slots = near.slots(near.bands(signature), card.published, near.WINDOW_DAYS)
        found = self._sketches.sharing(slots, MOST_NEAR, least_hashes(signature))
        new = near.shingles(text)
        copied = [article for article in found if near.copied(near.shingles(self._texts[article]), new)]
        return min(copied, key=lambda article: (self.cards[article].published, article), default=None)

    def _excerpted(self, text: str, nearest: int) -> bool:
        """Whether the text is made of its nearest's: the sketch of a short excerpt tells too little."""
        return near.copied(near.shingles(self._texts[nearest]), near.shingles(text))

    def candidates(self, card: Card, ids: Sequence[int]) -> list[Card]:
        """The cards that share most of the anchors."""
        slots = near.slots(ids, card.published, WINDOW_DAYS)
        return [self.cards[article] for article in self._keys.sharing(slots, MOST_CANDIDATES, LEAST_SHARED)]

    def place(self, card: Card, text: str) -> Placement:
        """Places the article, keeps it, and carries out the merges; `card.article` is given by the shelf."""
        number = len(self.cards)
        rarity = rarities(self._counts, number)
        own = weighed(Card(str(number), card.title, card.keys, card.published, card.language, card.family), rarity)
        original = self.original(text, own)
        ids = key_ids(anchors(own, rarity))
        candidates = self.candidates(own, ids)
        if original is not None and self.cards[original] not in candidates:
            candidates.append(self.cards[original])
        placement = place(own, candidates, self.stories, rarity, "" if original is None else str(original))
        if original is None and placement.nearest and self._excerpted(text, int(placement.nearest)):
            placement = place(own, candidates, self.stories, rarity, placement.nearest)
        self._keep(own, text, ids, placement)
        return placement

    def _keep(self, card: Card, text: str, ids: Sequence[int], placement: Placement) -> None:
        number = len(self.cards)
        story = placement.story or f"s{number}"
        for article, old in self.stories.items():
            if old in placement.merges:
                self.stories[article] = story
        self.stories[card.article] = story
        self.cards.append(card)
        self._texts.append(text)
        self._counts.update(key_ids(card.keys))
        self._keys.add(near.slots(ids, card.published), number)
        self._sketches.add(near.slots(near.bands(near.sign(text)), card.published), number)
