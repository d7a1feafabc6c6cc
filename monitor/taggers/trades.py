"""Which packs a text is to be read with: those of the watches that it names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from monitor.knowledge.terms import Knowledge, Pack
from monitor.model import Mention

T = TypeVar("T")


def packs_of(knowledge: Knowledge) -> Iterable[Pack]:
    """The packs that some watch reads; all of them where nothing is watched."""
    wanted = {watch.pack for watch in knowledge.watches.values()}
    return [pack for name, pack in knowledge.packs.items() if name in wanted or not wanted]


class Trades(Generic[T]):
    """Something compiled from each pack, and asked for by the companies that a text names.

    A knowledge without watches (a tool that reads any text) is asked whole.
    """

    def __init__(self, knowledge: Knowledge, make: Callable[[Pack], T]) -> None:
        self._made = {pack.name: make(pack) for pack in packs_of(knowledge)}
        self._pack_of = {watch.id: watch.pack for watch in knowledge.watches.values()}

    def every(self) -> list[T]:
        """What was made of all packs, for texts that name no watch."""
        return list(self._made.values())

    def named(self, mentions: Iterable[Mention]) -> list[T]:
        if not self._pack_of:
            return list(self._made.values())
        named = {self._pack_of[one.watch] for one in mentions if one.kind == "company" and one.watch in self._pack_of}
        return [made for name, made in self._made.items() if name in named]
