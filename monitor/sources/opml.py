"""OPML in and out: the list of feeds that other readers understand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.core.schedule import SourceSpec


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of an OPML file."""

    title: str
    feed_url: str
    site_url: str = ""
    language: str = ""
    folder: str = ""


def parse(body: bytes) -> tuple[Outline, ...]:
    """The feeds of an OPML file, in order, each address once. Raises ValueError for a file that is no OPML."""
    raise NotImplementedError(body)


def render(sources: Sequence[SourceSpec]) -> str:
    """The sources' first feed routes as OPML 2.0."""
    raise NotImplementedError(sources)
