"""Market segments: what the article says is made there."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.knowledge.terms import Knowledge
from monitor.lang.reading import Reading
from monitor.model import Mention


@dataclass(frozen=True)
class Segments:
    """Adds kind "segment" mentions, by words and by the models named. Runs after brands, before link."""

    knowledge: Knowledge

    def tag(self, reading: Reading, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        return mentions
