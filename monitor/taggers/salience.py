"""A make that a sentence on the company leaves unsaid: «…запуск сборки намечен на заводе» says whose cars only before.

The headline's makes are what a story is about; else the makes last named before the sentence are; else the only one.
"""

from __future__ import annotations

from collections.abc import Sequence

from monitor.lang import TITLE, Sentence
from monitor.model import Link, Mention

from .at import sentence_at
from .cast import Cast
from .verdicts import PLAIN, Verdict

MOST = 3  # makes that a headline may be about; a longer row is a list of others
BACK = 2  # sentences back in which the make last spoken of is looked for
_Placed = tuple[Mention, int]  # a make that may be meant, and the index of its sentence


def salient(mentions: Sequence[Mention], verdicts: Sequence[Verdict], cast: Cast) -> list[Verdict]:
    """The verdicts, raised for the makes that the company's own sentences speak of without naming them."""
    pairs = list(zip(mentions, verdicts, strict=True))
    makes = [(one, sentence_at(cast.reading, one.field, one.start).index) for one in mentions if one.kind not in PLAIN]
    naming = {at for _, at in makes}
    open_to = {id(one) for one, verdict in pairs if verdict.link != Link.NONE}
    able = [(one, at) for one, at in makes if id(one) in open_to]
    meant: set[str] = set()
    for sentence in cast.reading.sentences if able else ():
        if sentence.index not in naming and _silent(sentence, cast):
            meant |= _unsaid(sentence, able, cast)
    return [_raised(one, verdict, meant) for one, verdict in pairs]


def _silent(sentence: Sentence, cast: Cast) -> bool:
    """A sentence that names the company, tells of making, and names nobody else."""
    if sentence.field == TITLE or not cast.naming[sentence.index]:
        return False
    return cast.makes(sentence) and all(actor.own for actor in cast.actors(sentence.first, sentence.last))


def _unsaid(sentence: Sentence, able: Sequence[_Placed], cast: Cast) -> set[str]:
    heads = {one.value for one, _ in able if one.field == TITLE}
    if 0 < len(heads) <= MOST:
        return heads
    last = max((at for _, at in able if sentence.index - BACK <= at < sentence.index), default=-1)
    found = {one.value for one, at in able if at == last}
    if 0 < len(found) <= MOST and not cast.about:
        return found
    every = {one.value for one, _ in able}
    return every if len(every) == 1 else set()


def _raised(one: Mention, verdict: Verdict, meant: set[str]) -> Verdict:
    if one.value not in meant or verdict.link != Link.WEAK:
        return verdict
    return Verdict(Link.MEDIUM, "a sentence on the company speaks of it")
