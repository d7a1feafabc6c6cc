"""Sentences and clauses of a field.

A sentence ends at a line break or at a full stop that no abbreviation, initial, ordinal or dateline explains. One
splitter serves all languages: `Words.abbreviations` holds what differs.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from .reading import Sentence, Token
from .words import Words, word_set

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_STOP = re.compile(r"[.!?…。！？]+[\"'»”’)\]」』]*")
_FULL_WIDTH = frozenset("。！？")  # after which no blank is written
_OPENERS = "«„“\"'([—–-•"
_LONGEST = 4_000  # characters: a wall of text without a full stop is cut here, so that no sentence costs too much


def _explained(before: str, mark: str, after: str, words: Words) -> bool:
    """Whether the stop after `before` ends no sentence."""
    following = after.lstrip(_OPENERS + " ")[:1]
    if mark[0] != ".":
        return following.islower()
    if following.islower() or after.startswith("/"):
        return True
    word = _last_word(before)
    if not word or len(mark) > 1 or not after:
        return False
    if len(word) == 1 and word.isalpha():
        return word.isupper() or word.lower() in words.abbreviations
    if word.isdigit():  # ordinals: "4. April", "1. Platz"
        return words.code in ("de", "cs", "sk", "hu", "pl", "fi", "et", "lv", "sr") and len(word) < 3
    return word.lower() in words.abbreviations and not _closes(word, after)


def _last_word(text: str) -> str:
    at = len(text)
    while at and text[at - 1].isalnum():
        at -= 1
    return text[at:]


# An abbreviation of a unit may also close its sentence: then a capital that is no proper name's start follows.
_UNITS = word_set(
        "тыс млн млрд трлн руб коп долл шт экз кг км г гг mln bn mn др пр tys mld mio mrd dol zł"
    )


def _closes(word: str, after: str) -> bool:
    return word.lower() in _UNITS and after[:1].isupper() and word.lower() not in ("г", "гг")


def spans(text: str, words: Words) -> Iterator[tuple[int, int, int]]:
    """(start, end, paragraph) of every sentence of a text, blanks trimmed."""
    for paragraph, line in enumerate(_LINE.finditer(text)):
        yield from ((start, end, paragraph) for start, end in _line(text, line.start(), line.end(), words))


def _line(text: str, first: int, last: int, words: Words) -> Iterator[tuple[int, int]]:
    start = first
    for stop in _STOP.finditer(text, first, last):
        if stop.end() < last and not text[stop.end()].isspace() and text[stop.start()] not in _FULL_WIDTH:
            continue
        after = text[stop.end() : stop.end() + 12].lstrip()
        before = text[max(start, stop.start() - 24) : stop.start()]
        if stop.end() < last and _explained(before, stop.group(), after, words) and stop.end() - start < _LONGEST:
            continue
        yield from _trimmed(text, start, stop.end())
        start = stop.end()
    yield from _trimmed(text, start, last)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        piece = text[start : min(end, start + _LONGEST)]
        if start + len(piece) < end:
            piece = piece[: piece.rfind(" ") + 1] or piece
        bare = piece.strip()
        if bare:
            at = start + piece.index(bare)
            yield at, at + len(bare)
        start += len(piece)


_BREAKS = frozenset(";:—–()")


def clauses(tokens: Sequence[Token], first: int, last: int, words: Words) -> tuple[tuple[int, int], ...]:
    """Half-open token index pairs that together make up the sentence.

    A clause ends at a semicolon, colon, dash or bracket, and at a comma that a conjunction or relative follows;
    commas of lists cut nothing.
    """
    cuts = [first]
    for index in range(first + 1, last - 1):
        norm = tokens[index].norm
        comma = norm == "," and _opens(tokens, index + 1, last, words)
        if comma or (norm in _BREAKS) or (norm == "-" and _spaced(tokens, index)):
            cuts.append(index + 1)
    cuts.append(last)
    return tuple((a, b) for a, b in pairwise(cuts) if b > a)


def _opens(tokens: Sequence[Token], index: int, last: int, words: Words) -> bool:
    """A conjunction follows the comma, or a preposition and a relative ("в котором", "of which")."""
    near = [token.norm for token in tokens[index : min(index + 2, last)]]
    return bool(near) and (near[0] in words.joints or (len(near) > 1 and near[1] in _RELATIVES))


_RELATIVES = word_set(
        "который которая которое которые которого которой которых котором которым которыми которую which whom "
        "whose"
    )


def _spaced(tokens: Sequence[Token], index: int) -> bool:
    return tokens[index - 1].end < tokens[index].start and tokens[index].end < tokens[index + 1].start


def sentences(
    field: str, text: str, own: Sequence[Token], words: Words, index: int, offset: int
) -> tuple[Sentence, ...]:
    """The sentences of one field. `own` are its tokens, `offset` their first index in the whole reading."""
    found: list[Sentence] = []
    starts = [token.start for token in own]
    at = 0
    for start, end, paragraph in spans(text, words):
        first, at = at, bisect_left(starts, end, at)
        parts = tuple((a + offset, b + offset) for a, b in clauses(own, first, at, words))
        found.append(Sentence(index + len(found), field, start, end, offset + first, offset + at, paragraph, parts))
    return tuple(found)
