"""From evidence to state: how a value moves on its ladder.

    candidate < rumoured < planned < agreed < certified < produced, then ended;  beside them denied, returned, dormant

Only a step forward is a step. A stop that is rumoured or planned is a claim of its own ("rumoured end", "planned
end"); a stop that was reported and is denied within `settle` becomes a rumoured end, and the state before it stands
again. The fold reads the evidence in the order of publication, so it does not matter when an article arrived.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from monitor.core.ledger import Evidence, LedgerEntry, Status, Step
from monitor.model import Certainty, State

LADDER = (State.CANDIDATE, State.RUMOURED, State.PLANNED, State.AGREED, State.CERTIFIED, State.PRODUCED)
RANK: Mapping[str, int] = {str(state): rank for rank, state in enumerate(LADDER)}
RUMOURED_END = "rumoured end"
PLANNED_END = "planned end"
OPEN_ENDS = (RUMOURED_END, PLANNED_END)
HISTORIC = "historic"  # a claim that something was so once; never a step but the first
SAME_SUM = 0.02  # sums closer than this are one sum, rounded differently by two outlets
CHANGED_SUM = 2.0  # a sum within this factor of an earlier one is that sum changed; beyond it is another matter


@dataclass(frozen=True, slots=True)
class Spans:
    """`settle` is how long one news takes to settle: within it an end can be denied, and nothing returns from it."""

    settle: timedelta = timedelta(days=30)
    forget_after: timedelta = timedelta(days=1095)


def rank(state: str) -> int:
    """Height on the ladder; -1 for what stands beside it."""
    return RANK.get(state, -1)


def fold(entry: LedgerEntry, spans: Spans) -> LedgerEntry:
    """The entry with state, confirmed and steps computed from its standing evidence."""
    walk = _Sums() if entry.kind == "amount" else _Walk(spans, baseline=entry.status is Status.BASELINE)
    for piece in entry.standing:
        walk.take(piece)
    steps = tuple(mark.step() for mark in walk.marks)
    state = walk.state if entry.standing else (State.RETRACTED if entry.evidence else "")
    return replace(entry, state=str(state), steps=steps, confirmed=bool(steps) and steps[-1].confirmed)


def state_at(entry: LedgerEntry, now: datetime, spans: Spans) -> str:
    """The state as of now: `dormant` where nothing was heard of it for `forget_after`."""
    last = entry.last
    quiet = last is not None and now - last.at >= spans.forget_after
    return State.DORMANT if quiet and entry.state not in (State.ENDED, State.DENIED) else entry.state


def claim_of(piece: Evidence) -> str:
    """What the evidence claims, the kinds of end told apart."""
    if piece.certainty is Certainty.HISTORIC:
        return HISTORIC
    if piece.state != State.ENDED:
        return str(piece.state)
    if piece.certainty is Certainty.RUMOUR:
        return RUMOURED_END
    return PLANNED_END if piece.certainty is Certainty.PLAN else str(State.ENDED)


@dataclass(slots=True)
class _Mark:
    """A step in the making. `claim` is what evidence must claim to be one more voice for it."""

    state: str
    turn: int
    previous: str
    first: Evidence
    claim: str
    voices: list[str] = field(default_factory=list)
    primary: bool = False

    def heard(self, piece: Evidence) -> None:
        self.primary = self.primary or piece.primary
        if piece.voice not in self.voices:
            self.voices.append(piece.voice)

    def step(self) -> Step:
        confirmed = self.primary or len(self.voices) > 1
        return Step(f"{self.state}#{self.turn}", self.state, self.previous, self.first, tuple(self.voices), confirmed)


class _Walk:
    """Reads evidence in order. `state` is shown, `settled` stands under an open end, `high` is the rung reached."""

    def __init__(self, spans: Spans, *, baseline: bool) -> None:
        self.spans = spans
        self.baseline = baseline
        self.marks: list[_Mark] = []
        self.state = ""
        self.settled = ""
        self.high = RANK[State.PRODUCED] if baseline else -1
        self.known = baseline  # something was known of it before this walk, or in it
        self.gone = False  # it ended and did not come back
        self.ended_at: datetime | None = None  # None too for an end of which no day is known
        self.denied_at: datetime | None = None
        self.heard_at: datetime | None = None
        self.after_denial: set[str] = set()

    def take(self, piece: Evidence) -> None:
        claim = claim_of(piece)
        self._another_voice(claim, piece)
        if claim == HISTORIC:
            self._historic(piece)
        elif claim in OPEN_ENDS:
            self._open_end(claim, piece)
        elif claim == State.ENDED:
            self._end(piece)
        elif claim == State.DENIED:
            self._denial(piece)
        elif self.state == State.ENDED:
            self._return(claim, piece)
        else:
            self._climb(claim, piece)
        self.known = True
        self.heard_at = piece.at

    # -- one method a claim

    def _historic(self, piece: Evidence) -> None:
        if not self.known:
            self._mark(State.ENDED, piece, claim=HISTORIC)
            self.gone = True

    def _open_end(self, claim: str, piece: Evidence) -> None:
        if self.state == State.ENDED or self._settling(self.denied_at, piece):
            return
        if self.state not in OPEN_ENDS:
            self.settled = self.state
            self._mark(claim, piece)
        elif (self.state, claim) == (RUMOURED_END, PLANNED_END):
            self._mark(claim, piece)

    def _end(self, piece: Evidence) -> None:
        if self.state == State.ENDED:
            self.ended_at = piece.at
        elif not self._settling(self.denied_at, piece) or self._outweighs_denial(piece):
            self.settled = self.settled if self.state in OPEN_ENDS else self.state
            self._mark(State.ENDED, piece)
            self.ended_at = piece.at
            self.gone = True

    def _outweighs_denial(self, piece: Evidence) -> bool:
        """What was denied is believed again when the company says it, or a second voice does."""
        self.after_denial.add(piece.voice)
        return piece.primary or len(self.after_denial) > 1

    def _denial(self, piece: Evidence) -> None:
        if self.state in OPEN_ENDS or self._end_in_doubt(piece):
            self._take_end_back()
            self._deny(piece, stands=self.settled)
        elif piece.about_end:
            if not self._settling(self.denied_at, piece):
                self._deny(piece, stands=self.state)
        elif self.high <= RANK[State.AGREED] and self.state not in (State.DENIED, State.ENDED):
            self._deny(piece, stands=str(State.DENIED))
            self.high = max(self.high, RANK[State.RUMOURED])

    def _deny(self, piece: Evidence, stands: str) -> None:
        self._mark(State.DENIED, piece)
        self.state = stands
        self.denied_at = piece.at
        self.after_denial = set()

    def _end_in_doubt(self, piece: Evidence) -> bool:
        ended = self.state == State.ENDED and not self.marks[-1].primary
        return ended and self._settling(self.ended_at, piece)

    def _take_end_back(self) -> None:
        last = self.marks[-1]
        self.gone = False
        if last.state != State.ENDED:
            return
        if len(self.marks) > 1 and self.marks[-2].state in OPEN_ENDS:
            self.marks.pop()
        else:
            last.turn = self._turn(RUMOURED_END)
            last.state = last.claim = RUMOURED_END

    def _return(self, claim: str, piece: Evidence) -> None:
        """Something is said again of what had ended. A bare name is not enough: old news is retold for years."""
        if not piece.explicit or self._settling(self.ended_at, piece):
            return
        if rank(claim) > RANK[State.RUMOURED]:
            self._come_back(claim, piece)
        else:
            self._mark(claim, piece)
            self.high = rank(claim)

    def _climb(self, claim: str, piece: Evidence) -> None:
        """A first word may be bare; a move of what is known needs an event that says so, not a name in passing."""
        height = rank(claim)
        if self.state and not piece.explicit:
            return
        if self._forgotten(piece) and piece.explicit and height > RANK[State.RUMOURED]:
            self.state = str(State.DORMANT)
            self._come_back(claim, piece)
        elif height > self.high and self.gone and height > RANK[State.RUMOURED]:
            self._come_back(claim, piece)
        elif height > self.high:
            self._mark(claim, piece)
            self.high = height

    # -- helpers

    def _come_back(self, claim: str, piece: Evidence) -> None:
        self._mark(State.RETURNED, piece, claim=claim)
        self.high = rank(claim)
        self.gone = False

    def _forgotten(self, piece: Evidence) -> bool:
        return not self.baseline and self.heard_at is not None and piece.at - self.heard_at >= self.spans.forget_after

    def _settling(self, since: datetime | None, piece: Evidence) -> bool:
        return since is not None and piece.at - since < self.spans.settle

    def _another_voice(self, claim: str, piece: Evidence) -> None:
        for mark in reversed(self.marks):
            if mark.claim == claim:
                mark.heard(piece)
                return

    def _turn(self, state: str) -> int:
        return 1 + sum(mark.state == state for mark in self.marks)

    def _mark(self, state: str, piece: Evidence, claim: str = "") -> None:
        mark = _Mark(str(state), self._turn(state), self.state, piece, claim or str(state))
        mark.heard(piece)
        self.marks.append(mark)
        self.state = str(state)


class _Sums:
    """Of amounts: each sum that nobody named for this purpose before is a step."""

    def __init__(self) -> None:
        self.marks: list[_Mark] = []
        self.state = ""

    def take(self, piece: Evidence) -> None:
        for mark in self.marks:
            if same_sum(mark.state, piece.state):
                mark.heard(piece)
                return
        earlier = [mark.state for mark in self.marks if _within(CHANGED_SUM, mark.state, piece.state)]
        mark = _Mark(piece.state, 1, earlier[-1] if earlier else "", piece, piece.state)
        mark.heard(piece)
        self.marks.append(mark)
        self.state = piece.state


def same_sum(one: str, other: str) -> bool:
    """Whether two "<number> <currency>" are the same sum but for rounding."""
    return _within(1 + SAME_SUM, one, other)


def _within(factor: float, one: str, other: str) -> bool:
    (a, money), (b, other_money) = _sum(one), _sum(other)
    return money == other_money and max(a, b) <= factor * min(a, b)


def _sum(text: str) -> tuple[float, str]:
    number, _, currency = text.partition(" ")
    return float(number), currency
