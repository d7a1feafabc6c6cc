"""Money of a business kind: «2 млрд руб.», "over $1.2bn", «полмиллиарда рублей», «5–10 млн евро».

One bounded regular expression finds number, magnitude and currency in the raw text (no tokens: «$1.2bn» and
「5億ドル」 are words to nobody); what is a price, a rate or a wage is then left out by its size and its company.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from monitor.lang.reading import TEXT, TITLE, Reading
from monitor.model import Amount

from .numerals import DIGITS, MAGNITUDE, SPACE, WORD_NUMBER, lower, magnitude, number, qualifier

# ISO 4217 code -> what is written before or after the number (stems; letters may follow a stem of three or more).
_CURRENCIES: dict[str, tuple[str, ...]] = {
    "RUB": (
        "₽",
        "㍔",
        "rub",
        "roub",
        "руб",
        "р.",
        "rubel",
        "ルーブル",
        "루블",
        "卢布",
        "ρούβλ",
        "روبل",
        "რუბლ",
        "ռուբլ",
        "רובל",
        "rúp",
    ),
    "USD": (
        "us$",
        "$",
        "usd",
        "dol",
        "долл",
        "дол.",
        "долар",
        "ドル",
        "달러",
        "美元",
        "δολάρι",
        "دولار",
        "დოლარ",
        "դոլար",
        "דולר",
        "đô la",
    ),
    "EUR": ("€", "eur", "евро", "євро", "ユーロ", "유로", "欧元", "ευρώ", "يورو", "ევრო", "եվրո", "avro"),
    "CNY": ("rmb", "cny", "yuan", "юан", "人民元", "元", "위안", "元人民币"),
    "GBP": ("£", "gbp", "pound", "фунт", "pfund"),
    "JPY": ("¥", "jpy", "yen", "иен", "йен", "円"),
    "KRW": ("₩", "krw", "won", "вон", "원"),
    "UAH": ("uah", "грн", "грив", "hrywn", "₴"),
    "KZT": ("kzt", "тенге", "tenge", "₸"),
    "BYN": ("byn",),
    "PLN": ("pln", "złot", "zł", "злот"),
    "CZK": ("czk", "kč", "korun", "крон"),
    "HUF": ("huf", "forint", "форинт"),
    "TRY": ("tl", "lira", "лир"),
    "SEK": ("sek", "kronor"),
    "CHF": ("chf", "frank", "франк"),
    "INR": ("inr", "rupee", "рупи"),
    "BRL": ("r$", "brl", "reais"),
}
_SIGNS = {sign: code for code, signs in _CURRENCIES.items() for sign in signs}
_LONGEST_FIRST = "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True))
_BEFORE = r"us\$|r\$|[$€£¥₽₩₴₸]|(?<!\w)(?:usd|eur|rub|cny|rmb|gbp|jpy|pln)(?=[\s\d])"
_AFTER = rf"(?:{_LONGEST_FIRST})"
_WORDS_BETWEEN = r"(?:(?:американских|российских|китайских|us|u\.s\.|russian|chinese|of|de|amerykańskich)\s)?"
_RANGE = r"[-–—…]|до|to|bis|do|až"

_BEFORE_RANGE = rf"(?:\s?{_AFTER}\w{{0,6}}\.?)?{SPACE}(?<!(?:19|20)\d\d )(?:{_RANGE})"  # «за 2012 — 65 млн» is no range
_CURRENCY_AFTER = rf"(?:{SPACE}[-]?{_WORDS_BETWEEN}(?P<cur>{_AFTER})(?P<tail>\w{{0,6}}))"

_MONEY = re.compile(
    rf"(?P<low>{DIGITS})"
    rf"(?:{SPACE}(?P<low_mag>{MAGNITUDE}|[kmb](?!\w))?{_BEFORE_RANGE}{SPACE}(?:{_BEFORE})?(?P<high>{DIGITS}))?"
    rf"(?:[- ]?{SPACE}(?:de\s)?(?P<mag>{MAGNITUDE}|[kmb](?!\w)))?{_CURRENCY_AFTER}?"
)
_SIGN_BEFORE = re.compile(rf"(?:{_BEFORE}){SPACE}$")
_INSIDE_A_WORD = re.compile(r"[a-zа-яё]$|\d[.,]$")  # «E5», «1.2.3»; «до1» is a known slip of typists
_GLUED = re.compile(r"(?<!\w)(?:до|от|в|to)$")
_WORDED = re.compile(rf"(?P<mag>{MAGNITUDE}){_CURRENCY_AFTER}?")
_WORD_BEFORE = re.compile(rf"(?<!\w)(?P<low>{WORD_NUMBER}){SPACE}$")
_SINGULAR = re.compile(r"(?:миллион|миллиард|триллион)(?:а|ом|у)?$")
_ADJECTIVE_TAIL = re.compile(r"^(?:евый|евая|ёвый|овый|овая|евых)")  # «рублёвый вклад» is no amount
_PART_OF_NUMBER = re.compile(r"(?:\d|нескольк\w{1,3}|\w{0,8}сят\w{0,3}|сот\w{1,2})[\s,.]{0,3}$")
_ABBREVIATED = {"руб", "долл", "dol", "eur", "rub"}  # the full stop after these is the abbreviation's
_FREE = re.compile(r"\.?\s{0,2}(?:[.,;:!?)»”\"—–]|$|(?:из|на|в|во|for|of\s+th\w+|in|by|from|will|were|was|have|has)\s)")

_SHARED_WITHIN = 32
_SHARED = re.compile(  # «из них 11 млрд дал фонд»: a part of the sum before
    r"(?:из\s+(?:них|котор\w{2}|этих|этой|суммы)|в\s+том\s+числе|of\s+(?:which|that|this|it)|davon)\W(?:\w{1,12}\W){0,2}$",
    re.IGNORECASE,
)

# Below this a sum may be the price of a car, a wage or a rate; it must stand beside a word of business to count.
_SMALL = {"RUB": 2e7, "USD": 3e5, "EUR": 3e5, "GBP": 3e5, "CNY": 2e6, "JPY": 4e7, "KRW": 4e8}
_SMALL_ELSEWHERE = 1e6
_NO_BUSINESS = 1e3  # exchange rates and fares: refused without a magnitude, whatever stands beside them
_PRICE = re.compile(
    r"(?<!\w)(?:цен[аеуыо]|ценник|стоимость(?:ю)?\s+(?:от|маш|авто|модел|комплект)|прода[её]тся|продают\w*|"
    r"обойд[её]тся|просят|прайс|price[ds]?|pricing|priced|retail|costs?\s|starting\s+(?:at|from)|msrp|kostet|preis|"
    r"cen[aęy]\b|kosztuje|ціна|зарплат|оклад|salar|wage)",
    re.IGNORECASE,
)
_BUSINESS = re.compile(
    r"инвест|вклад|влож|кредит|заем|займ|субсид|выручк|прибыл|убыт|долг|задолж|штраф|взыск|иск\w{0,3}\s|контракт|"
    r"тендер|закуп|оборот|капитал|выдел|потрат|затрат|финансир|бюджет|налог|льгот|сделк|invest|loan|credit|subsid|"
    r"revenue|profit|loss|debt|fine[sd]?\b|lawsuit|contract|tender|turnover|capital|fund|spen[dt]|grant|tax|deal\b|"
    r"kredit|umsatz|gewinn|verlust|інвест|kredyt|投資|투자",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Sum:
    """A number with a magnitude or a currency. `currency` is "" where none is written; `end` is without it then."""

    start: int
    end: int
    low: float
    high: float | None
    factor: float
    currency: str


def amounts(reading: Reading) -> tuple[Amount, ...]:
    """Every amount in title and text, in order; `watch` and `link` are left for the link pass.

    Prices of goods, wages and exchange rates are left out. A bare «13 млрд» takes the currency of the amount before
    it when that stands in the same or the previous two sentences.
    """
    return reading.once("amounts", lambda: tuple(one for one in _every(reading) if _is_business(one)))


def _every(reading: Reading) -> Iterator[Amount]:
    yield from _in_field(reading, TITLE, reading.title)
    yield from _in_field(reading, TEXT, reading.text)


def _in_field(reading: Reading, field: str, text: str) -> Iterator[Amount]:
    sentences = [sentence for sentence in reading.sentences if sentence.field == field]
    starts = [sentence.start for sentence in sentences]
    currency, last_at = "", -9
    for found in _sums(text):
        at = max(0, bisect_right(starts, found.start) - 1)
        inherited = currency if at - last_at <= 2 and _counts_nothing_else(text, found) else ""
        if not (found.currency or inherited):
            continue
        currency, last_at = found.currency or inherited, at
        surface = text[found.start : found.end]
        shown = reading.shown(sentences[at]) if sentences else surface
        said = qualifier(text, found.start)
        yield Amount(found.low, currency, said, surface, field, found.start, found.end, high=found.high, sentence=shown)


def _sums(text: str) -> list[_Sum]:
    low = lower(text)
    digits = [made for found in _MONEY.finditer(low) if (made := _from_digits(low, found))]
    words = [made for found in _WORDED.finditer(low) if (made := _from_words(low, found))]
    return sorted([*digits, *words], key=lambda found: found.start)


def _from_digits(text: str, found: re.Match[str]) -> _Sum | None:
    before = text[max(0, found.start() - 6) : found.start()]
    sign = _SIGN_BEFORE.search(before)
    if not (sign or found["cur"] or found["mag"]) or (_INSIDE_A_WORD.search(before) and not _GLUED.search(before)):
        return None
    factor = magnitude(found["mag"] or found["low_mag"])
    low_factor = magnitude(found["low_mag"] or found["mag"])
    low = _times(number(found["low"], low_factor > 1), low_factor)
    high = _times(number(found["high"], factor > 1), factor) if found["high"] else None
    start = found.start() - len(sign[0]) if sign else found.start()
    currency = _SIGNS[sign[0].strip()] if sign else _currency_after(found)
    return _Sum(start, _end(found, "mag", "high", "low"), low, high if high and high > low else None, factor, currency)


def _times(count: float, factor: float) -> float:
    """To the hundredth: 4.1 times a billion is 4 100 000 000 and not a hair less."""
    return round(count * factor, 2)


def _from_words(text: str, found: re.Match[str]) -> _Sum | None:
    """«полмиллиарда», «два миллиарда», "seven billion", «миллиард рублей»; «миллиарды» and "several million" say no
    number."""
    factor, end, currency = magnitude(found["mag"]), _end(found, "mag"), _currency_after(found)
    before = text[max(0, found.start() - 24) : found.start()]
    if before.endswith("пол"):
        return _Sum(found.start() - 3, end, factor / 2, None, factor, currency)
    if before and not before[-1].isspace():
        return None
    word = _WORD_BEFORE.search(before)
    if word:
        start = found.start() - len(before) + word.start("low")
        return _Sum(start, end, _times(number(word["low"], True), factor), None, factor, currency)
    alone = _SINGULAR.match(found["mag"]) and currency and not _PART_OF_NUMBER.search(before)
    return _Sum(found.start(), end, factor, None, factor, currency) if alone else None


def _currency_after(found: re.Match[str]) -> str:
    written, tail = found["cur"] or "", found["tail"] or ""
    too_long = (
        bool(tail) and len(written) < 3 and written[0] < "\u1100"
    )  # «$», «лир»: letters may follow a stem of three or more
    return "" if not written or too_long or _ADJECTIVE_TAIL.match(tail) else _SIGNS[written]


def _end(found: re.Match[str], *groups: str) -> int:
    if _currency_after(found):
        dotted = found["cur"] in _ABBREVIATED and not found["tail"] and found.string[found.end() :][:1] == "."
        return found.end() + dotted
    end = max(found.end(group) for group in groups)
    return end - found.string[:end].endswith(".")


def _counts_nothing_else(text: str, found: _Sum) -> bool:
    """A magnitude of a million or more with no noun after it: «13 млрд из этих средств», "seven billion."."""
    if found.factor < 1e6:
        return False
    before = text[max(0, found.start - _SHARED_WITHIN) : found.start]
    return _FREE.match(text, found.end) is not None or _SHARED.search(before) is not None


def _is_business(amount: Amount) -> bool:
    largest = amount.high or amount.value
    if largest < _NO_BUSINESS:
        return False
    if largest >= _SMALL.get(amount.currency, _SMALL_ELSEWHERE):
        return True
    return _BUSINESS.search(amount.sentence) is not None and _PRICE.search(amount.sentence) is None


def names_money(text: str) -> bool:
    """Whether a sum is spoken of at all, be it indefinite («сотни миллионов евро»)."""
    return any(found["cur"] for found in _WORDED.finditer(lower(text)))


def names_sum(text: str) -> bool:
    """Whether digits with a currency stand in the text, of whatever size."""
    low = lower(text)
    return any(made.currency for found in _MONEY.finditer(low) if (made := _from_digits(low, found)))
