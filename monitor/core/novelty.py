"""Which of an article's observations are new, compared with the ledger.

A value's first word is a finding `new-<kind>`; each later step forward on its ladder is a `state`; a sum that nobody
named for its purpose is an `amount`. An older article that arrives late corrects the ledger and is told only where it
says more than was told before. What is learned or in the configured history is no first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from monitor.core.ladder import RANK, fold, rank
from monitor.core.ledger import Correction, Evidence, LedgerEntry, Status, Step, gathered
from monitor.core.observations import Novelty, Observation, Origin, informed, not_news, observations
from monitor.core.outbox import finding_id
from monitor.model import Decision, Finding, Reason, Stage, State

__all__ = [
    "Archive",
    "Novelty",
    "Observation",
    "Observed",
    "Origin",
    "informed",
    "not_news",
    "observations",
    "observe",
    "observe_article",
    "retract",
]

Key = tuple[str, str, str]
LONGEST_KEPT = 400  # characters of a sentence in the ledger; the finding has it whole
THIN = 30  # fewer articles than this are said to be a thin baseline: an ordinary watch meets them within weeks


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


def observe(entry: LedgerEntry | None, seen: Observation, params: Novelty, now: datetime, archive: Archive) -> Observed:
    """The entry with one more observation, and what is new in it."""
    before = entry or _opened(seen, params, archive)
    after = _with(before, seen, params, now)
    known = {*before.told, *(step.key for step in before.steps)}
    news = [step for step in after.steps if step.key not in known and _is_news(step, before, seen)]
    findings = tuple(_shown(step, after, seen, archive, now, kind=_kind(before)) for step in news)
    findings = tuple(f for f in findings if f.kind != "state" or after.kind in params.state_kinds)
    after = replace(after, corrections=before.corrections + _corrections(before, after, now))
    if after.status is Status.LEARNED and not before.steps:
        return Observed(after, learned=findings, decisions=(_said(now, seen, Reason.LEARNING, _detail(after)),))
    after = replace(after, told=before.told + tuple(step.key for step in news if findings))
    updates = () if findings else _updates(before, after, seen, archive, now)
    return Observed(after, findings, updates, (), _decisions(before, after, findings, seen, now))


def observe_article(
    entries: Mapping[Key, LedgerEntry],
    seen: Sequence[Observation],
    params: Novelty,
    now: datetime,
    archive: Archive,
) -> tuple[Observed, ...]:
    """All of one article's observations, in order; a pair is not told apart from its new brand or segment."""
    known = dict(entries)
    answers: list[Observed] = []
    told: set[tuple[str, str]] = set()
    for one in seen:
        observed = observe(known.get((one.watch, one.kind, one.value)), one, params, now, archive)
        if one.kind == "pair" and any((one.watch, part) in told for part in one.value.split(" × ")):
            observed = _with_its_parts(observed, one, now)
        told |= {(f.watch, f.value) for f in (*observed.findings, *observed.learned) if f.kind.startswith("new-")}
        known[observed.entry.key] = observed.entry
        answers.append(observed)
    return tuple(answers)


def retract(entry: LedgerEntry, url: str, params: Novelty, now: datetime) -> Observed:
    """The entry after the article at `url` was withdrawn or rewritten without the value."""
    if all(e.url != url for e in entry.evidence) or url in entry.retracted:
        return Observed(entry)
    after = fold(replace(entry, retracted=(*entry.retracted, url)), params.spans)
    after = replace(after, corrections=entry.corrections + _corrections(entry, after, now))
    witness = next(e for e in entry.evidence if e.url == url)
    said = Decision(now, Stage.LEDGER, url, False, Reason.CORRECTED, f"{entry.value}: taken back; now {after.state}")
    if after.standing or entry.status is not Status.NEW or not entry.told:
        return Observed(after, decisions=(said,))
    turns = sum(key.startswith("retracted#") for key in entry.told) + 1
    key = f"{State.RETRACTED}#{turns}"
    step = Step(key, str(State.RETRACTED), entry.state, witness)
    finding = _shown(step, entry, _as_seen(entry, witness), Archive(), now, kind="state")
    kept = tuple(k for k in entry.told if k.startswith("retracted#"))
    return Observed(replace(after, told=(*kept, key)), (finding,), decisions=(replace(said, passed=True),))


# --- the entry -----------------------------------------------------------------------------------------------


def _opened(seen: Observation, params: Novelty, archive: Archive) -> LedgerEntry:
    status = Status.NEW
    if _in_history(seen, params):
        status = Status.BASELINE
    elif archive.articles < params.learning_threshold:
        status = Status.LEARNED
    return LedgerEntry(seen.watch, seen.kind, seen.value, status)


def _in_history(seen: Observation, params: Novelty) -> bool:
    """A pair with a brand of the history is history too: what was made there came in some segment."""
    if seen.kind == "pair" and _flat(seen.value.split(" × ")[0]) in map(_flat, params.history.get("brand", ())):
        return True
    return _flat(seen.value) in map(_flat, params.history.get(seen.kind, ()))


def _flat(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())


def _with(before: LedgerEntry, seen: Observation, params: Novelty, now: datetime) -> LedgerEntry:
    piece = Evidence(
        at=seen.at,
        url=seen.url,
        state=seen.state,
        certainty=seen.certainty,
        voice=seen.voice,
        seen=now,
        title=seen.title,
        source=seen.source,
        sentence=seen.sentence[:LONGEST_KEPT],
        published=seen.published,
        primary=seen.primary,
        explicit=seen.explicit,
        about_end=seen.about_end,
    )
    evidence = gathered(before.evidence, piece)
    back = tuple(url for url in before.retracted if url != seen.url)
    if evidence is before.evidence and back == before.retracted:
        return before
    return fold(replace(before, evidence=evidence, retracted=back), params.spans)


def _is_news(step: Step, before: LedgerEntry, seen: Observation) -> bool:
    """In order of time every step of the new article is news; a late one only where it climbs above all told."""
    if step.evidence.url != seen.url:
        return False
    latest = max((s.evidence.at for s in before.steps), default=None)
    if latest is None or step.evidence.at >= latest:
        return True
    return rank(step.state) > max(rank(s.state) for s in before.steps) and not _ends(before)


def _ends(entry: LedgerEntry) -> bool:
    return any(rank(s.state) < RANK[State.CANDIDATE] for s in entry.steps)


def _corrections(before: LedgerEntry, after: LedgerEntry, now: datetime) -> tuple[Correction, ...]:
    steps = {step.key: step for step in after.steps}
    made = []
    for old in before.steps:
        new = steps.get(old.key)
        if new is None:
            made.append(Correction(now, old.key, old.state, after.state))
        elif new.evidence.url != old.evidence.url:
            made.append(Correction(now, old.key, old.evidence.url, new.evidence.url))
    return tuple(made)


# --- the finding ---------------------------------------------------------------------------------------------


def _kind(before: LedgerEntry) -> str:
    if before.kind == "amount":
        return "amount"
    if before.told or before.steps or before.status is Status.BASELINE:
        return "state"
    return before.kind if before.kind == "candidate" else f"new-{before.kind}"


def _shown(step: Step, entry: LedgerEntry, seen: Observation, archive: Archive, now: datetime, *, kind: str) -> Finding:
    again = sum(key.startswith("retracted#") for key in entry.told if key != step.key)
    turn = f"{step.key}@{again}" if again else step.key
    return Finding(
        id=finding_id(entry.watch, entry.kind, entry.value, turn),
        at=now,
        watch=entry.watch,
        kind=kind,
        value=entry.value,
        state=step.state,
        article_url=seen.url,
        article_title=seen.title,
        article_published=seen.published,
        source=seen.source,
        sentence=seen.sentence,
        certainty=seen.certainty,
        independent_sources=max(1, len(step.voices), seen.voices),
        baseline=_compared(step, entry, archive),
        highlights=seen.highlights,
        story=seen.story,
        previous_state=step.previous,
        segments=seen.segments,
        language=seen.language,
        events=seen.events,
        link=str(seen.link),
        confirmed=step.confirmed,
        value_kind=entry.kind,
    )


def _compared(step: Step, entry: LedgerEntry, archive: Archive) -> dict[str, object]:
    """What the finding was compared with, as plain JSON values."""
    said: dict[str, object] = {"articles": archive.articles, "thin": archive.articles < THIN}
    if archive.since and archive.until:
        said |= {"since": archive.since.date().isoformat(), "until": archive.until.date().isoformat()}
    if entry.value in archive.aliases:
        said["aliases"] = list(archive.aliases[entry.value])
    earlier = [s for s in entry.steps if s.evidence.order < step.evidence.order]
    if earlier:
        last = earlier[-1]
        said["previous"] = {"state": last.state, "url": last.evidence.url, "at": last.evidence.at.isoformat()}
    if entry.status is Status.BASELINE:
        said["history"] = True
    return said


def _updates(
    before: LedgerEntry, after: LedgerEntry, seen: Observation, archive: Archive, now: datetime
) -> tuple[Finding, ...]:
    """The last told step, when the article is one more word for it."""
    step = next((s for s in reversed(after.steps) if s.key in before.told), None)
    if step is None or seen.url == step.evidence.url or after.status is not Status.NEW:
        return ()
    voices = max(len(step.voices), seen.voices)
    old = next((s for s in before.steps if s.key == step.key), None)
    grew = old is not None and len(step.voices) > len(old.voices)
    if not grew and (voices < 2 or step.state != seen.state):
        return ()
    kind = _kind(replace(before, told=(), steps=()) if step.key == before.told[0] else before)
    update = _shown(step, after, _as_seen(after, step.evidence), archive, now, kind=kind)
    return (replace(update, independent_sources=max(1, voices), highlights=seen.highlights, story=seen.story),)


def _as_seen(entry: LedgerEntry, piece: Evidence) -> Observation:
    """A stored piece of evidence as the observation it came from."""
    return Observation(
        watch=entry.watch,
        kind=entry.kind,
        value=entry.value,
        state=piece.state,
        certainty=piece.certainty,
        at=piece.at,
        url=piece.url,
        title=piece.title,
        source=piece.source,
        voice=piece.voice,
        sentence=piece.sentence,
        published=piece.published,
        primary=piece.primary,
    )


# --- decisions -----------------------------------------------------------------------------------------------


def _decisions(
    before: LedgerEntry, after: LedgerEntry, findings: Sequence[Finding], seen: Observation, now: datetime
) -> tuple[Decision, ...]:
    if findings:
        return tuple(
            Decision(now, Stage.LEDGER, seen.url, True, Reason.NEW, f"{f.kind} {f.value}: {f.state}, finding {f.id}")
            for f in findings
        )
    if len(after.corrections) > len(before.corrections):
        return (_said(now, seen, Reason.CORRECTED, _detail(after)),)
    reason = Reason.BASELINE if after.status is Status.BASELINE and not after.steps else Reason.KNOWN_BEFORE
    return (_said(now, seen, reason, _detail(after)),)


def _said(now: datetime, seen: Observation, reason: Reason, detail: str) -> Decision:
    return Decision(now, Stage.LEDGER, seen.url, False, reason, detail)


def _detail(entry: LedgerEntry) -> str:
    name = f"{entry.kind} {entry.value}"
    first = entry.first
    if entry.status is Status.BASELINE and not entry.steps:
        return f"{name}: in the configured history"
    return f"{name}: {entry.state} since {first.at:%Y-%m-%d}, {first.url}" if first else name


def _with_its_parts(observed: Observed, seen: Observation, now: datetime) -> Observed:
    if not observed.findings and not observed.learned:
        return observed
    said = _said(now, seen, Reason.GROUPED, f"pair {seen.value}: told with its new brand or segment")
    return replace(observed, entry=replace(observed.entry, told=()), findings=(), learned=(), decisions=(said,))
