"""Who speaks: publishers, their families, credit lines; how many independent voices tell a story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.knowledge.terms import Publisher


@dataclass(frozen=True, slots=True)
class Voice:
    """One article of a story. `credited_to` is a publisher's id or name; `reprint_of` another article's id."""

    article: str
    url: str
    source: str
    published: datetime | None = None
    credited_to: str = ""
    reprint_of: str = ""


def publisher_of(url: str, source: str, publishers: Sequence[Publisher]) -> Publisher | None:
    """By the longest domain that the address ends in, else by the source's id, name or domain."""
    return None


def family(url: str, source: str, publishers: Sequence[Publisher]) -> str:
    """The family of the publisher; the registrable host where it is unknown."""
    return ""


def credit_of(title: str, text: str, publishers: Sequence[Publisher]) -> str:
    """The id of the publisher that the text credits ("сообщает ТАСС"), or ""."""
    return ""


def independent(articles: Sequence[Voice], publishers: Sequence[Publisher]) -> int:
    """How many voices speak on their own: reprints, credit lines and family members are one."""
    return 0
