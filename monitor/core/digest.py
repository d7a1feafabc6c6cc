"""The digest: what was new, what moved, what is planned, and that the monitor is alive. Also when nothing happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.core.outbox import alert_id
from monitor.core.telling import View
from monitor.core.wording import Wording
from monitor.model import Alert, Finding

MOST = 40  # findings told one by one; the rest are counted
_UPKEEP = ("source", "gap", "silence", "spike", "undelivered")


@dataclass(frozen=True, slots=True)
class Planned:
    """Something that is announced: `when` in the article's own words or a date, "" where none is known."""

    watch: str
    value: str
    when: str = ""
    state: str = "planned"


@dataclass(frozen=True, slots=True)
class Life:
    """What the monitor did in the time of the digest. `troubles` are lines about sources and channels."""

    sources_ok: int
    sources_silent: int = 0
    sources_failing: int = 0
    unsent: int = 0
    looked_at: int = 0
    matched: int = 0
    troubles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open. `name` is daily or weekly."""

    since: datetime
    until: datetime
    name: str = "daily"


def digest(
    span: Span, findings: Sequence[Finding], planned: Sequence[Planned], life: Life, view: View, recipient: str = ""
) -> Alert:
    """One alert for the whole time: firsts before moves, newest first among equals. Its id is stable for the span."""
    words = view.words
    told = sorted(findings, key=lambda f: (_group(f), -f.at.timestamp(), f.id))
    shown = tuple(told[:MOST])
    more = len(told) - len(shown)
    lines = [words.digest["more"].format(count=words.plural(more, words.findings))] if more else []
    lines += _planned(planned, view)
    lines += life.troubles
    lines.append(alive(life, words))
    edition = f"{span.name} {span.since.isoformat()} {span.until.isoformat()}"
    return Alert(
        alert_id("digest", recipient, (), edition), span.until, "", shown, _title(span, findings, words), tuple(lines)
    )


def alive(life: Life, words: Wording) -> str:
    """The proof of life, in one line."""
    said = [words.digest["ok"].format(count=words.plural(life.sources_ok, words.sources_ok))]
    if life.sources_silent:
        said.append(words.digest["silent"].format(count=life.sources_silent))
    if life.sources_failing:
        said.append(words.digest["failing"].format(count=life.sources_failing))
    said.append(words.digest["unsent"].format(count=life.unsent))
    said.append(words.digest["looked"].format(count=words.plural(life.looked_at, words.entries)))
    said.append(words.digest["matched"].format(count=life.matched))
    return words.digest["alive"].format(rest=", ".join(said))


def _group(finding: Finding) -> int:
    """Firsts, moves and sums, names to look at, upkeep."""
    if finding.kind.startswith("new-"):
        return 0
    if finding.kind in _UPKEEP:
        return 3
    return 2 if finding.kind == "candidate" else 1


def _title(span: Span, findings: Sequence[Finding], words: Wording) -> str:
    groups = [_group(f) for f in findings]
    counts = {"new": groups.count(0), "moved": groups.count(1), "names": groups.count(2)}
    parts = [words.digest[name].format(count=count) for name, count in counts.items() if count]
    news = ", ".join(parts) or words.digest["nothing"]
    return words.digest[span.name].format(day=words.day(span.until), news=news)


def _planned(planned: Sequence[Planned], view: View) -> list[str]:
    lines = []
    for one in planned[:MOST]:
        name = view.value_titles.get(one.value, one.value)
        state = view.words.states.get(one.state, one.state)
        when = f", {one.when}" if one.when else ""
        lines.append(f"{view.watch_titles.get(one.watch, one.watch)}, {name}: {state}{when}")
    return lines
