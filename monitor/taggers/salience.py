"""A make that a sentence on the company leaves unsaid: «…запуск сборки намечен на заводе» says whose cars only before.

The headline's makes are what a story is about; else the makes last named before the sentence are; else the only one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from monitor.lang import TITLE, Sentence
from monitor.model import Link, Mention

from .actors import Cast
from .at import sentence_at

MOST = 3  # makes that a headline may be about; a longer row is a list of others
BACK = 2  # sentences back in which the make last spoken of is looked for


def with_salient(mentions: Sequence[Mention], cast: Cast, watch: str) -> list[Mention]:
    """The mentions with the makes linked that the company's own sentences speak of without naming them."""
    makes = [one for one in mentions if one.kind not in ("company", "segment", "event", "candidate")]
    placed = [(one, sentence_at(cast.reading, one.field, one.start).index) for one in makes]
    naming = {at for _, at in placed}
    meant: set[str] = set()
    for sentence in cast.reading.sentences:
        if _silent(sentence, cast, naming):
            meant |= _salient(sentence, placed, cast)
    return [_raised(one, meant, watch) for one in mentions]


def _silent(sentence: Sentence, cast: Cast, naming: set[int]) -> bool:
    """A sentence that names the company, tells of making, and names no make and nobody else."""
    if sentence.field == TITLE or sentence.index in naming or not cast.names_it(sentence):
        return False
    return cast.makes(sentence) and all(actor.own for actor in cast.actors(sentence.first, sentence.last))


def _salient(sentence: Sentence, placed: Sequence[tuple[Mention, int]], cast: Cast) -> set[str]:
    heads = {one.value for one, _ in placed if one.field == TITLE and one.link != Link.NONE}
    if 0 < len(heads) <= MOST:
        return heads
    last = max((at for _, at in placed if sentence.index - BACK <= at < sentence.index), default=-1)
    found = {one.value for one, at in placed if at == last and one.link != Link.NONE}
    if 0 < len(found) <= MOST and not cast.about:
        return found
    every = {one.value for one, _ in placed if one.link != Link.NONE}
    return every if len(every) == 1 else set()


def _raised(one: Mention, meant: set[str], watch: str) -> Mention:
    if one.value not in meant or one.link != Link.WEAK:
        return one
    why = (*one.reasons, "a sentence on the company speaks of it")
    return replace(one, watch=watch, link=Link.MEDIUM, reasons=why)
