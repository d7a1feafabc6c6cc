"""What speaks for and against a name being a make: the words around it, and how it is written.

Each sign has a weight in log-odds. They were set by hand on one half of the labelled news (the other half, and texts
about nothing of the kind, only decided whether a change stayed): a frame that hardly anything but a make stands in
("under the brand X") carries a name alone, two vague signs together just do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from monitor.knowledge.terms import Knowledge, Pack
from monitor.lang import Reading, Sentence, norm, words_of
from monitor.lang.lemmas import grammemes, in_dictionary
from monitor.lang.letters import CYRILLIC
from monitor.model import Mention

from . import discovery_words as words
from .discovery_names import CLOSING, HYPHENS, OPENING, Name, Spot

Sign = tuple[float, str]  # weight in log-odds, why in plain words
Lemmas = frozenset[str]
Words = tuple[Lemmas, ...]  # of the words beside a name, the nearest first
NOTHING: Lemmas = frozenset()
DASHES = HYPHENS | {"—", ":"}
TLDS = frozenset(("ru", "com", "net", "org", "info", "su", "рф", "by", "ua", "kz", "de", "eu", "io", "news", "tv"))
OPENERS, CLOSERS = frozenset("«“„"), frozenset("»”")
QUOTES = OPENERS | CLOSERS | {'"'}
TITLE_WORDS = 10  # tokens of a quoted phrase that is a title; longer ones are speech
APPOSED = 4  # words after a dash or comma in which it is said what the name is


@dataclass(frozen=True, slots=True)
class Trade:
    """The words of a pack, as sets of normal forms."""

    brand: Lemmas
    product: Lemmas
    body: Lemmas  # products that one model is of
    maker: Lemmas
    media: Lemmas  # names of publishers
    own: tuple[str, ...]  # beginnings of the watches' places and people

    @classmethod
    def of(cls, knowledge: Knowledge, pack: Pack) -> Trade:
        def lemmas(kind: str) -> Lemmas:
            return frozenset(norm(word) for word in pack.words.get(kind, ()))

        media = frozenset(norm(name) for one in knowledge.publishers for name in (*one.names, one.id))
        own = {
            norm(word)[: max(4, len(word) - 2)]
            for watch in knowledge.watches.values()
            for name in (*watch.places, *watch.people)
            for word in name.split()
            if len(word) > 3
        }
        maker = lemmas("maker") - words.FIRMS
        return cls(lemmas("brand"), lemmas("product"), lemmas("body"), maker, media, tuple(sorted(own)))


@dataclass(frozen=True, slots=True)
class Scene:
    """A text with what is known in it: token index -> the mention that covers it."""

    reading: Reading
    trade: Trade
    known: Mapping[int, Mention]
    told: dict[int, bool] = field(default_factory=dict)  # sentence -> whether it speaks of the trade, once asked

    def before(self, spot: Spot, skip: frozenset[str] = NOTHING) -> tuple[Lemmas, Lemmas, Lemmas]:
        """Lemmas of the three words before a spot in its sentence, the nearest first; quotes and dashes passed over."""
        found: list[Lemmas] = []
        for at in range(spot.first - 1, spot.sentence.first - 1, -1):
            token = self.reading.tokens[at]
            if token.norm in skip or (token.shape == "mark" and token.text not in ",.;"):
                continue
            if token.text == "," and at and self.reading.tokens[at - 1].norm in words.FILLERS:
                continue
            found.append(self.reading.lemmas(at))
            if len(found) == 3:
                break
        found += [NOTHING] * 3
        return found[0], found[1], found[2]

    def after(self, spot: Spot) -> tuple[Lemmas, Lemmas]:
        """Lemmas of the two words after a spot."""
        passed = OPENING | CLOSING | HYPHENS | {"(", ")"}
        tokens = self.reading.tokens
        indexes = (at for at in range(spot.end, spot.sentence.last) if tokens[at].text not in passed)
        found = [*(self.reading.lemmas(at) for at in islice(indexes, 2)), NOTHING, NOTHING]
        return found[0], found[1]

    def explained(self, spot: Spot) -> str:
        """The mark after a name behind which it may be said what it is, or ""."""
        at = spot.end + (spot.end < spot.sentence.last and self.reading.tokens[spot.end].text in CLOSING)
        mark = self.reading.tokens[at].text if at < spot.sentence.last else ""
        return mark if mark in DASHES | {",", "("} else ""

    def about(self, sentence: Sentence) -> bool:
        """Whether a sentence speaks of the trade's products or makers, or names a known make."""
        if sentence.index not in self.told:
            self.told[sentence.index] = self._about(sentence)
        return self.told[sentence.index]

    def _about(self, sentence: Sentence) -> bool:
        of_trade = self.trade.product | self.trade.brand | self.trade.maker | words.MODEL
        for at in range(sentence.first, sentence.last):
            one = self.known.get(at)
            if one is not None and one.kind != "company":
                return True
            if not self.reading.tokens[at].capital and self.reading.lemmas(at) & of_trade:
                return True
        return False

    def relative(self, spot: Spot) -> Lemmas:
        """Lemmas of the two words behind the comma after a name: «X, который собирает завод»."""
        tokens, end = self.reading.tokens, spot.sentence.last
        comma = next((at for at in range(spot.end, min(spot.end + 2, end)) if tokens[at].text == ","), end)
        found = [self.reading.lemmas(at) for at in range(comma + 1, min(comma + 3, end))]
        return frozenset().union(*found)

    def own(self, sentence: Sentence) -> bool:
        """Whether a sentence names the watched company."""
        inside = (self.known.get(at) for at in range(sentence.first, sentence.last))
        return any(one is not None and one.kind == "company" for one in inside)

    def apposed(self, spot: Spot) -> Lemmas:
        """Lemmas of what is said of the name right after a dash, a colon or a comma."""
        start = spot.end + (spot.end < spot.sentence.last and self.reading.tokens[spot.end].text in CLOSING)
        if not self.explained(spot):
            return NOTHING
        found: set[str] = set()
        for at in range(start + 1, min(start + 1 + APPOSED, spot.sentence.last)):
            if self.reading.tokens[at].shape == "mark" or self.reading.tokens[at].capital:
                break
            found |= self.reading.lemmas(at)
        return frozenset(found)


def frames(scene: Scene, spot: Spot) -> Iterator[Sign]:
    """Signs of one place that a make is named there."""
    left = scene.before(spot, words.PREPOSITIONS | words.FILLERS)
    right = scene.after(spot)
    yield from _called(scene, spot, left, right)
    yield from _beside_product(scene.trade, left, right)
    yield from _made(scene, spot, left, right)
    yield from _of_a_maker(scene.trade, left)
    yield from _in_a_deal(scene.before(spot))
    yield from _followed(scene, spot)
    yield from _comes(scene, spot, left, right)
    if scene.own(spot.sentence):
        yield 0.6, "its sentence names the company"
    if scene.about(spot.sentence):
        yield 0.6, "its sentence speaks of the trade"


def _made(scene: Scene, spot: Spot, left: Words, right: Words) -> Iterator[Sign]:
    trade, sure = scene.trade, scene.about(spot.sentence) or scene.own(spot.sentence)
    if left[0] & words.MAKING or (left[1] & words.MAKING and left[0] & (trade.product | words.NATIONS)):
        yield 1.6 if sure or left[0] & words.OUTPUT else 0.8, "it is said to be made"
    if left[0] & words.MAKING and left[1] & words.NATIONS:
        yield 1.0, "it is made in some nation"
    if right[0] & words.OUTPUT:
        yield 1.4, "its making is spoken of"
    elif scene.explained(spot) == "," and scene.relative(spot) & words.MAKING:
        yield 1.6, "it is said to be made"


def _comes(scene: Scene, spot: Spot, left: Words, right: Words) -> Iterator[Sign]:
    """Makes come to a plant and leave it, take a share of its lines and are counted."""
    coming = words_of(scene.reading.language).coming
    if (left[0] | left[1] | right[0]) & coming:
        yield 1.0, "it comes or goes"
    if left[0] & words.COUNTED or (left[1] & words.SHARES):
        yield 1.2, "it is counted"


def _of_a_maker(trade: Trade, left: Words) -> Iterator[Sign]:
    if left[0] & words.NATIONS:
        yield 1.2, "a nation's adjective stands before it"
    if left[0] & trade.maker:
        yield 2.2 if left[1] & words.NATIONS else 1.6, "it is called a maker"
    if left[0] & words.PARTNERS or (left[1] & words.PARTNERS and left[0] & words.SUCH_AS):
        yield 1.6, "it is called a partner"


def _in_a_deal(left: Words) -> Iterator[Sign]:
    if left[0] & words.WITH and (left[1] | left[2]) & words.DEALS:
        yield 1.0, "a deal is made with it"


def _followed(scene: Scene, spot: Spot) -> Iterator[Sign]:
    if spot.code:
        yield 2.0, "a model code follows it"
    elif spot.way != "cyrillic" and scene.about(spot.sentence) and any(word.isalpha() for word in spot.models):
        yield 0.6, "a model may follow it"
    if spot.suffix == "maker":
        yield 1.8, "Motors, Auto or the like follows it"


def _called(scene: Scene, spot: Spot, left: Words, right: Words) -> Iterator[Sign]:
    brand = scene.trade.brand
    if left[0] & brand:
        yield 3.2, "called a brand"
    elif left[1] & brand and left[0] & (words.NATIONS | words.SUCH_AS | words.NAMED):
        yield 2.6, "called a brand"
    elif left[2] & brand and left[0] & words.SUCH_AS:
        yield 2.6, "named as one of some brands"
    if right[0] & brand:
        yield 3.2, "followed by the word brand"
    if (left[0] | left[1]) & words.NAMED:
        yield 1.8 if spot.way == "latin" else 1.2, "it is a name that something has"
    products = scene.trade.product if scene.explained(spot) == ":" else scene.trade.product - scene.trade.body
    if scene.apposed(spot) & (brand | scene.trade.maker | products):
        yield 1.8, "it is said to be a make"


def _beside_product(trade: Trade, left: Words, right: Words) -> Iterator[Sign]:
    if left[0] & trade.product:
        yield 2.2, "a product's word stands before it"
    elif left[0] & words.MODEL:
        yield 1.6, "a product's word stands before it"
    if right[0] & (trade.product | words.MODEL):
        yield 2.2, "a product's word follows it"
    elif right[1] & trade.product and right[0] & words.PLACED:
        yield 1.8, "a product's word follows it"


def against(scene: Scene, spot: Spot) -> Iterator[Sign]:
    """Signs of one place that it is something else than a make."""
    left, right = scene.before(spot), scene.after(spot)
    if scene.reading.tokens[spot.first].norm.startswith(scene.trade.own):
        yield -9.0, "a place or a person of the watch"
    if _inside_title(scene.reading, spot):
        yield -2.0, "inside the title of something else"
    yield from _told(scene, spot, left, right)
    yield from _somebody(scene, spot, left, right)
    yield from _some_company(scene, spot, left)
    yield from _ordinary(scene.reading, spot)


def _somebody(scene: Scene, spot: Spot, left: Words, right: Words) -> Iterator[Sign]:
    inside = {scene.reading.tokens[at].norm for at in range(spot.first, spot.end)}
    if (left[0] & words.TITLES and spot.way != "latin") or scene.apposed(spot) & words.TITLES:
        yield -3.5, "a person's title stands beside it"
    behind = right[0] if right[1].isdisjoint(scene.trade.product) else NOTHING  # "the X city car"
    if left[0] & words.BODIES or behind & words.BODIES or inside & words.BODIES:
        yield -3.5, "a public body or a place"
    if left[0] & words.PLACE_BEFORE:
        yield -1.0, "a word of place stands before it"


def _some_company(scene: Scene, spot: Spot, left: Words) -> Iterator[Sign]:
    if left[0] & words.SUPPLIERS or scene.apposed(spot) & words.SUPPLIERS:
        yield -2.5, "a supplier"
    if spot.suffix == "firm":
        yield -1.0, "a company's form follows it"
    if left[0] & words.FIRMS and left[0].isdisjoint(scene.trade.brand):
        yield -0.7, "called a company"


def _told(scene: Scene, spot: Spot, left: Words, right: Words) -> Iterator[Sign]:
    """Media and people tell things."""
    tokens = scene.reading.tokens
    telling = words_of(scene.reading.language).reporting
    if " ".join(tokens[at].norm for at in range(spot.first, spot.last)) in scene.trade.media:
        yield -6.0, "a publisher"
    if spot.end + 1 < len(tokens) and tokens[spot.end].text == "." and tokens[spot.end + 1].norm in TLDS:
        yield -6.0, "an address"
    if left[0] & words.MEDIA or right[0] & words.MEDIA:
        yield -3.5, "called a medium"
    if left[0] & words.SOURCES or (left[1] & words.SOURCES and left[0] & words.PREPOSITIONS):
        yield -2.5, "a source is quoted"
    if (left[0] & telling and left[0].isdisjoint(words.NAMED)) or right[0] & telling:
        yield -2.0, "it speaks or is quoted"


def _inside_title(reading: Reading, spot: Spot) -> bool:
    """At the end or in the middle of a longer quoted phrase: «Клуб любителей автомобилей ТагАЗ»."""
    tokens, sentence = reading.tokens, spot.sentence
    before = next((at for at in range(spot.first - 1, sentence.first - 1, -1) if tokens[at].text in QUOTES), None)
    after = next((at for at in range(spot.end, sentence.last) if tokens[at].text in QUOTES), None)
    if before is None or after is None or before == spot.first - 1:
        return False
    opens, closes = tokens[before].text not in CLOSERS, tokens[after].text not in OPENERS
    if tokens[before].text == '"':
        opens = sum(tokens[at].text == '"' for at in range(sentence.first, spot.first)) % 2 == 1
    return opens and closes and after - before < TITLE_WORDS


def _ordinary(reading: Reading, spot: Spot) -> Iterator[Sign]:
    """What the dictionary says of a Cyrillic word, and initials."""
    token = reading.tokens[spot.first]
    if token.script == CYRILLIC and in_dictionary(token.norm):
        what = grammemes(token.norm)
        if what & {"Name", "Surn", "Patr"}:
            yield -1.0 if spot.quoted else -2.5, "a person's name"
        elif "Geox" in what:
            yield -1.0 if spot.quoted else -3.0, "a place"
        elif "NOUN" not in what:
            yield -2.5, "an ordinary word"
        else:
            yield -1.0, "a word of the dictionary"
    if spot.way == "cyrillic" and any(len(word) > 2 and word.isalpha() for word in spot.models):
        yield -1.5, "two capitals, as of a person"
    if spot.way == "capital" and len(spot.models) == 1 and spot.models[0].isalpha() and not spot.code:
        yield -0.6, "two capitals, as of a person"
    initial = reading.tokens[spot.first - 2] if spot.first >= 2 and reading.tokens[spot.first - 1].text == "." else None
    if initial is not None and len(initial.text) == 1 and initial.capital:
        yield -3.0, "initials stand before it"


def manner(scene: Scene, name: Name, background: Mapping[str, float]) -> Iterator[Sign]:
    """Signs of the name over the whole text."""
    ways = {spot.way for spot in name.spots}
    first = scene.reading.tokens[name.spots[0].first].norm
    if "latin" in ways:
        yield 0.7, "Latin letters in a text of another script"
    elif ways & {"quoted", "cyrillic"} and not in_dictionary(first):
        yield 0.4, "no word of the dictionary"
    if any(spot.quoted for spot in name.spots):
        yield 0.3, "in quotation marks"
    if len(name.spots) > 1:
        yield 0.3 if len(name.spots) < 4 else 0.6, "named more than once"
    share = background.get(name.key, 0.0)
    if share > 0.0005:  # once in two thousand articles about other things: not what a new make looks like
        yield -min(3.0, share * 600), "common in articles about other things"
