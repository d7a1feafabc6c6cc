"""The HTTP edge: polite, bounded, guarded; it never raises for what the network does."""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from typing import Self

from monitor.model import Fetched, FetchFailed, FetchResult
from monitor.seams import Ask, Post

USER_AGENT = "firstmention/0.1 (news monitor; +https://firstmention.example)"


@dataclass(frozen=True, slots=True)
class EdgeSettings:
    """Bounds and manners. Times in seconds, sizes in bytes.

    `allow_private` names hosts that may have private addresses: `host`, `host:port` or a network (`10.0.0.0/8`).
    """

    user_agent: str = USER_AGENT
    allow_private: tuple[str, ...] = ()
    per_host: int = 2
    pause: float = 1.0
    at_once: int = 50
    connect: float = 10.0
    read: float = 15.0
    total: float = 60.0
    redirects: int = 5
    robots: bool = True


class HttpEdge:
    """Use as an async context manager; satisfies `seams.Http` and `seams.Poster`."""

    def __init__(self, settings: EdgeSettings) -> None:
        self.settings = settings

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    async def get(self, ask: Ask) -> FetchResult:
        raise NotImplementedError(ask)

    async def post(self, post: Post) -> Fetched | FetchFailed:
        raise NotImplementedError(post)
