"""The public preview of a Telegram channel; `site` is the host whose links in posts are the articles."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from monitor.model import Fetched, FetchFailed
from monitor.seams import Ask, Parsed, Seen


@dataclass(frozen=True, kw_only=True)
class Telegram:
    """The public preview of a Telegram channel; `site` is the host whose links in posts are the articles."""

    type: ClassVar[str] = "telegram"

    channel: str
    site: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    robots: bool = True

    def ask(self) -> Ask:
        raise NotImplementedError

    def parse(self, source: str, fetched: Fetched, seen: Seen) -> Parsed | FetchFailed:
        raise NotImplementedError
