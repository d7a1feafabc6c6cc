"""The protocols. A plugin satisfies one by its shape; each package keeps one explicit dict of its plugins."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Protocol

from .model import Alert, Delivery, Entry, Fetched, FetchFailed, FetchResult, Mention

if TYPE_CHECKING:
    from .lang.reading import Reading


class Clock(Protocol):
    """The one door for time: `app` holds the real one, tests and the demo bring their own."""

    def now(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Ask:
    """One GET. `trusted` is for addresses from the config: credentials written in them are sent."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str = ""
    last_modified: str = ""
    max_bytes: int = 10_000_000
    trusted: bool = False
    robots: bool = True


class Http(Protocol):
    """The HTTP edge: polite, bounded, guarded; never raises for what the network does."""

    async def get(self, ask: Ask) -> FetchResult: ...


@dataclass(frozen=True, slots=True)
class Post:
    """One POST of a channel to an address of the config."""

    url: str
    body: bytes
    headers: Mapping[str, str]
    timeout: float = 20.0


class Poster(Protocol):
    """How channels speak HTTP: answers (status, headers, body up to 64 kB), or FetchFailed."""

    async def post(self, post: Post) -> Fetched | FetchFailed: ...


Seen = Callable[[Sequence[str]], frozenset[str]]
"""Which of these identity keys are stored already. Asked by a route once it knows the keys, before it parses."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a route read from a body. `keys` are the identity keys of every item shown, seen or not, in order."""

    entries: tuple[Entry, ...]  # the unseen ones
    keys: tuple[str, ...]
    hint_seconds: float | None = None  # ttl, sy:updatePeriod, Cache-Control: do not ask more often
    next_page: str = ""  # RFC 5005, Telegram paging, sitemap index
    newest: datetime | None = None
    oldest: datetime | None = None
    window: bool = True  # the newest items of an unbroken row: none of the last poll's left means that some were lost
    search: bool = False  # only what matches some words: it covers no gap
    follow: str = ""  # the items are there instead: a feed that a page names, a sitemap that an index names
    remember: bool = False  # `follow` is the route's address from now on


class Route(Protocol):
    """One way to a publisher. Fields are its YAML options; the driver knows no clock and no network."""

    type: ClassVar[str]

    def ask(self) -> Ask: ...

    def parse(self, source: str, fetched: Fetched, seen: Seen) -> Parsed | FetchFailed: ...


class Tagger(Protocol):
    """Reads a text and returns the mentions so far with its own added or refined."""

    def tag(self, reading: Reading, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]: ...


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One alert for one channel, rendered by the channel itself. `key` is stable for ever."""

    key: str
    alert: Alert
    watch_titles: Mapping[str, str]
    attempt: int = 1
    thread: str = ""  # story id: what belongs together
    handle: str = ""  # what this channel answered for the thread's first message, to update it or reply to it
    language: str = ""  # the watch's wording, en or ru; a channel's own option goes before
    value_titles: Mapping[str, str] = field(default_factory=dict)  # slug -> how people call it ("ev" -> электромобили)
    zone: str = "UTC"  # of the times shown
    now: datetime | None = None  # of this attempt, for signatures with a time; the alert's own time without it
    picture: bytes = b""  # a PNG of the ledger's time line, for channels that can show one
    replaces: bool = False  # the alert that `handle` names says the same findings; update it rather than reply


class Channel(Protocol):
    """One way to tell. `send` returns what happened; it raises only for bugs."""

    type: ClassVar[str]

    async def send(self, outgoing: Outgoing, poster: Poster) -> Delivery: ...


class Extractor(Protocol):
    """One way from a parsed page to article text; see `extractors`."""

    name: ClassVar[str]


Keys = Sequence[str]
