"""The same text twice: an exact hash, a small sketch to find candidates, shingle containment to judge them.

The index keeps the 16 smallest hashes of a text's word triples (a bottom-k sketch, Broder 1997). A copy that was cut
to a part r of its original still shares each of the original's 16 with chance r, so shortened reprints are found,
which bands of MinHash (they estimate likeness, not containment) miss: `docs/decisions.md` has the numbers. What the
index proposes is judged on the texts by `compare`, so the index costs no precision.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import pairwise

from xxhash import xxh3_64_intdigest, xxh3_128_hexdigest

from monitor.lang.letters import INVISIBLE, norm
from monitor.model import Reason

SCHEME = "bottom16-w3-xxh3-1"  # stored beside every sketch: another scheme's sketches are never compared
WINDOW_DAYS = 14

_SKETCH = 16
_MAX_CHARS = 100_000  # a page's text beyond this says nothing new about whose text it is
_KEY_BITS = 32
_SLOT_DAYS = 14
_FEWEST_SHINGLES = 12  # under a dozen word pairs a channel's footer outweighs the news
_FEWEST_SHARED = 8
_WORD = re.compile(r"[^\W_]+")
_LATIN = re.compile("[A-Za-z]+")
_CYRILLIC = re.compile("[А-Яа-яЁё]")
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>()]+")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Near:
    """How two texts relate. `reason` is SAME_ARTICLE, REVISION, REPRINT, or FIRST_REPORT for texts of their own."""

    reason: Reason
    kept: float  # part of the old text's word pairs that the new one holds
    taken: float  # part of the new text's word pairs that come from the old one
    cut: tuple[str, ...] = ()  # sentences of the old text that the new one lacks
    added: tuple[str, ...] = ()  # sentences of the new text that the old one lacks


def _mixed(text: str) -> bool:
    """Whether a word holds both scripts: look-alike letters, or a name with an ending of the other."""
    at, end = _CYRILLIC.match, len(text)
    return _CYRILLIC.search(text) is not None and any(
        (run.start() and at(text, run.start() - 1)) or (run.end() < end and at(text, run.end()))
        for run in _LATIN.finditer(text)
    )


@lru_cache(maxsize=4)  # a text's hash, sketch and shingles are made one after the other
def words(text: str) -> tuple[str, ...]:
    """Words and numbers in normal form; addresses are left out, as every channel adds its own."""
    clean = INVISIBLE.sub("", unicodedata.normalize("NFKC", text[:_MAX_CHARS]))
    plain = _LINK.sub(" ", clean)
    if _mixed(plain):
        return tuple(norm(word) for word in _WORD.findall(plain))
    return tuple(_WORD.findall(plain.casefold().replace("ё", "е")))


def _triples(tokens: Sequence[str]) -> Iterable[str]:
    if 0 < len(tokens) < 3:
        return (" ".join(tokens),)
    return map(" ".join, zip(tokens, tokens[1:], tokens[2:], strict=False))


def sign(text: str) -> tuple[int, ...]:
    """The sketch: the 16 smallest 64-bit hashes of word triples, ascending; fewer for a short text."""
    hashes = map(xxh3_64_intdigest, map(str.encode, _triples(words(text))))
    return tuple(sorted(set(hashes))[:_SKETCH])  # sorting all in C is quicker than keeping the smallest


def bands(signature: Sequence[int]) -> tuple[int, ...]:
    """The keys by which the index finds a sketch: one of 32 bits for each of its hashes."""
    return tuple(value & ((1 << _KEY_BITS) - 1) for value in signature)


def slots(keys: Sequence[int], at: datetime, days: int = 0) -> tuple[int, ...]:
    """Where the index keeps 32-bit `keys` of an article of that time; with `days`, all slots so near to it.

    The fortnight stands in front of the key in one 46-bit integer: new rows of an index ordered by slot land side by
    side, and a lookup touches two or three fortnights however old the archive is.
    """
    day = int(at.timestamp() // 86_400)
    fortnights = range((day - days) // _SLOT_DAYS, (day + days) // _SLOT_DAYS + 1)
    return tuple(((number & 0x3FFF) << _KEY_BITS) | key for number in fortnights for key in keys)


def text_hash(text: str) -> str:
    """The same for texts that differ in spaces, quotes, marks, case and ё only; empty for a text without words."""
    found = words(text)
    return xxh3_128_hexdigest(" ".join(found).encode()) if found else ""


def shingles(text: str) -> frozenset[int]:
    """Hashes of the pairs of neighbouring words, of this process: they are compared and never kept."""
    found = words(text)
    return frozenset(map(hash, pairwise(found))) if len(found) != 1 else frozenset({hash(found)})


def held(part: frozenset[int], whole: frozenset[int]) -> float:
    """The share of `part` that `whole` holds; 0 for an empty part."""
    return len(part & whole) / len(part) if part else 0.0


def containment(a: str, b: str) -> float:
    """The share of `a`'s word pairs that `b` holds, 0..1."""
    return held(shingles(a), shingles(b))


def copied(old: frozenset[int], new: frozenset[int]) -> bool:
    """Whether the new text is made of the old one, by the shingles of both.

    Half of the new text comes from the old, and is not a mere quotation of it (a fifth of the old text, or four
    fifths of the new); or half of the old text stands in a new one that adds up to twice as much.
    """
    shared = len(old & new)
    if min(len(old), len(new)) < _FEWEST_SHINGLES or shared < _FEWEST_SHARED:
        return old == new and bool(old)
    kept, taken = shared / len(old), shared / len(new)
    return (taken >= 0.5 and kept >= 0.2) or taken >= 0.8 or (kept >= 0.5 and taken >= 0.3)


def _own_sentences(text: str, other: frozenset[int]) -> tuple[str, ...]:
    """Sentences less than half of whose word pairs stand in the other text."""
    sentences = (sentence.strip() for sentence in _SENTENCE_END.split(text[:_MAX_CHARS]))
    return tuple(sentence for sentence in sentences if words(sentence) and held(shingles(sentence), other) < 0.5)


def compare(old: str, new: str, same_address: bool = False) -> Near:
    """Is `new` a copy of `old`, or a text of its own? At the same address whatever changed is a revision."""
    before, after = shingles(old), shingles(new)
    kept, taken = held(before, after), held(after, before)
    if text_hash(old) == text_hash(new):
        return Near(Reason.SAME_ARTICLE, 1.0, 1.0)
    if not same_address and not copied(before, after):
        return Near(Reason.FIRST_REPORT, kept, taken)
    reason = Reason.REVISION if same_address else Reason.REPRINT
    return Near(reason, kept, taken, _own_sentences(old, after), _own_sentences(new, before))
