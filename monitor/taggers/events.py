"""Events: what happens, sentence by sentence."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.knowledge.terms import Knowledge
from monitor.lang.reading import Reading
from monitor.model import Mention


@dataclass(frozen=True)
class Events:
    """Adds kind "event" mentions with `data` {"brand", "amount"}. Runs after brands and segments, before link."""

    knowledge: Knowledge

    def tag(self, reading: Reading, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        return mentions
