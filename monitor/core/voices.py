"""Who speaks: publishers and their families; who told first, who copied whom, how many tell on their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import urlsplit

from monitor.knowledge.terms import Publisher
from monitor.model import Role

_LATEST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Voice:
    """One article of a story. `credited_to` is a publisher's id or name; `reprint_of` another article's id."""

    article: str
    url: str
    source: str
    published: datetime | None = None
    credited_to: str = ""
    reprint_of: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """An article's part in its story: `copied_from` is the earliest article of the same text, `voice` who speaks."""

    article: str
    role: Role
    copied_from: str
    voice: str


class Directory:
    """Publishers by domain, id, title and the names that others credit them by."""

    def __init__(self, publishers: Sequence[Publisher]) -> None:
        self.titles = tuple((name, one.id) for one in publishers for name in (one.title, *one.names))
        self._domains = {domain: one for one in publishers for domain in one.domains}
        self._names = {
            name.casefold(): one for one in reversed(publishers) for name in (*one.names, one.title, one.id)
        }

    def at(self, host: str) -> Publisher | None:
        """By the longest domain that the host ends in."""
        labels = host.split(".")
        tails = (".".join(labels[start:]) for start in range(len(labels) - 1))
        return next((self._domains[tail] for tail in tails if tail in self._domains), None)

    def named(self, name: str) -> Publisher | None:
        return self._names.get(name.casefold()) or self.at(name.casefold())

    def of(self, url: str, source: str) -> Publisher | None:
        """The source's own id, title or domain says more than the address: an aggregator's page has an origin."""
        return self.named(source) or self.at(host_of(url))

    def family(self, url: str, source: str) -> str:
        found = self.of(url, source)
        return (found.family or found.id) if found else host_of(url).removeprefix("www.") or source.casefold()


class _Same:
    """Equal to itself only: the key of a cache by identity, for values that take long to compare."""

    __slots__ = ("value",)

    def __init__(self, value: Sequence[Publisher]) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.value is self.value


@lru_cache(maxsize=4)
def _directory(publishers: _Same) -> Directory:
    return Directory(publishers.value)


def directory_of(publishers: Sequence[Publisher]) -> Directory:
    """The publishers' directory, made once for the tuple that a `Knowledge` holds."""
    return _directory(_Same(publishers))


def host_of(url: str) -> str:
    """The host in small letters without a port; "" for what is no address."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def publisher_of(url: str, source: str, publishers: Sequence[Publisher]) -> Publisher | None:
    """By the source's id, name or domain, else by the longest domain that the address ends in."""
    return directory_of(publishers).of(url, source)


def family(url: str, source: str, publishers: Sequence[Publisher]) -> str:
    """The family of the publisher; the host where it is unknown."""
    return directory_of(publishers).family(url, source)


def _originals(articles: Sequence[Voice]) -> Mapping[str, str]:
    """article -> the earliest article of the same text, following copies of copies whichever way they were found."""
    order = {one.article: (one.published or _LATEST, at) for at, one in enumerate(articles)}
    root = {article: article for article in order}

    def top(article: str) -> str:
        while root[article] != article:
            article = root[article]
        return article

    for one in articles:
        if one.reprint_of in order:
            early, late = sorted((top(one.article), top(one.reprint_of)), key=order.__getitem__)
            root[late] = early
    return {article: top(article) for article in order}


def _voice(one: Voice, directory: Directory) -> str:
    """The family that speaks in an article's text: the credited publisher's, else its own; "" for an aggregator."""
    if one.credited_to:
        credited = directory.named(one.credited_to)
        return (credited.family or credited.id) if credited else one.credited_to.casefold()
    publisher = directory.of(one.url, one.source)
    if publisher is not None and publisher.kind == "aggregator":
        return ""
    return directory.family(one.url, one.source)


def tell(articles: Sequence[Voice], publishers: Sequence[Publisher]) -> tuple[Told, ...]:
    """The story in order of time: who was first, who reprinted whom, who reported on their own.

    A reprint is a copied text; an own wording that credits another ("сообщает ТАСС") is an own report with the
    other's voice.
    """
    directory = directory_of(publishers)
    by_name = {one.article: one for one in articles}
    originals = _originals(articles)
    ordered = sorted(articles, key=lambda one: one.published or _LATEST)

    def told(at: int, one: Voice) -> Told:
        original = originals[one.article]
        copied = "" if original == one.article else original
        role = Role.FIRST if at == 0 else Role.REPRINT if copied else Role.OWN_REPORT
        return Told(one.article, role, copied, _voice(by_name[original], directory))

    return tuple(told(at, one) for at, one in enumerate(ordered))


def independent(articles: Sequence[Voice], publishers: Sequence[Publisher]) -> int:
    """How many voices speak on their own: reprints, credit lines and family members are one; an aggregator is none
    beside another. 0 for no articles."""
    voices = {one.voice for one in tell(articles, publishers)}
    return max(len(voices - {""}), min(1, len(articles)))
