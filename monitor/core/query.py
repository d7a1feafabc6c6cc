"""The small query language of rules, search and the desk.

    brand:Kaiyi state>=agreed segment:ev since:30d "малые грузовики"
    kind:new-brand (certainty:fact OR voices>=2) -source:telegram

Terms side by side must all hold; `OR`, `-` (or `NOT`) and parentheses as usual. Words without a field are looked for
in the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.model import Finding


@dataclass(frozen=True, slots=True)
class Term:
    """`field op value`; op is one of `:` `=` `!=` `<` `<=` `>` `>=`; several values separated by commas mean any."""

    field: str
    op: str
    values: tuple[str, ...]
    at: int = 0  # position in the query


@dataclass(frozen=True, slots=True)
class Text:
    """A word or, in quotes, a phrase. A word ending in `*` is a beginning."""

    words: tuple[str, ...]
    prefix: bool = False
    at: int = 0


@dataclass(frozen=True, slots=True)
class Not:
    part: Node


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Node, ...]  # empty: everything


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Node, ...]


Node = Term | Text | Not | And | Or


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query with the words it was written in."""

    text: str
    root: Node


class QueryError(ValueError):
    """`at` is the position (code points, from 0); `str()` says what was found, expected, and the nearest known name."""

    def __init__(self, said: str, at: int) -> None:
        super().__init__(f"{said} (at character {at + 1})")
        self.at = at


@dataclass(frozen=True, slots=True)
class Facts:
    """What a query is asked about: a finding, or an article with what was linked in it."""

    watch: str = ""
    kind: str = ""
    values: frozenset[str] = frozenset()
    brands: frozenset[str] = frozenset()
    segments: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    state: str = ""
    certainty: str = ""
    link: str = ""
    source: str = ""
    language: str = ""
    story: str = ""
    voices: int = 1
    published: datetime | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """`detail` names the first term that did not hold, and what was there instead."""

    passed: bool
    detail: str = ""


def parse(text: str) -> Query:
    """Raises QueryError."""
    raise NotImplementedError


def facts(finding: Finding) -> Facts:
    raise NotImplementedError


def matches(query: Query, about: Facts, now: datetime) -> Match:
    raise NotImplementedError
