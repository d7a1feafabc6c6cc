"""What is known of one value of a watch: a pure fold over the evidence, whatever the order it arrived in.

An entry keeps *evidence* (who said what, when) as a set; everything else in it — state, steps, who said it first — is
computed from that set sorted by (publication, address). So the same articles give the same entry in any order.
Only `told` and `corrections` remember the order of arrival: what was said to people, and what had to be put right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from monitor.model import Certainty


class Status(StrEnum):
    BASELINE = "baseline"  # in the config's history: no news
    LEARNED = "learned"  # first seen while the watch was still learning
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One article's word on the value. `at` is its publication, or when it was seen where it has no date."""

    at: datetime
    url: str
    state: str  # a State, or for amounts "<number> <currency>"
    certainty: Certainty
    voice: str  # publisher family whose own word it is (a reprint speaks with its original's voice)
    seen: datetime
    title: str = ""
    source: str = ""
    sentence: str = ""
    published: datetime | None = None
    primary: bool = False  # the company itself, a regulator, an exchange: one voice confirms


@dataclass(frozen=True, slots=True)
class Step:
    """A change of state, with the article that said it first. `key` is stable: state and its turn."""

    key: str
    state: str  # a State, "rumoured end", "retracted", or an amount
    previous: str
    evidence: Evidence
    voices: tuple[str, ...] = ()
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    """What was told before turned out different: an older article arrived, or a word was taken back."""

    at: datetime
    step: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    watch: str
    kind: str
    value: str
    status: Status = Status.NEW
    state: str = ""
    confirmed: bool = False
    steps: tuple[Step, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    retracted: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()

    @property
    def key(self) -> tuple[str, str, str]:
        return self.watch, self.kind, self.value

    @property
    def first(self) -> Evidence | None:
        """The earliest article that says it; its url, published and seen are the entry's `first_*`."""
        raise NotImplementedError

    @property
    def last(self) -> Evidence | None:
        raise NotImplementedError


def to_json(entry: LedgerEntry) -> dict[str, Any]:
    """Plain JSON values; `from_json` gives the equal entry back."""
    raise NotImplementedError


def from_json(data: Mapping[str, Any]) -> LedgerEntry:
    raise NotImplementedError
