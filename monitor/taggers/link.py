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
from .at import clause_of, sentence_at, sentence_of, tokens_of
from .brands import QUOTES
from .carried import doubted
from .cast import Cast
from .makers import Makers
from .marks import Mark
from .salience import salient
from .verdicts import AT_ODDS, NOT_MADE, PLAIN, STRENGTH, SURE, Verdict

FROM = frozenset({"с", "со", "от", "из", "from", "of", "by", "von", "od"})
MODELLED = 7  # tokens from a name over its model and quotes to the company's name
THAN = frozenset({"чем", "than"})
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
        verdict = place(cast, one.field, one.start)
        if one.kind == "event" and AT_ODDS in verdict.why:
            return Verdict(Link.MEDIUM, "between the company and another")
        if one.kind == "segment" and "brand" in one.data and verdict.link == Link.WEAK:
            return Verdict(Link.NONE, "a make of somebody else's implies it")
        return self._of_make(one, cast, verdict)

    def _of_make(self, one: Mention, cast: Cast, verdict: Verdict) -> Verdict:
        if one.kind in PLAIN or verdict.link not in SURE:
            return verdict
        span = tuple(tokens_of(cast.reading, one))
        sentence = sentence_of(cast.reading, span[0])
        clause = clause_of(sentence, span[0])
        if one.value in self._makers.rivals and not cast.own_in(clause):
            return Verdict(Link.NONE, "another assembler's make")
        if verdict.carried and self._makers.own_works.intersection(cast.named_in(sentence)):
            return Verdict(Link.NONE, "in a sentence on a maker with works of its own")
        return doubted(cast, verdict, clause, (span[0], span[-1] + 1))


def _chosen(one: Mention, found: Sequence[tuple[Watch, Verdict]]) -> Mention:
    """The mention with the verdict of the watch that it is surest of."""
    if one.kind == "company":
        return one
    watch, (link, why, _) = max(found, key=lambda pair: STRENGTH[pair[1].link])
    return replace(one, watch=watch.id if link != Link.NONE else "", link=link, reasons=(*one.reasons, why))


def _owned(one: Amount, casts: Sequence[tuple[Watch, Cast]]) -> Amount:
    found = [(watch, place(cast, one.field, one.start)) for watch, cast in casts]
    watch, (link, _, _) = max(found, key=lambda pair: STRENGTH[pair[1].link])
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
    clause = clause_of(sentence, first)
    if _compared(cast, clause, first) or (first in cast.view.names and _than(cast, clause, first)):
        return Verdict(Link.NONE, "compared with it only")
    near = _nearest(cast.actors(*clause), first) or _nearest(cast.actors(*whole), first)
    if near is None:
        return cast.topics[sentence.index]
    if near.own and not clause[0] <= near.at < clause[1] and cast.view.any_in(range(*clause), Mark.CONFLICT):
        return Verdict(Link.NONE, AT_ODDS)
    if near.own and first in cast.view.names and _apart(cast, near.at, first):
        return Verdict(Link.NONE, "named apart from the company")
    if near.own and not cast.view.own.isdisjoint(range(*whole)):
        return Verdict(Link.STRONG, f"{near.why}, and named in the sentence" if near.link != Link.STRONG else near.why)
    return Verdict(near.link if near.own else Link.NONE, near.why)


def _compared(cast: Cast, clause: tuple[int, int], at: int) -> bool:
    """A word of comparison close before the name in its clause ("rival of X", «похож на X»)."""
    low = max(clause[0], at - COMPARED)
    own = max((index + 1 for index in range(low, at) if index in cast.view.own), default=low)
    span = range(own, min(at + 2, clause[1]))
    return cast.view.any_in(span, Mark.CONTRAST) and not (cast.view.any_in(span, Mark.MAKING) or _from_it(cast, at))


def _than(cast: Cast, clause: tuple[int, int], at: int) -> bool:
    """ "Sells less than X or Y", «меньше, чем X или Y»: names and their joints after the word of measure."""
    tokens, also = cast.reading.tokens, words_of(cast.reading.language).also
    for back in range(at - 1, max(clause[0], at - COMPARED) - 1, -1):
        token = tokens[back]
        if token.norm in THAN:
            return back > sentence_of(cast.reading, at).first
        if not (token.capital or token.shape == "mark" or token.norm in also):
            return False
    return False


def _from_it(cast: Cast, at: int) -> bool:
    """ "X of the company's", «X с „Завода“»: the name, its model and a preposition before the company's name."""
    tokens = cast.reading.tokens
    after = [index for index in range(at + 1, min(at + MODELLED, len(tokens))) if tokens[index].shape != "mark"]
    near = next((place for place, index in enumerate(after) if index in cast.view.own), 0)
    return near > 0 and tokens[after[near - 1]].norm in FROM


def _apart(cast: Cast, one: int, other: int) -> bool:
    """«Ни машины A, ни B», or A and B as neighbours in a row of companies: the second is not the first's."""
    words = [cast.reading.tokens[at].norm for at in range(min(one, other) + 1, max(one, other))]
    between = [word for word in words if word not in QUOTES]
    return between == [","] or not words_of(cast.reading.language).apart.isdisjoint(between)


def _nearest(actors: Sequence[Actor], at: int) -> Actor | None:
    return min(actors, key=lambda actor: (abs(actor.at - at), not actor.own), default=None)
