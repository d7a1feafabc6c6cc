"""A feed: RSS 0.9x to 2.0, RDF, Atom or JSON Feed; or a page that names one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from monitor.model import Fetched, FetchFailed
from monitor.seams import Ask, Parsed, Seen


@dataclass(frozen=True, kw_only=True)
class Rss:
    """A feed: RSS 0.9x to 2.0, RDF, Atom or JSON Feed; or a page that names one."""

    type: ClassVar[str] = "rss"

    url: str
    headers: dict[str, str] = field(default_factory=dict)
    robots: bool = True

    def ask(self) -> Ask:
        raise NotImplementedError

    def parse(self, source: str, fetched: Fetched, seen: Seen) -> Parsed | FetchFailed:
        raise NotImplementedError
