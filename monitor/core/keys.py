"""What an article is about, as at most 40 keys that meet across scripts, word forms and spellings.

A key is a word's consonant skeleton, a number, a concept of two languages or a mention of the taggers; behind `~`, or
`^` for a name, stands its weight in the text in tenths ("ptrvsk^28"). Consonants carry a name through declension and
transcription (Стерлингу, Sterling: `strlng`); the vowels are what the spellings differ in.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log
from typing import NamedTuple

from xxhash import xxh3_64_intdigest

from monitor.lang import words_of
from monitor.lang.letters import INVISIBLE, norm, translit
from monitor.model import Mention

from .concepts import concept

MOST_KEYS = 40
_MAX_CHARS = 20_000
_MENTION_KINDS = ("brand", "company", "event", "person", "place")
# The letters of most of the words first, which the engine looks up quicker than "no sign, no digit".
_PIECE = re.compile(
    r"[A-Za-zА-Яа-яЁё]++(?![^\W\d_])|[^\W\d_]+"
    r"|\d{1,3}(?:[   ,.]\d{3})+(?!\d)|\d+(?:[.,:]\d+)*"
)
_CYRILLIC = re.compile("[\u0400-\u052f]")
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]{2,}")  # Thai, Lao, kana, Han: no spaces between words
_FIRST_UNSPACED = "\u0e00"
_RUSSIAN_ENDINGS = frozenset((
    "иями", "ями", "ами", "ого", "его", "ому", "ему", "ыми", "ими", "ах", "ях", "ов", "ев", "ей", "ой", "ый", "ий",
    "ая", "яя", "ое", "ее", "ые", "ие", "ом", "ем", "ам", "ям", "ым", "им", "ую", "юю", "их", "ых",
))  # fmt: skip
_RUSSIAN_VOWELS = "аеиоуыэюяьй"  # any run of them at the end too
# Letters and pairs that one sound is written with, applied in this order to a transliterated word that has the letter
# in front; then the single ones.
_SOUNDS = (
    ("h", (("sch", "S"), ("sh", "S"), ("tch", "C"), ("ch", "C"), ("dzh", "g"))),
    ("d", (("dj", "g"), ("dg", "g"))),
    ("h", (("zh", "g"), ("ph", "f"), ("th", "t"))),
    ("c", (("ck", "k"),)),
    ("h", (("kh", "h"), ("gh", "g"))),
    ("q", (("qu", "kv"),)),
    ("s", (("ts", "S"),)),
    ("c", (("ce", "s"), ("ci", "s"), ("cy", "s"))),
)
_SINGLE = str.maketrans({"x": "ks", "q": "k", "w": "v", "c": "k", "z": "s", "j": "g"})
_VOWELS = frozenset("aeiouy")
_SILENT = dict.fromkeys(map(ord, "aeiouyh"))
_DOUBLED = re.compile(r"(.)\1+")


def _stem(word: str) -> str:
    """The word without the longest ending that it may have, where three letters are left."""
    if word.isascii() or not _CYRILLIC.search(word):
        cut = 2 if word.endswith("es") else int(word.endswith(("s", "e")))
    else:
        cut = len(word) - len(word.rstrip(_RUSSIAN_VOWELS))
        if cut < 4 and word[-4:] in _RUSSIAN_ENDINGS:
            cut = 4
        elif cut < 3 and word[-3:] in _RUSSIAN_ENDINGS:
            cut = 3
        elif cut < 2 and word[-2:] in _RUSSIAN_ENDINGS:
            cut = 2
    return word[:-cut] if 0 < cut <= len(word) - 3 else word


def _undoubled(word: str) -> str:
    return _DOUBLED.sub(r"\1", word) if _DOUBLED.search(word) else word


def _sounds(word: str) -> str:
    for letter, pairs in _SOUNDS:
        if letter in word:
            for written, sound in pairs:
                word = word.replace(written, sound)
    return word.translate(_SINGLE)


def skeleton(word: str) -> str:
    """The consonants of a lower-case word without its ending, with `a` for any first vowel.

    `lang.letters.skeleton` keeps three classes of vowels, which tells names of one alphabet apart better; between
    translations it finds a fifth fewer of the shared names.
    """
    stem = _stem(word) if len(word) > 4 else word
    sounds = _sounds(_undoubled(translit(stem)))
    head = "a" if sounds[:1] in _VOWELS else sounds[:1]
    return _undoubled(head + sounds[1:].translate(_SILENT))


@lru_cache(maxsize=65_536)
def key_of(word: str) -> str:
    """The key of a lower-case word: its concept, its skeleton, or for words of few consonants its first letters."""
    named = concept(word)
    if named:
        return "@" + named
    bones = skeleton(word)
    return bones if len(bones) >= 3 else "=" + word[:5]


_HALF_AS_TELLING = 3000  # letters on: the second page of a report tells of what was before
_log = cache(log)


@dataclass(slots=True)
class _Use:
    """How a text uses one key: times, whether the title has it, where it first stands, and as what."""

    times: int
    titled: bool
    at: int
    name: bool
    number: bool

    def weight(self) -> float:
        """Damped count; a word of the title counts half as much again."""
        return (1 + 0.5 * _log(self.times)) * (1.5 if self.titled else 1.0)

    def telling(self) -> float:
        """What a key is kept by: names and numbers before words, the beginning before the end."""
        kind = 2.0 if self.name else 1.5 if self.number else 1.0
        return kind * (1 + _log(self.times)) * (1.5 if self.titled else 1.0) / (1 + self.at / _HALF_AS_TELLING)


class _Key(NamedTuple):
    """A key of a piece of text; `name` where it is written large as names are, `small` where in small letters."""

    key: str
    piece: str
    shift: int = 0
    name: bool = False
    small: bool = False


def pieces(text: str) -> Iterator[tuple[str, str, int]]:
    """(key, piece as written, offset) of every word and number that can be a key."""
    for match in _PIECE.finditer(text):
        for key, piece, shift, _, _ in _keyed(match.group())[1]:
            yield key, piece, match.start() + shift


@lru_cache(maxsize=32_768)  # of one language's news, its words at their commonest
def _keyed(piece: str) -> tuple[str, tuple[_Key, ...]]:
    """(the word's normal form, or "" for what is no word; its keys)."""
    if piece[0].isdigit():
        digits = re.sub(r"\D", "", piece)
        return "", (_Key("#" + digits, piece),) if 2 <= len(digits) <= 12 else ()
    if piece[0] >= _FIRST_UNSPACED and _UNSPACED.fullmatch(piece):
        return "", tuple(_Key("=" + piece[at : at + 2], piece, at) for at in range(len(piece) - 1))
    plain = norm(piece[:40])
    key = key_of(plain)
    if len(piece) <= 2 and not piece.isupper() and key[0] != "@":
        return plain, ()
    return plain, (_Key(key, piece, 0, piece[0].isupper() and key[0] != "@", piece[0].islower()),)


def _clean(text: str) -> str:
    return INVISIBLE.sub("", unicodedata.normalize("NFKC", text[:_MAX_CHARS]))


def _uses(title: str, text: str, stop: frozenset[str]) -> dict[str, _Use]:
    found: dict[str, _Use] = {}
    lower: set[str] = set()
    for titled, field in ((True, _clean(title)), (False, _clean(text))):
        written = [(match[0], match.start()) for match in _PIECE.finditer(field)]
        first = dict(reversed(written))
        for whole, times in Counter(piece for piece, _ in written).items():  # a third of the words are met again
            plain, keys = _keyed(whole)
            for key, _, _, name, small in keys if plain not in stop else ():
                use = found.get(key)
                if use is None:
                    use = found[key] = _Use(0, titled, first[whole], name, key[0] == "#")
                use.times += times
                use.name = use.name or name
                if small:
                    lower.add(key)
    for key in lower:
        found[key].name = False  # a word that also stands in small letters only began a sentence
    return found


def story_keys(title: str, text: str, language: str, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """At most 40 keys of what the article is about, the most telling first, each with its weight behind `~` or `^`."""
    uses = _uses(title, text, words_of(language).stop)
    for mention in mentions:
        if mention.kind in _MENTION_KINDS:
            key = f"{mention.kind}:{mention.value.casefold()}"
            use = uses.setdefault(key, _Use(0, mention.field == "title", mention.start, True, False))
            use.times += 1
    chosen = sorted(uses.items(), key=lambda item: (-item[1].telling(), item[0]))[:MOST_KEYS]
    return tuple(key + ("^" if use.name else "~") + _tenths(use) for key, use in chosen)


def _tenths(use: _Use) -> str:
    """The weight in tenths; nothing for the commonest, 1.0."""
    tenths = round(10 * use.weight())
    return "" if tenths == 10 else str(tenths)


def parted(key: str) -> tuple[str, float]:
    """(the key itself, its weight in the text)."""
    value, _, tenths = key.replace("^", "~").rpartition("~")
    return (value, int(tenths or 10) / 10) if value else (key, 1.0)


@lru_cache(maxsize=64)  # an article's keys are weighed, indexed and compared one after the other
def weights(keys: tuple[str, ...]) -> Mapping[str, float]:
    """key -> its weight in the text, in the order of the keys."""
    return dict(map(parted, keys))


def crosses(key: str) -> bool:
    """Whether it can meet its like in another language: names, numbers, concepts, mentions; not a language's words."""
    return "^" in key or key[0] in "#@" or ":" in key


def key_id(key: str) -> int:
    """A key without its weight as a 32-bit integer."""
    return xxh3_64_intdigest(key.encode()) & 0xFFFFFFFF


def key_ids(keys: Sequence[str]) -> tuple[int, ...]:
    """The keys to index, to look up and to count, as 32-bit integers for `near.slots`, in the same order."""
    return tuple(key_id(parted(written)[0]) for written in keys)


# Of a thousand articles, about how many hold a key of a class: what is believed before the archive has its own counts.
_BELIEVED = 1000.0
_RAREST = 1 / 3000  # an archive of any size tells no more than that a key is rare
_MOST = log(1 / _RAREST)


@lru_cache(maxsize=4096)
def _believed(key: str) -> float:
    if key[0] == "#":
        return 50.0 if len(key) == 5 and key[1:3] in ("19", "20") else 3.0
    if key[0] == "@":
        return 30.0
    if key[0] == "=":
        return 100.0 if len(key) < 6 else 10.0
    return 30.0 if len(key) == 3 else 5.0


def rarity(key: str, articles: int, total: int) -> float:
    """How telling a key is that `articles` of `total` hold (inverse document frequency with a prior): 0 to about 8."""
    share = (articles + _believed(key)) / (total + _BELIEVED)
    return _MOST if share < _RAREST else -log(share) if share < 1.0 else 0.0


def rarities(counts: Mapping[int, int], total: int) -> Callable[[str], float]:
    """`rarity` of a key (without its weight) by the archive's counts per key id."""
    held = counts.get
    return cache(lambda key: rarity(key, held(key_id(key), 0), total))
