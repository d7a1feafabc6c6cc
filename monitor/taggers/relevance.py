"""How much of an article is about a watched company."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monitor.knowledge.terms import Knowledge
from monitor.lang import TITLE, Reading, word_set
from monitor.model import Link, Mention, Relevance, WatchScore

from .at import sentence_at

LEAD = 3  # sentences: who, what and where are said there, or the story is about something else


@dataclass(frozen=True, slots=True)
class _Signs:
    """Where in a text one company is named."""

    title: bool
    lead: bool
    sentences: int  # that name it
    of: int  # sentences of the text
    linked: int  # brands that belong to it
    acts: bool  # it opens a sentence: it does something there
    aside: bool  # it is a landmark or an example wherever it stands: "near the plant", «например, „Завод“»


def relevance(reading: Reading, mentions: Sequence[Mention], knowledge: Knowledge) -> Mapping[str, WatchScore]:
    """Each watch's score, 0..1, with its grade and the reasons in plain words."""
    named = {one.watch for one in mentions if one.kind == "company"}
    return {
        watch: _score(_signs(reading, mentions, watch)) if watch in named else _UNNAMED for watch in knowledge.watches
    }


_UNNAMED = WatchScore(Relevance.NONE, 0.0, ("not named",))


def _signs(reading: Reading, mentions: Sequence[Mention], watch: str) -> _Signs:
    own = [one for one in mentions if one.kind == "company" and one.watch == watch]
    places = {sentence_at(reading, one.field, one.start).index for one in own}
    heads = [one.index for one in reading.sentences if one.field == TITLE]
    whole = [one for one in reading.sentences if one.field != TITLE]
    body = [one for one in whole if one.index in places or _says_something(reading, one.first, one.last)]
    lead = {one.index for one in body[:LEAD]}
    linked = {one.value for one in mentions if one.kind == "brand" and one.watch == watch and one.link != Link.WEAK}
    return _Signs(
        title=bool(places & set(heads)),
        lead=bool(places & lead),
        sentences=len(places & {one.index for one in body}),
        of=max(1, len(body)),
        linked=len(linked),
        acts=any(_opens(reading, one) for one in own),
        aside=all(_beside(reading, one) for one in own),
    )


def _beside(reading: Reading, one: Mention) -> bool:
    """Words of nearness or of example close before the name."""
    sentence = sentence_at(reading, one.field, one.start)
    before = [token.norm for token in reading.words(sentence) if token.end <= one.start][-ASIDE_WITHIN:]
    return any(word in _ASIDE or not _ASIDE.isdisjoint(reading.lemmas_of(word)) for word in before)


ASIDE_WITHIN = 4  # words: "near the plant of X", «по соседству с площадкой X»
_ASIDE = word_set(
    "например вроде соседство рядом недалеко возле около неподалеку вблизи мимо напротив соседний "
    "near nearby beside opposite like e.g neben nahe"
)


def _opens(reading: Reading, one: Mention) -> bool:
    """Whether the name is among the first words of its sentence."""
    sentence = sentence_at(reading, one.field, one.start)
    words = [token for token in reading.words(sentence) if token.shape == "word"]
    return any(token.start >= one.start and token.end <= one.end for token in words[:OPENING])


OPENING = 3  # words: an article or preposition, the company's kind, its name


def _says_something(reading: Reading, first: int, last: int) -> bool:
    return sum(token.shape == "word" for token in reading.tokens[first:last]) > 2


def _score(signs: _Signs) -> WatchScore:
    if not signs.title and not signs.sentences:
        return _UNNAMED
    share = min(1.0, signs.sentences / signs.of)
    score = 0.45 * signs.title + 0.25 * signs.lead + 0.3 * min(1.0, 2 * share) + 0.05 * min(signs.sentences, 4) / 4
    reasons = tuple(
        said
        for said, true in (
            ("named in the headline", signs.title),
            ("named in the lead", signs.lead),
            (f"named in {signs.sentences} of {signs.of} sentences", True),
            (f"{signs.linked} brands belong to it", signs.linked > 0),
        )
        if true
    )
    return WatchScore(_grade(signs, score), round(min(1.0, score), 3), reasons)


def _grade(signs: _Signs, score: float) -> Relevance:
    if signs.aside and not signs.title and not signs.linked:
        return Relevance.PASSING
    if signs.title or score >= 0.5:
        return Relevance.PRIMARY
    if signs.lead or signs.sentences > 1 or signs.linked or signs.acts:
        return Relevance.SECONDARY
    return Relevance.PASSING
