"""Whose a mention is: the watched company's or somebody else's, graded.

A sentence is read as a row of actors. The watch's name, "the plant", "here" and its town speak for the watch; a plant
in another town, another maker's plant, an assembler speak against. A mention belongs to the nearest actor of its
clause, else of its sentence, else to whom the text was speaking of.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from monitor.knowledge.terms import Knowledge
from monitor.lang import Reading, norm, words_of
from monitor.model import Amount, Link, Mention, Watch

from .actors import Actor, Scenery
from .at import sentence_at, sentence_of
from .brands import QUOTES
from .cast import Cast
from .makers import Makers
from .marks import Mark
from .salience import salient
from .verdicts import NOT_MADE, STRENGTH, Verdict

COMPARED = 5  # tokens between a word of comparison and the name that it compares with


class Linker:
    """Sets `watch`, `link` and a reason on every mention but the companies' own."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._watches = tuple(knowledge.watches.values())
        self._scenery = {watch.id: Scenery(watch, knowledge) for watch in self._watches}
        self._makers = Makers(knowledge)

    def tag(self, reading: Reading, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        return self.link(reading, mentions, ())[0]

    def link(
        self, reading: Reading, mentions: tuple[Mention, ...], amounts: Iterable[Amount]
    ) -> tuple[tuple[Mention, ...], tuple[Amount, ...]]:
        """Mentions and amounts, each with the watch that it belongs to."""
        casts = self._casts(reading, mentions)
        if not casts:
            return mentions, tuple(amounts)
        found = [(watch, self._verdicts(mentions, cast)) for watch, cast in casts]
        linked = (_chosen(one, [(watch, made[at]) for watch, made in found]) for at, one in enumerate(mentions))
        return tuple(linked), tuple(_owned(one, casts) for one in amounts)

    def _casts(self, reading: Reading, mentions: Sequence[Mention]) -> list[tuple[Watch, Cast]]:
        named = {one.watch for one in mentions if one.kind == "company"}
        return [
            (watch, Cast(reading, mentions, self._scenery[watch.id]))
            for watch in self._watches
            if watch.id in named
        ]

    def _verdicts(self, mentions: Sequence[Mention], cast: Cast) -> list[Verdict]:
        """How every mention stands to one watch."""
        first = [self._verdict(one, cast) for one in mentions]
        return self._makers.refined(mentions, salient(mentions, first, cast))

    def _verdict(self, one: Mention, cast: Cast) -> Verdict:
        role = one.data.get("role", "")
        if role in NOT_MADE:
            return Verdict(Link.NONE, NOT_MADE[role])
        if "owner" in one.data and norm(one.data["owner"]) in cast.names:
            return Verdict(Link.STRONG, "the company's own make")
        if one.value in self._makers.own_works:
            return Verdict(Link.NONE, "a maker with works of its own")
        return place(cast, one.field, one.start)


def _chosen(one: Mention, found: Sequence[tuple[Watch, Verdict]]) -> Mention:
    """The mention with the verdict of the watch that it is surest of."""
    if one.kind == "company":
        return one
    watch, (link, why) = max(found, key=lambda pair: STRENGTH[pair[1].link])
    return replace(one, watch=watch.id if link != Link.NONE else "", link=link, reasons=(*one.reasons, why))


def _owned(one: Amount, casts: Sequence[tuple[Watch, Cast]]) -> Amount:
    found = [(watch, place(cast, one.field, one.start)) for watch, cast in casts]
    watch, (link, _) = max(found, key=lambda pair: STRENGTH[pair[1].link])
    return replace(one, watch=watch.id if link != Link.NONE else "", link=link)


def place(cast: Cast, field: str, start: int) -> Verdict:
    """To whom the words at this offset belong, and why."""
    sentence = sentence_at(cast.reading, field, start)
    tokens = cast.reading.tokens
    first = next((at for at in range(sentence.first, sentence.last) if tokens[at].end > start), sentence.first)
    if first not in cast.placed:
        cast.placed[first] = _place(cast, first)
    return cast.placed[first]


def _place(cast: Cast, first: int) -> Verdict:
    sentence = sentence_of(cast.reading, first)
    if first in cast.of_name:
        return Verdict(Link.NONE, cast.of_name[first].why)
    whole = (sentence.first, sentence.last)
    clause = next((pair for pair in sentence.clauses if pair[0] <= first < pair[1]), whole)
    if _compared(cast, clause, first):
        return Verdict(Link.NONE, "compared with it only")
    near = _nearest(cast.actors(*clause), first) or _nearest(cast.actors(*whole), first)
    if near is None:
        return cast.topics[sentence.index]
    if near.own and _apart(cast, near.at, first):
        return Verdict(Link.NONE, "named apart from the company")
    if near.own and not cast.view.own.isdisjoint(range(*whole)):
        return Verdict(Link.STRONG, f"{near.why}, and named in the sentence" if near.link != Link.STRONG else near.why)
    return Verdict(near.link if near.own else Link.NONE, near.why)


def _compared(cast: Cast, clause: tuple[int, int], at: int) -> bool:
    """A word of comparison close before the name in its clause ("rival of X", «похож на X»)."""
    low = max(clause[0], at - COMPARED)
    own = max((index + 1 for index in range(low, at) if index in cast.view.own), default=low)
    return cast.view.any_in(range(own, min(at + 2, clause[1])), Mark.CONTRAST)


def _apart(cast: Cast, one: int, other: int) -> bool:
    """«Ни машины A, ни B», or A and B as neighbours in a row of companies: the second is not the first's."""
    words = [cast.reading.tokens[at].norm for at in range(min(one, other) + 1, max(one, other))]
    between = [word for word in words if word not in QUOTES]
    return between == [","] or not words_of(cast.reading.language).apart.isdisjoint(between)


def _nearest(actors: Sequence[Actor], at: int) -> Actor | None:
    return min(actors, key=lambda actor: (abs(actor.at - at), not actor.own), default=None)
