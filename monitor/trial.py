"""A rule tried on what was found already: what it would have sent, what it would have held back, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.core import policy
from monitor.core.policy import Rule, Sent, Verdict
from monitor.model import Finding
from monitor.storage import Storage


@dataclass(frozen=True, slots=True)
class Tried:
    """One finding that the rule's query matches, with the rule's verdict on its first channel."""

    finding: Finding
    verdict: Verdict


def tried(storage: Storage, rule: Rule, since: datetime) -> list[Tried]:
    """Each finding since then, as if it had been told on the day its article came out, the earliest first.

    A finding that the rule's query does not match is left out. Nothing is stored or sent.
    """
    found = [f for f in storage.outbox.findings() if _at(f) >= since]
    history: dict[str, list[Sent]] = {}
    out = []
    for finding in sorted(found, key=lambda f: (_at(f), f.id)):
        mine = history.setdefault(finding.watch, [])
        verdicts = [v for v in policy.decide(finding, (rule,), mine, _at(finding)) if v.channel]
        mine += [_sent(finding, one) for one in verdicts if one.passed]
        out += [Tried(finding, one) for one in verdicts[:1]]
    return out


def _at(finding: Finding) -> datetime:
    return finding.article_published or finding.at


def _sent(finding: Finding, verdict: Verdict) -> Sent:
    at = _at(finding)
    return Sent(
        verdict.rule, verdict.channel, verdict.alert, finding.id, finding.watch, finding.kind, finding.value,
        finding.state, finding.independent_sources, at, verdict.send_at or at, verdict.digest,
    )  # fmt: skip
