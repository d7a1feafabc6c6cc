"""One poll of one source: its routes in order, what is new, what may have been missed, when to ask again."""

from __future__ import annotations

from datetime import datetime

from monitor.core.health import PollOutcome, SourceState
from monitor.core.schedule import SourceSpec
from monitor.seams import Http, Seen


async def poll(source: SourceSpec, state: SourceState, http: Http, seen: Seen, now: datetime) -> PollOutcome:
    """Ask the source's routes in order until one answers; never raises for what they answer.

    `seen` says which identity keys are stored (`Entry.key`); a fresh source starts from `SourceState(source.id)`.
    """
    raise NotImplementedError(source, state, http, seen, now)
