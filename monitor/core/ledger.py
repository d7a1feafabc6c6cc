"""What is known of one value of a watch, as plain values.

An entry keeps *evidence* (who said what, when) as a set; everything else in it (state, steps, who said it first) is
computed from that set sorted by (publication, address), see `core.ladder`. So the same articles give the same entry in
any order. Only `told` and `corrections` remember the order of arrival: what was said to people, and what had to be
put right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from monitor.model import Certainty

VOICES_KEPT = 2  # per claim and time: "confirmed" needs two; how many said it in all, the story knows


class Status(StrEnum):
    BASELINE = "baseline"  # in the config's history: no news
    LEARNED = "learned"  # first seen while the watch was still learning
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One article's word on the value. `at` is its publication, or when it was seen where it has no date.

    `explicit`: an event tied to the value says so, beyond a bare name. `about_end`: it speaks of a stop.
    `primary`: the company itself, a regulator, an exchange; its one voice confirms.
    """

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
    primary: bool = False
    explicit: bool = False
    about_end: bool = False

    @property
    def order(self) -> tuple[datetime, str]:
        return self.at, self.url


@dataclass(frozen=True, slots=True)
class Step:
    """A change of state, with the article that said it first. `key` is stable: the state and its turn (`ended#2`)."""

    key: str
    state: str  # a State, "rumoured end", "planned end", or an amount
    previous: str
    evidence: Evidence
    voices: tuple[str, ...] = ()
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    """What was known before turned out different: an older article arrived, or a word was taken back."""

    at: datetime
    step: str
    was: str  # address or state
    now: str


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    watch: str
    kind: str
    value: str
    status: Status = Status.NEW
    state: str = ""  # "" for a baseline value of which nothing changed yet
    confirmed: bool = False
    steps: tuple[Step, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    retracted: tuple[str, ...] = ()  # addresses of articles that took it back
    told: tuple[str, ...] = ()  # keys of steps that became findings
    corrections: tuple[Correction, ...] = ()

    @property
    def key(self) -> tuple[str, str, str]:
        return self.watch, self.kind, self.value

    @property
    def standing(self) -> tuple[Evidence, ...]:
        """The evidence that nobody took back, in its order."""
        if not self.retracted:
            return self.evidence
        return tuple(e for e in self.evidence if e.url not in self.retracted)

    @property
    def first(self) -> Evidence | None:
        """The earliest article that says it."""
        return self.standing[0] if self.standing else None

    @property
    def last(self) -> Evidence | None:
        return self.standing[-1] if self.standing else None


def gathered(known: tuple[Evidence, ...], seen: Evidence) -> tuple[Evidence, ...]:
    """The evidence with one more piece, bounded; `known` itself where it adds nothing.

    An article speaks once: what was read of it last counts. Of the same claim only the first word of the first
    VOICES_KEPT voices is kept in each month, or each year where nothing but a bare name says it. That choice is a
    minimum over a set, so it does not depend on the order of arrival.
    """
    before = next((e for e in known if e.url == seen.url), None)
    if before is not None and _outlives(before, seen):
        return known
    pieces = sorted([*(e for e in known if e is not before), seen], key=lambda e: e.order)
    buckets: dict[tuple[object, ...], list[str]] = {}
    kept = tuple(piece for piece in pieces if _finds_room(piece, buckets))
    return known if kept == known else kept


def _finds_room(piece: Evidence, buckets: dict[tuple[object, ...], list[str]]) -> bool:
    voices = buckets.setdefault(_bucket(piece), [])
    if piece.voice in voices or len(voices) >= VOICES_KEPT:
        return False
    voices.append(piece.voice)
    return True


def _outlives(known: Evidence, seen: Evidence) -> bool:
    """Whether what is known of an article is a later reading than what was seen now; ties by what they say."""
    one = (known.seen, known.state, known.certainty, known.sentence)
    return one >= (seen.seen, seen.state, seen.certainty, seen.sentence)


def _bucket(piece: Evidence) -> tuple[object, ...]:
    claim = (piece.state, piece.certainty, piece.explicit, piece.about_end, piece.primary)
    if piece.certainty is Certainty.HISTORIC:
        return claim
    return (*claim, piece.at.year, piece.at.month if piece.explicit else 0)


# --- JSON ----------------------------------------------------------------------------------------------------


def to_json(entry: LedgerEntry) -> dict[str, Any]:
    """Plain JSON values; `from_json` gives the equal entry back. A step names its article by its place in evidence."""
    data = {f.name: getattr(entry, f.name) for f in fields(entry)}
    places = {e: n for n, e in enumerate(entry.evidence)}
    data["evidence"] = [_evidence_json(e) for e in entry.evidence]
    data["steps"] = [{**_shallow(step), "evidence": places[step.evidence]} for step in entry.steps]
    data["corrections"] = [{**asdict(c), "at": c.at.isoformat()} for c in entry.corrections]
    data["retracted"], data["told"] = list(entry.retracted), list(entry.told)
    data["status"] = str(entry.status)
    return data


def _shallow(step: Step) -> dict[str, Any]:
    return {
        "key": step.key,
        "state": step.state,
        "previous": step.previous,
        "voices": list(step.voices),
        "confirmed": step.confirmed,
    }


def _evidence_json(piece: Evidence) -> dict[str, Any]:
    data = {name: value for name, value in asdict(piece).items() if value not in ("", False, None)}
    for name in ("at", "seen", "published"):
        if name in data:
            data[name] = data[name].isoformat()
    return {**data, "certainty": str(piece.certainty), "state": str(piece.state)}


def from_json(data: Mapping[str, Any]) -> LedgerEntry:
    """The entry that `to_json` wrote. KeyError and ValueError mean that something else wrote it."""
    evidence = tuple(_evidence(e) for e in data["evidence"])
    steps = tuple(
        Step(**{**s, "evidence": evidence[s["evidence"]], "voices": tuple(s["voices"])}) for s in data["steps"]
    )
    corrections = tuple(Correction(**{**c, "at": datetime.fromisoformat(c["at"])}) for c in data["corrections"])
    return LedgerEntry(
        watch=data["watch"],
        kind=data["kind"],
        value=data["value"],
        status=Status(data["status"]),
        state=data["state"],
        confirmed=data["confirmed"],
        steps=steps,
        evidence=evidence,
        retracted=tuple(data["retracted"]),
        told=tuple(data["told"]),
        corrections=corrections,
    )


def outline(data: Mapping[str, Any]) -> dict[str, Any]:
    """What `to_json` wrote, with the evidence of the steps, the first and the last piece only.

    It is read in a tenth of the time of an entry of ten years. What it gives is for looking at, not for keeping.
    """
    standing = [n for n, e in enumerate(data["evidence"]) if e.get("url", "") not in data["retracted"]]
    kept = sorted({*(step["evidence"] for step in data["steps"]), *standing[:1], *standing[-1:]})
    places = {old: new for new, old in enumerate(kept)}
    steps = [{**step, "evidence": places[step["evidence"]]} for step in data["steps"]]
    return {**data, "evidence": [data["evidence"][n] for n in kept], "steps": steps}


def _evidence(data: Mapping[str, Any]) -> Evidence:
    dates = {name: datetime.fromisoformat(data[name]) for name in ("at", "seen", "published") if name in data}
    known = {"state": "", "voice": "", "url": "", **data, **dates}
    return Evidence(**{**known, "certainty": Certainty(data["certainty"])})


def without_memory(entry: LedgerEntry) -> LedgerEntry:
    """The entry as the articles alone make it: what was told, and in which order it came, left out."""
    return replace(entry, told=(), corrections=())
