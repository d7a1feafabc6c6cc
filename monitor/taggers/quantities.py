"""Counts: «70–100 тыс. машин», "about 300 jobs", «25-тысячный автомобиль», «втрое меньше», "by 30.5%"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.knowledge.terms import Knowledge
from monitor.lang import TEXT, TITLE, Reading
from monitor.model import Mention

from .at import sentence_at
from .numerals import DIGITS, MAGNITUDE, SPACE, WORD_NUMBER, lower, magnitude, number, qualifier

# unit -> how its noun begins, in the languages of `lang`
_UNITS: dict[str, str] = {
    "vehicle": (
        r"автомоб|машин|авто(?!\w)|электромоб|электрокар|кроссовер|седан|грузовик|внедорожник|пикап|иномар|фургон|автобус|"
        r"car(?:s)?\b|vehicle|truck|van(?:s)?\b|bus(?:es)?\b|crossover|sedan|suv|autos?\b|fahrzeug|pkw|wagen|samochod|"
        r"aut(?:a|y|o)?\b|voz(?:ů|y|u)|autó|автівок|voiture|véhicul|coche|vehícul|vettur|auton?\b|bilar|台|대(?!\w)|辆|輛"
    ),
    "piece": (
        r"экземпляр|единиц|штук|шт\b|шт\.|комплект|units?\b|pieces?\b|stück|sztuk|kus(?:ů|y)|darab|unidades|unités|pezzi"
    ),
    "person": (
        r"человек|сотрудник|работник|рабочих|специалист|люд|people|employees|workers|staff|persons|mitarbeiter|menschen|"
        r"osób|pracowników|lidí|zaměstnanc|fő\b|працівник|personnes|personas|persone"
    ),
    "job": r"рабоч\w{1,3} мест|jobs|arbeitsplätze|miejsc pracy|emplois|empleos",
    "percent": r"%|процент|percent|per cent|prozent|procent",
    "kilowatt": r"квт|kw\b|мвт|mw\b|гвт|gw\b",
    "tonne": r"тонн|tonn?es?\b|tons?\b|tonnen",
}
_UNIT = "|".join(f"(?P<{name}>{stems})" for name, stems in _UNITS.items())
_WORDS_BETWEEN = r"(?:[^\W\d_][\w-]{1,19}[\s\u00a0]){0,2}?"  # «5300 коммерческих машин», "2,000 passenger cars"
_COUNT = re.compile(
    rf"(?P<low>{DIGITS})(?:{SPACE}(?:[-–—…]|до|to|bis|do){SPACE}(?P<high>{DIGITS}))?"
    rf"(?:[- ]?{SPACE}(?P<mag>{MAGNITUDE}))?{SPACE}{_WORDS_BETWEEN}(?:{_UNIT})\w{{0,8}}"
)
_WORDED = re.compile(rf"(?P<mag>{MAGNITUDE}){SPACE}{_WORDS_BETWEEN}(?:{_UNIT})\w{{0,8}}")
_WORD_BEFORE = re.compile(rf"(?<!\w)(?P<low>{WORD_NUMBER}){SPACE}$")
_NTH = re.compile(r"(?P<low>\d{1,3}(?:[ ,.]\d{3}){1,2})(?:th|-?й|-?ый|-?ая)(?!\w)")
_MILESTONE = re.compile(
    r"(?:(?P<low>\d{1,3})[- ]?|(?P<word>двух|трех|трёх|полутора|сто)|(?<!\w))(?P<mag>тысячн|миллионн)"
    r"(?:ый|ая|ой|ым|ого|ое|ую)(?!\w)"
)
_TIMES = re.compile(
    r"(?<!\w)(?:(?P<word>втрое|вдвое|вчетверо|впятеро)(?!\w)|в\s(?P<ru>\d{1,3}(?:[.,]\d)?)\s?раз|"
    r"(?P<en>two|three|four|five|\d{1,2})\s?(?:times|-fold))"
)
_TIMES_WORDS = {
    "вдвое": 2.0,
    "втрое": 3.0,
    "вчетверо": 4.0,
    "впятеро": 5.0,
    "two": 2.0,
    "three": 3.0,
    "four": 4.0,
    "five": 5.0,
}
_TIMES_SIGNS = ("раз", "двое", "втрое", "вчетверо", "впятеро", "times", "fold")  # rare: looked for first
_MILESTONE_WORDS = {"двух": 2.0, "трех": 3.0, "трёх": 3.0, "полутора": 1.5, "сто": 100.0, None: 1.0}


class Quantities:
    """Adds kind "quantity" mentions to the chain; reads nothing that others made."""

    def __init__(self, knowledge: Knowledge) -> None:
        """`knowledge` is taken as every tagger takes it; counts are a matter of language."""

    def tag(self, reading: Reading, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        return (*mentions, *quantities(reading))


def quantities(reading: Reading) -> tuple[Mention, ...]:
    """Kind "quantity", in order; `value` is the number, `data` {"unit", "qualifier", "high"?}.

    Units: vehicle, piece, person, job, percent, kilowatt, tonne, milestone (the n-th one made) and times.
    """
    return reading.once("quantities", lambda: tuple(_every(reading)))


def _every(reading: Reading) -> Iterator[Mention]:
    yield from _in_field(reading, TITLE, reading.title)
    yield from _in_field(reading, TEXT, reading.text)


def _in_field(reading: Reading, field: str, text: str) -> Iterator[Mention]:
    low = lower(text)
    found = [*_counts(low), *_milestones(low), *_times(low)]
    for start, end, value, data in sorted(found, key=lambda one: one[:2]):
        said = {**data, "qualifier": qualifier(low, start)}
        shown = reading.shown(sentence_at(reading, field, start)) if reading.sentences else text[start:end]
        yield Mention(
            "quantity",
            f"{value:.10g}",
            text[start:end],
            field,
            start,
            end,
            shown,
            data={k: v for k, v in said.items() if v},
        )


_Found = tuple[int, int, float, dict[str, str]]


def _counts(text: str) -> Iterator[_Found]:
    for found in _COUNT.finditer(text):
        factor = magnitude(found["mag"])
        value = number(found["low"], factor > 1) * factor
        data = {"unit": _unit(found)}
        if found["high"]:
            data["high"] = f"{number(found['high'], factor > 1) * factor:.10g}"
        yield found.start(), found.end(), value, data
    for found in _WORDED.finditer(text):
        word = _WORD_BEFORE.search(text[max(0, found.start() - 24) : found.start()])
        if word:
            start = found.start() - len(word[0])
            value = number(word["low"], True) * magnitude(found["mag"])
            yield start, found.end(), value, {"unit": _unit(found)}


def _unit(found: re.Match[str]) -> str:
    return next(name for name in _UNITS if found[name])


def _milestones(text: str) -> Iterator[_Found]:
    for found in _NTH.finditer(text):
        yield found.start(), found.end(), number(found["low"], False), {"unit": "milestone"}
    if "тысячн" in text or "миллионн" in text:
        for found in _MILESTONE.finditer(text):
            factor = 1e6 if found["mag"] == "миллионн" else 1e3
            value = (float(found["low"]) if found["low"] else _MILESTONE_WORDS[found["word"]]) * factor
            yield found.start(), found.end(), value, {"unit": "milestone"}


def _times(text: str) -> Iterator[_Found]:
    if any(sign in text for sign in _TIMES_SIGNS):
        for found in _TIMES.finditer(text):
            written = found["word"] or found["ru"] or found["en"]
            value = _TIMES_WORDS.get(written) or float(written.replace(",", "."))
            yield found.start(), found.end(), value, {"unit": "times"}


_FIGURE = re.compile(
    r"(?<![\d.,])(?:\d{1,3}(?:[ \u00a0.,]\d{3})+|(?!(?:19|20)\d\d(?!\d))\d{3,7})(?![\d.,]*\d)\s?(?P<next>[^\W\d_]*)"
)
_BIG_NTH = re.compile(r"(?:тысячн|миллионн)(?:ый|ая|ой|ым|ого|ое|ую)(?!\w)")
_OF_ELSE = re.compile(
    r"(?:млн|млрд|тыс|mln|bn|mrd|mio|км|л|лс|мм|см|кг|м|вт|квт|hp|km|mm|kg|ps|kw)(?!\w)|million|billion|руб|долл|евро|"
    r"юан|rub|euro|dollar"
)


def names_figure(text: str) -> bool:
    """Whether a number of three digits or more stands there that is no year, sum, length, weight or power, or a share
    («на 4%»): the figure of a sentence on sales."""
    low = lower(text)
    plain = any(not _OF_ELSE.match(found["next"]) for found in _FIGURE.finditer(low))
    return plain or _BIG_NTH.search(low) is not None or "%" in low or "процент" in low or "percent" in low
