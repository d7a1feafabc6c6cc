"""A listing page, by CSS selectors for the item, its link, title and date."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from monitor.model import Fetched, FetchFailed
from monitor.seams import Ask, Parsed, Seen


@dataclass(frozen=True, kw_only=True)
class Page:
    """A listing page, by CSS selectors for the item, its link, title and date."""

    type: ClassVar[str] = "page"

    url: str
    item: str = ""
    link: str = "a"
    title: str = ""
    date: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    robots: bool = True

    def ask(self) -> Ask:
        raise NotImplementedError

    def parse(self, source: str, fetched: Fetched, seen: Seen) -> Parsed | FetchFailed:
        raise NotImplementedError
