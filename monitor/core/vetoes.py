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


def _models(title: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, number in _MODEL.findall(title):
        found.setdefault(key_of(norm(name)), set()).add(number)
    return found


def _mentioned(kind: str, title_keys: frozenset[str]) -> frozenset[str]:
    return frozenset(key for key in title_keys if key.startswith(kind + ":"))


def vetoes(a: str, b: str, keys_a: frozenset[str], keys_b: frozenset[str]) -> Iterator[str]:
    """Why two articles cannot tell one event, in plain words; nothing where they can.

    `a` and `b` are titles; `keys_a` and `keys_b` the mention keys of the titles ("brand:kaiyi").
    """
    for what, of in (("ordinals", _ordinals), ("days", _days)):
        mine, theirs = of(a), of(b)
        if mine and theirs and not mine & theirs:
            yield f"{what} {_listed(mine)} against {_listed(theirs)}"
    models = _models(b)
    for name, numbers in _models(a).items():
        if name in models and not numbers & models[name]:
            yield f"model {_listed(numbers)} against {_listed(models[name])}"
    for kind in ("brand", "company"):
        ours, others = _mentioned(kind, keys_a), _mentioned(kind, keys_b)
        if ours and others and not ours & others:
            yield f"{kind} {_listed(ours)} against {_listed(others)}"


def _listed(values: frozenset[str] | set[str]) -> str:
    return ", ".join(sorted(value.rpartition(":")[2] for value in values))
