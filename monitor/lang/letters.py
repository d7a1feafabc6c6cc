"""Letters: one normal form for matching, one sound skeleton for names across scripts."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters of one script that look the same as a letter of the other, in either case (Unicode confusables, reduced to
# those that occur in Russian and Latin alphabets).
_UPPER_PAIRS = ("AА", "BВ", "CС", "EЕ", "HН", "IІ", "KК", "MМ", "OО", "PР", "TТ", "XХ", "YУ")
_LOWER_PAIRS = ("aа", "cс", "eе", "iі", "oо", "pр", "xх", "yу", "kк")
TO_CYRILLIC = {ord(pair[0]): pair[1] for pair in (*_UPPER_PAIRS, *_LOWER_PAIRS)}
TO_LATIN = {ord(pair[1]): pair[0] for pair in (*_UPPER_PAIRS, *_LOWER_PAIRS)}
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\u0301]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_RUSSIAN = re.compile("[а-яё]+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")

CYRILLIC, LATIN, OTHER, NONE = "cyrillic", "latin", "other", "none"


def script_of(text: str) -> str:
    """The script most of the letters have: cyrillic, latin, other, or none where there are no letters."""
    if _RUSSIAN.fullmatch(text):
        return CYRILLIC
    if text.isascii():
        return LATIN if _LATIN.search(text) else NONE
    cyrillic, latin = len(_CYRILLIC.findall(text)), len(_LATIN.findall(text))
    if not cyrillic and not latin:
        return OTHER if any(letter.isalpha() for letter in text) else NONE
    return CYRILLIC if cyrillic >= latin else LATIN


def is_mixed(text: str) -> bool:
    """Whether Latin and Cyrillic letters stand in one word."""
    return bool(_CYRILLIC.search(text) and _LATIN.search(text))


def _folded(text: str, script: str) -> str:
    return text.translate(TO_CYRILLIC if script == CYRILLIC else TO_LATIN)


def fold_word(text: str) -> str:
    """A word with the look-alikes of the other script folded into one script, where that leaves one script.

    A word that stays mixed ("Jetourом") is returned as it is; the tokenizer cuts it where the scripts meet.
    """
    if not is_mixed(text):
        return text
    own = script_of(text)
    choices = [_folded(text, own), _folded(text, LATIN if own == CYRILLIC else CYRILLIC)]
    whole = [choice for choice in choices if not is_mixed(choice)]
    return whole[0] if whole else text


@lru_cache(maxsize=65_536)
def norm(text: str) -> str:
    """What matching looks at: NFKC, casefolded, ё as е, look-alikes folded, invisible characters and stress gone."""
    if text.isascii():
        return text.lower()
    if _RUSSIAN.fullmatch(lower := text.lower()):
        return lower.replace("ё", "е")
    clean = INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return fold_word(clean).casefold().replace("ё", "е")


def twin(name: str) -> str:
    """The same drawing in the other script (СОСНА typed as Latin COCHA), or "" where some letter has none."""
    upper = name.upper()
    other = _folded(upper, LATIN if script_of(upper) == CYRILLIC else CYRILLIC)
    return "" if is_mixed(other) or other == upper or script_of(other) == script_of(upper) else other


# Practical transcription of Russian for comparing names; digraphs chosen so that `skeleton` meets the Latin spelling.
_TRANSLIT = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "io", "ж": "zh", "з": "z", "и": "i", "й": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia",
    "і": "i", "ї": "i", "є": "e", "ґ": "g", "ў": "u", "ј": "i", "љ": "l", "њ": "n", "ћ": "ch", "ђ": "dzh", "џ": "dzh",
})  # fmt: skip


def translit(text: str) -> str:
    """Cyrillic letters written in Latin ones; lower case, accents gone, everything else kept."""
    if text.isascii():
        return text.lower()
    if _RUSSIAN.fullmatch(text):
        return text.translate(_TRANSLIT)
    lower = unicodedata.normalize("NFKD", text.casefold().replace("ё", "io").replace("й", "i"))
    plain = "".join(letter for letter in lower if not unicodedata.combining(letter))
    return plain.translate(_TRANSLIT)


# Applied in this order to a transliterated name: spellings of one sound meet in one letter.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"sch|sh", "S"), (r"tch|ch", "C"), (r"dzh|dj|zh|j", "J"), (r"ph", "f"), (r"ck|q|kh(?=[^aeiouy]|$)", "k"),
        (r"kh", "h"), (r"g(?=ee|[ei](?!$))", "J"), (r"th", "t"), (r"x", "ks"), (r"c(?=[eiy])", "s"), (r"c", "k"),
        (r"ts|tz", "z"), (r"w", "v"), (r"ng", "n"), (r"ou|oo", "u"), (r"[aeo][iy]+", "i"), (r"ee|ie|[ey]", "i"),
        (r"o", "u"), (r"([iua])[iua]+", r"\1"), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip


@lru_cache(maxsize=16_384)
def skeleton(name: str) -> str:
    """How a name sounds, coarsely: equal for «Джетур» and Jetour, «Дунфэн» and Dongfeng, «Чери» and Chery.

    Letters and digits only. Vowels fall into three classes, so short names collide: compare skeletons of four
    letters and more, or together with other evidence.
    """
    sounds = re.sub(r"[^a-z0-9]", "", translit(norm(name)))
    for pattern, sound in _SOUNDS:
        sounds = pattern.sub(sound, sounds)
    return sounds


def within(a: str, b: str, most: int) -> bool:
    """Whether at most `most` edits (insert, delete, replace, swap of neighbours) turn one word into the other."""
    if abs(len(a) - len(b)) > most:
        return False
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        older, before, row = before, row, [i]
        for j, right in enumerate(b, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == b[j - 2] and a[i - 2] == right:
                best = min(best, older[j - 2] + 1)
            row.append(best)
        if min(row) > most:
            return False
    return row[-1] <= most
