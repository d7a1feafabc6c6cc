"""What a person said of the proposals of discovery, laid over the files as values."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .schema import fold
from .terms import Pack, Term


@dataclass(frozen=True, slots=True)
class Accepted:
    """A name that a person took in.

    Alone it becomes a value of its own; with `of` it becomes a spelling of that value, or with `model` a model of it.
    """

    name: str
    kind: str = "brand"
    of: str = ""
    model: bool = False


@dataclass(frozen=True, slots=True)
class Overlay:
    """`accepted` in the order of the decisions (a later one may build on an earlier), `rejected` names."""

    accepted: tuple[Accepted, ...] = ()
    rejected: frozenset[str] = frozenset()


def merged(pack: Pack, overlay: Overlay) -> Pack:
    """The pack with the accepted names in it; a name already known, or of a kind the pack lacks, changes nothing."""
    kinds = dict(pack.kinds)
    for one in overlay.accepted:
        if one.kind in kinds:
            kinds[one.kind] = _with(kinds[one.kind], one)
    return replace(pack, kinds=kinds)


def _with(terms: tuple[Term, ...], one: Accepted) -> tuple[Term, ...]:
    said = fold(one.name)
    if not one.of:
        known = any(said == fold(name) for term in terms for name in term.names)
        return terms if known else (*terms, Term(one.kind, one.name, (one.name,)))
    return tuple(_grown(term, one) if fold(term.value) == fold(one.of) else term for term in terms)


def _grown(term: Term, one: Accepted) -> Term:
    if one.model:
        return term if one.name in term.models else replace(term, models=(*term.models, one.name))
    return term if one.name in term.names else replace(term, names=(*term.names, one.name))
