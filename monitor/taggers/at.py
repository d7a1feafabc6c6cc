"""From token indexes to mentions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping

from monitor.lang import Reading, Sentence
from monitor.model import Link, Mention


def sentence_of(reading: Reading, at: int) -> Sentence:
    """The sentence that holds a token."""
    return reading.sentences[max(0, bisect_right(reading.sentences, at, key=lambda sentence: sentence.first) - 1)]


def sentence_at(reading: Reading, field: str, offset: int) -> Sentence:
    """The sentence that holds an offset of a field; the last one before it where it falls between two."""
    key = (field == "text", offset)
    found = bisect_right(reading.sentences, key, key=lambda sentence: (sentence.field == "text", sentence.start))
    return reading.sentences[max(0, found - 1)]


def clause_of(sentence: Sentence, at: int) -> tuple[int, int]:
    """The half-open token range of the clause that holds a token; the whole sentence's where none does."""
    whole = (sentence.first, sentence.last)
    return next((pair for pair in sentence.clauses if pair[0] <= at < pair[1]), whole)


def surface(reading: Reading, first: int, last: int) -> tuple[str, int, int]:
    """(text, start, end) of tokens `first`..`last` (half-open), as written."""
    field = reading.title if sentence_of(reading, first).field == "title" else reading.text
    start, end = reading.tokens[first].start, reading.tokens[last - 1].end
    return field[start:end], start, end


def mention(
    reading: Reading,
    span: tuple[int, int],
    what: tuple[str, str],
    why: str,
    data: Mapping[str, str] | None = None,
    watch: str = "",
) -> Mention:
    """A mention of `what` (kind, value) at a half-open token span, with its sentence as evidence."""
    text, start, end = surface(reading, *span)
    sentence = sentence_of(reading, span[0])
    return Mention(
        kind=what[0],
        value=what[1],
        surface=text,
        field=sentence.field,
        start=start,
        end=end,
        sentence=reading.shown(sentence),
        watch=watch,
        link=Link.STRONG if watch else Link.NONE,
        reasons=(why,),
        data=data or {},
    )


def tokens_of(reading: Reading, one: Mention) -> Iterator[int]:
    """Indexes of the tokens that a mention covers."""
    sentence = sentence_at(reading, one.field, one.start)
    for at in range(sentence.first, sentence.last):
        if reading.tokens[at].start < one.end and reading.tokens[at].end > one.start:
            yield at
