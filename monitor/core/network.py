"""Whether sources fail together, which is the fault of our network and not theirs."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from monitor.core.health import NETWORK, PollOutcome, SourceState

LOOK_BACK = 20  # sources asked last: the due ones of one second are too few to judge by, those of an hour too late
FEWEST = 3


class Verdict(StrEnum):
    """What a source's last poll says about our network."""

    ANSWERED = "answered"  # whatever it answered
    LOST = "lost"  # no answer, from one that used to answer
    STRANGER = "stranger"  # no answer, from one that never gave any: the address may be wrong


def seen(
    before: Mapping[str, Verdict], polls: Mapping[str, tuple[SourceState, PollOutcome]]
) -> Mapping[str, Verdict]:
    """The verdicts on the sources asked last, latest last, after these polls: each with its source's state before it.

    One that failed long before the others says nothing of the network and is left out.
    """
    after = {name: verdict for name, verdict in before.items() if name not in polls}
    for name, (state, outcome) in polls.items():
        verdict = _verdict(state, outcome, before.get(name))
        if verdict is not None:
            after[name] = verdict
    kept = max(LOOK_BACK, len(polls))
    return dict(list(after.items())[-kept:])


def troubled(outcome: PollOutcome) -> bool:
    """Whether the poll failed in a way in which polls fail when our network is down."""
    return outcome.failure is not None and outcome.failure.reason in NETWORK


def _verdict(state: SourceState, outcome: PollOutcome, before: Verdict | None) -> Verdict | None:
    if not troubled(outcome):
        return Verdict.ANSWERED
    if state.last_ok is None:
        return Verdict.STRANGER
    return Verdict.LOST if state.failures == 0 or before is Verdict.LOST else None


def down(recent: Mapping[str, Verdict]) -> bool | None:
    """Whether more than half of the sources asked last are lost together; None while too few were asked to say so.

    Strangers count only where nobody answers: half of a long list of feeds may be dead addresses.
    """
    told = list(recent.values())
    lost, answered = told.count(Verdict.LOST), told.count(Verdict.ANSWERED)
    if answered:
        return lost >= FEWEST and lost > answered
    return True if len(told) >= FEWEST else None
