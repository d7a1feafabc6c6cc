"""Whom a text credits: «сообщает ТАСС», "according to Interfax", "(Reuters)"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from monitor.core.voices import directory_of, host_of
from monitor.knowledge.terms import Publisher

_BEFORE_RU = (
    r"(?:сообща(?:ет|ют|ла|л[аио]?)|сообщи(?:л[аио]?|в)|передал?[аио]?|переда(?:ет|ёт|ют)|пиш(?:ет|ут)|"
    r"рассказал[аи]?|заявил[аи]?|"
    r"информиру(?:ет|ют)|проинформировал[аи]?|отмеча(?:ет|ют)|уточня(?:ет|ют)|узнал[аи]?|рассказали|"
    r"со\sссылкой\sна|ссылаясь\sна|по\s(?:данным|информации|сообщению|сведениям|словам|материалам)|"
    r"в\s(?:интервью|беседе\sс|разговоре\sс|комментарии(?:\sдля)?)|источник(?:и)?(?:\s[\w-]+){0,2}|цитирует|"
    r"приводит|корреспондент(?:у|а)?)"
)
_BETWEEN_RU = (
    r"(?:\s(?:об\sэтом|в|во|с|со|на|для|корреспонденту?|корреспондента|агентств(?:о|а|у|е|ом)|"
    r"информагентств\w{0,2}|газет\w{1,2}|издани\w{1,2}|"
    r"портал\w{0,2}|журнал\w{0,2}|пресс-служб\w{1,2}|телеканал\w{0,2}|радиостанци\w{1,2}|сайт\w{0,2})){0,3}\s?[«\"“]?"
)
_BEFORE_EN = (
    r"(?:according\sto|citing|cites|reported?\sby|as\sreported\sby|reports?|told|in\san\sinterview\swith|"
    r"quoted\sby|via|courtesy\sof|"
    r"informed|first\sreported\sby|source:)(?:\sthe)?(?:\s(?:news\sagency|agency|newspaper|daily|russian))?\s[\"“]?"
)
_AFTER = re.compile(
    r"[»\"”]?(?:\s(?:news\sagency|agency|newspaper))?\s(?:reported|reports|said|writes|wrote|learned|has\slearned|"
    r"сообщ|пишет|передает|передаёт)",
    re.IGNORECASE,
)
_BRACKET_BEFORE = re.compile(r"[(/]\s?\Z")
_BRACKET_AFTER = re.compile(r"\s?[)/]")
_WORD = re.compile(r"\w+")
_MAX_TEXT = 30_000
_MIN_NAME = 3


def credited_to(text: str, url: str, publishers: Sequence[Publisher]) -> str:
    """The id of the first publisher that the text credits, its own publisher excepted, or "".

    The names come from the knowledge; what follows a verb of saying but is no known publisher is a person or a
    company, and no credit. Names are looked for first and then what stands around them: a name is rare, a verb is not.
    """
    own = publisher_of(url, publishers)
    names = _names(directory_of(publishers).titles)
    text = text[:_MAX_TEXT]
    for word in _WORD.finditer(text):
        for form, publisher in names.get(word.group()[:3], ()):
            found = form.match(text, word.start())
            if found and (own is None or publisher != own.id) and _is_credit(text, *found.span()):
                return publisher
    return ""


def _is_credit(text: str, start: int, end: int) -> bool:
    if _BRACKET_BEFORE.search(text, max(0, start - 2), start) and _BRACKET_AFTER.match(text, end):
        return True
    return bool(_AFTER.match(text, end) or _BEFORE.search(text, max(0, start - _LONGEST_BEFORE), start))


def publisher_of(url: str, publishers: Sequence[Publisher]) -> Publisher | None:
    """The publisher whose domain holds the address; the longest domain wins."""
    return directory_of(publishers).at(host_of(url))


@lru_cache(maxsize=4)
def _names(titles: tuple[tuple[str, str], ...]) -> Mapping[str, list[tuple[re.Pattern[str], str]]]:
    """Patterns of names with their publishers by their first three letters as written, longer names first."""
    found: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    for name, publisher in sorted(titles, key=lambda pair: -len(pair[0])):
        first = _WORD.search(name)
        if first and len(name) >= _MIN_NAME:
            pattern = re.compile(_form(name[first.start() :]) + r"(?!\w)", re.IGNORECASE)
            start = first.group()[:3]
            for written in {start, start.lower(), start.upper(), start.capitalize()}:
                found.setdefault(written, []).append((pattern, publisher))
    return found


def _form(name: str) -> str:
    """A pattern for the name in any case: Russian words of five letters and more lose their ending."""
    return r"\s".join(_word_form(word) for word in name.split())


def _word_form(word: str) -> str:
    stem = re.sub(r"[аеёиоуыэюяьъй]{1,2}$", "", word, flags=re.IGNORECASE)
    declined = len(word) >= 5 and re.fullmatch(r"[а-яё-]+", word, re.IGNORECASE) and not word.isupper()
    form = re.escape(stem) + "[а-яё]{0,3}" if declined else re.escape(word)
    return re.sub("[её]", "[её]", form) if "[" not in form else form


_BEFORE = re.compile(rf"(?<!\w)(?:{_BEFORE_RU}{_BETWEEN_RU}|{_BEFORE_EN})\Z", re.IGNORECASE)
_LONGEST_BEFORE = 120  # characters of the longest such phrase
