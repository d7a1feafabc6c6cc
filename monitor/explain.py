"""From decisions to the answer to "why": the whole life of an item or an alert, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from monitor.core import shapes
from monitor.core.health import Kind, SourceState
from monitor.core.remedies import NEVER_SHOWN, remedies
from monitor.core.render import finding_json
from monitor.core.urls import fetchable, identity
from monitor.errors import InputError
from monitor.model import Decision, Finding, Reason, Stage
from monitor.storage import Storage


@dataclass(frozen=True, slots=True)
class Life:
    """What is known of one subject. `verdict` answers in a sentence."""

    subject: str
    verdict: str
    shown: tuple[dict[str, Any], ...] = ()
    article: dict[str, Any] | None = None
    findings: tuple[dict[str, Any], ...] = ()
    alerts: tuple[dict[str, Any], ...] = ()
    trail: tuple[Decision, ...] = ()
    needed: tuple[str, ...] = ()  # what would have had to be different

    def shape(self) -> dict[str, Any]:
        return {
            "subject": self.subject,
            "verdict": self.verdict,
            "shown": list(self.shown),
            "article": self.article,
            "findings": list(self.findings),
            "alerts": list(self.alerts),
            "needed": list(self.needed),
            "trail": [shapes.decision(one) for one in self.trail],
        }


def why(storage: Storage, subject: str) -> Life:
    """`subject` is an item's address or an alert's (or a finding's) id. Raises InputError for anything else."""
    alert = storage.outbox.alert(subject)
    if alert is not None:
        return _of_alert(storage, subject)
    url = fetchable(subject)
    if url:
        return _of_item(storage, url)
    raise InputError(f"{subject}: neither an address nor the id of an alert; `monitor alerts` shows the ids")


def _of_alert(storage: Storage, ident: str) -> Life:
    alert = storage.outbox.alert(ident)
    if alert is None:
        raise InputError(f"{ident}: no such alert")
    rows = storage.outbox.rows(alert=ident)
    subjects = [ident, *(f.id for f in alert.findings), *(f.article_url for f in alert.findings if f.article_url)]
    sent = ", ".join(f"{row.channel} {row.status}" for row in rows) or "recorded only"
    return Life(
        subject=ident,
        verdict=f"the rule {alert.rule} matched {len(alert.findings)} finding(s); {sent}",
        findings=tuple(finding_json(f) for f in alert.findings),
        alerts=(shapes.alert(alert, [{"channel": row.channel, "status": row.status} for row in rows]),),
        trail=tuple(storage.trail.of(subjects)),
    )


def _of_item(storage: Storage, url: str) -> Life:
    key = identity(url)
    shown = storage.entries.about(url, key)
    ident = storage.archive.by_key(key) or storage.archive.by_url(url)
    if ident is None:
        trail = tuple(storage.trail.of([url, *(row["url"] for row in shown)]))
        needed = remedies(trail) if shown else (NEVER_SHOWN,)
        return Life(url, _not_read(storage, shown, trail), tuple(shown), trail=trail, needed=needed)
    stored = storage.archive.get(ident)
    findings = storage.outbox.findings_about(ident)
    alerts = [storage.outbox.alert(name) for f in findings for name in storage.outbox.alerts_of(f.id)]
    subjects = {url, stored.article.url, *(row["url"] for row in shown), *(f.id for f in findings)}
    subjects |= {alert.id for alert in alerts if alert}
    trail = tuple(storage.trail.of(sorted(subjects)))
    return Life(
        subject=url,
        verdict=_read(storage, ident, len(findings), len([a for a in alerts if a])),
        shown=tuple(shown),
        article={"url": stored.article.url, "title": stored.article.title, "story": storage.stories.of(ident)},
        findings=tuple(finding_json(f) for f in findings),
        alerts=tuple(shapes.alert(alert, []) for alert in alerts if alert),
        trail=trail,
        needed=() if any(alerts) else remedies(trail),
    )


def _read(storage: Storage, ident: int, findings: int, alerts: int) -> str:
    stored = storage.archive.get(ident)
    when = f"{stored.added:%Y-%m-%d %H:%M} UTC from {stored.source}"
    if findings:
        return f"read {when}; {findings} finding(s), {alerts} alert(s)"
    named = [w for w, s in storage.archive.analysis(ident).watches.items() if s.relevance != "none"]
    if not named:
        return f"read {when}; it names no watch, so nothing could be new"
    return f"read {when}; it names {', '.join(named)}, and all that it says was known before or is not linked"


def _not_read(storage: Storage, shown: list[dict[str, Any]], trail: Sequence[Decision]) -> str:
    if not shown:
        troubled = _troubles(storage)
        return "never appeared in a polled source" + (f"; {troubled}" if troubled else "")
    last = next((one for one in reversed(trail) if one.stage in (Stage.GATE, Stage.FETCH)), None)
    because = f": {last.reason} ({last.detail})" if last else f": {shown[-1]['reason'] or shown[-1]['status']}"
    sources = ", ".join(sorted({row["source"] for row in shown}))
    return f"shown by {sources}, not read{because}"


def _troubles(storage: Storage) -> str:
    """When sources did not answer, now and before: what may explain that something was never seen."""
    states = [SourceState.from_json(text) for text in storage.sources.states().values()]
    now = [
        f"{s.source} {s.state} since {s.failing_since:%Y-%m-%d %H:%M} ({s.last_reason})"
        for s in states
        if s.failing_since is not None
    ]
    told = storage.outbox.findings_of_kind("source", _SOURCE_NEWS)
    return "; ".join([*_outages(reversed(told)), *now])


def _outages(findings: Iterable[Finding]) -> Iterator[str]:
    """The latest of the outages that are over: they were told when a source died and when it came back."""
    began: dict[str, Finding] = {}
    over: list[str] = []
    for one in findings:
        if one.state == Kind.DEAD:
            began[one.value] = one
        elif one.state == Kind.RECOVERED and one.value in began:
            dead = began.pop(one.value)
            over.append(f"{one.value} did not answer from before {dead.at:%Y-%m-%d %H:%M} to {one.at:%Y-%m-%d %H:%M}")
    yield from over[-_OUTAGES:]


_SOURCE_NEWS = 1000  # of the newest told about sources that are looked through
_OUTAGES = 10  # told of; older ones explain nothing that is asked about now
_HELD_BACK = (
    Reason.MUTED, Reason.COOLING_DOWN, Reason.QUIET_HOURS, Reason.NO_RULE, Reason.RECORDED_ONLY, Reason.TOO_OLD,
)  # fmt: skip


_TOLD_BY_ANOTHER = (Reason.REPRINT, Reason.SAME_ARTICLE, Reason.STORY_JOINED, Reason.KNOWN_BEFORE)


def audit(storage: Storage, url: str) -> dict[str, str]:
    """One link in a word: caught, merged (its story was told by another), muted, or missed, and why."""
    try:
        life = why(storage, url)
    except InputError:
        return {"url": url, "verdict": "missed", "why": "not an http or https address", "needed": ""}
    return {"url": url, "verdict": _word(life), "why": life.verdict, "needed": "; ".join(life.needed)}


def _word(life: Life) -> str:
    if any(alert for alert in life.alerts):
        return "caught"
    if life.findings:
        held = any(one.reason in _HELD_BACK for one in life.trail)
        return "muted" if held else "caught"
    joined = any(one.reason in _TOLD_BY_ANOTHER for one in life.trail)
    return "merged" if life.article and joined else "missed"
