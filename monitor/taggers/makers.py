"""What the knowledge says of who stands behind a name: own works, the maker behind a badge, the parent of a make."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.knowledge.terms import Knowledge
from monitor.lang import norms, word_set
from monitor.model import Link, Mention

from .trades import packs_of
from .verdicts import PLAIN, SURE, Verdict

_WORKS = word_set(
    "завод автозавод plant"
)  # a make known by its works' name builds its cars itself


class Makers:
    """Relations between the names of the packs."""

    def __init__(self, knowledge: Knowledge) -> None:
        terms = [
            term
            for pack in packs_of(knowledge)
            for kind, found in pack.kinds.items()
            if kind != "segment"
            for term in found
        ]
        self.own_works = frozenset(
            term.value for term in terms if any(_WORKS & set(norms(name)) for name in term.names)
        )
        assemblers = {term.value for term in terms if term.role == "assembler"}
        self.rivals = frozenset(term.value for term in terms if term.owner in assemblers)
        self._owner = {term.value: term.owner for term in terms if term.owner}
        self._badge_of = {term.value: term.badge_of for term in terms if term.badge_of}

    def refined(self, mentions: Sequence[Mention], verdicts: Sequence[Verdict]) -> list[Verdict]:
        """The maker behind a linked badge is linked too; a parent said to own a linked make is not."""
        pairs = list(zip(mentions, verdicts, strict=True))
        linked = {one.value for one, verdict in pairs if one.kind not in PLAIN and verdict.link in SURE}
        behind = self._behind(linked)
        parents = {self._owner[value] for value in linked if value in self._owner}
        return [_judged(one, verdict, behind, parents) for one, verdict in pairs]

    def _behind(self, linked: set[str]) -> set[str]:
        makers = {self._badge_of[value] for value in linked if value in self._badge_of}
        return makers | {self._owner[maker] for maker in makers if maker in self._owner}


def _judged(one: Mention, verdict: Verdict, behind: set[str], parents: set[str]) -> Verdict:
    if one.kind in PLAIN:
        return verdict
    if one.value in behind and verdict.link not in SURE:
        return Verdict(Link.MEDIUM, "it is behind a badge of the company")
    if one.value in parents and verdict.link in SURE and _owning(one):
        return Verdict(Link.WEAK, "named as the owner of a make")
    return verdict


def _owning(one: Mention) -> bool:
    """A word of ownership within the three words on either side: "part of X", «концерну X», 傘下."""
    low = one.sentence.find(one.surface)
    near = one.sentence[max(0, low - 30) : low + len(one.surface) + 30]
    return bool(_OWNING & set(norms(near)))


_OWNING = word_set(
    "принадлежит принадлежащий принадлежащая принадлежащей концерн концерну концерна дочка дочерний "
    "дочерняя владеет входит входящий входящая суббренд суббренда owned owns belongs belonging subsidiary "
    "parent group gehört tochter 傘下 傘"
)
