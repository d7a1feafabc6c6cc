"""A news sitemap, or an index of them; `match` is a part that wanted addresses contain."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from monitor.model import Fetched, FetchFailed
from monitor.seams import Ask, Parsed, Seen


@dataclass(frozen=True, kw_only=True)
class Sitemap:
    """A news sitemap, or an index of them; `match` is a part that wanted addresses contain."""

    type: ClassVar[str] = "sitemap"

    url: str
    match: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    robots: bool = True

    def ask(self) -> Ask:
        raise NotImplementedError

    def parse(self, source: str, fetched: Fetched, seen: Seen) -> Parsed | FetchFailed:
        raise NotImplementedError
