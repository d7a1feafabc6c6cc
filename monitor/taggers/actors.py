"""Who acts in a text: the watched company under its names and stand-ins, and the others."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.knowledge.terms import Knowledge
from monitor.lang import TITLE, Reading, Token, norm, norms, words_of
from monitor.model import Link, Mention, Watch

from .at import sentence_at
from .company import place_stems

REACH = 4  # tokens between a plant and the town or name that says whose it is: "the plant of the company in X"
FADES = 3  # sentences after which nobody knows any more whom "the plant" meant


@dataclass(frozen=True, slots=True)
class Actor:
    """At token `at` the text speaks of the watch (`own`, with how sure) or of somebody else, and why we think so."""

    at: int
    own: bool
    link: Link
    why: str


class Scenery:
    """What stands for one watch in any text: its town, the trade's nouns, its names."""

    def __init__(self, watch: Watch, knowledge: Knowledge) -> None:
        pack = knowledge.packs.get(watch.pack)
        self.plant = frozenset(norm(word) for word in pack.words.get("plant", ())) if pack else frozenset()
        self.places = place_stems(watch)
        self.names = frozenset(norm(name) for name in (watch.id, watch.title, *watch.names))
        self.people = frozenset(norms(name)[-1] for name in watch.people if norms(name))


class Cast:
    """The actors of one text as seen from one watch."""

    def __init__(self, reading: Reading, mentions: Sequence[Mention], watch: Watch, scenery: Scenery) -> None:
        self.reading = reading
        self.scenery = scenery
        self._words = words_of(reading.language)
        self._own = self._tokens_of(one for one in mentions if one.kind == "company" and one.watch == watch.id)
        others = [one for one in mentions if one.kind not in ("company", "segment", "event", "candidate")]
        self._names = self._tokens_of(iter(others))
        self._assemblers = self._tokens_of(one for one in others if one.data.get("role") == "assembler")
        self.of_name: dict[int, Actor] = {}
        self._actors = sorted(self._found(), key=lambda actor: actor.at)
        self._at = [actor.at for actor in self._actors]
        self._topics = self._spoken_of()

    def actors(self, first: int, last: int) -> Sequence[Actor]:
        """Those at tokens `first`..`last` (half-open)."""
        return self._actors[bisect_left(self._at, first) : bisect_left(self._at, last)]

    def topic(self, sentence: int) -> tuple[Link, str]:
        """Whom a sentence without actors speaks of."""
        return self._topics[sentence]

    def _tokens_of(self, mentions: Iterator[Mention]) -> frozenset[int]:
        return frozenset(at for one in mentions for at in tokens_of(self.reading, one))

    def _found(self) -> Iterator[Actor]:
        for at in sorted(self._own):
            yield Actor(at, True, Link.STRONG, "the company is named beside it")
        for at in sorted(self._assemblers):
            yield Actor(at, False, Link.NONE, "beside another assembler")
        for at, token in enumerate(self.reading.tokens):
            if token.shape == "word" and at not in self._own and at not in self._names:
                yield from self._read(at, token)

    def _read(self, at: int, token: Token) -> Iterator[Actor]:
        if token.norm.startswith(self.scenery.places):
            yield Actor(at, True, Link.MEDIUM, "in the company's town")
        elif token.capital and token.norm.startswith(self._words.towns):
            yield Actor(at, False, Link.NONE, f"in another place, {token.text}")
        elif self._is_plant(at):
            yield from self._plant(at)
        elif token.norm in self._words.here:
            yield from self._stand_in(at, "here")

    def _is_plant(self, at: int) -> bool:
        token = self.reading.tokens[at]
        lemmas = self.reading.lemmas(at)
        if lemmas & self.scenery.plant or lemmas & self._words.plant:
            return True
        return self.reading.language not in ("ru", "en") and token.norm.startswith(tuple(self._words.plant) or ("\0",))

    def _plant(self, at: int) -> Iterator[Actor]:
        near = range(max(0, at - REACH), min(len(self.reading.tokens), at + REACH + 1))
        if any(index in self._own or self.reading.tokens[index].norm.startswith(self.scenery.places) for index in near):
            yield Actor(at, True, Link.MEDIUM, "at the company's plant")
            return
        named = next((index for index in range(at + 1, at + 3) if index in self._names), -1)
        if named >= 0:
            actor = Actor(at, False, Link.NONE, f"the plant of {self.reading.tokens[named].text}")
            self.of_name[named] = actor
            yield actor
            return
        yield from self._stand_in(at, f"“{self.reading.tokens[at].text}”")

    def _stand_in(self, at: int, said: str) -> Iterator[Actor]:
        """A word that means whom the text spoke of last: decided in `_spoken_of`."""
        yield Actor(at, True, Link.WEAK, f"{said} stands for the company")

    def _spoken_of(self) -> list[tuple[Link, str]]:
        """Goes through the sentences in order, settles the stand-ins, and keeps whom each sentence is about."""
        topics: list[tuple[Link, str]] = []
        about = self._about()
        spoken: Actor | None = None
        age = 0
        for sentence in self.reading.sentences:
            if sentence.field != TITLE and sentence.index and self.reading.sentences[sentence.index - 1].field == TITLE:
                spoken = spoken if about else None
            low, high = bisect_left(self._at, sentence.first), bisect_left(self._at, sentence.last)
            for index in range(low, high):
                spoken = self._settled(index, spoken, about)
                age = 0
            topics.append(_topic(spoken, age, about))
            age += 1
        return topics

    def _settled(self, index: int, spoken: Actor | None, about: bool) -> Actor:
        """An actor with its stand-in resolved by whom the text spoke of before."""
        actor = self._actors[index]
        if actor.link != Link.WEAK:
            return actor
        own = spoken.own if spoken is not None else about
        actor = Actor(actor.at, own, Link.MEDIUM if own else Link.NONE, actor.why if own else "another plant")
        self._actors[index] = actor
        return actor

    def _about(self) -> bool:
        """Whether the headline or the first two sentences name the company."""
        heads = [one for one in self.reading.sentences if one.field == TITLE]
        lead = self.reading.sentences[len(heads) : len(heads) + 2]
        return any(sentence.first <= at < sentence.last for sentence in (*heads, *lead) for at in self._own)


def _topic(spoken: Actor | None, age: int, about: bool) -> tuple[Link, str]:
    if spoken is None:
        return Link.WEAK, "on the same page only"
    if not spoken.own:
        return (Link.NONE, f"the text speaks of others ({spoken.why})") if age <= FADES else (Link.WEAK, "same page")
    if age <= FADES or about:
        return Link.MEDIUM, "the text speaks of the company"
    return Link.WEAK, "on the same page only"


def tokens_of(reading: Reading, one: Mention) -> Iterator[int]:
    """Indexes of the tokens that a mention covers."""
    sentence = sentence_at(reading, one.field, one.start)
    for at in range(sentence.first, sentence.last):
        if reading.tokens[at].start < one.end and reading.tokens[at].end > one.start:
            yield at
