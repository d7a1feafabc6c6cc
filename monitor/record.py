"""The one stateful step: an analysed article becomes known, in one transaction.

    same article? | keep | reprint of? | which story | whose voice | what is new | who is told | outbox rows

All that is judged here is judged by `core`; this file fetches what the judges need and keeps what they say. Called
again for the same article (after a crash) it finds it known and changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from monitor.core import novelty, outbox, policy, voices
from monitor.core.novelty import Novelty
from monitor.core.policy import Mute, Rule, Sent
from monitor.core.query import parse
from monitor.core.search import bag
from monitor.core.urls import identity
from monitor.core.wording import wording
from monitor.knowledge import Knowledge
from monitor.model import Alert, Analysis, Decision, Finding, Reason, Relevance, Stage
from monitor.placing import place, voice
from monitor.storage import Filed, Storage, StoredArticle
from monitor.storage.rows import moment

_FIRST_LOOK = timedelta(hours=1)  # at most; it ends with the first cycle
_TELLING_TEXT = 200  # characters; shorter texts ("Updated.", a list of links) are the same by chance


@dataclass(frozen=True, slots=True)
class Setup:
    """What the config and the knowledge say, compiled once and the same for every article."""

    knowledge: Knowledge
    rules: tuple[Rule, ...]
    novelty: Mapping[str, Novelty]  # by watch
    channels: tuple[str, ...]  # those that are on
    off: Mapping[str, str] = field(default_factory=dict)  # channel -> why it is off
    aliases: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)  # pack -> value -> its names
    languages: Mapping[str, str] = field(default_factory=dict)  # watch -> language of its alerts
    zone: str = "UTC"  # of the times in alerts


@dataclass(frozen=True, slots=True)
class Arrival:
    """One analysed article and where it came from. `import_mode` as `core.policy.decide` takes it."""

    analysis: Analysis
    source: str
    key: str = ""
    publisher: str = ""
    entry: int | None = None
    import_mode: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    article: int
    new: bool
    findings: tuple[Finding, ...] = ()


def record(storage: Storage, setup: Setup, arrival: Arrival, now: datetime) -> Recorded:
    """Keep the article and all that follows from it. Raises StorageError; then nothing of it is kept."""
    a = arrival.analysis.article
    key = identity(a.canonical_url) or arrival.key or identity(a.url) or a.url
    with storage.unit():
        known = _known(storage, (key, arrival.key, identity(a.url))) or _same_text(storage, setup, arrival)
        if known is not None:
            return _again(storage, arrival, known, now)
        ident = storage.archive.add(arrival.analysis, _filed(setup, arrival, key, now))
        if arrival.key and arrival.key != key:
            storage.archive.also_at(ident, arrival.key, a.url, arrival.source, now)
        if arrival.entry is not None:
            storage.entries.done(arrival.entry, a.outcome, ident)
        stored = storage.archive.get(ident)
        place(storage, setup.knowledge.publishers, stored, arrival.analysis.fingerprints, now)
        findings = learn(storage, setup, stored, arrival.analysis, now, arrival.import_mode)
        storage.archive.index_words(ident, bag(a.title, a.text))  # last: the index writes itself out at the next update
    return Recorded(ident, True, findings)


def _known(storage: Storage, keys: Iterable[str]) -> int | None:
    found = (storage.archive.by_key(key) for key in keys if key)
    return next((ident for ident in found if ident is not None), None)


def _same_text(storage: Storage, setup: Setup, arrival: Arrival) -> int | None:
    """The same publisher's same text under another address. Imported documents are each kept as they were given."""
    a, text_hash = arrival.analysis.article, arrival.analysis.fingerprints.text_hash
    if arrival.import_mode or len(a.text) < _TELLING_TEXT:
        return None
    family = voices.family(a.url, arrival.publisher or arrival.source, setup.knowledge.publishers)
    alike = storage.archive.many(storage.archive.same_text(text_hash))
    return next((one.id for one in alike if one.family == family), None)


def _again(storage: Storage, arrival: Arrival, known: int, now: datetime) -> Recorded:
    url = arrival.analysis.article.url
    if arrival.key:
        storage.archive.also_at(known, arrival.key, url, arrival.source, now)
    if arrival.entry is not None:
        storage.entries.done(arrival.entry, Reason.SAME_ARTICLE, known)
    stored = storage.archive.get(known)
    detail = f"known since {stored.added:%Y-%m-%d %H:%M} from {stored.source}"
    storage.trail.add([Decision(now, Stage.DEDUPE, url, False, Reason.SAME_ARTICLE, detail)])
    return Recorded(known, False)


def _filed(setup: Setup, arrival: Arrival, key: str, now: datetime) -> Filed:
    publishers = setup.knowledge.publishers
    url, who = arrival.analysis.article.url, arrival.publisher or arrival.source
    publisher = voices.publisher_of(url, who, publishers)
    return Filed(
        key=key,
        source=arrival.source,
        publisher=publisher.id if publisher else arrival.publisher,
        family=voices.family(url, who, publishers),
        added=now,
        knowledge=setup.knowledge.digest,
    )


# --- what is new ---------------------------------------------------------------------------------------------


def learn(
    storage: Storage, setup: Setup, stored: StoredArticle, analysis: Analysis, now: datetime, import_mode: str
) -> tuple[Finding, ...]:
    """What an analysis of a stored article adds to the ledger, and who is told. Inside a unit."""
    findings: list[Finding] = []
    for watch, score in analysis.watches.items():
        if score.relevance is Relevance.NONE or watch not in setup.novelty:
            continue
        for observed in _observed(storage, setup, watch, stored, analysis, now):
            for finding in observed.findings:
                storage.outbox.add_finding(finding, stored.id)
            for finding in observed.updates:
                storage.outbox.renew_finding(finding)
            findings += observed.findings
            for finding in (*observed.findings, *observed.updates):
                tell(storage, setup, finding, now, import_mode)
    return tuple(findings)


def _observed(
    storage: Storage, setup: Setup, watch: str, new: StoredArticle, analysis: Analysis, now: datetime
) -> Iterator[novelty.Observed]:
    """What the ledger makes of the article, each entry kept before the next is told."""
    params = setup.novelty[watch]
    said = novelty.observations(analysis, origin(storage, setup, new), now, params)
    seen = tuple(one for one in said if one.watch == watch)
    entries = storage.ledger.get((one.watch, one.kind, one.value) for one in seen)
    for observed in novelty.observe_article(entries, seen, params, now, _compared_with(storage, setup, watch)):
        storage.ledger.save(observed.entry)
        storage.trail.add(replace(decision, subject=new.article.url) for decision in observed.decisions)
        yield observed


def origin(storage: Storage, setup: Setup, new: StoredArticle) -> novelty.Origin:
    """Whose word the article is: its own publisher's, or that of whom it copies or credits."""
    publishers = setup.knowledge.publishers
    name = storage.stories.of(new.id)
    tellers = [voice(one) for one in storage.stories.tellers(name)]
    spoken = {one.article: one.voice for one in voices.tell(tellers, publishers)}
    publisher = voices.publisher_of(new.article.url, new.publisher or new.source, publishers)
    return novelty.Origin(
        source=new.source,
        voice=spoken.get(str(new.id)) or new.family,
        voices=storage.stories.voices(name),
        primary=publisher is not None and publisher.kind in ("official", "company"),
        story=name,
    )


def _compared_with(storage: Storage, setup: Setup, watch: str) -> novelty.Archive:
    count, since, until = storage.ledger.articles_of(watch)
    return novelty.Archive(
        articles=max(0, count - 1),
        since=moment(since) if since else None,
        until=moment(until) if until else None,
        aliases=setup.aliases.get(setup.knowledge.watches[watch].pack, {}),
    )


# --- who is told ---------------------------------------------------------------------------------------------


def tell(storage: Storage, setup: Setup, finding: Finding, now: datetime, import_mode: str = "") -> None:
    """Ask the policy about one finding and put what it says into the outbox. Inside a unit."""
    history = storage.outbox.bound(finding.watch, now - _memory(setup.rules), finding.id)
    mutes = [Mute(parse(one.query), one.until) for one in storage.remarks.mutes(now.date())]
    rules = setup.rules
    if finding.article_url and not import_mode and storage.pulse.last("cycle") is None:
        rules = tuple(_gathering(rule, now) for rule in rules)
    for verdict in policy.decide(finding, rules, history, now, import_mode=import_mode, mutes=mutes):
        storage.trail.add([Decision(now, Stage.POLICY, finding.id, verdict.passed, verdict.reason, _said(verdict))])
        if not verdict.passed or verdict.send_at is None:
            continue
        sent = Sent(
            verdict.rule, verdict.channel, verdict.alert, finding.id, finding.watch, finding.kind, finding.value,
            finding.state, finding.independent_sources, now, verdict.send_at, verdict.digest,
        )  # fmt: skip
        storage.outbox.bind(sent)
        if verdict.channel in setup.off:
            why = f"{verdict.channel}: {setup.off[verdict.channel]}"
            storage.trail.add([Decision(now, Stage.DELIVER, verdict.alert, False, Reason.CHANNEL_OFF, why)])
        elif not verdict.digest:
            key = outbox.outbox_key(verdict.alert, verdict.channel)
            storage.outbox.queue(key, verdict.alert, verdict.channel, now, verdict.send_at, finding.story)


def _memory(rules: Iterable[Rule]) -> timedelta:
    """How far back the policy may need to look."""
    return max((rule.cool_down + rule.group for rule in rules), default=timedelta(0)) + timedelta(days=1)


def _said(verdict: policy.Verdict) -> str:
    return " · ".join(part for part in (verdict.rule, verdict.channel, verdict.detail) if part)


# --- the first look --------------------------------------------------------------------------------------------


def _gathering(rule: Rule, now: datetime) -> Rule:
    """The rule while the first cycle lasts: what it finds waits for the end, to be told in one message."""
    if rule.mode == "digest" or policy.quiet_until(rule.quiet, now) is not None:
        return rule
    return replace(rule, group=_FIRST_LOOK)


def end_first_look(storage: Storage, setup: Setup, now: datetime) -> int:
    """The first cycle is over: send what it found, with what was learned; returns how many alerts. Inside a unit."""
    waiting = {row.alert for row in storage.outbox.rows("waiting") if now < row.next_try_at <= now + _FIRST_LOOK}
    for ident in sorted(waiting):
        alert = storage.outbox.alert(ident)
        if alert is not None and alert.findings[0].article_url:
            storage.outbox.release(ident, now, _learned(storage, setup, alert) if len(alert.findings) > 1 else "")
    return len(waiting)


def _learned(storage: Storage, setup: Setup, alert: Alert) -> str:
    watch = alert.findings[0].watch
    count, since, until = storage.ledger.articles_of(watch)
    words = wording(setup.languages.get(watch, "en"))
    days = [words.day(moment(day)) for day in (since, until) if day]
    title = setup.knowledge.watches[watch].title
    said = {"watch": title, "articles": words.plural(count, words.articles), "since": days[0], "until": days[-1]}
    return words.lines["first_look"].format(**said, findings=words.plural(len(alert.findings), words.findings))
