"""Names found in a text, in whatever case they stand, at a cost that grows with the text and not with the names.

A name is kept under its stem with the endings that its kind of word takes; a word of the text is looked up under the
few stems that it may have. So nothing is expanded when the index is made, and 100,000 names cost one dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar

from monitor.lang import Token, Words, norms
from monitor.lang.letters import CYRILLIC, script_of

T = TypeVar("T")

_LATIN = ""  # class of names whose endings the language of the text decides


def _ends(words: str) -> frozenset[str]:
    return frozenset(words.split()) | {""}


# Case endings by the last letter of a Cyrillic name (Zaliznyak's noun types, both numbers); the letter itself is cut
# off the stem where it changes.
_HARD = _ends("а у ом ем е ы и ов ев ам ами ах ям ями ях")
_ENDINGS: dict[str, frozenset[str]] = {
    "consonant": _HARD,
    "а": _ends("а ы и у е ой ою ам ами ах ов") - {""},
    "я": _ends("я и ю е ей ям ями ях") - {""},
    "й": _ends("й я ю ем е и ев ям ями ях ее") - {""},
    "ь": _ends("ь я ю ем е и ью ей ям ями ях") - {""},
    "fixed": frozenset(("",)),
}
_DERIVED = re.compile("[ое]вск[а-я]{1,3}$|[ое]в(?:ец|ц[а-я]{1,3})$")  # «камазовский», «вазовцы»
_ARABIC = ("و", "ال", "وال", "ب", "بال", "ل", "لل")  # "and", "the", "by", "for", written onto the name
_LONGEST_ENDING = 5
_REMEMBERED = 50_000  # words: about 5 MB, the vocabulary of a day's news
_A_ENDINGS = frozenset(["a", "y", "i", "e", "ę", "ą", "u", "ou", "ie", "o"])  # names in -a among the Slavic languages


def _places(name: str) -> tuple[tuple[str, str], ...]:
    """(stem, class) under which a word of a name is kept."""
    last = name[-1]
    if script_of(name) != CYRILLIC:
        return ((name, _LATIN), (name[:-1], "latin-a")) if last == "a" and len(name) > 2 else ((name, _LATIN),)
    if last in "аяйь" and len(name) > 2:
        return ((name[:-1], last),)
    return ((name, "fixed" if last in "оеиуэыюё" else "consonant"),)


def _is_arabic(word: str) -> bool:
    """Whether its beginning may be an article written onto it."""
    return "\u0620" <= word[0] <= "\u06ff"


@lru_cache(maxsize=65_536)
def _cuts(word: str) -> tuple[tuple[str, str], ...]:
    """(stem, ending) pairs that a word of the text may be made of; the whole word first."""
    most = min(_LONGEST_ENDING, len(word) - 2)
    cuts = [(word[: len(word) - size], word[len(word) - size :]) for size in range(max(most, 0) + 1)]
    if _is_arabic(word):
        cuts += [(word[len(article) :], "") for article in _ARABIC if word.startswith(article) and len(word) > 4]
    derived = _DERIVED.search(word)
    if derived and derived.start() > 3:
        cuts.append((word[: derived.start()], "овск"))
    return tuple(cuts)


def _takes(kind: str, stem: str, ending: str, words: Words) -> bool:
    """Whether a name of this class may end so in this language."""
    if kind == _LATIN:
        return not ending or (len(stem) > 2 and ending in (*words.endings, "s")) or (
            words.code == "ru" and ending in ("a", "e", "y") and len(stem) > 3
        )
    if kind == "latin-a":
        return (ending in _A_ENDINGS and "ami" in words.endings) or (words.code == "ru" and ending == "y")
    return ending in _ENDINGS[kind] or (ending == "овск" and kind == "consonant")


@dataclass(slots=True)
class _Node(Generic[T]):
    values: list[T] = field(default_factory=list)
    next: dict[str, list[tuple[str, _Node[T]]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A name at tokens `first`..`last` (half-open); `exact` is False where an ending was cut off."""

    first: int
    last: int
    value: T
    exact: bool = True


class Names(Generic[T]):
    """An index of names, each with a value of the caller's; one name may have several values."""

    def __init__(self, names: Iterable[tuple[str, T]]) -> None:
        self._root: _Node[T] = _Node()
        self._openings: dict[str, tuple[tuple[str, str], ...]] = {}  # word of a text -> its cuts that open a name
        self._starts: set[str] = set()  # two letters, or the one there is, that names begin with
        for name, value in names:
            words = norms(name)
            if words:
                self._add(words, value)
            if len(words) > 1 and all(len(word) > 2 or word[-1].isdigit() for word in words):
                self._add(("".join(words),), value)  # written as one word: GreatWall, CS75; but never "models"

    def _add(self, words: Sequence[str], value: T) -> None:
        self._starts.update(stem[:2] for stem, _ in _places(words[0]))
        nodes = [self._root]
        for word in words:
            nodes = [self._child(node, stem, kind) for node in nodes for stem, kind in _places(word)]
        for node in nodes:
            if value not in node.values:
                node.values.append(value)

    @staticmethod
    def _child(node: _Node[T], stem: str, kind: str) -> _Node[T]:
        branches = node.next.setdefault(stem, [])
        for known, child in branches:
            if known == kind:
                return child
        child = _Node[T]()
        branches.append((kind, child))
        return child

    def find(self, tokens: Sequence[Token], words: Words) -> list[Hit[T]]:
        """Every name in the tokens, overlapping ones too, in order of their first token.

        Hyphens, apostrophes and dots inside a name are not looked at ("Mercedes-Benz", «Грейт-Волл»).
        """
        found: list[Hit[T]] = []
        known = self._openings
        for at, token in enumerate(tokens):
            cuts = known.get(token.norm)  # here and not in `_opening`: a call a word is half the cost of the search
            for stem, ending in self._opening(token) if cuts is None else cuts:
                self._follow(self._root, tokens, at, at, (stem, ending, words), found)
        return found

    def _opening(self, token: Token) -> tuple[tuple[str, str], ...]:
        """The cuts of a word under which some name begins: none for nearly every word of a text."""
        if len(self._openings) >= _REMEMBERED:
            self._openings.clear()
        norm = token.norm
        may = norm[:2] in self._starts or norm[0] in self._starts or _is_arabic(norm)
        cuts = _cuts(norm) if may and token.shape != "mark" else ()
        found = self._openings[norm] = tuple(cut for cut in cuts if cut[0] in self._root.next)
        return found

    def _follow(
        self,
        node: _Node[T],
        tokens: Sequence[Token],
        first: int,
        at: int,
        seen: tuple[str, str, Words],
        found: list[Hit[T]],
    ) -> None:
        stem, ending, words = seen
        for kind, child in node.next.get(stem, ()):
            if not _takes(kind, stem, ending, words):
                continue
            found.extend(Hit(first, at + 1, value, not ending) for value in child.values)
            after = _next_word(tokens, at + 1)
            if child.next and after >= 0:
                for cut in _cuts(tokens[after].norm):
                    self._follow(child, tokens, first, after, (*cut, words), found)


_INSIDE = frozenset("-‐‑–’'.&+·")


def _next_word(tokens: Sequence[Token], at: int) -> int:
    """The next word's index when at most one mark that names hold stands before it; -1 otherwise."""
    if at < len(tokens) and tokens[at].shape != "mark":
        return at
    joined = at + 1 < len(tokens) and tokens[at].norm in _INSIDE and tokens[at].end == tokens[at + 1].start
    return at + 1 if joined and tokens[at + 1].shape != "mark" else -1


def longest(hits: Iterable[Hit[T]]) -> list[Hit[T]]:
    """Hits without those that a longer one covers, in order; equal spans stay together."""
    kept: list[Hit[T]] = []
    taken: dict[int, tuple[int, int]] = {}
    for hit in sorted(hits, key=lambda hit: (hit.first - hit.last, hit.first)):
        spans = {taken.get(at) for at in range(hit.first, hit.last)} - {None}
        if spans - {(hit.first, hit.last)}:
            continue
        kept.append(hit)
        taken.update(dict.fromkeys(range(hit.first, hit.last), (hit.first, hit.last)))
    return sorted(kept, key=lambda hit: hit.first)
