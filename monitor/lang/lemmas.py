"""Dictionary forms of Russian words, by pymorphy3; loaded at the first word that needs it (about 0.1 s, 23 MB)."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any


@cache
def _morph() -> Any:
    from pymorphy3 import MorphAnalyzer  # noqa: PLC0415  start-up of commands that read no text stays quick

    return MorphAnalyzer(lang="ru")


@lru_cache(maxsize=131_072)  # a year of Russian news has about 300,000 forms, the common third makes 99 % of the words
def russian(word: str) -> frozenset[str]:
    """Every lemma that a normal form may belong to, ё as е; the word itself where it is not Cyrillic."""
    if not word or not "а" <= word[0] <= "я":
        return frozenset((word,))
    parses = _morph().parse(word)
    return frozenset(parse.normal_form.replace("ё", "е") for parse in parses) or frozenset((word,))


@lru_cache(maxsize=65_536)
def grammemes(word: str) -> frozenset[str]:
    """OpenCorpora grammemes of the word's likeliest parse (Surn, Name, Geox, past, NOUN …); empty where unknown."""
    parses = _morph().parse(word)
    return frozenset(parses[0].tag.grammemes) if parses else frozenset()


@lru_cache(maxsize=65_536)
def in_dictionary(word: str) -> bool:
    """Whether the Russian dictionary holds the form itself (and does not guess it)."""
    return bool(_morph().word_is_known(word))


def _beginning(one: str, other: str) -> str:
    """What both words begin with; of the first and the last of many in order of the alphabet, what all begin with."""
    size = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[:size]


_LEAST_STEM = 4
# Of a name that is a word of the dictionary by chance (Тенет, Козлов, Смолов): the forms that the word has not.
_NAME_ENDINGS = ("а", "у", "ом", "ем", "е", "ы", "и", "ов", "ев", "ам", "ами", "ах", "ым", "ой", "ых", "ыми")


@lru_cache(maxsize=1024)
def russian_spellings(word: str) -> frozenset[str]:
    """The words that share a lemma with a normal form, ё as е: its lemmas' paradigms.

    Of a word that no dictionary has also its beginning, with a `*` behind.
    """
    parse = _morph().parse
    lemmas = {one.normal_form for one in parse(word)}
    paradigms = (*parse(word), *(one for lemma in lemmas for one in parse(lemma) if one.normal_form == lemma))
    whole = {word, *(form.word.replace("ё", "е") for one in paradigms for form in one.lexeme)}
    if in_dictionary(word):
        named = word[-1] not in "аеиоуыэюяьй"
        return frozenset((*whole, *(word + ending for ending in _NAME_ENDINGS if named)))
    stem = max(_beginning(min(whole), max(whole)), word[:_LEAST_STEM], key=len)
    return frozenset((*(other for other in whole if not other.startswith(stem)), stem + "*"))


_ENGLISH_ODD = {
    "was": "be", "were": "be", "been": "be", "is": "be", "are": "be", "am": "be", "has": "have", "had": "have",
    "began": "begin", "begun": "begin", "made": "make", "built": "build", "said": "say", "told": "tell",
    "sold": "sell", "went": "go", "gone": "go", "done": "do", "did": "do", "does": "do", "left": "leave",
    "held": "hold", "kept": "keep", "cut": "cut", "put": "put", "became": "become", "came": "come", "took": "take",
    "taken": "take", "gave": "give", "given": "give", "ran": "run", "grew": "grow", "grown": "grow", "fell": "fall",
    "fallen": "fall", "rose": "rise", "risen": "rise", "bought": "buy", "brought": "bring", "spent": "spend",
    "sent": "send", "met": "meet", "got": "get", "saw": "see", "seen": "see", "led": "lead", "lost": "lose",
    "paid": "pay", "drove": "drive", "driven": "drive", "chose": "choose", "chosen": "choose", "shown": "show",
    "people": "person", "men": "man", "women": "woman", "children": "child", "lorries": "lorry", "bodies": "body",
}  # fmt: skip
_ENGLISH_ENDS = (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("zes", "z"))


def _doubled(stem: str) -> bool:
    return len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "aeiouls"


def _stems(word: str, ending: str) -> set[str]:
    stem = word[: -len(ending)]
    return {stem, stem + "e", *((stem[:-1],) if _doubled(stem) else ())}


@lru_cache(maxsize=65_536)
def english(word: str) -> frozenset[str]:
    """Likely base forms of an English word by its ending; generous, because lemma sets are only intersected."""
    found = {word}
    if word in _ENGLISH_ODD:
        found.add(_ENGLISH_ODD[word])
    if len(word) < 4 or not word.isascii():
        return frozenset(found)
    found |= {word[: -len(end)] + base for end, base in _ENGLISH_ENDS if word.endswith(end)}
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        found |= {word[:-1]}
    if word.endswith("ied"):
        found |= {word[:-3] + "y"}
    for ending in ("ed", "ing"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            found |= _stems(word, ending)
    return frozenset(found)


@lru_cache(maxsize=1024)
def english_spellings(word: str) -> frozenset[str]:
    """The words that share a base form with this one; generous like `english`, whose reverse it is."""
    bases = english(word)
    stems = {stem for base in bases for stem in (base, base.removesuffix("e"), base + base[-1:])}
    found = {stem + ending for stem in stems for ending in ("", "e", "s", "es", "ed", "ing")}
    found |= {base[:-1] + ending for base in bases if base.endswith("y") for ending in ("ies", "ied")}
    return frozenset(found | {odd for odd, base in _ENGLISH_ODD.items() if base in bases})


def itself(word: str) -> frozenset[str]:
    """For languages without a lemmatiser here."""
    return frozenset((word,))


@lru_cache(maxsize=131_072)
def mixed_russian(word: str) -> frozenset[str]:
    """Russian texts carry English words too."""
    return english(word) if word.isascii() else russian(word)


BY_LANGUAGE: dict[str, Callable[[str], frozenset[str]]] = {"ru": mixed_russian, "en": english}
"""Lemmatiser by language code; `lemmas_of(language)` answers for the rest."""


def lemmas_of(language: str) -> Callable[[str], frozenset[str]]:
    """The function from a normal form to its lemma set; English for Latin languages without one of their own."""
    return BY_LANGUAGE.get(language, english)
