"""The JSON shapes that scripts rely on: values in, plain dicts out, keys in a fixed order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from monitor.core.ledger import Evidence, LedgerEntry
from monitor.core.render import finding_json
from monitor.model import Alert, Amount, Analysis, Decision, Mention


def time(at: datetime | None) -> str | None:
    """ISO 8601 in UTC, whole seconds."""
    return None if at is None else at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def stated(at: datetime | None) -> str | None:
    """ISO 8601 in the zone that the page itself states, so that the day is the one that its readers see."""
    return None if at is None else at.isoformat(timespec="seconds").replace("+00:00", "Z")


def number(value: float) -> float | int:
    """Whole numbers without a point."""
    return int(value) if value == int(value) else value


def inspected(analysis: Analysis, ident: str = "") -> dict[str, Any]:
    """One object of `inspect --json`."""
    article, prints = analysis.article, analysis.fingerprints
    return {
        "id": ident or article.url,
        "url": article.url,
        "canonical_url": article.canonical_url,
        "language": article.language,
        "title": article.title,
        "published": stated(article.published),
        "text": article.text,
        "outcome": article.outcome,
        "served_by": article.served_by,
        "author": article.author,
        "section": article.section,
        "credited_to": article.credited_to,
        "captions": list(article.captions),
        "watches": {
            watch: {"relevance": score.relevance, "score": round(score.score, 3), "reasons": list(score.reasons)}
            for watch, score in analysis.watches.items()
        },
        "mentions": [mention(one) for one in analysis.mentions],
        "amounts": [amount(one) for one in analysis.amounts],
        "fingerprints": {
            "text_hash": prints.text_hash,
            "scheme": prints.scheme,
            "signature": [f"{part:016x}" for part in prints.signature],
            "story_keys": list(prints.story_keys),
        },
    }


def mention(one: Mention) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "value": one.value,
        "surface": one.surface,
        "field": one.field,
        "start": one.start,
        "end": one.end,
        "sentence": one.sentence,
        "watch": one.watch,
        "link": one.link,
        "certainty": one.certainty,
        "known": one.known,
        "reasons": list(one.reasons),
        "data": dict(one.data),
    }


def amount(one: Amount) -> dict[str, Any]:
    return {
        "value": number(one.value),
        "high": None if one.high is None else number(one.high),
        "currency": one.currency,
        "qualifier": one.qualifier,
        "surface": one.surface,
        "field": one.field,
        "start": one.start,
        "end": one.end,
        "watch": one.watch,
        "link": one.link,
    }


def alert(one: Alert, outbox: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """One line of `alerts --json`; `outbox` is what became of it on each channel."""
    return {
        "id": one.id,
        "at": time(one.at),
        "rule": one.rule,
        "findings": [finding_json(part) for part in one.findings],
        "channels": [dict(row) for row in outbox],
    }


def decision(one: Decision) -> dict[str, Any]:
    return {
        "at": time(one.at),
        "stage": one.stage,
        "subject": one.subject,
        "passed": one.passed,
        "reason": one.reason,
        "detail": one.detail,
    }


def evidence(one: Evidence | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "url": one.url,
        "title": one.title,
        "published": time(one.published),
        "source": one.source,
        "sentence": one.sentence,
        "certainty": one.certainty,
    }


def ledger_entry(one: LedgerEntry) -> dict[str, Any]:
    """One line of `ledger --json`."""
    return {
        "watch": one.watch,
        "kind": one.kind,
        "value": one.value,
        "status": one.status,
        "state": one.state,
        "confirmed": one.confirmed,
        "first": evidence(one.first),
        "last": evidence(one.last),
        "articles": len(one.evidence),
        "steps": [
            {
                "state": step.state,
                "previous": step.previous,
                "at": time(step.evidence.at),
                "confirmed": step.confirmed,
                "voices": list(step.voices),
                "evidence": evidence(step.evidence),
            }
            for step in one.steps
        ],
    }
