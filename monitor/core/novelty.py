"""What an article says about a watch, and which of it is new."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from monitor.core.ledger import LedgerEntry
from monitor.model import Analysis, Certainty, Decision, Finding, Link, State


@dataclass(frozen=True, slots=True)
class Observation:
    """One (watch, kind, value) as one article says it. `at` is the publication, or `now` where there is none."""

    watch: str
    kind: str  # brand, segment, pair, candidate, amount, or another kind of the pack
    value: str  # a pair is "Brand × segment"
    state: str  # State claimed; for an amount "<number> <currency>"
    certainty: Certainty
    at: datetime
    url: str
    title: str
    source: str
    voice: str
    sentence: str
    published: datetime | None = None
    highlights: tuple[str, ...] = ()
    voices: int = 1  # independent voices of the article's story at this time
    segments: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    language: str = ""
    link: Link = Link.STRONG
    primary: bool = False
    story: str = ""


@dataclass(frozen=True, slots=True)
class Novelty:
    """Parameters, named as the field names them.

    `history` (kind -> values) is the configured baseline; `learning_threshold` is the number of the watch's articles
    below which values are learned silently; a value not heard of for `forget_after` is dormant; an end must be
    `return_after` old before its brand can return; `links` say which links make facts; `no_news` (kind -> values)
    are suppliers and owner groups, never findings.
    """

    history: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    no_news: Mapping[str, frozenset[str]] = field(default_factory=dict)
    learning_threshold: int = 0
    forget_after: timedelta = timedelta(days=1095)
    return_after: timedelta = timedelta(days=30)
    links: frozenset[Link] = frozenset({Link.STRONG, Link.MEDIUM})
    candidate_score: float = 0.0
    state_kinds: frozenset[str] = frozenset({"brand", "segment"})
    event_states: Mapping[str, State] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Archive:
    """What a finding was compared with: how many of the watch's articles, published from when to when."""

    articles: int = 0
    since: datetime | None = None
    until: datetime | None = None
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # value -> names that were looked for


@dataclass(frozen=True, slots=True)
class Observed:
    """`findings` are new; `updates` were told before and now have more voices; `learned` would have fired."""

    entry: LedgerEntry
    findings: tuple[Finding, ...] = ()
    updates: tuple[Finding, ...] = ()
    learned: tuple[Finding, ...] = ()
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose word the article is. `voice` is the publisher family that a reprint speaks for; `voices` the story's."""

    source: str
    voice: str
    voices: int = 1
    primary: bool = False  # the company itself, a regulator, an exchange
    story: str = ""


def observations(analysis: Analysis, origin: Origin, now: datetime, params: Novelty) -> tuple[Observation, ...]:
    """One observation a (watch, kind, value) that the article links with a watch, in the order brand, segment, rest."""
    raise NotImplementedError


def observe(
    entry: LedgerEntry | None, seen: Observation, params: Novelty, now: datetime, archive: Archive
) -> Observed:
    """The entry with one more observation, and what is new in it."""
    raise NotImplementedError


def observe_article(
    entries: Mapping[tuple[str, str, str], LedgerEntry],
    seen: tuple[Observation, ...],
    params: Novelty,
    now: datetime,
    archive: Archive,
) -> tuple[Observed, ...]:
    """All of one article's observations, in order; a pair is not told apart from its new brand or segment."""
    raise NotImplementedError


def retract(entry: LedgerEntry, url: str, params: Novelty, now: datetime) -> Observed:
    """The entry after the article at `url` was withdrawn or rewritten without the value."""
    raise NotImplementedError
