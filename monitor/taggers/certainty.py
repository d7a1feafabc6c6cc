"""How sure the article is of what it says: fact, plan, rumour, denied, ended, historic."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from monitor.knowledge.terms import Knowledge
from monitor.lang import Reading
from monitor.model import Mention

from .at import sentence_at
from .judge import judge, tone_of

_JUDGED = frozenset({"amount", "company", "quantity", "person", "place"})  # kinds that are not asserted


class CertaintyPass:
    """Sets `certainty` on every mention that is asserted (brands, segments, events, candidates), with its reason.

    Runs after link, because what belongs to somebody else needs no judgement.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        """`knowledge` is taken as every tagger takes it; certainty is a matter of language, not of the trade."""

    def tag(self, reading: Reading, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        return tuple(_judged(reading, one) for one in mentions)


def _judged(reading: Reading, one: Mention) -> Mention:
    if one.kind in _JUDGED or not reading.sentences:
        return one
    sentence = sentence_at(reading, one.field, one.start)
    first = bisect_right(reading.tokens, one.start, sentence.first, sentence.last, key=lambda token: token.end)
    first = min(first, sentence.last - 1)
    # A make and the segments that it implies stand at one place.
    certainty, why = reading.once(("judged", first), lambda: judge(tone_of(reading, sentence), first))
    return replace(one, certainty=certainty, reasons=(*one.reasons, why))
