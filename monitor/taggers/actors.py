"""Who acts in a text: the watched company under its names and stand-ins, and the others."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from monitor.knowledge.terms import Knowledge
from monitor.lang import Reading, Token, norm, word_set
from monitor.lang.lemmas import grammemes
from monitor.model import Link, Mention, Watch

from .at import sentence_of, tokens_of
from .brands import QUOTES
from .marks import Mark, Marks
from .places import Places
from .verdicts import AT_ODDS, PLAIN

REACH = 4  # tokens between a plant and the town or name that says whose it is: "the plant of the company in X"

# Nouns for a whole works, which may be another maker's; what a line or a shop is followed by is made there.
BUILDINGS = word_set("завод автозавод предприятие автопредприятие фабрика комбинат верфь plant factory facility")
BUILT = ("werk", "autowerk", "fabri", "üzem", "gyár", "závod", "továrn", "zakład", "usine", "stabiliment")
OWN_NEW = word_set("s own new old former second új saját nový eigenes eigene neues neue")
OWNER_FIRST = ("en", "de", "nl", "sv", "hu", "fi", "et", "lt", "lv", "tr", "ja", "ko", "zh")
CASES = ("ru", "uk", "be", "bg", "sr")  # languages that put the owner's name after the works
ODDS = 3  # tokens between a word of conflict and the company's name


@dataclass(frozen=True, slots=True)
class Actor:
    """At token `at` the text speaks of the watch (`own`, with how sure) or of somebody else, and why we think so.

    A stand-in ("the plant", "here") has `link` WEAK until the sentences before it say whom it means (see `cast`).
    `name` is the token of the name that makes a plant another's, or -1; `scene` a place in which nobody is said to act.
    """

    at: int
    own: bool
    link: Link
    why: str
    name: int = -1
    scene: bool = False


class Scenery:
    """What stands for one watch in any text: its town, the trade's nouns, its names."""

    def __init__(self, watch: Watch, knowledge: Knowledge) -> None:
        self.watch = watch.id
        self.places = Places(watch)
        self.names = frozenset(norm(name) for name in (watch.id, watch.title, *watch.names))
        self.marks = lru_cache(maxsize=32)(lambda language: Marks(watch, knowledge, language))


class View:
    """One text as one watch sees it: the marks of its words, its own names, the names of others."""

    def __init__(self, reading: Reading, mentions: Sequence[Mention], scenery: Scenery) -> None:
        marks = scenery.marks(reading.language)
        others = [one for one in mentions if one.kind not in PLAIN]
        self.reading = reading
        self.own = self._tokens(one for one in mentions if one.kind == "company" and one.watch == scenery.watch)
        self.names = self._tokens(others) - self.own
        self.assemblers = self._tokens(one for one in others if one.data.get("role") == "assembler")
        towns = scenery.places.tokens(reading)
        self.towns = frozenset(at for at in towns if not self._people(at))
        self._marks = {at: mark for at, token in enumerate(reading.tokens) if (mark := marks.of(token.norm))}
        self._marked = sorted(self._marks)

    def _people(self, at: int) -> bool:
        """Townspeople who buy cars, called by the town's name; after the company's they may be its own people."""
        if self.reading.language != "ru" or any(own < at for own in self.own):
            return False
        return any(lemma.endswith("ец") for lemma in self.reading.lemmas(at))

    def _tokens(self, mentions: Iterable[Mention]) -> frozenset[int]:
        return frozenset(at for one in mentions for at in tokens_of(self.reading, one))

    def any_in(self, span: range, mark: int) -> bool:
        """Whether a word of the span has the mark."""
        low, high = bisect_left(self._marked, span.start), bisect_left(self._marked, span.stop)
        return any(self._marks[at] & mark for at in self._marked[low:high])

    def actors(self) -> Iterator[Actor]:
        """Every actor, in no order."""
        for at in self.own:
            if self._at_odds(at):
                yield Actor(at, False, Link.NONE, AT_ODDS)
            else:
                yield Actor(at, True, Link.STRONG, "the company is named beside it")
        for at in self.assemblers:
            yield Actor(at, False, Link.NONE, "beside another assembler")
        for at in self.towns - self.own - self.names:
            yield Actor(at, True, Link.MEDIUM, "in the company's town")
        named = self.own | self.names | self.towns
        for at, mark in self._marks.items():
            if at not in named:
                yield from self._read(at, self.reading.tokens[at], mark)

    def _at_odds(self, at: int) -> bool:
        """«После конфликта с X», "a lawsuit against X"."""
        first = sentence_of(self.reading, at).first
        return self.any_in(range(max(first, at - ODDS), at), Mark.CONFLICT)

    def _read(self, at: int, token: Token, mark: int) -> Iterator[Actor]:
        if mark & Mark.ELSEWHERE and token.capital:
            yield Actor(at, False, Link.NONE, f"in another place, {token.text}", scene=True)
        elif mark & Mark.PLANT and self._stands_in(at, token):
            yield self._plant(at, token)
        elif mark & Mark.HERE:
            yield Actor(at, True, Link.WEAK, "“here” is the company's plant")

    def _stands_in(self, at: int, token: Token) -> bool:
        """A noun for the plant or the maker, in the singular, without a nation before it ("the Chinese carmaker")."""
        if self._possessed(at):
            return True
        if self.reading.language == "ru":
            return "plur" not in grammemes(token.norm) and not self._foreign(at)
        return not (self.reading.language == "en" and token.norm.endswith("s") and token.norm != "works")

    def _foreign(self, at: int) -> bool:
        """An adjective in -ский before it that is not the company's town."""
        before = self.reading.tokens[at - 1].norm if at and at - 1 not in self.towns else ""
        return before.rstrip("хмиейяоюу").endswith(("ск", "ског"))

    def _possessed(self, at: int) -> bool:
        """ "Their plants", «свой завод», after another name in the sentence."""
        first = sentence_of(self.reading, at).first
        owned = self.any_in(range(max(first, at - 2), at), Mark.POSSESSIVE)
        return owned and any(index in self.names for index in range(first, at))

    def _plant(self, at: int, token: Token) -> Actor:
        near = range(max(0, at - REACH), min(len(self.reading.tokens), at + REACH + 1))
        after = self._right_after(at)
        if after in self.own:
            return Actor(at, True, Link.STRONG, "at the company's plant")
        if after in self.names and self._owner_after(token) and not self._made_at(at):
            return Actor(at, False, Link.NONE, f"the plant of {self.reading.tokens[after].text}", after)
        before = self._whose(at) if self._building(token) or self._owned(at) else -1
        if before >= 0 and not any(index in self.own or index in self.towns for index in near):
            return Actor(at, False, Link.NONE, f"the plant of {self.reading.tokens[before].text}", before)
        if any(index in self.own or index in self.towns for index in near):
            return Actor(at, True, Link.MEDIUM, "at the company's plant")
        if self._possessed(at):
            return Actor(at, False, Link.NONE, "at the maker's own plant")
        if any(self._elsewhere(index) for index in near):
            return Actor(at, False, Link.NONE, "at a plant in another place")
        return Actor(at, True, Link.WEAK, f"“{token.text}” stands for the company")

    def _right_after(self, at: int) -> int:
        """Index of the next word when nothing but quotes stands before it; -1 at the end."""
        at += 1
        while at < len(self.reading.tokens) and self.reading.tokens[at].norm in QUOTES:
            at += 1
        return at if at < len(self.reading.tokens) else -1

    def _owner_after(self, token: Token) -> bool:
        """«Завод X», "usine X"; in "the plant X makes" and "das Werk X" the name is what is made."""
        return self.reading.language not in OWNER_FIRST and self._building(token)

    def _owned(self, at: int) -> bool:
        """ "X's line"."""
        return at > 1 and self.reading.tokens[at - 1].norm == "s"

    def _whose(self, at: int) -> int:
        """Index of the name that owns the works: "the X plant", "X's own plant", "az X új üzeme"; -1 for none."""
        if self.reading.language in CASES:
            return -1
        at -= 1
        while at >= 0 and (self.reading.tokens[at].norm in QUOTES or self.reading.tokens[at].norm in OWN_NEW):
            at -= 1
        return at if at in self.names else -1

    def _elsewhere(self, at: int) -> bool:
        marked = bool(self._marks.get(at, 0) & Mark.ELSEWHERE)
        return marked and self.reading.tokens[at].capital and at not in self.names

    def _building(self, token: Token) -> bool:
        """Works can be somebody's ("the plant of X"); a line or capacity with a name behind it makes that name."""
        return not BUILDINGS.isdisjoint(self.reading.lemmas_of(token.norm)) or token.norm.startswith(BUILT)

    def _made_at(self, at: int) -> bool:
        """«Освоить на заводе BAIC»: a verb of making before "at the plant" takes the name as what is made."""
        inside = at > 0 and self.reading.tokens[at - 1].norm in ("на", "at")
        return inside and self.any_in(range(max(0, at - REACH), at), Mark.MAKING)
