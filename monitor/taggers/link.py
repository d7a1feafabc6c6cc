"""Whose a mention is: the watched company's or somebody else's, graded.

A sentence is read as a row of actors. The watch's name, "the plant", "here" and its town speak for the watch; a plant
in another town, another maker's plant, an assembler speak against. A mention belongs to the nearest actor of its
clause, else of its sentence, else to whom the text was speaking of.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from monitor.knowledge.terms import Knowledge
from monitor.lang import Reading, norm
from monitor.model import Amount, Link, Mention, Watch

from .actors import Actor, Cast, Scenery
from .at import sentence_at

STRENGTH = {Link.NONE: 0, Link.WEAK: 1, Link.MEDIUM: 2, Link.STRONG: 3}
NOT_MADE = {  # roles of companies that are no make: nothing is made under their name
    "supplier": "a supplier, no make",
    "bank": "a bank, no make",
    "state": "a public body, no make",
    "assembler": "another assembler",
}
Verdict = tuple[Link, str]


class Linker:
    """Sets `watch`, `link` and a reason on every mention but the companies' own."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._watches = tuple(knowledge.watches.values())
        self._scenery = {watch.id: Scenery(watch, knowledge) for watch in self._watches}

    def tag(self, reading: Reading, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        casts = self._casts(reading, mentions)
        return tuple(_linked(one, casts) for one in mentions)

    def amounts(
        self, reading: Reading, mentions: tuple[Mention, ...], amounts: Iterable[Amount]
    ) -> tuple[Amount, ...]:
        """The amounts, each with the watch it belongs to."""
        casts = self._casts(reading, mentions)
        return tuple(_owned(one, casts) for one in amounts)

    def _casts(self, reading: Reading, mentions: Sequence[Mention]) -> list[tuple[Watch, Cast]]:
        named = {one.watch for one in mentions if one.kind == "company"}
        return [
            (watch, Cast(reading, mentions, watch, self._scenery[watch.id]))
            for watch in self._watches
            if watch.id in named
        ]


def _linked(one: Mention, casts: Sequence[tuple[Watch, Cast]]) -> Mention:
    if one.kind == "company" or not casts:
        return one
    verdicts = [(_verdict(one, cast), watch) for watch, cast in casts]
    (link, why), watch = max(verdicts, key=lambda found: STRENGTH[found[0][0]])
    return replace(one, watch=watch.id if link != Link.NONE else "", link=link, reasons=(*one.reasons, why))


def _owned(one: Amount, casts: Sequence[tuple[Watch, Cast]]) -> Amount:
    verdicts = [(place(cast, one.field, one.start, one.end), watch) for watch, cast in casts]
    if not verdicts:
        return one
    (link, _), watch = max(verdicts, key=lambda found: STRENGTH[found[0][0]])
    return replace(one, watch=watch.id if link != Link.NONE else "", link=link)


def _verdict(one: Mention, cast: Cast) -> Verdict:
    role = one.data.get("role", "")
    if role in NOT_MADE:
        return Link.NONE, NOT_MADE[role]
    if norm(one.data.get("owner", "")) in cast.scenery.names:
        return Link.STRONG, "the company's own make"
    return place(cast, one.field, one.start, one.end)


def place(cast: Cast, field: str, start: int, end: int) -> Verdict:
    """To whom the words at these offsets belong, and why."""
    reading = cast.reading
    sentence = sentence_at(reading, field, start)
    span = range(sentence.first, sentence.last)
    first = next((at for at in span if reading.tokens[at].end > start), sentence.first)
    own = cast.of_name.get(first)
    if own is not None:
        return _said(own)
    clause = next((pair for pair in sentence.clauses if pair[0] <= first < pair[1]), (span.start, span.stop))
    for bounds in (clause, (span.start, span.stop)):
        near = _nearest(cast.actors(*bounds), first)
        if near is not None:
            return _said(near)
    return cast.topic(sentence.index)


def _nearest(actors: Sequence[Actor], at: int) -> Actor | None:
    return min(actors, key=lambda actor: (abs(actor.at - at), not actor.own), default=None)


def _said(actor: Actor) -> Verdict:
    return (actor.link, actor.why) if actor.own else (Link.NONE, actor.why)
