"""Between values and columns: one form of time, JSON for what is read whole."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from monitor.model import Amount, Certainty, Entry, Finding, Link, Mention


def stamp(at: datetime) -> str:
    """UTC to the millisecond in one width, so that text order is time order."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


def stamp_or_none(at: datetime | None) -> str | None:
    return None if at is None else stamp(at)


def earlier(column: str) -> str:
    """SQL for a time that many seconds earlier, in the form of `stamp`; the seconds are its one parameter."""
    return f"strftime('%Y-%m-%dT%H:%M:%fZ', {column}, '-' || ? || ' seconds')"


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def moment_or_none(text: str | None) -> datetime | None:
    return None if text is None else moment(text)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)


def item_json(value: Any) -> str:
    """A frozen dataclass as one JSON object; what equals its default is left out."""
    return to_json({f.name: v for f in dataclasses.fields(value) if (v := getattr(value, f.name)) != _default(f)})


def _default(field: dataclasses.Field[Any]) -> object:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


def _times(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return row | {name: moment_or_none(row[name]) for name in names if name in row}


def entry_from(text: str) -> Entry:
    return Entry(**_times(json.loads(text), "published", "updated"))


def mention_from(text: str) -> Mention:
    row = json.loads(text)
    row |= {"link": Link(row.get("link", Link.NONE)), "certainty": Certainty(row.get("certainty", Certainty.FACT))}
    return Mention(**row | {"reasons": tuple(row.get("reasons", ()))})


def amount_from(text: str) -> Amount:
    row = json.loads(text)
    return Amount(**row | {"link": Link(row.get("link", Link.NONE))})


def finding_from(text: str) -> Finding:
    row = _times(json.loads(text), "at", "article_published")
    row["certainty"] = Certainty(row.get("certainty", Certainty.FACT))
    for name in ("highlights", "segments", "events"):
        row[name] = tuple(row.get(name, ()))
    return Finding(**{"article_published": None} | row)
