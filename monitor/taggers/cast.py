"""The actors of a text in order, their stand-ins settled, and whom each sentence speaks of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from monitor.lang import TITLE, Reading, Sentence, words_of
from monitor.model import Link, Mention

from .actors import Actor, Scenery, View
from .at import sentence_at
from .marks import FLUENT, Mark
from .verdicts import PLAIN, Verdict

FADES = 3  # sentences after which nobody knows any more whom "the plant" meant
LEAD = 2  # sentences that tell what an article is about
ON_PAGE = Verdict(Link.WEAK, "on the same page only")


@dataclass(slots=True)
class _Spoken:
    """Whom the text speaks of as it goes on."""

    last: Actor | None = None
    age: int = 0  # sentences since `last`
    met: bool = False  # whether the company was named so far


class Cast:
    """The actors of one text as seen from one watch."""

    def __init__(self, reading: Reading, mentions: Sequence[Mention], scenery: Scenery) -> None:
        self.reading = reading
        self.view = View(reading, mentions, scenery)
        self.names = scenery.names
        self._named: dict[int, set[str]] = {}
        for one in mentions:
            if one.kind not in PLAIN:
                self._named.setdefault(sentence_at(reading, one.field, one.start).index, set()).add(one.value)
        self.placed: dict[int, Verdict] = {}  # by token: verdicts already reached
        self._actors = sorted(self.view.actors(), key=lambda actor: actor.at)
        self._at = [actor.at for actor in self._actors]
        self.of_name = {actor.name: actor for actor in self._actors if actor.name >= 0}
        self._fluent = reading.language in FLUENT
        self.naming = [self._names_it(sentence) for sentence in reading.sentences]
        self.about = self._is_about()
        self.topics = self._spoken_of()

    def actors(self, first: int, last: int) -> Sequence[Actor]:
        """Those at tokens `first`..`last` (half-open)."""
        return self._actors[bisect_left(self._at, first) : bisect_left(self._at, last)]

    def own_in(self, span: tuple[int, int]) -> bool:
        """Whether the company, its plant or its town stands in a half-open token range."""
        return any(actor.own for actor in self.actors(*span))

    def named_in(self, sentence: Sentence) -> Collection[str]:
        """The makes that a sentence names."""
        return self._named.get(sentence.index, ())

    def makes(self, sentence: Sentence) -> bool:
        """Whether the sentence tells of making or partnering; yes in languages whose verbs are not known here."""
        span = range(sentence.first, sentence.last)
        return not words_of(self.reading.language).making or self.view.any_in(span, Mark.MAKING)

    def _names_it(self, sentence: Sentence) -> bool:
        span = range(sentence.first, sentence.last)
        return any(at in self.view.own or at in self.view.towns for at in span)

    def _is_about(self) -> bool:
        """Whether the headline or the lead names the company."""
        title = self.reading.title
        heads = [one for one in self.reading.sentences if one.field == TITLE]
        body = [one for one in self.reading.sentences if one.field != TITLE and self.reading.shown(one) not in title]
        return any(one.first <= at < one.last for one in (*heads, *body[:LEAD]) for at in self.view.own)

    def _spoken_of(self) -> list[Verdict]:
        """Goes through the sentences in order, settles the stand-ins, and keeps whom each sentence is about."""
        spoken = _Spoken()
        before: Sentence | None = None
        topics = []
        for sentence in self.reading.sentences:
            if before is not None and self._returns(before, sentence, spoken):
                spoken.last = None
            self._hear(sentence, spoken)
            topics.append(self._topic(sentence, spoken))
            spoken.age += 1
            if self._goes_on(sentence, topics[-1]):
                spoken.age = 1
            before = sentence
        self._actors = [actor for actor in self._actors if actor.link != Link.WEAK]  # stand-ins of nobody
        self._at = [actor.at for actor in self._actors]
        return topics

    def _goes_on(self, sentence: Sentence, topic: Verdict) -> bool:
        """A sentence that tells of a make of the company's keeps the next one on the company."""
        named = any(at in self.view.names for at in range(sentence.first, sentence.last))
        return named and topic.link == Link.MEDIUM and self.about and self.makes(sentence)

    def _returns(self, before: Sentence, sentence: Sentence, spoken: _Spoken) -> bool:
        """A new paragraph of a story on the company returns from others to it; a text does not go on from its title."""
        if spoken.last is None or spoken.last.own:
            return False
        return before.field != sentence.field or (self.about and before.paragraph != sentence.paragraph)

    def _hear(self, sentence: Sentence, spoken: _Spoken) -> None:
        """Takes in a sentence: its stand-ins are settled, its last actor is who is spoken of."""
        low, high = bisect_left(self._at, sentence.first), bisect_left(self._at, sentence.last)
        for index in range(low, high):
            self._actors[index] = self._settled(self._actors[index], sentence, spoken)
        spoken.met = spoken.met or self.naming[sentence.index]
        known = [actor for actor in self._actors[low:high] if actor.link != Link.WEAK]
        if self._turns(sentence):
            known = [Actor(sentence.first, False, Link.NONE, "set against the company")]
        if known:
            acting = [actor for actor in known if not actor.scene] or known
            spoken.last, spoken.age = acting[-1], 0

    def _settled(self, actor: Actor, sentence: Sentence, spoken: _Spoken) -> Actor:
        """An actor with its stand-in resolved: by a name in its sentence, else by whom the text spoke of before."""
        if actor.link != Link.WEAK:
            return actor
        if self.naming[sentence.index] or (spoken.last.own if spoken.last is not None else self.about):
            return replace(actor, link=Link.MEDIUM)
        return actor if spoken.last is None else Actor(actor.at, False, Link.NONE, "at another plant")

    def _turns(self, sentence: Sentence) -> bool:
        """ "By contrast", «в свою очередь», in a sentence that does not name the company."""
        span = range(sentence.first, sentence.last)
        if self.naming[sentence.index] or not self.view.any_in(span, Mark.TURN):
            return False
        return any(self.view.any_in(range(at, at + 1), Mark.TURN) and self._in_turn(at) for at in span)

    def _in_turn(self, at: int) -> bool:
        """«В свою очередь» turns to somebody else; what is «на очереди» is next, and «первая очередь» a part."""
        tokens = self.reading.tokens
        return not tokens[at].norm.startswith("очеред") or (at > 0 and tokens[at - 1].norm == "свою")

    def _topic(self, sentence: Sentence, spoken: _Spoken) -> Verdict:
        last, near = spoken.last, spoken.age <= FADES
        if last is not None and not last.own:
            return Verdict(Link.NONE, f"the text speaks of others ({last.why})") if near else ON_PAGE
        makes = self.makes(sentence)
        if self.about and last is not None and spoken.age <= 1 and (self._fluent or makes):
            return Verdict(Link.MEDIUM, "right after a sentence on the company", True)
        if makes and ((last is not None and near) or (self.about and spoken.met)):
            return Verdict(Link.MEDIUM, "the text speaks of the company", True)
        return ON_PAGE
