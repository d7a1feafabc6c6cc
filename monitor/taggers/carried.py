"""Whether a make may be the company's by what the sentences before spoke of, though its own names nobody.

What is carried over is a guess; the make's own clause can refute it: the make acts there by itself ("X put a car on
sale"), or is renamed.
"""

from __future__ import annotations

from monitor.lang import Reading
from monitor.lang.lemmas import grammemes
from monitor.model import Link

from .cast import Cast
from .marks import FLUENT, Mark
from .verdicts import Verdict

AT = frozenset({"at", "bei", "beim", "chez", "presso"})  # before a name: what follows happens at its bearer's
VERB_WITHIN = 3  # tokens after the name in which its verb is looked for: "X has now put", «X в мае открыл»


def doubted(cast: Cast, verdict: Verdict, clause: tuple[int, int], span: tuple[int, int]) -> Verdict:
    """The verdict on a make, lowered where its clause speaks against what was carried over. Spans are half-open."""
    if not verdict.carried or verdict.link != Link.MEDIUM:
        return verdict
    if span[0] > clause[0] and cast.reading.tokens[span[0] - 1].norm in AT:
        return Verdict(Link.NONE, "at another maker")
    if cast.reading.language not in FLUENT:
        return verdict
    if _acts(cast, clause, span[1]):
        return Verdict(Link.NONE, "a maker that acts by itself")
    if cast.view.any_in(range(*clause), Mark.RENAMING):
        return Verdict(Link.NONE, "renamed, not made")
    return verdict


def _acts(cast: Cast, clause: tuple[int, int], after: int) -> bool:
    """The name opens its clause's predicate: a verb of a maker's deeds follows, in the singular and the active."""
    reading = cast.reading
    for at in range(after, min(clause[1], after + VERB_WITHIN)):
        if reading.tokens[at].norm in (",", "—", "–"):
            return False
        if cast.view.any_in(range(at, at + 1), Mark.DEED):
            return _active(reading, at, after)
    return False


def _active(reading: Reading, at: int, after: int) -> bool:
    if reading.language == "ru":
        marks = grammemes(reading.tokens[at].norm)
        return "VERB" in marks and "sing" in marks
    return not any(reading.tokens[between].norm in _BE for between in range(after, at))


_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "to", "and"})
