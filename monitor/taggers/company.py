"""The watched companies: their names, subsidiaries, misprints, and "the plant" of their town."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from monitor.knowledge.terms import Knowledge
from monitor.lang import Reading, norms, words_of
from monitor.lang.lemmas import in_dictionary
from monitor.lang.letters import twin, within
from monitor.model import Mention, Watch

from .at import mention, sentence_of
from .marks import Mark, Marks
from .names import Hit, Names, longest
from .stand_ins import StandIns

NAME, SUBSIDIARY, LOOKALIKE = "name", "subsidiary", "look-alike"
LEAST = 6  # letters of a name whose misprints are looked for: shorter ones are other words after one edit


@dataclass(frozen=True, slots=True)
class Called:
    """What a company's name in the text stands for."""

    watch: str
    name: str
    part: str


def _entries(watch: Watch) -> Iterator[tuple[str, Called]]:
    for name in watch.names:
        yield name, Called(watch.id, name, NAME)
        if twin(name):
            yield twin(name), Called(watch.id, name, NAME)
    for name in watch.subsidiaries:
        yield name, Called(watch.id, name, SUBSIDIARY)
    for name in watch.lookalikes:
        yield name, Called(watch.id, name, LOOKALIKE)


class Company:
    """Adds kind "company" mentions: `value` and `watch` are the watch's id, `data["as"]` how it is called."""

    def __init__(self, knowledge: Knowledge) -> None:
        watches = knowledge.watches.values()
        self._names = Names(entry for watch in watches for entry in _entries(watch))
        self._misspelt = {watch.id: Misprints(watch) for watch in watches}
        self._knowledge = knowledge
        self._stand_ins = StandIns(knowledge)
        self._marks = lru_cache(maxsize=64)(self._seen_by)

    def _seen_by(self, watch: str, language: str) -> Marks:
        return Marks(self._knowledge.watches[watch], self._knowledge, language)

    def tag(self, reading: Reading, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        words = words_of(reading.language)
        hits = longest(_one_meaning(self._names.find(reading.tokens, words)))
        named = [hit for hit in hits if hit.value.part != LOOKALIKE]
        taken = {at for hit in hits for at in range(hit.first, hit.last)}
        own = [_mention(reading, hit) for hit in named]
        own += self._misprints(reading, taken, {hit.value.watch for hit in named})
        return (*mentions, *own, *self._stand_ins.found(reading, {one.watch for one in own}))

    def _misprints(self, reading: Reading, taken: set[int], named: set[str]) -> Iterator[Mention]:
        large = ((at, token) for at, token in enumerate(reading.tokens) if token.capital and len(token.norm) >= LEAST)
        for at, token in large:
            if at in taken:
                continue
            for watch, misspelt in self._misspelt.items():
                name = misspelt.meant(token.norm)
                if name and (watch in named or self._in_context(reading, at, watch)):
                    why = f"misprint of {name}, in its context"
                    yield mention(reading, (at, at + 1), ("company", watch), why, {"as": "misprint"}, watch)

    def _in_context(self, reading: Reading, at: int, watch: str) -> bool:
        """The watch's town or a word of the trade in the same sentence."""
        sentence = sentence_of(reading, at)
        marks = self._marks(watch, reading.language)
        others = (index for index in range(sentence.first, sentence.last) if index != at)
        return any(marks.of(reading.tokens[index].norm) & (Mark.TOWN | Mark.PLANT) for index in others)


def _one_meaning(hits: Sequence[Hit[Called]]) -> Iterator[Hit[Called]]:
    """Of equal spans one: a look-alike refuses the name, a name goes before a subsidiary."""
    seen: set[tuple[int, int, str]] = set()
    for hit in sorted(hits, key=lambda hit: _RANK[hit.value.part]):
        key = (hit.first, hit.last, hit.value.watch)
        if key not in seen:
            seen.add(key)
            yield hit


_RANK = {LOOKALIKE: 0, NAME: 1, SUBSIDIARY: 2}


def _mention(reading: Reading, hit: Hit[Called]) -> Mention:
    why = f"{hit.value.part} {hit.value.name}"
    called = hit.value
    return mention(
        reading, (hit.first, hit.last), ("company", called.watch), why, {"as": called.part}, called.watch
    )


class Misprints:
    """Words within one edit of a watch's name (two for names of nine letters and more), no word of the dictionary."""

    def __init__(self, watch: Watch) -> None:
        single = {norms(name)[0]: name for name in watch.names if len(norms(name)) == 1}
        self._names = {name: shown for name, shown in single.items() if len(name) >= LEAST}
        self._begins = tuple({name[0] for name in self._names})
        self._others = frozenset(norms(name)[0] for name in (*watch.lookalikes, *watch.subsidiaries) if norms(name))
        self.meant = lru_cache(maxsize=16_384)(self._meant)

    def _meant(self, word: str) -> str:
        """The name that a normal form is a misprint of, or ""."""
        if not word.startswith(self._begins):
            return ""
        stems = [word[: len(word) - cut] for cut in range(3) if len(word) - cut >= LEAST]
        for name, shown in self._names.items():
            close = any(_alike(stem, name) for stem in stems)
            if close and not self._known(word, stems):
                return shown
        return ""

    def _known(self, word: str, stems: Iterable[str]) -> bool:
        return any(stem in self._others for stem in stems) or ("а" <= word[0] <= "я" and in_dictionary(word))


def _alike(stem: str, name: str) -> bool:
    most = 2 if len(name) >= 9 else 1
    return stem[0] == name[0] and stem != name and within(stem, name, most)
