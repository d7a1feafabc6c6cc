"""Names that nobody knew: proposals for brands, models and companies that the knowledge lacks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from monitor.knowledge import Knowledge
from monitor.lang.reading import Reading
from monitor.model import Mention

Rarity = Callable[[str], float]  # skeleton of a name -> share of unmatched articles that name it, 0..1


@dataclass(frozen=True, slots=True)
class Discovery:
    """Adds `Mention(kind="candidate", known=False)`.

    `data` holds `score` (0..1 as text), `guess` (brand, model or company) and, where the name looks like another
    spelling of a known one, `alias_of`.
    """

    knowledge: Knowledge
    rarity: Rarity | None = None

    def tag(self, reading: Reading, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        return mentions
