"""Which articles tell one event: rare shared keys, time, and vetoes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.model import Mention, Reason, Role


@dataclass(frozen=True, slots=True)
class Card:
    """All that placement needs of one article. `keys` are its story keys, the most telling first."""

    article: str
    title: str
    keys: tuple[str, ...]
    published: datetime
    language: str
    family: str = ""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an article belongs. `story` is "" for a new one; `merges` are stories that it bridges into `story`."""

    story: str
    role: Role
    reason: Reason
    merges: tuple[str, ...] = ()
    score: float = 0.0
    nearest: str = ""  # the article that decided
    vetoes: tuple[str, ...] = ()  # in plain words, of candidates refused in spite of their score


def story_keys(
    title: str, text: str, language: str, mentions: Sequence[Mention], published: datetime | None
) -> tuple[str, ...]:
    """At most 40 keys of what the article is about, the most telling first."""
    return ()


def key_ids(keys: Sequence[str]) -> tuple[int, ...]:
    """The keys to index and to look up, as 36-bit integers for `near.slots`."""
    return ()


def place(
    card: Card,
    candidates: Sequence[Card],
    stories: Mapping[str, str],
    rarity: Callable[[str], float],
    reprint_of: str = "",
) -> Placement:
    """Finds the article's story. `stories` maps candidates' articles to theirs; `reprint_of` is known from `near`."""
    return Placement("", Role.FIRST, Reason.STORY_OPENED)
