"""What tells two alike headlines apart: the 12th package is not the 13th, nor the 8th of May the 9th.

Only what names another event: a toll that rises or an estimate that differs between reports does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.lang.letters import norm

from .keys import key_of

_MONTHS = "январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр"
_MONTHS_EN = "january|february|march|april|may|june|july|august|september|october|november|december"
_ORDINAL = re.compile(r"\b(\d{1,4})(?:-?(?:й|я|е|го|му|м|ю|ой|ый|ая|ое|ые|х)|st|nd|rd|th)\b")
_DAY = re.compile(
    rf"\b(\d{{1,2}}) (?:{_MONTHS})|\b(\d{{1,2}}) (?:{_MONTHS_EN})\b|\b(?:{_MONTHS_EN}) (\d{{1,2}})(?:st|nd|rd|th)?\b"
)
# A month by itself is of what is reported on: inflation of March, of April.
_ANY_MONTH = (
    re.compile(r"\b(январ|феврал|март|апрел|ма[йяе]\b|июн|июл|август|сентябр|октябр|ноябр|декабр)(?:[а-я]{0,2}\b)"),
    re.compile(rf"\b({_MONTHS_EN.title().replace('May', '(?<=[a-z] )May')})\b"),
)
# "stage nine", «этап 9»: what comes in parts, and which of them.
_COUNT = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_PART = re.compile(
    r"\b(stage|round|phase|part|season|episode|game|этап|тур|раунд|серия|сезон|часть)"
    rf" (\d{{1,3}}|{'|'.join(_COUNT)})\b"
)
_MEASURED = re.compile(r"(?:([^\W\d_]{4,})\s+)?(?<![\d.,:])(\d{1,3}[.,]\d{1,2})(?![\d.,:])(?:\s*([^\W\d_]+|%))?")
_ANOTHER = 1.1, 3.0  # times: less is one figure as two agencies tell it, more are figures of two things
_MODEL = re.compile(r"\b([A-ZА-ЯЁ][^\W\d_]+)[ -](\d{1,4})\b(?![ -]?(?:%|[а-яё]|[.,:]\d))")
_SPELLED = {
    2: ("втор", "second"), 3: ("трет", "third"), 4: ("четверт", "fourth"), 5: ("пят", "fifth"), 6: ("шест", "sixth"),
    7: ("седьм", "seventh"), 8: ("восьм", "eighth"), 9: ("девят", "ninth"), 10: ("десят", "tenth"),
    11: ("одиннадцат", "eleventh"), 12: ("двенадцат", "twelfth"), 13: ("тринадцат", "thirteenth"),
    14: ("четырнадцат", "fourteenth"), 15: ("пятнадцат", "fifteenth"), 16: ("шестнадцат", "sixteenth"),
    17: ("семнадцат", "seventeenth"), 18: ("восемнадцат", "eighteenth"), 19: ("девятнадцат", "nineteenth"),
    20: ("двадцат", "twentieth"),
}  # fmt: skip
_ENDINGS = "(?:ый|ой|ий|ая|ья|ое|ье|ого|ьего|ому|ьему|ую|ью|ым|ьим|ом|ьем|ые|ьи|ых|ьих)"
_SPELLED_FORMS = tuple(
    (number, re.compile(rf"\b(?:{russian}{_ENDINGS}|{english})\b")) for number, (russian, english) in _SPELLED.items()
)


def _ordinals(title: str) -> frozenset[str]:
    plain = title.casefold()
    found = set(_ORDINAL.findall(_DAY.sub(" ", plain)))
    found.update(str(number) for number, form in _SPELLED_FORMS if form.search(plain))
    return frozenset(found)


def _days(title: str) -> frozenset[str]:
    return frozenset(day.lstrip("0") for groups in _DAY.findall(title.casefold()) for day in groups if day)


def _months(title: str) -> frozenset[str]:
    russian, english = _ANY_MONTH[0].findall(title.casefold()), _ANY_MONTH[1].findall(title)
    named = (*(month if len(month) > 3 else "may" for month in russian), *(month.casefold() for month in english))
    return frozenset(key_of(month).lstrip("@=") for month in named)


def _parts(title: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for label, number in _PART.findall(title.casefold()):
        found.setdefault(label, set()).add(str(_COUNT.index(number) + 1) if number in _COUNT else number)
    return found


def _measures(title: str) -> dict[str, set[float]]:
    """Figures with a fraction by the words on both sides ("magnitude", "%"): they are told exactly."""
    found: dict[str, set[float]] = {}
    for before, figure, behind in _MEASURED.findall(title):
        for word in filter(None, (before, behind)):
            found.setdefault(key_of(norm(word)), set()).add(float(figure.replace(",", ".")))
    return found


def _far(some: set[float], others: set[float]) -> bool:
    least, most = _ANOTHER
    return all(least * min(a, b) < max(a, b) < most * min(a, b) for a in some for b in others)


def _models(title: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, number in _MODEL.findall(title):
        found.setdefault(key_of(norm(name)), set()).add(number)
    return found


def _numbered(a: str, b: str) -> Iterator[str]:
    for what, by_name in (("model", _models), ("part", _parts)):
        others = by_name(b)
        for name, numbers in by_name(a).items():
            if name in others and not numbers & others[name]:
                yield f"{what} {_listed(numbers)} against {_listed(others[name])}"
    measures = _measures(b)
    for unit, figures in _measures(a).items():
        if unit in measures and _far(figures, measures[unit]):
            yield f"figures {_figures(figures)} against {_figures(measures[unit])}"


def _mentioned(kind: str, title_keys: frozenset[str]) -> frozenset[str]:
    return frozenset(key for key in title_keys if key.startswith(kind + ":"))


def vetoes(a: str, b: str, keys_a: frozenset[str], keys_b: frozenset[str]) -> Iterator[str]:
    """Why two articles cannot tell one event, in plain words; nothing where they can.

    `a` and `b` are titles; `keys_a` and `keys_b` the mention keys of the titles ("brand:kaiyi").
    """
    for what, of in (("ordinals", _ordinals), ("days", _days), ("months", _months)):
        mine, theirs = of(a), of(b)
        if mine and theirs and not mine & theirs:
            yield f"{what} {_listed(mine)} against {_listed(theirs)}"
    yield from _numbered(a, b)
    for kind in ("brand", "company"):
        mine, theirs = _mentioned(kind, keys_a), _mentioned(kind, keys_b)
        if mine and theirs and not mine & theirs:
            yield f"{kind} {_listed(mine)} against {_listed(theirs)}"


def _figures(values: set[float]) -> str:
    return ", ".join(f"{value:g}" for value in sorted(values))


def _listed(values: frozenset[str] | set[str]) -> str:
    return ", ".join(sorted(value.rpartition(":")[2] for value in values))
