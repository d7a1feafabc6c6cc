"""Which language a text is in: by its letters first, by its commonest words where letters do not tell.

A detector of our own, because the choice is small and news is long: the closed-class words of `ru.py`, `en.py` and
`other.py` decide between languages of one alphabet (the "small words" method, Ingle 1976).
"""

from __future__ import annotations

import re
from collections import Counter

from . import en, other, ru
from .words import Words

_SAMPLE = 6_000  # characters; more changes no answer on news
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u3400-\u9fff]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("hi", re.compile("[\u0900-\u097f]")),
)
_ANY_SCRIPT = re.compile(f"[{''.join(pattern.pattern[1:-1] for _, pattern in _SCRIPTS)}]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_SMALL_CYRILLIC = re.compile(r"\b[\u0430-\u045f]\w*")  # names are written in either script, common words are not
_SMALL_LATIN = re.compile(r"\b[a-z\u00df-\u00ff]\w*")
_KANA_SHARE = 0.05  # Chinese news quotes a Japanese name now and then; Japanese prose is mostly kana

# Letters that only some of the languages of an alphabet have; each found counts as so many common words.
_TELLING = {
    "uk": "іїєґ", "be": "ўі", "ru": "ыэё", "sr": "ђјљњћџ", "kk": "әғқңөұүһ", "bg": "ъ",
    "de": "äöüß", "pl": "ąćęłńśźż", "cs": "ěřůčšžťď", "sk": "ľĺŕôťď", "hu": "őűöü", "ro": "ășțţş", "tr": "ğışç",
    "es": "ñ¿¡", "pt": "ãõç", "fr": "éèêàç", "lt": "ėųįąš", "lv": "āēīūņļķģ", "et": "õäü", "sv": "åäö", "fi": "äö",
}  # fmt: skip
_WORDS = {"ru": ru.WORDS.stop, "en": en.WORDS.stop, **{code: words.stop for code, words in other.WORDS.items()}}
_CYRILLIC_CODES = ("ru", "uk", "be", "bg", "sr", "kk")
_LATIN_CODES = ("en", *(code for code in _WORDS if code in other.WORDS and _LATIN.search("".join(_WORDS[code]))))


def _by_script(sample: str) -> str:
    """The language that a script of its own names; "" for Latin and Cyrillic texts."""
    if not _ANY_SCRIPT.search(sample):
        return ""
    letters = sum(map(str.isalpha, sample))
    if not letters:
        return ""
    counts = {code: len(pattern.findall(sample)) for code, pattern in _SCRIPTS}
    if counts["ja"] > _KANA_SHARE * (counts["ja"] + counts["zh"]) and counts["ja"] + counts["zh"] > letters / 4:
        return "ja"
    counts["ja"] = 0
    code, count = max(counts.items(), key=lambda item: item[1])
    if code in ("zh", "ko") and count > letters / 5:  # one sign there is worth several letters of a foreign name
        return code
    return code if count > letters / 3 else ""


def _score(code: str, words: Counter[str], letters: Counter[str]) -> float:
    common = sum(count for word, count in words.items() if word in _WORDS[code])
    return common + sum(letters[letter] for letter in _TELLING.get(code, "")) * 0.5


def _is_cyrillic(sample: str) -> bool:
    small = len(_SMALL_CYRILLIC.findall(sample)), len(_SMALL_LATIN.findall(sample))
    if small[0] != small[1]:
        return small[0] > small[1]
    return len(_CYRILLIC.findall(sample)) > len(_LATIN.findall(sample))


def detect(text: str, default: str = "") -> str:
    """ISO 639-1 code of the text's language; `default` where it has no words that any language here knows."""
    cyrillic = _is_cyrillic(text[:_SAMPLE])
    sample = text[:_SAMPLE].lower()
    own = _by_script(sample)
    if own:
        return own
    words, letters = Counter(_WORD.findall(sample)), Counter(sample)
    codes = _CYRILLIC_CODES if cyrillic else _LATIN_CODES
    scores = {code: _score(code, words, letters) for code in codes}
    best = max(codes, key=lambda code: scores[code])
    if scores[best] > 0:
        return best
    return default or ("ru" if cyrillic else "")


def words_of(language: str) -> Words:
    """The closed classes of a language; English for one that has none here."""
    if language == "ru":
        return ru.WORDS
    return other.WORDS.get(language, en.WORDS)
