"""What an article says, kind by kind: a chain of taggers, each adding to or refining the mentions so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from monitor.knowledge.terms import Knowledge
from monitor.lang import Reading
from monitor.model import Amount, Mention, WatchScore
from monitor.seams import Tagger

from .amounts import amounts
from .brands import Brands
from .certainty import CertaintyPass
from .company import Company
from .discovery import Discovery
from .events import Events
from .link import Linker
from .quantities import Quantities
from .relevance import relevance
from .segments import Segments

TAGGERS: dict[str, Callable[[Knowledge], Tagger]] = {
    "company": Company,
    "brands": Brands,
    "segments": Segments,
    "events": Events,
    "quantities": Quantities,
    "discovery": Discovery,
    "link": Linker,
    "certainty": CertaintyPass,
}
"""In the order in which they run: what a later one reads, an earlier one made."""

COMPILED = 4  # knowledges kept compiled: the running one and those that a replay compares it with


@dataclass(frozen=True, slots=True)
class Tagged:
    """All that the chain finds in one text."""

    mentions: tuple[Mention, ...]
    amounts: tuple[Amount, ...]
    watches: Mapping[str, WatchScore]


class Chain:
    """The taggers compiled for one knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._taggers = [make(knowledge) for make in TAGGERS.values()]

    def tag(self, reading: Reading) -> Tagged:
        mentions: tuple[Mention, ...] = ()
        money = amounts(reading)
        for tagger in self._taggers if reading.tokens else ():
            if isinstance(tagger, Linker):
                mentions, money = tagger.link(reading, mentions, money)
            else:
                mentions = tagger.tag(reading, mentions)
        return Tagged(mentions, money, relevance(reading, mentions, self._knowledge))


class _ByDigest:
    """A knowledge that compares by its digest, so that compiled chains can be cached."""

    __slots__ = ("knowledge",)

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def __hash__(self) -> int:
        return hash(self.knowledge.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByDigest) and other.knowledge.digest == self.knowledge.digest


@lru_cache(maxsize=COMPILED)
def _compiled(key: _ByDigest) -> Chain:
    return Chain(key.knowledge)


def tag(reading: Reading, knowledge: Knowledge) -> Tagged:
    """Mentions, amounts and the watches' scores of one text; compiled once for each `knowledge.digest`."""
    return _compiled(_ByDigest(knowledge)).tag(reading)
