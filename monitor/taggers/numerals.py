"""Numbers as news writes them: digits with either separator, magnitudes, number words, ranges, qualifiers.

The regular expressions here are built to be put into larger ones. Every repetition is bounded, so that no text
makes them slow. Languages: Russian and English in full, magnitudes and qualifiers of a dozen others.
"""

from __future__ import annotations

import re
from functools import lru_cache

SPACE = r"[ \u00a0\u202f\u2009\t]{0,3}"
DIGITS = (  # begins with \d itself, so that the engine skips to digits
    r"\d(?:\d{0,2}(?:[ \u00a0\u202f\u2009.,'’]\d{3}){1,5}(?!\d)(?:[.,]\d{1,4}(?!\d))?|\d{0,14}(?:[.,]\d{1,4})?)"
)

_WORDS: dict[str, float] = {
    "полтор": 1.5, "полутор": 1.5,
    "один": 1, "одна": 1, "одного": 1, "одну": 1, "два": 2, "две": 2, "двух": 2, "двумя": 2, "три": 3, "трех": 3,
    "трёх": 3, "тремя": 3, "четыр": 4, "пять": 5, "пяти": 5, "пятью": 5, "шесть": 6, "шести": 6, "семь": 7, "семи": 7,
    "восемь": 8, "восьми": 8, "девять": 9, "девяти": 9, "десять": 10, "десяти": 10, "одиннадцат": 11,
    "двенадцат": 12, "пятнадцат": 15, "двадцат": 20, "тридцат": 30, "сорок": 40, "пятьдесят": 50, "пятидесят": 50,
    "шестьдесят": 60, "семьдесят": 70, "восемьдесят": 80, "девяност": 90, "сто": 100, "ста": 100, "двести": 200,
    "двухсот": 200, "триста": 300, "трехсот": 300, "трёхсот": 300, "четыреста": 400, "пятьсот": 500, "пятисот": 500,
    "шестьсот": 600, "семьсот": 700, "восемьсот": 800, "девятьсот": 900,
    "one and a half": 1.5, "half a": 0.5, "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "a hundred": 100, "one hundred": 100, "two hundred": 200, "three hundred": 300, "five hundred": 500,
    "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10,
    "zwölf": 12, "zwanzig": 20, "dreißig": 30, "fünfzig": 50, "dwa": 2, "trzy": 3, "cztery": 4, "pięć": 5,
    "sześć": 6, "dziesięć": 10, "deux": 2, "trois": 3, "cinq": 5, "dix": 10, "dos": 2, "tres": 3, "diez": 10,
}  # fmt: skip

# Stems first by length, so that "миллиард" is not read as "мил". Values are powers of ten.
_MAGNITUDES: dict[str, float] = {
    "тыс": 1e3, "тис": 1e3, "thousand": 1e3, "tausend": 1e3, "tsd": 1e3, "tys": 1e3, "tis": 1e3, "ezer": 1e3,
    "mila": 1e3, "tuhat": 1e3,
    "млн": 1e6, "миллион": 1e6, "мільйон": 1e6, "милион": 1e6, "million": 1e6, "millón": 1e6, "millon": 1e6,
    "mln": 1e6, "mn": 1e6, "mio": 1e6, "milion": 1e6, "millió": 1e6, "milhõ": 1e6, "miljoon": 1e6, "miljon": 1e6,
    "milioan": 1e6, "milión": 1e6, "milijon": 1e6, "milijun": 1e6, "miljoen": 1e6, "εκατομμύρι": 1e6, "მილიონ": 1e6,
    "مليون": 1e6, "միլիոն": 1e6, "מיליון": 1e6, "triệu": 1e6,
    "milyon": 1e6, "mil.": 1e6, "百万": 1e6, "백만": 1e6,
    "млрд": 1e9, "миллиард": 1e9, "мільярд": 1e9, "милиард": 1e9, "billion": 1e9, "bilhõ": 1e9, "bln": 1e9,
    "bn": 1e9, "milliard": 1e9, "milliárd": 1e9, "mrd": 1e9, "miliard": 1e9, "mld": 1e9, "miljard": 1e9,
    "milijard": 1e9, "милијард": 1e9, "δισεκατομμύρι": 1e9, "მილიარდ": 1e9, "مليار": 1e9, "միլիարդ": 1e9,
    "מיליארד": 1e9, "mil milhõ": 1e9, "tỷ": 1e9,
    "milyar": 1e9, "mil millon": 1e9, "десятимиллиард": 1e10,
    "трлн": 1e12, "триллион": 1e12, "трильйон": 1e12, "trillion": 1e12, "tn": 1e12,
    "万": 1e4, "만": 1e4, "億": 1e8, "亿": 1e8, "억": 1e8, "兆": 1e12, "조": 1e12,
}  # fmt: skip
_SHORT: dict[str, float] = {"k": 1e3, "m": 1e6, "b": 1e9}  # «$1.2b», only beside a currency sign

_QUALIFIERS: tuple[tuple[str, str], ...] = (
    (r"не\s+более|не\s+больше|максимум|до|up\s+to|at\s+most|as\s+much\s+as|bis\s+zu|az|jusqu'à|nawet\s+do|až", "up-to"),
    (r"более(?:\s+чем)?|больше(?:\s+чем)?|свыше|не\s+менее|не\s+меньше|превы[сш]\w{1,9}|минимум|over|more\s+than|"
     r"above|exceed\w{0,3}|surpass\w{0,3}|in\s+excess\s+of|at\s+least|upwards\s+of|no\s+less\s+than|mehr\s+als|über|"
     r"mindestens|ponad|więcej\s+niż|co\s+najmniej|több\s+mint|více\s+než|přes|plus\s+de|más\s+de|oltre|понад", "over"),
    (r"менее(?:\s+чем)?|меньше(?:\s+чем)?|less\s+than|under|below|fewer\s+than|weniger\s+als|unter", "under"),
    (r"около|порядка|примерно|приблизительно|почти|где-то|оценочно|близко\s+к|about|around|some|nearly|almost|"
     r"roughly|approximately|approx\.|circa|close\s+to|an\s+estimated|rund|etwa|ungefähr|fast|knapp|około|blisko|"
     r"prawie|niemal|mintegy|közel|asi|zhruba|environ|circa|cerca\s+de|близько|約|약|大约|约", "about"),
)  # fmt: skip


def _either(stems: dict[str, float]) -> str:
    return "|".join(re.escape(stem) for stem in sorted(stems, key=len, reverse=True))


_LETTERS = "a-zа-яё\u00c0-\u024f\u0370-\u03ff\u0530-\u06ff\u10a0-\u10ff"  # of scripts that put blanks between words
WORD_NUMBER = rf"(?:(?:{_either(_WORDS)})[а-яё]{{0,3}})(?!\w)"
MAGNITUDE = rf"(?:(?:{_either(_MAGNITUDES)})(?:(?<=[{_LETTERS}])\w{{0,5}})?\.?)"
_QUALIFIER = tuple(
    (re.compile(rf"(?:(?<!\w)(?:{words})\s{{0,3}}(?:[а-яёa-z]{{2,8}}[-—–:]\s?)?)$", re.IGNORECASE), name)
    for words, name in _QUALIFIERS
)
_QUALIFIER_BEFORE = 24  # characters looked back; the longest qualifier, «приблизительно», has 14


@lru_cache(maxsize=1_024)
def magnitude(text: str | None) -> float:
    """The factor that a magnitude word means; 1 for none.

    >>> magnitude("млрд"), magnitude("миллионов"), magnitude(None)
    (1000000000.0, 1000000.0, 1.0)
    """
    if not text:
        return 1.0
    low = text.lower()
    if low in _SHORT:
        return _SHORT[low]
    stems = [stem for stem in _MAGNITUDES if low.startswith(stem)]
    return _MAGNITUDES[max(stems, key=len)] if stems else 1.0


def number(text: str, scaled: bool) -> float:
    """The value of digits or a number word. `scaled` says that a magnitude follows, so «1,200» is a decimal.

    >>> number("859 900", False), number("1,2", True), number("1,200", False), number("полтора", True)
    (859900.0, 1.2, 1200.0, 1.5)
    """
    if not text[:1].isdigit():
        return _word_value(text.lower())
    flat = re.sub(r"[ \u00a0\u202f\u2009'’]", "", text)
    if "," in flat and "." in flat:  # "14,372.4": the last mark is the decimal one
        whole, _, rest = flat.rpartition("," if flat.rfind(",") > flat.rfind(".") else ".")
        return float(f"{whole.replace(',', '').replace('.', '')}.{rest}")
    if not scaled or len(re.findall(r"[.,]\d{3}(?!\d)", flat)) > 1:
        flat = re.sub(r"[.,](?=\d{3}(?!\d))", "", flat)
    *groups, last = flat.replace(",", ".").split(".")
    return float(f"{''.join(groups)}.{last}" if groups else last)


def _word_value(low: str) -> float:
    flat = " ".join(low.split())
    stems = [stem for stem in _WORDS if flat.startswith(stem)]
    return _WORDS[max(stems, key=len)] if stems else 1.0


def qualifier(text: str, start: int) -> str:
    """What stands before a number: "over", "up-to", "about", "under" or nothing.

    >>> qualifier("вложено более 2 млрд", 14)
    'over'
    """
    before = text[max(0, start - _QUALIFIER_BEFORE) : start]
    return next((name for pattern, name in _QUALIFIER if pattern.search(before)), "")


def lower(text: str) -> str:
    """Lower case at the same offsets (a few letters, like «İ», grow when they are lowered: then the text stays)."""
    low = text.lower()
    return low if len(low) == len(text) else text
