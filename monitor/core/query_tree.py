"""The tree of a query: its nodes, the fields they may name, and the way back to text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from monitor.core.ladder import LADDER, OPEN_ENDS
from monitor.model import Certainty, Link, State

STATES = (*map(str, State), *OPEN_ENDS)
NAMES = ("watch", "kind", "value", "brand", "segment", "event", "source", "language", "story")
GRADED: Mapping[str, tuple[str, ...]] = {
    "state": tuple(map(str, LADDER)),
    "link": (str(Link.NONE), str(Link.WEAK), str(Link.MEDIUM), str(Link.STRONG)),
}
CHOICES: Mapping[str, tuple[str, ...]] = {
    "state": STATES,
    "link": tuple(map(str, Link)),
    "certainty": tuple(map(str, Certainty)),
    "confirmed": ("yes", "no"),
}
NUMBERS = ("voices",)
TIMES = ("since", "until")
FIELDS = (*NAMES, "state", "link", "certainty", "confirmed", *NUMBERS, *TIMES)


@dataclass(frozen=True, slots=True)
class Term:
    """`field op value`; op is one of `:` (the same as `=`) `!=` `<` `<=` `>` `>=`; several values mean any of them."""

    field: str
    op: str
    values: tuple[str, ...]
    at: int = 0  # position in the query


@dataclass(frozen=True, slots=True)
class Text:
    """A word or, in quotes, a phrase. `prefix` (written `word*`): the last word is a beginning."""

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


EVERYTHING = Query("", And(()))


class QueryError(ValueError):
    """`at` is the position (code points, from 0); `str()` says what was found, expected, and the nearest known name."""

    def __init__(self, said: str, at: int) -> None:
        super().__init__(f"{said} (at character {at + 1})")
        self.at = at


def shown(node: Node) -> str:
    """The node as it could be written; `parse` reads it back to the same tree (positions apart)."""
    if isinstance(node, Term):
        op = ":" if node.op == "=" else node.op
        return f"{node.field}{op}{','.join(_quoted(v) for v in node.values)}"
    if isinstance(node, Text):
        return f"{node.words[0]}*" if node.prefix and len(node.words) == 1 else f'"{" ".join(node.words)}"'
    if isinstance(node, Not):
        return f"-{_grouped(node.part)}"
    return (" OR " if isinstance(node, Or) else " ").join(_grouped(part) for part in node.parts)


def _grouped(node: Node) -> str:
    return f"({shown(node)})" if isinstance(node, And | Or) else shown(node)


def _quoted(value: str) -> str:
    return f'"{value}"' if re.search(r"[\s(),]", value) or not value else value


def moment(value: str, now: datetime, *, end: bool = False) -> datetime:
    """The time that `30d` or `2025-01-31` names; with `end`, a day's end. `value` was checked by `parse`."""
    span = span_of(value)
    if span is not None:
        return now - span
    day = day_of(value)
    if day is None:
        raise QueryError(f"'{value}' is no time", 0)
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return start + timedelta(days=1) if end and day < date.max else start


def span_of(value: str) -> timedelta | None:
    found = re.fullmatch(r"([0-9]{1,4})([hdwmy])", value.lower())
    if found is None:
        return None
    hours = {"h": 1, "d": 24, "w": 168, "m": 730, "y": 8766}[found[2]]
    return min(timedelta(hours=int(found[1]) * hours), timedelta(days=36525))


def day_of(value: str) -> date | None:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
