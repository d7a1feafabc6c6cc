"""The same text twice: exact hashes, MinHash bands to find candidates, shingle containment to judge them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.model import Reason

SCHEME = "oph64-w2-xxh3-1"


@dataclass(frozen=True, slots=True)
class Near:
    """How two texts relate. `reason` is REPRINT, REVISION (one publisher, one address) or FIRST_REPORT (different)."""

    reason: Reason
    kept: float  # part of the old text's shingles that the new one holds
    taken: float  # part of the new text's shingles that come from the old one
    cut: tuple[str, ...] = ()  # sentences of the old text that the new one lacks
    added: tuple[str, ...] = ()  # sentences of the new text that the old one lacks


def sign(text: str) -> tuple[int, ...]:
    """64 minima; empty for a text without a word pair."""
    return ()


def bands(signature: Sequence[int]) -> tuple[int, ...]:
    """21 keys of 36 bits, each a hash of three minima and the band's place."""
    return ()


def slots(keys: Sequence[int], at: datetime, days: int = 0) -> tuple[int, ...]:
    """Where the index keeps `keys` at that time (48-bit integers); with `days`, every slot to look into around it."""
    return ()


def text_hash(text: str) -> str:
    """The same for texts that differ in spaces, quotes, marks, case and ё only; empty for a text without words."""
    return ""


def shingles(text: str) -> frozenset[int]:
    """Hashes of the pairs of neighbouring words."""
    return frozenset()


def containment(a: str, b: str) -> float:
    """The part of `a`'s word pairs that `b` holds, 0..1."""
    return 0.0


def compare(old: str, new: str, same_address: bool = False) -> Near:
    """Is `new` a copy of `old`, an edited version of it, or another text?"""
    return Near(Reason.FIRST_REPORT, 0.0, 0.0)
