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
from .brands import QUOTES
from .makers import Makers
from .salience import with_salient

STRENGTH = {Link.NONE: 0, Link.WEAK: 1, Link.MEDIUM: 2, Link.STRONG: 3}
NOT_MADE = {  # roles of companies that are no make: nothing is made under their name
    "supplier": "a supplier, no make",
    "bank": "a bank, no make",
    "state": "a public body, no make",
    "assembler": "another assembler",
}
COMPARED = 4  # tokens between a word of comparison and the name that it compares with
Verdict = tuple[Link, str]


class Linker:
    """Sets `watch`, `link` and a reason on every mention but the companies' own."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._watches = tuple(knowledge.watches.values())
        self._scenery = {watch.id: Scenery(watch, knowledge) for watch in self._watches}
        self._makers = Makers(knowledge)

    def tag(self, reading: Reading, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        casts = self._casts(reading, mentions)
        if not casts:
            return mentions
        best = [self._verdicts(mentions, watch, cast) for watch, cast in casts]
        return tuple(_chosen(one, [found[at] for found in best]) for at, one in enumerate(mentions))

    def amounts(
        self, reading: Reading, mentions: tuple[Mention, ...], amounts: Iterable[Amount]
    ) -> tuple[Amount, ...]:
        """The amounts, each with the watch it belongs to."""
        casts = self._casts(reading, mentions) if amounts else []
        return tuple(_owned(one, casts) for one in amounts)

    def _casts(self, reading: Reading, mentions: Sequence[Mention]) -> list[tuple[Watch, Cast]]:
        named = {one.watch for one in mentions if one.kind == "company"}
        return [
            (watch, Cast(reading, mentions, watch, self._scenery[watch.id]))
            for watch in self._watches
            if watch.id in named
        ]

    def _verdicts(self, mentions: Sequence[Mention], watch: Watch, cast: Cast) -> list[Mention]:
        """Every mention as it stands to one watch."""
        first = [one if one.kind == "company" else _said(one, watch, self._verdict(one, cast)) for one in mentions]
        return self._makers.refined(with_salient(first, cast, watch.id), watch.id)

    def _verdict(self, one: Mention, cast: Cast) -> Verdict:
        role = one.data.get("role", "")
        if role in NOT_MADE:
            return Link.NONE, NOT_MADE[role]
        if norm(one.data.get("owner", "")) in cast.scenery.names:
            return Link.STRONG, "the company's own make"
        if one.value in self._makers.own_works:
            return Link.NONE, "a maker with works of its own"
        return place(cast, one.field, one.start, one.end)


def _said(one: Mention, watch: Watch, verdict: Verdict) -> Mention:
    link, why = verdict
    return replace(one, watch=watch.id if link != Link.NONE else "", link=link, reasons=(*one.reasons, why))


def _chosen(one: Mention, found: Sequence[Mention]) -> Mention:
    """The verdict of the watch it is surest of."""
    return one if one.kind == "company" else max(found, key=lambda other: STRENGTH[other.link])


def _owned(one: Amount, casts: Sequence[tuple[Watch, Cast]]) -> Amount:
    verdicts = [(place(cast, one.field, one.start, one.end), watch) for watch, cast in casts]
    if not verdicts:
        return one
    (link, _), watch = max(verdicts, key=lambda found: STRENGTH[found[0][0]])
    return replace(one, watch=watch.id if link != Link.NONE else "", link=link)


def place(cast: Cast, field: str, start: int, end: int) -> Verdict:
    """To whom the words at these offsets belong, and why."""
    reading = cast.reading
    sentence = sentence_at(reading, field, start)
    span = range(sentence.first, sentence.last)
    first = next((at for at in span if reading.tokens[at].end > start), sentence.first)
    if first in cast.of_name:
        return Link.NONE, cast.of_name[first].why
    clause = next((pair for pair in sentence.clauses if pair[0] <= first < pair[1]), (span.start, span.stop))
    if _compared(cast, clause, first):
        return Link.NONE, "compared with it only"
    for bounds in (clause, (span.start, span.stop)):
        near = _nearest(cast.actors(*bounds), first)
        if near is not None and near.own and _apart(cast, near.at, first):
            return Link.NONE, "named apart from the company"
        if near is not None:
            return (near.link, near.why) if near.own else (Link.NONE, near.why)
    return cast.topic(sentence)


def _compared(cast: Cast, clause: tuple[int, int], at: int) -> bool:
    """A word of comparison close before the name in its clause ("rival of X", «похож на X»)."""
    reading = cast.reading
    window = range(max(clause[0], at - COMPARED), min(at + 2, clause[1]))
    if reading.language in ("ru", "en"):
        return any(reading.lemmas(index) & cast.words.contrast for index in window)
    beginnings = tuple(cast.words.contrast)
    return bool(beginnings) and any(reading.tokens[index].norm.startswith(beginnings) for index in window)


def _apart(cast: Cast, one: int, other: int) -> bool:
    """«Ни машины A, ни B», or A and B as neighbours in a row of companies: the second is not the first's."""
    words = [cast.reading.tokens[at].norm for at in range(min(one, other) + 1, max(one, other))]
    between = [word for word in words if word not in QUOTES]
    return between == [","] or any(word in cast.words.apart for word in between)


def _nearest(actors: Sequence[Actor], at: int) -> Actor | None:
    return min(actors, key=lambda actor: (abs(actor.at - at), not actor.own), default=None)
