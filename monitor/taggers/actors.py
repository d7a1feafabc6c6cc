"""Who acts in a text: the watched company under its names and stand-ins, and the others."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from monitor.knowledge.terms import Knowledge
from monitor.lang import TITLE, Reading, Sentence, Token, norm, words_of
from monitor.lang.lemmas import grammemes
from monitor.lang.words import word_set
from monitor.model import Link, Mention, Watch

from .at import sentence_of, tokens_of
from .brands import QUOTES
from .places import Places
from .verdicts import PLAIN, Verdict

REACH = 4  # tokens between a plant and the town or name that says whose it is: "the plant of the company in X"
FADES = 3  # sentences after which nobody knows any more whom "the plant" meant
LEAD = 2  # sentences that tell what an article is about


@dataclass(frozen=True, slots=True)
class Actor:
    """At token `at` the text speaks of the watch (`own`, with how sure) or of somebody else, and why we think so.

    A stand-in ("the plant", "here") has `link` WEAK until the sentences before it say whom it means.
    """

    at: int
    own: bool
    link: Link
    why: str


class Scenery:
    """What stands for one watch in any text: its town, the trade's nouns, its names."""

    def __init__(self, watch: Watch, knowledge: Knowledge) -> None:
        pack = knowledge.packs.get(watch.pack)
        words = pack.words if pack else {}
        self.plant = frozenset(map(norm, words.get("plant", ())))
        self.product = frozenset(map(norm, (*words.get("product", ()), *words.get("brand", ()))))
        self.places = Places(watch)
        self.names = frozenset(norm(name) for name in (watch.id, watch.title, *watch.names))


class Cast:
    """The actors of one text as seen from one watch."""

    def __init__(self, reading: Reading, mentions: Sequence[Mention], watch: Watch, scenery: Scenery) -> None:
        self.reading = reading
        self.scenery = scenery
        self.words = words_of(reading.language)
        self._own = self._tokens_of(one for one in mentions if one.kind == "company" and one.watch == watch.id)
        others = [one for one in mentions if one.kind not in PLAIN]
        self._names = self._tokens_of(others)
        self._assemblers = self._tokens_of(one for one in others if one.data.get("role") == "assembler")
        self._towns = scenery.places.tokens(reading)
        self.of_name: dict[int, Actor] = {}
        self.placed: dict[int, Verdict] = {}  # by token: verdicts already reached
        self._actors = sorted(self._found(), key=lambda actor: actor.at)
        self._at = [actor.at for actor in self._actors]
        self._fluent = reading.language in ("ru", "en")  # whose stand-ins and verbs are known well
        self.about = self._is_about()
        self._topics = self._spoken_of()

    def actors(self, first: int, last: int) -> Sequence[Actor]:
        """Those at tokens `first`..`last` (half-open)."""
        return self._actors[bisect_left(self._at, first) : bisect_left(self._at, last)]

    def sentence(self, at: int) -> Sentence:
        """The sentence of a token."""
        return sentence_of(self.reading, at)

    def topic(self, sentence: Sentence) -> tuple[Link, str]:
        """Whom a sentence without actors speaks of."""
        return self._topics[sentence.index]

    def makes(self, sentence: Sentence) -> bool:
        """Whether the sentence tells of making or partnering; yes in languages whose verbs are not known here."""
        if not self.words.making:
            return True
        span = range(sentence.first, sentence.last)
        if self.reading.language not in ("ru", "en"):
            beginnings = tuple(self.words.making)
            return any(self.reading.tokens[at].norm.startswith(beginnings) for at in span)
        return any(self.reading.lemmas(at) & self.words.making for at in span)

    def names_it(self, sentence: Sentence) -> bool:
        """Whether the company or its town is named there."""
        return any(at in self._own or at in self._towns for at in range(sentence.first, sentence.last))

    def _tokens_of(self, mentions: Iterable[Mention]) -> frozenset[int]:
        return frozenset(at for one in mentions for at in tokens_of(self.reading, one))

    def _found(self) -> Iterator[Actor]:
        for at in self._own:
            yield Actor(at, True, Link.STRONG, "the company is named beside it")
        for at in self._assemblers:
            yield Actor(at, False, Link.NONE, "beside another assembler")
        for at, token in enumerate(self.reading.tokens):
            if token.shape == "word" and at not in self._own and at not in self._names:
                yield from self._read(at, token)

    def _read(self, at: int, token: Token) -> Iterator[Actor]:
        if at in self._towns:
            yield Actor(at, True, Link.MEDIUM, "in the company's town")
        elif self._elsewhere(token):
            yield Actor(at, False, Link.NONE, f"in another place, {token.text}")
        elif self._stands_in(at, token):
            yield self._plant(at, token)
        elif token.norm in self.words.here:
            yield Actor(at, True, Link.WEAK, "“here” is the company's plant")

    def _stands_in(self, at: int, token: Token) -> bool:
        """A noun for the plant or the maker, in the singular, without a nation before it ("the Chinese carmaker")."""
        if not is_plant(self.reading, at, self.scenery.plant):
            return False
        if self._possessed(at):
            return True
        if self.reading.language == "ru":
            return "plur" not in grammemes(token.norm) and not self._foreign(at)
        return not (self.reading.language == "en" and token.norm.endswith("s") and token.norm != "works")

    def _foreign(self, at: int) -> bool:
        before = self.reading.tokens[at - 1] if at else None
        return before is not None and before.norm.rstrip("хмиейяоюу").endswith(("ск", "ски", "скы", "ског", "ска"))

    def _possessed(self, at: int) -> bool:
        """"Their plants", «свой завод», after another name in the sentence."""
        before = [self.reading.tokens[index] for index in range(max(0, at - 2), at)]
        owned = any(self.reading.lemmas_of(token.norm) & self.words.possessive for token in before)
        first = sentence_of(self.reading, at).first
        return owned and any(index in self._names for index in range(first, at))

    def _plant(self, at: int, token: Token) -> Actor:
        near = range(max(0, at - REACH), min(len(self.reading.tokens), at + REACH + 1))
        after = self._right_after(at)
        if after in self._own:
            return Actor(at, True, Link.STRONG, "at the company's plant")
        if after in self._names and self._building(token) and not self._made_at(at):
            actor = Actor(at, False, Link.NONE, f"the plant of {self.reading.tokens[after].text}")
            self.of_name[after] = actor
            return actor
        if any(index in self._own or index in self._towns for index in near):
            return Actor(at, True, Link.MEDIUM, "at the company's plant")
        if self._possessed(at):
            return Actor(at, False, Link.NONE, "at the maker's own plant")
        if any(self._elsewhere(self.reading.tokens[index]) for index in near if index not in self._names):
            return Actor(at, False, Link.NONE, "at a plant in another place")
        return Actor(at, True, Link.WEAK, f"“{token.text}” stands for the company")

    def _right_after(self, at: int) -> int:
        """Index of the next word when nothing but quotes stands before it; -1 at the end."""
        at += 1
        while at < len(self.reading.tokens) and self.reading.tokens[at].norm in QUOTES:
            at += 1
        return at if at < len(self.reading.tokens) else -1

    def _elsewhere(self, token: Token) -> bool:
        return token.capital and token.norm.startswith(self.words.towns)

    def _building(self, token: Token) -> bool:
        """Works can be somebody's ("the plant of X"); a line or capacity with a name behind it makes that name."""
        return bool(self.reading.lemmas_of(token.norm) & BUILDINGS)

    def _made_at(self, at: int) -> bool:
        """«Освоить на заводе BAIC»: a verb of making before "at the plant" takes the name as what is made."""
        before = range(max(0, at - REACH), at)
        return any(self.reading.lemmas(index) & self.words.making for index in before) and any(
            self.reading.tokens[index].norm in ("на", "at") for index in before[-1:]
        )

    def _spoken_of(self) -> list[tuple[Link, str]]:
        """Goes through the sentences in order, settles the stand-ins, and keeps whom each sentence is about."""
        topics: list[tuple[Link, str]] = []
        spoken: Actor | None = None
        age = 0
        met = False  # whether the company was named so far
        before: Sentence | None = None
        for sentence in self.reading.sentences:
            if before is not None and _breaks(before, sentence) and (self.about or before.field != sentence.field):
                spoken = spoken if spoken is not None and spoken.own else None  # a new paragraph returns to the story
            low, high = bisect_left(self._at, sentence.first), bisect_left(self._at, sentence.last)
            settled = [self._settled(index, spoken, sentence) for index in range(low, high)]
            met = met or self.names_it(sentence)
            known = [actor for actor in settled if actor.own is False or actor.link != Link.WEAK]
            if self._turns(sentence):
                known = [Actor(sentence.first, False, Link.NONE, "set against the company")]
            if known:
                spoken, age = known[-1], 0
            topics.append(self._topic(sentence, spoken, age, met))
            age += 1
            before = sentence
        self._keep_settled()
        return topics

    def _settled(self, index: int, spoken: Actor | None, sentence: Sentence) -> Actor:
        """An actor with its stand-in resolved: by a name in its sentence, else by whom the text spoke of before."""
        actor = self._actors[index]
        if actor.link != Link.WEAK:
            return actor
        if self.names_it(sentence) or (spoken.own if spoken is not None else self.about):
            actor = replace(actor, link=Link.MEDIUM)
        elif spoken is not None:
            actor = Actor(actor.at, False, Link.NONE, "at another plant")
        self._actors[index] = actor
        return actor

    def _keep_settled(self) -> None:
        """Stand-ins of nobody are no actors."""
        self._actors = [actor for actor in self._actors if actor.link != Link.WEAK]
        self._at = [actor.at for actor in self._actors]

    def _is_about(self) -> bool:
        """Whether the headline or the lead names the company."""
        title = self.reading.title
        heads = [one for one in self.reading.sentences if one.field == TITLE]
        body = [one for one in self.reading.sentences if one.field != TITLE and self.reading.shown(one) not in title]
        return any(one.first <= at < one.last for one in (*heads, *body[:LEAD]) for at in self._own)

    def _turns(self, sentence: Sentence) -> bool:
        """"By contrast", «в свою очередь», in a sentence that does not name the company."""
        span = range(sentence.first, sentence.last)
        return not self.names_it(sentence) and any(self.reading.lemmas(at) & self.words.turns for at in span)

    def _topic(self, sentence: Sentence, spoken: Actor | None, age: int, met: bool) -> tuple[Link, str]:
        if spoken is not None and not spoken.own:
            faded = age > FADES
            return (Link.WEAK, ON_PAGE) if faded else (Link.NONE, f"the text speaks of others ({spoken.why})")
        near = spoken is not None and age <= FADES
        if self.about and spoken is not None and age <= 1 and (self._fluent or self.makes(sentence)):
            return Link.MEDIUM, "right after a sentence on the company"
        if (near or (self.about and met)) and self.makes(sentence):
            return Link.MEDIUM, "the text speaks of the company"
        return Link.WEAK, ON_PAGE


ON_PAGE = "on the same page only"


def _breaks(before: Sentence, after: Sentence) -> bool:
    return before.paragraph != after.paragraph or before.field != after.field


# Nouns for a whole works, which may be another maker's; what a line or a shop is followed by is made there.
BUILDINGS = word_set(
    "завод автозавод предприятие автопредприятие фабрика комбинат верфь plant factory facility"
)


def is_plant(reading: Reading, at: int, plant: frozenset[str]) -> bool:
    """Whether the token is a noun for works or a maker: by lemma, or by its beginning where there are no lemmas."""
    words = words_of(reading.language)
    if reading.language in ("ru", "en"):
        lemmas = reading.lemmas(at)
        return bool(lemmas & plant or lemmas & words.plant)
    return bool(words.plant) and reading.tokens[at].norm.startswith(tuple(words.plant))
