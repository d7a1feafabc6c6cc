"""The one stateful step: an analysed article becomes known, in one transaction.

    same article? | keep | reprint of? | which story | whose voice | what is new | who is told | outbox rows

All that is judged here is judged by `core`; this file fetches what the judges need and keeps what they say. Called
again for the same article (after a crash) it finds it known and changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from monitor.core import near, novelty, outbox, policy, story, voices
from monitor.core.novelty import Novelty
from monitor.core.policy import Mute, Rule, Sent
from monitor.core.query import parse
from monitor.core.search import bag
from monitor.core.story import Card
from monitor.core.urls import identity
from monitor.knowledge import Knowledge, Publisher
from monitor.model import Analysis, Decision, Finding, Reason, Relevance, Role, Stage
from monitor.storage import Filed, Storage, StoredArticle
from monitor.storage.rows import item_json, moment

REPRINT_DAYS = 14
STORY_DAYS = 10
_TELLING_TEXT = 200  # characters; shorter texts ("Updated.", a list of links) are the same by chance
_NEAR = 20  # candidates compared word by word
_COPY = (Reason.REPRINT, Reason.SAME_ARTICLE)
_CARDS = 60  # candidates that story placement looks at


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
        storage.archive.index_words(ident, bag(a.title, a.text))
        stored = storage.archive.get(ident)
        _place(storage, setup, stored, arrival.analysis, now)
        findings = learn(storage, setup, stored, arrival.analysis, now, arrival.import_mode)
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


# --- reprint and story ---------------------------------------------------------------------------------------


def _place(storage: Storage, setup: Setup, new: StoredArticle, analysis: Analysis, now: datetime) -> None:
    """Find the article's original and its story; keep both."""
    copies = _copies(storage, new, analysis)
    original = copies[0] if copies and copies[0].dated <= new.dated else None
    card = Card(
        str(new.id), new.article.title, analysis.fingerprints.story_keys, new.dated, new.article.language, new.family
    )
    keys = story.key_ids(card.keys)
    placement = _placement(storage, card, keys, original or next(iter(copies), None))
    name = placement.story or f"{new.dated:%Y-%m-%d}-{new.id}"
    if not placement.story:
        storage.stories.open(name, new.article.title, new.dated)
    storage.stories.merge(name, placement.merges)
    copied = original.id if original else None
    storage.stories.put(new.id, name, placement.role, copied, new.dated)
    if original is None:
        storage.stories.copied(new.id, [one.id for one in copies])
    storage.archive.index_story(new.id, near.slots(keys, new.dated), keys, item_json(card))
    storage.archive.index_bands(new.id, near.slots(near.bands(analysis.fingerprints.signature), new.dated))
    _retell(storage, name, setup.knowledge.publishers)
    detail = "; ".join((name, *placement.vetoes))
    said = [Decision(now, Stage.STORY, new.article.url, True, placement.reason, detail)]
    if original is not None:
        said.insert(0, Decision(now, Stage.DEDUPE, new.article.url, True, Reason.REPRINT, original.article.url))
    storage.trail.add(said)


def _copies(storage: Storage, new: StoredArticle, analysis: Analysis) -> list[StoredArticle]:
    """Articles with the same words, by date: those before it are its originals, those after it copied from it."""
    slots = near.slots(near.bands(analysis.fingerprints.signature), new.dated, REPRINT_DAYS)
    alike = storage.archive.many(storage.archive.near(slots, _NEAR)) if slots else []
    return sorted(
        (
            old
            for old in alike
            if old.id != new.id and near.compare(old.article.text, new.article.text).reason in _COPY
        ),
        key=lambda one: (one.dated, one.id),
    )


def _placement(storage: Storage, card: Card, keys: Sequence[int], twin: StoredArticle | None) -> story.Placement:
    slots = near.slots(keys, card.published, STORY_DAYS)
    idents = storage.archive.of_story_slots(slots, _CARDS) if slots else []
    if twin is not None and twin.id not in idents:
        idents.append(twin.id)
    found = storage.archive.cards(idents)
    cards = [_card(item) for item, _ in found.values()]
    stories = {str(ident): name for ident, (_, name) in found.items()}
    total, _, _ = storage.archive.span()
    counts = _counts(storage, (card, *cards))
    return story.place(
        card,
        cards,
        stories,
        lambda key: counts.get(story.key_ids((key,))[0], 0) / max(1, total),
        str(twin.id) if twin else "",
    )


def _card(item: str) -> Card:
    row = json.loads(item)
    return Card(**row | {"keys": tuple(row.get("keys", ())), "published": moment(row["published"])})


def _counts(storage: Storage, cards: Iterable[Card]) -> Mapping[int, int]:
    return storage.archive.key_counts(sorted({key for card in cards for key in story.key_ids(card.keys)}))


def _retell(storage: Storage, name: str, publishers: Sequence[Publisher]) -> None:
    """Roles by date: whoever is earliest was first, whatever the order of arrival."""
    articles = storage.archive.many(storage.stories.articles(name))
    storage.stories.keep_voices(name, voices.independent([_voice(one) for one in articles], publishers))
    first = articles[0]
    roles = [
        (one.id, Role.FIRST if one is first else Role.REPRINT if one.copied_from else Role.OWN_REPORT, one.copied_from)
        for one in articles
    ]
    storage.stories.roles(name, roles)
    storage.stories.title(name, first.article.title)


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
    articles = storage.archive.many(storage.stories.articles(name))
    publisher = voices.publisher_of(new.article.url, new.publisher or new.source, publishers)
    return novelty.Origin(
        source=new.source,
        voice=_speaks_for(new, articles, setup),
        voices=storage.stories.voices(name),
        primary=publisher is not None and publisher.kind in ("official", "company"),
        story=name,
    )


def _speaks_for(new: StoredArticle, story: Sequence[StoredArticle], setup: Setup) -> str:
    """The family whose word it is: that of the text's original, or of whom the original credits."""
    original = next((one for one in story if one.id == new.copied_from), new)
    credited = original.article.credited_to
    return voices.family("", credited, setup.knowledge.publishers) if credited else original.family


def _voice(one: StoredArticle) -> voices.Voice:
    return voices.Voice(
        article=str(one.id),
        url=one.article.url,
        source=one.publisher or one.source,
        published=one.dated,
        credited_to=one.article.credited_to,
        reprint_of=str(one.copied_from) if one.copied_from else "",
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
    for verdict in policy.decide(finding, setup.rules, history, now, import_mode=import_mode, mutes=mutes):
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
