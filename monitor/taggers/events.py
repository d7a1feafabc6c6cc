"""Events: what happens, sentence by sentence.

The pack's events file (its head says how it is written) gives phrases by language. A phrase found is judged where it
stands: in a plan a start of production is a plan of production, in a background sentence it is
no event of this article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from monitor.errors import KnowledgeError, Problem
from monitor.knowledge.terms import Knowledge, Pack
from monitor.lang import TEXT, TITLE, Reading, Sentence
from monitor.model import Amount, Certainty, Mention

from .amounts import amounts, names_money, names_sum
from .at import mention
from .judge import judge, tone_of
from .phrases import Hit, Phrases
from .quantities import names_figure, quantities
from .trades import Trades

SURE, WEAK, LEAD, HEADLINE, UNLESS = "sure", "weak", "lead", "title", "unless"
_FIELDS = frozenset({SURE, WEAK, LEAD, HEADLINE, UNLESS, "needs", "yields", "as"})
_LANGUAGES = ("ru", "en", "other")
_LEAD = 5  # sentences of the text that tell the news; what follows is detail and background
_IN_BODY = frozenset({SURE, WEAK})
_IN_LEAD = _IN_BODY | {LEAD}
_IN_HEADLINE = _IN_LEAD | {HEADLINE}
_COUNTED = frozenset({"vehicle", "piece", "milestone"})
_Place = tuple[str, str]  # field and sentence
_FEWEST = 50.0  # things made or sold: smaller counts are specimens, not figures


@dataclass(frozen=True, slots=True)
class Event:
    """One event of the file: what it needs in its sentence, and what it is under each certainty."""

    slug: str
    needs: str  # "", "money", "price" or "count"
    yields: frozenset[str]  # events before which its weak phrases give way
    under: Mapping[str, str]  # certainty -> slug, "" for no event

    def slug_if(self, certainty: Certainty) -> str:
        unsaid = "" if certainty is Certainty.HISTORIC else self.slug
        return self.under.get(certainty.value, unsaid)


class Events:
    """Adds kind "event" mentions, one for each event and sentence, with `data` {"brand", "amount"}.

    Runs after brands and segments and before link. Raises KnowledgeError where a pack's events cannot be compiled.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._trades = Trades(knowledge, _Trade)

    def tag(self, reading: Reading, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        return (*mentions, *(one for trade in self._trades.named(mentions) for one in trade.events(reading, mentions)))


class _Trade:
    """The events of one pack."""

    def __init__(self, pack: Pack) -> None:
        self._events = {event.slug: event for event in _events(pack)}
        self._phrases = {language: _compiled(pack, language) for language in _LANGUAGES}

    def events(self, reading: Reading, mentions: Iterable[Mention]) -> list[Mention]:
        phrases = self._phrases.get(reading.language, self._phrases["other"])
        figures = _Figures(reading)
        lead = next((one.index for one in reading.sentences if one.field == TEXT), 0) + _LEAD
        found = [
            one
            for sentence in reading.sentences
            if (hits := _counting(phrases.find(reading, sentence), sentence, lead))
            for one in self._told(reading, sentence, hits, figures)
        ]
        told = {one.value for one, _ in found}
        kept = [one for one, part in found if part != WEAK or not told & self._events[one.value].yields]
        brands: dict[_Place, list[Mention]] = {}
        for one in mentions if kept else ():
            if one.kind == "brand":
                brands.setdefault((one.field, one.sentence), []).append(one)
        return [_concerning(one, brands.get((one.field, one.sentence), ()), figures) for one in kept]

    def _told(
        self, reading: Reading, sentence: Sentence, hits: list[Hit], figures: _Figures
    ) -> Iterator[tuple[Mention, str]]:
        heard = tone_of(reading, sentence)
        told: set[str] = set()
        for hit in sorted(hits, key=_tightest):
            slug, part = _split(hit)
            if slug in told:
                continue
            event = self._events[slug]
            certainty, why = judge(heard, hit.first, news=True)
            slug = event.slug_if(certainty)
            if slug and slug not in told and figures.has(event.needs, sentence):
                told.add(slug)
                why = f"the words for {event.slug}; {why}"
                yield mention(reading, (hit.first, hit.last), ("event", slug), why), part


def _split(hit: Hit) -> tuple[str, str]:
    slug, _, part = hit.label.partition("/")
    return slug, part


def _tightest(hit: Hit) -> tuple[bool, int, int]:
    """Sure phrases before weak ones, short ones before long ones."""
    return hit.label.endswith(WEAK), hit.last - hit.first, hit.first


def _counting(hits: list[Hit], sentence: Sentence, lead: int) -> list[Hit]:
    """The hits that count where the sentence stands, without those of events that it takes back."""
    if not hits:
        return []
    where = _IN_HEADLINE if sentence.field == TITLE else _IN_LEAD if sentence.index < lead else _IN_BODY
    split = [(hit, *_split(hit)) for hit in hits]
    taken_back = {slug for _, slug, part in split if part == UNLESS}
    return [hit for hit, slug, part in split if part in where and slug not in taken_back]


class _Figures:
    """Money and counts of a reading, looked for when first asked."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @cached_property
    def money(self) -> tuple[Amount, ...]:
        return amounts(self._reading)

    @cached_property
    def _counts(self) -> tuple[Mention, ...]:
        return tuple(
            one
            for one in quantities(self._reading)
            if one.data["unit"] in _COUNTED and float(one.data.get("high", one.value)) >= _FEWEST
        )

    def has(self, needs: str, sentence: Sentence) -> bool:
        if needs == "money":
            shown = self._reading.shown(sentence)
            return _any_in(self.money, sentence) or names_money(shown)
        if needs == "price":
            return names_sum(self._reading.shown(sentence))
        if needs == "count":
            shown = self._reading.shown(sentence)
            return _any_in(self._counts, sentence) or (names_figure(shown) and not names_sum(shown))
        return True


def _any_in(found: Iterable[Amount | Mention], sentence: Sentence) -> bool:
    return any(_within(one, sentence.field, sentence.start, sentence.end) for one in found)


def _within(one: Amount | Mention, field: str, start: int, end: int) -> bool:
    return one.field == field and start <= one.start < end


def _concerning(event: Mention, brands: Sequence[Mention], figures: _Figures) -> Mention:
    """The event with the brand and the amount that stand nearest in its sentence, whose brands are given."""
    data = {}
    if brands:
        data["brand"] = min(brands, key=lambda one: abs(one.start - event.start)).value
    if event.value == "investment":
        money = [one for one in figures.money if _beside(one, event)]
        data |= {"amount": min(money, key=lambda one: abs(one.start - event.start)).surface} if money else {}
    return replace(event, data=data)


def _beside(one: Amount, event: Mention) -> bool:
    return one.field == event.field and one.sentence == event.sentence


# --- from the file ---


def _events(pack: Pack) -> Iterator[Event]:
    problems: list[Problem] = []
    for slug, body in _map(pack.events.get("events", {})).items():
        fields = _map(body)
        unknown = sorted(set(fields) - _FIELDS)
        problems += [Problem(f"events: {slug}", f"unknown key {key!r}") for key in unknown]
        under = {str(key): str(value or "") for key, value in _map(fields.get("as", {})).items()}
        problems += [
            Problem(f"events: {slug}.as", f"{key!r} is no certainty") for key in under if key not in set(Certainty)
        ]
        yields = frozenset(str(one) for one in _list(fields.get("yields")))
        yield Event(slug, str(fields.get("needs", "")), yields, under)
    if problems:
        raise KnowledgeError(f"pack {pack.name}", tuple(problems))


def _compiled(pack: Pack, language: str) -> Phrases:
    groups = {key: str(words) for key, words in _map(_map(pack.events.get("groups", {})).get(language)).items()}
    labelled = {
        f"{slug}/{part}": [str(line) for line in _list(_map(_map(body).get(part)).get(language))]
        for slug, body in _map(pack.events.get("events", {})).items()
        for part in (SURE, WEAK, LEAD, HEADLINE, UNLESS)
    }
    try:
        return Phrases(labelled, groups)
    except ValueError as wrong:
        raise KnowledgeError(f"pack {pack.name}", (Problem(f"events: {language}", str(wrong)),)) from wrong


def _map(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
