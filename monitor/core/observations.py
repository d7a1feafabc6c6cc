"""What one article says about each watch: its mentions brought down to one observation a value.

A mention's certainty and the events of its sentence give the rung it claims: a bare fact is production, a fact beside
an agreement is an agreement, an end counts as news only where a stop is told (elsewhere it is background).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from monitor.core.ladder import RANK, Spans
from monitor.knowledge.terms import Pack, Term
from monitor.lang import norm, words_of
from monitor.lang.lemmas import lemmas_of
from monitor.model import Amount, Analysis, Certainty, Link, Mention, Relevance, State

IN_TOWN = "in the company's town"  # the linker's reason: nothing but the town joins the two
_TELLS_NO_MAKER = frozenset({"sales-numbers"})  # events that befall any make in any town
NOT_TRACKED = frozenset({"company", "event", "amount", "quantity", "person", "place"})
# What an event of the shipped packs says about the value beside it; a pack with other events brings its own.
EVENT_STATES: Mapping[str, State] = {
    "production-start": State.PRODUCED,
    "sales-numbers": State.PRODUCED,
    "localization": State.PRODUCED,
    "certification": State.CERTIFIED,
    "partnership": State.AGREED,
    "production-plan": State.PLANNED,
    "halt": State.ENDED,
}
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_SUMS_OF = frozenset(
    {"investment", "construction", "localization", "production-plan", "production-start", "partnership"}
)


@dataclass(frozen=True, slots=True)
class Novelty:
    """Parameters, named as the field names them.

    `history` (kind -> values) is the configured baseline; `learning_threshold` is the number of the watch's articles
    below which values are learned silently; a value not heard of for `forget_after` is dormant; an end must be
    `return_after` old before its brand can return, and can be denied so long; `links` say which links make facts;
    `no_news` (kind -> values) are suppliers and owner groups, never findings; candidates below `candidate_score` or of
    another guess are passed over; `state_kinds` are the kinds whose steps are told after the first.
    """

    history: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    no_news: Mapping[str, frozenset[str]] = field(default_factory=dict)
    learning_threshold: int = 0
    forget_after: timedelta = timedelta(days=1095)
    return_after: timedelta = timedelta(days=30)
    links: frozenset[Link] = frozenset({Link.STRONG, Link.MEDIUM})
    candidate_score: float = 0.0
    candidate_guesses: frozenset[str] = frozenset({"", "brand"})
    state_kinds: frozenset[str] = frozenset({"brand", "segment"})
    event_states: Mapping[str, State] = field(default_factory=lambda: EVENT_STATES)

    @property
    def spans(self) -> Spans:
        return Spans(settle=self.return_after, forget_after=self.forget_after)


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose word the article is. `voice` is the publisher family that a reprint speaks for; `voices` the story's."""

    source: str
    voice: str
    voices: int = 1
    primary: bool = False  # the company itself, a regulator, an exchange
    story: str = ""


@dataclass(frozen=True, slots=True)
class Observation:
    """One (watch, kind, value) as one article says it. `at` is the publication, or `now` where there is none."""

    watch: str
    kind: str  # brand, segment, pair, candidate, amount, or another kind of the pack
    value: str  # a pair is "Brand × segment", an amount's is what it is for
    state: str  # State claimed; for an amount "<number> <currency>"
    certainty: Certainty
    at: datetime
    url: str
    title: str
    source: str
    voice: str
    sentence: str
    published: datetime | None = None
    highlights: tuple[str, ...] = ()
    voices: int = 1  # independent voices of the article's story at this time
    segments: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    language: str = ""
    link: Link = Link.STRONG
    primary: bool = False
    explicit: bool = False  # an event of its sentence says so
    about_end: bool = False  # it speaks of a stop
    story: str = ""


@dataclass(frozen=True, slots=True)
class _Claim:
    mention: Mention
    state: str
    certainty: Certainty
    events: tuple[Mention, ...]
    about_end: bool = False

    @property
    def weight(self) -> tuple[float, bool, bool, int]:
        """Which of an article's claims is its word: a denied stop, a stop, an open stop, then the highest rung.

        A denial outweighs plans and rumours, and in the title facts too. Among equals the strongest link, then the
        text rather than the title (alerts show the title anyway), then the earliest.
        """
        strength = float(RANK.get(self.state, 0))
        if self.state == State.DENIED:
            strength = 9 if self.about_end else 6 if self.mention.field == "title" else RANK[State.PLANNED] + 0.5
        elif self.certainty is Certainty.HISTORIC:
            strength = -1
        elif self.state == State.ENDED:
            strength = 7 if self.certainty in (Certainty.RUMOUR, Certainty.PLAN) else 8
        return strength, self.mention.link is Link.STRONG, self.mention.field != "title", -self.mention.start


def not_news(pack: Pack) -> dict[str, frozenset[str]]:
    """The pack's values that are never a finding: owner groups, suppliers, banks and the like."""
    return {
        kind: frozenset(t.value for t in terms if t.group or t.role not in ("maker", ""))
        for kind, terms in pack.kinds.items()
    }


def informed(params: Novelty, pack: Pack) -> Novelty:
    """The parameters with what the pack knows: what is never news, and the second names of joint badges.

    A history of "GM Daewoo" is a history of Daewoo: the badge is its owner's name and another maker's.
    """
    history = {kind: (*values, *_joint(values, pack.kinds.get(kind, ()))) for kind, values in params.history.items()}
    return replace(params, history=history, no_news=not_news(pack))


def _joint(values: Sequence[str], terms: Sequence[Term]) -> list[str]:
    known = {term.value: term for term in terms}
    found = []
    for term in (known[value] for value in values if value in known):
        owner, rest = term.value.split(" ", 1) if " " in term.value else ("", "")
        owners = known[term.owner].names if term.owner in known else ()
        if rest in known and owner and owner in (term.owner, *owners):
            found.append(rest)
    return found


def observations(analysis: Analysis, origin: Origin, now: datetime, params: Novelty) -> tuple[Observation, ...]:
    """One observation a (watch, kind, value) that the article links with a watch: values first, pairs, then sums."""
    return tuple(
        seen
        for watch, score in analysis.watches.items()
        if score.relevance is not Relevance.NONE
        for seen in _of_watch(_Article(analysis, origin, now, params, watch))
    )


@dataclass(frozen=True, slots=True)
class _Article:
    analysis: Analysis
    origin: Origin
    now: datetime
    params: Novelty
    watch: str

    @property
    def mentions(self) -> tuple[Mention, ...]:
        return tuple(m for m in self.analysis.mentions if m.watch == self.watch)

    def tracked(self) -> list[Mention]:
        return [m for m in self.mentions if self._tracks(m)]

    def _tracks(self, mention: Mention) -> bool:
        if mention.kind in NOT_TRACKED or mention.kind.startswith("candidate-"):
            return False
        if mention.link not in self.params.links:
            return False
        if mention.value in self.params.no_news.get(mention.kind, ()):
            return False
        return mention.kind != "candidate" or self._good_candidate(mention)

    def _good_candidate(self, mention: Mention) -> bool:
        score = float(mention.data.get("score", "1") or 0)
        return score >= self.params.candidate_score and mention.data.get("guess", "") in self.params.candidate_guesses


def _of_watch(article: _Article) -> Iterable[Observation]:
    tracked, language = article.tracked(), article.analysis.article.language
    claims = [claim for mention in tracked if _counts(claim := _claim(article, mention), tracked, language)]
    pairs = _pairs(claims)
    by_value: dict[tuple[str, str], list[_Claim]] = {}
    for claim in claims:
        by_value.setdefault((claim.mention.kind, claim.mention.value), []).append(claim)
    for (kind, value), told in sorted(by_value.items(), key=lambda item: (item[0][0] != "brand", item[0])):
        segments = tuple(sorted(s for brand, s in pairs if brand == value)) if kind == "brand" else ()
        yield _observation(article, kind, value, max(told, key=lambda c: c.weight), segments)
    for (brand, segment), claim in sorted(pairs.items()):
        yield _observation(article, "pair", f"{brand} × {segment}", claim, (segment,))
    yield from _sums(article, claims)


# --- what a mention claims -----------------------------------------------------------------------------------


def _claim(article: _Article, mention: Mention) -> _Claim:
    events = _events_of(article, mention)
    states = article.params.event_states
    about_end = any(states.get(e.value) is State.ENDED for e in events)
    state, certainty = _state(article, mention, events, about_end)
    return _Claim(mention, str(state), certainty, events, about_end)


def _counts(claim: _Claim, tracked: Sequence[Mention], language: str) -> bool:
    """Whether the claim may enter the ledger.

    A look back through an indirect link is no evidence: background paragraphs are where whose a brand was is guessed
    worst. Nor is a make that is sold in the plant's town, or driven to its gate. And where a sentence says that a
    brand ended, was denied or is history, its segment did not.
    """
    mention = claim.mention
    if claim.certainty is Certainty.HISTORIC and mention.link is not Link.STRONG:
        return False
    if all(e.value in _TELLS_NO_MAKER for e in claim.events) and _only_used(claim, language):
        return False
    if mention.kind == "brand" or claim.state not in (State.ENDED, State.DENIED):
        return True
    return not any(other.kind == "brand" and _together(other, mention) for other in tracked)


def _only_used(claim: _Claim, language: str) -> bool:
    """Whether nothing says that the make is made there: it is sold in the town, or driven, hired out, crashed."""
    if IN_TOWN in claim.mention.reasons:
        return True
    words, lemmas = words_of(language), lemmas_of(language)
    said = frozenset(form for word in _WORD.findall(claim.mention.sentence) for form in lemmas(norm(word)))
    return not said.isdisjoint(words.using) and said.isdisjoint(words.making)


def _events_of(article: _Article, mention: Mention) -> tuple[Mention, ...]:
    """The events of the mention's sentence that are not told of another brand."""
    near = (e for e in article.mentions if e.kind == "event" and _together(e, mention))
    if mention.kind != "brand":
        return tuple(near)
    return tuple(e for e in near if not e.data.get("brand") or mention.value in e.data["brand"])


def _together(one: Mention, other: Mention) -> bool:
    return one.field == other.field and one.sentence == other.sentence


def _state(article: _Article, mention: Mention, events: Sequence[Mention], about_end: bool) -> tuple[State, Certainty]:
    certainty = mention.certainty
    if mention.kind == "candidate":
        return State.CANDIDATE, certainty
    if certainty is Certainty.DENIED:
        return State.DENIED, certainty
    if certainty is Certainty.HISTORIC:
        return State.ENDED, certainty
    if certainty is Certainty.ENDED:
        return State.ENDED, certainty if about_end or _tells_a_stop(article) else Certainty.HISTORIC
    if certainty in (Certainty.RUMOUR, Certainty.PLAN) and about_end:
        return State.ENDED, certainty
    return _rung(article.params.event_states, certainty, events), certainty


def _tells_a_stop(article: _Article) -> bool:
    """A stop in the title or told outright: without one, what "ended" is a background paragraph."""
    states = article.params.event_states
    return any(
        e.kind == "event" and states.get(e.value) is State.ENDED and e.certainty is not Certainty.HISTORIC
        for e in article.mentions
    )


def _rung(states: Mapping[str, State], certainty: Certainty, events: Sequence[Mention]) -> State:
    done = {states.get(e.value) for e in events if e.certainty is Certainty.FACT}
    if certainty is Certainty.RUMOUR:
        return State.RUMOURED
    if certainty is Certainty.PLAN:
        return next((s for s in (State.CERTIFIED, State.AGREED) if s in done), State.PLANNED)
    told = {states.get(e.value) for e in events if e.certainty in (Certainty.FACT, Certainty.PLAN)}
    rungs = (State.PRODUCED, State.CERTIFIED, State.AGREED)
    return next((s for s in rungs if s in done), State.PLANNED if State.PLANNED in told else State.PRODUCED)


# --- pairs and sums ------------------------------------------------------------------------------------------


def _pairs(claims: Sequence[_Claim]) -> dict[tuple[str, str], _Claim]:
    """Brand with segment where one sentence names both and one of them alone, so that the pair is not a guess."""
    found: dict[tuple[str, str], _Claim] = {}
    by_sentence: dict[tuple[str, str], list[_Claim]] = {}
    for claim in claims:
        if claim.certainty not in (Certainty.HISTORIC, Certainty.DENIED, Certainty.ENDED):
            by_sentence.setdefault((claim.mention.field, claim.mention.sentence), []).append(claim)
    for together in by_sentence.values():
        brands = [c for c in together if c.mention.kind == "brand"]
        segments = {c.mention.value for c in together if c.mention.kind == "segment"}
        if len(segments) == 1 or len({c.mention.value for c in brands}) == 1:
            for claim in brands:
                for segment in segments:
                    key = claim.mention.value, segment
                    found[key] = max(claim, found.get(key, claim), key=lambda c: c.weight)
    return found


def _sums(article: _Article, claims: Sequence[_Claim]) -> Iterable[Observation]:
    """Money with what it is for: the event of its sentence and the one value that the sentence names."""
    found: dict[tuple[str, str], Observation] = {}
    for amount in article.analysis.amounts:
        if amount.watch == article.watch and amount.link in article.params.links:
            seen = _sum(article, amount, claims)
            if seen is not None:
                found.setdefault((seen.value, seen.state), seen)
    # Of several sums for one purpose in one article the largest is the project's; the others are its parts.
    largest: dict[str, Observation] = {}
    for (value, _), seen in found.items():
        if value not in largest or float(seen.state.split()[0]) > float(largest[value].state.split()[0]):
            largest[value] = seen
    return largest.values()


def _sum(article: _Article, amount: Amount, claims: Sequence[_Claim]) -> Observation | None:
    near = [m for m in article.mentions if m.field == amount.field and m.start <= amount.end and m.sentence]
    same = [m for m in near if m.sentence == amount.sentence and amount.surface in m.sentence]
    events = tuple(m for m in same if m.kind == "event" and m.value in _SUMS_OF)
    if not events:
        return None
    named = {c.mention.value for c in claims if _same_sentence(c.mention, amount)}
    purpose = events[0].value + (f"/{named.pop()}" if len(named) == 1 else "")
    mention = Mention(
        "amount",
        purpose,
        amount.surface,
        amount.field,
        amount.start,
        amount.end,
        amount.sentence,
        article.watch,
        amount.link,
        events[0].certainty,
    )
    claim = _Claim(mention, f"{amount.value:.0f} {amount.currency}", events[0].certainty, events)
    return _observation(article, "amount", purpose, claim, ())


def _same_sentence(mention: Mention, amount: Amount) -> bool:
    return mention.field == amount.field and mention.sentence == amount.sentence


# --- the observation -----------------------------------------------------------------------------------------


def _observation(article: _Article, kind: str, value: str, claim: _Claim, segments: tuple[str, ...]) -> Observation:
    told, origin, mention = article.analysis.article, article.origin, claim.mention
    at = min(told.published or article.now, article.now)
    tied = claim.about_end or any(e.value in article.params.event_states for e in claim.events)
    return Observation(
        watch=article.watch,
        kind=kind,
        value=value,
        state=claim.state,
        certainty=claim.certainty,
        at=at,
        url=told.canonical_url or told.url,
        title=told.title,
        source=origin.source,
        voice=origin.voice or origin.source,
        sentence=mention.sentence,
        published=told.published,
        highlights=_highlights(article, claim),
        voices=origin.voices,
        segments=segments,
        events=tuple(dict.fromkeys(e.value for e in claim.events)),
        language=told.language,
        link=mention.link,
        primary=origin.primary,
        explicit=tied and mention.link is Link.STRONG,
        about_end=claim.about_end,
        story=origin.story,
    )


def _highlights(article: _Article, claim: _Claim) -> tuple[str, ...]:
    """The words that made it fire, as the sentence writes them: the value, the watch's name, the event."""
    company = [m.surface for m in article.mentions if m.kind == "company" and _together(m, claim.mention)]
    words = [claim.mention.surface, *company, *(e.surface for e in claim.events)]
    return tuple(dict.fromkeys(w for w in words if w and w in claim.mention.sentence))
