"""Is the page worth fetching? Decided from what the feed said, before anything is asked of a server."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.knowledge import Knowledge
from monitor.lang import detect, tokens, words_of
from monitor.model import Entry, Reason
from monitor.taggers.names import Names

_LOOKED_AT = 4_000  # characters of a summary; longer ones are whole articles, which name their subject early


@dataclass(frozen=True, slots=True)
class Gated:
    passed: bool
    reason: Reason
    detail: str = ""


@dataclass(frozen=True, slots=True)
class _Word:
    watch: str
    name: str
    reason: Reason


class Gate:
    """Passes every item of a source that is read whole, else those that name a watch or one of its gate words."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._words: Names[_Word] = Names(
            (name, _Word(watch.id, name, reason))
            for watch in knowledge.watches.values()
            for names, reason in (
                ((*watch.names, *watch.subsidiaries), Reason.NAMES_WATCH),
                (watch.gate_words, Reason.GATE_WORD),
            )
            for name in names
        )

    def __call__(self, entry: Entry, read: str) -> Gated:
        """`read` is the source's: "all" or "matching"."""
        text = f"{entry.title}\n{entry.summary[:_LOOKED_AT]}"
        hits = self._words.find(list(tokens(text)), words_of(entry.language or detect(text, "en")))
        named = min((hit.value for hit in hits), key=lambda word: word.reason is Reason.GATE_WORD, default=None)
        if named is not None:
            return Gated(True, named.reason, f"{named.watch}: {named.name}")
        if read == "all":
            return Gated(True, Reason.READ_ALL)
        return Gated(False, Reason.NO_MENTION, "title and summary name no watch and none of its gate words")
